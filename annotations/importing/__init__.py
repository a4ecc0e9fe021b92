"""Labels that others made: their files read, matched with our sentences, planned and reported."""
