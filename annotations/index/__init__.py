"""The index of a corpus: cards, words, names and values of its articles in one SQLite file.

It is derived from the files alone. Whatever is wrong with it, it is made anew; deleting it loses
nothing, and nothing that was acknowledged depends on it.
"""

from __future__ import annotations


def unusable() -> tuple[type[Exception], ...]:
    """What reading an index raises where there is none that can be used."""
    import sqlite3

    import msgspec

    from annotations.index.schema import UnusableError

    return (OSError, ValueError, sqlite3.Error, msgspec.DecodeError, UnusableError)
