"""Use cases that need several rooms of the domain; no terminal. Commands and screens call them."""
