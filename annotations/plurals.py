"""Counts in words: one form of a number, and the plural where it is one."""

from __future__ import annotations


def count(number: int, one: str, several: str = "") -> str:
    """A number with thousands apart and its noun, such as `1 story` or `1,204 sentences`.

    Args:
        number: How many.
        one: The noun in the singular.
        several: Its plural where an s does not make it.
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"
