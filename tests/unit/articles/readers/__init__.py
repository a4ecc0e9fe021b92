"""One module a kind of file."""
