"""Keeps the index in line with the files, while they are read behind the screen.

What is read goes to a thread that writes it in batches, each one transaction: whoever is killed in
the middle has all but the last one, and the next reading goes on from there.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from functools import partial
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from annotations.articles.read_corpus import Remembered
from annotations.index import schema
from annotations.index.reading import Index, open_index
from annotations.index.rows import (
    Entry,
    Row,
    card_of_row,
    checked,
    encode,
    entry_decoder,
    marks_of,
    row_of,
    terms_of_row,
    text_of,
    unchecked,
    words_of,
)
from annotations.index.schema import UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from annotations.articles.article import Article
    from annotations.articles.corpus import Card, File
    from annotations.articles.receipts import Receipt

LOCK: Final = "index.lock"
"""The file that whoever writes the index holds a lock on."""

_BATCH: Final = 400
"""Articles that are written in one transaction."""
_PATIENCE: Final = 1.0
"""Seconds after which what has come so far is written."""
_WAITING: Final = 600
"""Articles that may wait to be written; then reading waits."""
_JUST_NOW: Final = 50_000_000
"""Nanoseconds: a file that was changed so shortly before it was read may change once more without
having another time. It is read again the next time."""
_PARAMETERS: Final = 500
_INCOMPLETE: Final = -1


class _Known(NamedTuple):
    id: int
    size: int
    mtime_ns: int
    entry: bytes


class Builder:
    """What files gave, kept in the index; a memory for `read_corpus`.

    One process at a time writes; another that comes meanwhile only reads what there is. Without a
    folder, or where nothing can be written, there is no index, and all goes on without.

    Args:
        project: The project folder; None for an index in memory, which goes when it is closed.
        rules: How files are read, besides the program itself: where that is another than before,
            every file is read again.
        writes: Whether anything may be written.
    """

    def __init__(self, project: Path | None, rules: str, *, writes: bool = True) -> None:
        self._path = (project or Path()) / schema.FILE
        self._in_memory = project is None
        self._rules = rules
        self._known: dict[str, _Known] = {}
        self._queue: Queue[Callable[[], None] | threading.Event | None] = Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self._lock = -1
        self._waiting = 0
        self._told = time.monotonic()
        self._mutex = threading.Lock()
        """Held while the connection is used."""
        self._db: sqlite3.Connection | None = None
        self._open_files: dict[str, int] = {}
        self.writes = False
        """Whether it writes: nobody else does, and it can."""
        self.busy = False
        """Whether somebody else writes."""
        self.missed = 0
        """Files that were read, and are not in the index as they are now."""
        self.notices: list[str] = []
        """What the user should know, a sentence each."""
        self.changed = False
        """Whether anything was written that was not there."""
        if project is None or project.is_dir():
            self._open(writes=writes)

    def __enter__(self) -> Builder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Opening and closing

    def _open(self, *, writes: bool) -> None:
        try:
            self.writes = writes and self._take_lock()
            try:
                self._connect()
            except UnusableError as error:
                self._start_anew(str(error))
        except FileNotFoundError:
            self._give_up("")
        except (OSError, sqlite3.Error, UnusableError) as error:
            self._give_up(f"There is no index: {self._path} cannot be used ({error}).")
        if self.writes:
            self._thread = threading.Thread(target=self._work, name="index", daemon=True)
            self._thread.start()

    def _take_lock(self) -> bool:
        """Whether nobody else writes; a kill lets go of the lock."""
        if self._in_memory:
            return True
        try:
            self._lock = os.open(
                self._path.with_name(LOCK),
                os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW,
                0o666,
            )
            flock(self._lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            self.busy = True
            return False
        except OSError:
            return False
        return True

    def _connect(self) -> None:
        if self._in_memory:
            self._db = schema.in_memory()
        else:
            self._db = schema.connect(self._path, writes=self.writes)
        found = self._db.execute("SELECT value FROM meta WHERE key = 'rules'").fetchone()
        if found is not None and found[0] != self._rules:
            self._db.close()
            raise UnusableError("was made when files were read otherwise")
        if found is None and self.writes:
            self._db.execute("INSERT INTO meta VALUES ('rules', ?)", (self._rules,))

    def _start_anew(self, why: str) -> None:
        """Put an empty index in the place of one that is of no use; only whoever writes may."""
        if not self.writes:
            self._db = None
            return
        if self._db is not None:
            self._db.close()
        if not self._in_memory:
            schema.remove(self._path)
        self._known.clear()
        self._open_files.clear()
        self.notices.append(f"The index of the corpus {why}: it is being made anew.")
        self.changed = True
        self._connect()

    def _give_up(self, why: str) -> None:
        """Go on without an index."""
        if why:
            self.notices.append(why)
        self.missed += self.writes
        self.writes = False
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None

    def close(self) -> None:
        """Write what waits, and let go of everything."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None
        with self._mutex:
            if self._db is not None:
                with suppress(sqlite3.Error):
                    self._db.close()
                self._db = None
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    @property
    def has_index(self) -> bool:
        """Whether there is one."""
        return self._db is not None

    def flush(self) -> None:
        """Return once what was told so far is written."""
        if self._thread is not None:
            done = threading.Event()
            self._queue.put(done)
            done.wait()

    def index(self) -> Index:
        """What is written so far, to be read.

        Raises:
            OSError: If there is none.
            UnusableError: If it is none that this version can use.
            sqlite3.Error: If it cannot be opened.
        """
        if self._in_memory:
            assert self._db is not None
            return Index(self._db, keeps_open=True)
        return open_index(self._path.parent)

    # What was read before

    def expect(self, files: Sequence[File]) -> None:
        """Look up what is known of files that come next."""
        self._known = {}
        paths = [_absolute(file) for file in files]
        for first in range(0, len(paths), _PARAMETERS):
            some = paths[first : first + _PARAMETERS]
            marks = ",".join("?" * len(some))
            query = f"SELECT path, id, size, mtime_ns, entry FROM files WHERE path IN ({marks})"
            for path, *rest in self._ask(query, some):
                self._known[path] = _Known(*rest)

    def recall(self, file: File) -> Remembered | None:
        """What a file gave; None if it is not known, or another by now."""
        known = self._known.get(_absolute(file))
        if known is None or known.mtime_ns == _INCOMPLETE:
            return None
        try:
            status = os.stat(file.path)  # noqa: PTH116  (thousands of them)
        except OSError:
            return None
        if (status.st_size, status.st_mtime_ns) != (known.size, known.mtime_ns):
            return None
        query = (
            "SELECT card FROM articles JOIN cards USING (id) WHERE file = ? ORDER BY articles.id"
        )
        try:
            entry = entry_decoder.decode(unchecked(known.entry))
            cards = tuple(
                card_of_row(blob, file.path, file.folder, named=file.named)
                for (blob,) in self._ask(query, (known.id,))
            )
        except (ValueError, msgspec.DecodeError):
            self._damaged("was damaged")
            return None
        if len(cards) != entry.receipt.read:
            self._damaged("was damaged")
            return None
        receipt = entry.receipt
        if receipt.path != file.path:
            receipt = msgspec.structs.replace(receipt, path=file.path)
        return Remembered(cards, receipt, entry.is_unknown)

    def _ask(self, query: str, values: Sequence[object]) -> list[Any]:
        """Rows; none where the index is of no use."""
        with self._mutex:
            if self._db is None:
                return []
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                failure = error
        self._failed(failure)
        return []

    def _failed(self, error: sqlite3.Error) -> None:
        if schema.is_damage(error):
            self._damaged("was damaged")
        else:
            with self._mutex:
                self._give_up(f"The index of the corpus is not kept up: {error}.")

    def _damaged(self, why: str) -> None:
        with self._mutex:
            try:
                self._start_anew(why)
            except (OSError, sqlite3.Error, UnusableError) as error:
                self._give_up(f"There is no index: {error}.")

    # What is read now

    def begin(self, file: File) -> _Keeping | None:
        """A file is read."""
        if not self.writes:
            self.missed += 1
            return None
        try:
            status = os.stat(file.path)  # noqa: PTH116
        except OSError:
            return None  # reading it says so
        path = _absolute(file)
        self._do(lambda: self._write_begun(path))
        return _Keeping(self, file, path, status)

    def _do(self, work: Callable[[], None]) -> None:
        if self.writes:
            self._queue.put(work)

    def forget(self, files: Iterable[File], roots: Iterable[str]) -> None:
        """Leave out files that are no more, and those below `roots` that are not among `files`."""
        if not self.writes:
            return
        here = {_absolute(file) for file in files}
        below = tuple(os.path.abspath(root).rstrip("/") + "/" for root in roots)  # noqa: PTH100
        gone = [
            path
            for (path,) in self._ask("SELECT path FROM files", ())
            if path not in here and (str(path).startswith(below) or not os.path.lexists(str(path)))
        ]
        for path in gone:
            self._do(partial(self._write_gone, path))

    # Stories

    def stories(self, of: str) -> list[tuple[str, str, list[int]]] | None:
        """The stories that were kept for a corpus of that sum; None if others were, or none."""
        if self._ask("SELECT value FROM meta WHERE key = 'stories'", ()) != [(of,)]:
            return None
        try:
            return [
                msgspec.msgpack.decode(unchecked(blob), type=tuple[str, str, list[int]])
                for (blob,) in self._ask("SELECT story FROM stories ORDER BY number", ())
            ]
        except (ValueError, msgspec.DecodeError):
            self._damaged("was damaged")
            return None

    def keep_stories(self, of: str, stories: Iterable[tuple[str, str, list[int]]]) -> None:
        """Keep the stories of a corpus of that sum: key, title, the numbers of the articles."""
        rows = [(checked(encode(story)),) for story in stories]

        def write() -> None:
            assert self._db is not None
            self._db.execute("DELETE FROM stories")
            self._db.executemany("INSERT INTO stories(story) VALUES (?)", rows)
            self._db.execute("REPLACE INTO meta VALUES ('stories', ?)", (of,))

        self._do(write)

    # Writing, on a thread of its own

    def _work(self) -> None:
        for work in self._jobs():
            with self._mutex:
                if self._db is None:
                    continue
                try:
                    if not self._db.in_transaction:
                        self._db.execute("BEGIN IMMEDIATE")
                    if work is not None:
                        work()
                    if work is None or self._is_due():
                        self._db.execute("COMMIT")
                        self._waiting, self._told = 0, time.monotonic()
                    continue
                except sqlite3.Error as error:
                    failure = error
                except (ValueError, msgspec.DecodeError):
                    failure = sqlite3.DatabaseError("malformed")
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                # What was begun in that transaction has no row any more.
                self._open_files.clear()
            self._failed(failure)

    def _jobs(self) -> Iterator[Callable[[], None] | None]:
        """What is to be written; None where it is to be committed: nothing more has come."""
        while (work := self._queue.get()) is not None:
            if isinstance(work, threading.Event):
                yield None
                work.set()
                continue
            yield work
            if self._queue.empty() and self._is_due():
                yield None
        yield None

    def _is_due(self) -> bool:
        return self._waiting >= _BATCH or time.monotonic() - self._told > _PATIENCE

    def _write_begun(self, path: str) -> None:
        self._write_gone(path)
        assert self._db is not None
        cursor = self._db.execute(
            "INSERT INTO files(path, size, mtime_ns, entry) VALUES (?, 0, ?, x'')",
            (path, _INCOMPLETE),
        )
        self._open_files[path] = int(cursor.lastrowid or 0)
        self.changed = True

    def _write_closed(self, path: str, size: int, mtime_ns: int, entry: bytes) -> None:
        id_ = self._open_files.pop(path, None)
        if id_ is not None and self._db is not None:
            self._db.execute(
                "UPDATE files SET size = ?, mtime_ns = ?, entry = ? WHERE id = ?",
                (size, mtime_ns, entry, id_),
            )

    def _write_row(self, path: str, row: Row) -> None:
        file, db = self._open_files.get(path), self._db
        if file is None or db is None:
            return  # it was begun in an index that is no more
        self._waiting += 1
        cursor = db.execute(
            "INSERT INTO articles(file, article, published, day, source) VALUES (?, ?, ?, ?, ?)",
            (file, row.article_id, row.published, row.day, row.source),
        )
        id_ = cursor.lastrowid
        db.execute("INSERT INTO cards VALUES (?, ?, ?)", (id_, row.card, row.terms))
        db.execute("INSERT INTO texts VALUES (?, ?)", (id_, row.body))
        db.execute(
            "INSERT INTO words(rowid, title, body, source) VALUES (?, ?, ?, ?)",
            (id_, row.title_words, row.body_words, row.source_words),
        )
        db.execute("INSERT INTO marks(rowid, terms) VALUES (?, ?)", (id_, row.marks))

    def _write_gone(self, path: str) -> None:
        """Leave a file and its articles out."""
        db = self._db
        assert db is not None
        found = db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
        if found is None:
            return
        self.changed = True
        rows = db.execute(
            "SELECT id, card, terms, body FROM articles JOIN cards USING (id) JOIN texts USING (id)"
            " WHERE file = ?",
            found,
        ).fetchall()
        for id_, card, terms, body in rows:
            known = card_of_row(card, "")
            words = words_of(known.title, text_of(body), known.source)
            db.execute(
                "INSERT INTO words(words, rowid, title, body, source)"
                " VALUES ('delete', ?, ?, ?, ?)",
                (id_, *words),
            )
            db.execute(
                "INSERT INTO marks(marks, rowid, terms) VALUES ('delete', ?, ?)",
                (id_, marks_of(terms_of_row(terms))),
            )
            for table in ("articles", "cards", "texts"):
                db.execute(f"DELETE FROM {table} WHERE id = ?", (id_,))
        db.execute("DELETE FROM files WHERE id = ?", found)


class _Keeping:
    """Takes in what a file gives."""

    def __init__(self, builder: Builder, file: File, path: str, status: os.stat_result) -> None:
        self._builder, self._file, self._path, self._status = builder, file, path, status

    def add(self, article: Article, card: Card) -> None:
        """One of its articles."""
        builder, path, file = self._builder, self._path, self._file.path
        builder._do(lambda: builder._write_row(path, row_of(article, card, file)))

    def close(self, receipt: Receipt, *, is_unknown: bool) -> None:
        """It was read to its end."""
        before = self._status
        size, mtime_ns = before.st_size, before.st_mtime_ns
        try:
            now = os.stat(self._file.path)  # noqa: PTH116
        except OSError:
            return
        changes = (now.st_size, now.st_mtime_ns) != (size, mtime_ns)
        if changes or time.time_ns() - mtime_ns < _JUST_NOW:
            mtime_ns = _INCOMPLETE
        entry = checked(encode(Entry(receipt, is_unknown)))
        builder, path = self._builder, self._path
        builder._do(lambda: builder._write_closed(path, size, mtime_ns, entry))


def _absolute(file: File) -> str:
    return os.path.abspath(file.path)  # noqa: PTH100  (thousands of them)
