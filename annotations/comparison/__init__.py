"""Two articles as one: aligned sentences, differences, linked figures, carried labels."""
