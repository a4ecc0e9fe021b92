"""Screens that ask or list: they take values and answer with one."""
