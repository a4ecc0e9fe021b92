"""Other reports of the event that an article is about, and what shows that they are."""
