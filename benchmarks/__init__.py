"""What is fast and what is right, measured beside the alternatives."""
