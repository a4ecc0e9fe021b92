"""Files of articles as services and programs write them, in our own words."""
