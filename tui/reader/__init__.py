"""Screens hold state and arrange widgets; values go down, messages come up."""
