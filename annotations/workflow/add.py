"""New files for a corpus: copied byte for byte, or fetched from addresses that were named."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from annotations import outside
from annotations.articles.address_lists import addresses
from annotations.articles.corpus import find
from annotations.articles.formats import recognise
from annotations.articles.origins import SUFFIX, Origin, encoded, origin_of
from annotations.articles.source_file import SourceFile
from annotations.errors import ArticleError
from annotations.fetching import Fetched, FetchError
from annotations.store.engine import disk

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_NAME: Final = 80
_MOST: Final = 512 * 1024 * 1024
_KINDS: Final = {
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
}
"""Media types to the suffixes that files of them get."""


class Added(NamedTuple):
    """What became of a file or an address."""

    what: str
    """The path or address that was named."""
    path: Path | None
    """Where it is in the corpus now, or would be; None where it is not."""
    reason: str = ""
    """Why it is not there, or why nothing was done."""
    is_new: bool = False


def is_address(text: str) -> bool:
    """Whether it is an address of the web rather than a path."""
    return bool(_ADDRESS.fullmatch(text))


def addresses_in(path: Path) -> list[str]:
    """The addresses that a file lists, in its order, each once: one a line, `#` begins a remark.

    So does a table or JSON file that has addresses and titles of articles but no text, as Media
    Cloud and GDELT give it. Empty if the file is no such list.

    Raises:
        ArticleError: If it cannot be read.
    """
    try:
        text = outside.read_bytes(path, 8 * 1024 * 1024).decode("utf-8-sig", errors="replace")
    except outside.OutsideError as error:
        raise ArticleError(f"{path} {error}.") from error
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    said = [line for line in lines if line and not line.startswith("#")]
    if said and all(map(is_address, said)):
        return list(dict.fromkeys(said))
    return [one.url for one in addresses(str(path))] if _lists_articles(path) else []


def _lists_articles(path: Path) -> bool:
    found = recognise(SourceFile(str(path)).head)
    return found is not None and found.module == "address_list"


def copy(paths: Iterable[Path], folder: Path, *, dry_run: bool = False) -> Iterator[Added]:
    """Copy files that may hold articles into a corpus, from folders with their way below them.

    A file whose bytes are there already is left; one of the same name gets a number.
    """
    for path in paths:
        found = find([path])
        for problem in found.problems:
            yield Added(problem.path, None, problem.reason)
        for file in found.files:
            target = folder / (file.folder or ".") / os.path.basename(file.path)  # noqa: PTH119
            try:
                data = outside.read_bytes(file.path, _MOST)
                yield _keep(file.path, data, target, dry_run=dry_run)
            except outside.OutsideError as error:
                yield Added(file.path, None, str(error))


def fetch(
    addresses: Iterable[str],
    folder: Path,
    get: Callable[[str], Fetched],
    *,
    dry_run: bool = False,
) -> Iterator[Added]:
    """Fetch addresses into a corpus, each into a file of its own, with its address beside it.

    Args:
        addresses: Each was named by a person.
        folder: The corpus.
        get: Fetches one; raises `FetchError`.
        dry_run: Whether nothing is fetched or written.
    """
    there = _fetched_before(folder)
    for address in addresses:
        if address in there:
            yield Added(address, there[address], "fetched before")
            continue
        if dry_run:
            yield Added(address, folder / file_name(address, ""), "", is_new=True)
            continue
        try:
            got = get(address)
        except FetchError as error:
            yield Added(address, None, str(error))
            continue
        yield _keep_fetched(address, got, folder)


def _fetched_before(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for beside in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        path = Path(str(beside).removesuffix(SUFFIX))
        origin = origin_of(str(path))
        if origin is not None and path.exists():
            found.update({origin.url: path, origin.asked or origin.url: path})
    return found


def _keep_fetched(address: str, got: Fetched, folder: Path) -> Added:
    target = folder / file_name(got.url, got.content_type)
    kept = _keep(address, got.data, target, dry_run=False)
    if kept.path is not None and kept.is_new:
        origin = Origin(
            url=got.url,
            asked=address if address != got.url else "",
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            content_type=got.content_type[:200],
            sha256=hashlib.sha256(got.data).hexdigest(),
        )
        disk.replace(kept.path.with_name(kept.path.name + SUFFIX), [encoded(origin)])
    return kept


def file_name(url: str, content_type: str) -> str:
    """A name for what an address gave: its host and the end of its path, in plain letters."""
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/").rpartition("/")[2]
    media = content_type.partition(";")[0].strip().lower()
    stem, dot, suffix = path.rpartition(".")
    known = f".{suffix.lower()}" if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", suffix) else ""
    words = f"{parts.hostname or ''} {stem if known else path} {parts.query[:20]}"
    slug = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:_NAME].strip("-")
    return (slug or "page") + (_KINDS.get(media) or known or ".html")


def _keep(what: str, data: bytes, target: Path, *, dry_run: bool) -> Added:
    """Write a file where nothing of its name is; beside one of other bytes with a number."""
    wanted, number = target, 1
    while wanted.exists():
        if wanted.is_file() and wanted.stat().st_size == len(data) and wanted.read_bytes() == data:
            return Added(what, wanted, "there already")
        number += 1
        wanted = target.with_name(f"{target.stem}-{number}{target.suffix}")
    if not dry_run:
        try:
            wanted.parent.mkdir(parents=True, exist_ok=True)
            disk.replace(wanted, [data])
        except OSError as error:
            return Added(what, None, f"was not written to {wanted}: {error.strerror}")
    return Added(what, wanted, "", is_new=True)
