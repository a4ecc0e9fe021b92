"""From the reader to a training set: what to write, what will be in it, and where it went."""
