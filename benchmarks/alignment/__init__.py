"""Texts whose alignment is known, and ways to align them."""
