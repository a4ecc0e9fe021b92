"""Names in a text: which runs of words are mentions, of what type, and of whom."""
