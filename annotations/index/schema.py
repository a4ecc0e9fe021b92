"""The file of an index: its tables, how it is opened, and when it is none that can be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from annotations.index.terms import MOST, READ

FILE: Final = "index.sqlite"
"""Its name in the project folder."""

VERSION: Final = 1
"""Changes whenever tables, words or terms are others."""

_WAIT: Final = 5.0
"""Seconds that a statement waits for another process."""

_APPLICATION: Final = 0x51D61DE8

_TABLES: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE files(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
    " mtime_ns INTEGER NOT NULL, entry BLOB NOT NULL)",
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, article TEXT NOT NULL,"
    " published TEXT NOT NULL, day INTEGER, source TEXT NOT NULL)",
    "CREATE INDEX by_file ON articles(file)",
    "CREATE INDEX by_date ON articles(published)",
    "CREATE INDEX by_article ON articles(article)",
    "CREATE TABLE cards(id INTEGER PRIMARY KEY, card BLOB NOT NULL, terms BLOB NOT NULL)",
    "CREATE TABLE texts(id INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE words USING fts5(title, body, source, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE marks USING fts5(terms, content='', columnsize=0, detail=none,"
    " tokenize='ascii')",
    "CREATE VIRTUAL TABLE frequencies USING fts5vocab(marks, row)",
    "CREATE TABLE stories(number INTEGER PRIMARY KEY, story BLOB NOT NULL)",
)
"""What an index consists of.

`files.entry`: the receipt of a file before others were looked at; `mtime_ns` is -1 until it is
read to its end. `articles`: every document that was read, also one whose text stands in another
file too; `day` proleptic Gregorian (`date.toordinal`). `cards`: the card without its path; names
and values with the words of the title. `texts.body`: the running text, deflated. `words` and
`marks`: what is found by words, and by terms; both are told of deletions by the values that they
were given, which `cards` and `texts` keep.
"""

_SHADOWS: Final = ("words_", "marks_", "sqlite_")


class UnusableError(Exception):
    """The file is no index of this version, or damaged; its text says which, for a sentence."""


def connect(path: Path, *, writes: bool) -> sqlite3.Connection:
    """Open an index.

    Args:
        path: The file.
        writes: Make it if it is not there.

    Raises:
        UnusableError: If it is none that this version can use.
        OSError: If it is not there, or cannot be read.
        sqlite3.Error: If another process does not let go of it, or the disk is full.
    """
    _check_kind(path, writes=writes)
    mode = "rwc" if writes else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        _settle(connection, writes=writes)
    except sqlite3.DatabaseError as error:
        connection.close()
        if is_damage(error):
            raise UnusableError("was damaged") from error
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory() -> sqlite3.Connection:
    """An empty index without a file."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _create(connection)
    return connection


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is damaged, or no database at all."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "malformed" in str(error)


def remove(path: Path) -> None:
    """Delete an index and what belongs to it.

    Raises:
        OSError: If it cannot be deleted.
    """
    for one in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        with suppress(FileNotFoundError):
            one.unlink()


def stamp() -> str:
    """What the contents of an index hang on besides the files: the rules that made them."""
    return f"{VERSION} {unicodedata.unidata_version} {READ} {MOST}"


def _check_kind(path: Path, *, writes: bool) -> None:
    """Nothing but a plain file is opened: a link would lead elsewhere, a pipe would wait."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        if writes:
            return
        raise
    if not stat.S_ISREG(mode):
        raise UnusableError("is no file")


def _settle(connection: sqlite3.Connection, *, writes: bool) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cache_size = -16000")
    if writes:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            _create(connection)
    _check_tables(connection)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for table in _TABLES:
                connection.execute(table)
            connection.execute("INSERT INTO meta VALUES ('stamp', ?)", (stamp(),))
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _check_tables(connection: sqlite3.Connection) -> None:
    """Refuse what this version did not make, triggers and views among it."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
    if ours and version != VERSION:
        raise UnusableError("was made by a later version" if version > VERSION else "was older")
    made = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    own = [sql for (sql,) in made if not _is_shadow(sql)]
    if not ours or sorted(own) != sorted(_TABLES):
        raise UnusableError("was none of ours")
    found = connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    if found is None or found[0] != stamp():
        raise UnusableError("was made by other rules")


def _is_shadow(sql: str) -> bool:
    """Whether a table is one that SQLite keeps for a full-text table."""
    name = sql.removeprefix("CREATE TABLE ").lstrip("'\"")
    return sql.startswith("CREATE TABLE ") and name.startswith(_SHADOWS)
