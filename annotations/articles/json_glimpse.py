"""The beginning of a JSON file, read as far as it goes: enough to tell what kind of file it is.

The head of a file may end in the middle of a string a hundred levels deep. What stands there is
taken for a whole value all the same; nothing here recurses, and only the first value is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from annotations.articles.columns import plain_name
from annotations.articles.source_file import Head

_DEEPEST: Final = 40
_MOST_TOKENS: Final = 60_000
_TOKEN: Final = re.compile(
    r'\s*(?:([\[\]{},:])|"((?:[^"\\]|\\.)*+)("?)|([^\s\[\]{},:"]+))', re.DOTALL
)
_HOLDERS: Final = frozenset(
    "articles article results result items item data documents docs records entries stories news"
    " hits response responses payload feed objects value values rows posts content list newsitems"
    " artikel beitrage noticias".split()
)
"""Keys, as `plain_name` gives them, under which lists of articles stand."""
_WRAPPERS: Final = frozenset(
    "source article fields doc document item data attributes metadata meta properties node".split()
)
"""Keys under which the facts of one article stand."""

_BETWEEN: Final = " \t\r\n,\x1e"
"""What may stand between two values of one file."""

Path = tuple[str, ...]


class Glimpse(NamedTuple):
    """What the beginning of a JSON file shows."""

    first: Mapping[str, Any]
    """The first record, its facts on one level; empty if there is none."""
    raw: Mapping[str, Any]
    """The same as it stands."""
    sample: tuple[Mapping[str, Any], ...]
    """The first few records, likewise on one level; the last one may be cut off."""
    top: Any
    """The outermost value."""
    path: Path | None
    """Where the list of records stands in the outermost value; None if that is one record."""
    is_lines: bool
    """Whether each line is a value."""
    is_joined: bool = False
    """Whether objects follow each other, be it over several lines or on one."""


_NOTHING: Final = Glimpse({}, {}, (), None, None, False)


def glimpse(head: Head) -> Glimpse:
    """What the beginning of a file shows, if it is JSON."""
    if head.probe.lstrip(b"\xef\xbb\xbf \t\r\n\0")[:1] not in (b"{", b"["):
        return _NOTHING
    return _glimpse(head.data, head.suffix)


@lru_cache(maxsize=8)
def _glimpse(data: bytes, suffix: str) -> Glimpse:
    text = Head(data, "").text
    top, end = partial(text)
    rest = text[end:] if end else ""
    is_lines = (
        bool(end) and rest.lstrip(_BETWEEN)[:1] in ("{", "[") and isinstance(top, dict | list)
    )
    is_joined = is_lines and isinstance(top, dict) and not _is_a_line(text, end)
    is_lines = is_lines and not is_joined
    is_lines = is_lines or (not end and suffix in (".jsonl", ".ndjson", ".jl", ".jsonlines"))
    path = None if is_lines or is_joined else _list_in(top)
    if is_lines:
        records = _lines_of(text)
    elif is_joined:
        records = _joined(text)
    elif path is None:
        records = [top] if isinstance(top, dict) else []
    else:
        records = values_at(top, path)
    records = [one for one in records[:30] if isinstance(one, dict)]
    if not records:
        return _NOTHING._replace(top=top, is_lines=is_lines, is_joined=is_joined)
    flat = tuple(flattened(one) for one in records)
    return Glimpse(flat[0], records[0], flat, top, path, is_lines, is_joined)


def _is_a_line(text: str, end: int) -> bool:
    """Whether the value that ends there stands on a line of its own."""
    behind = text[end : end + 1000]
    gap = behind[: len(behind) - len(behind.lstrip(_BETWEEN))]
    return "\n" in gap and "\n" not in text[:end].strip()


def _joined(text: str) -> list[Any]:
    """The first few of values that follow each other."""
    found: list[Any] = []
    while len(found) < 30 and text:
        value, end = partial(text)
        found.append(value)
        text = text[end:].lstrip(_BETWEEN) if end else ""
    return found


def _lines_of(text: str) -> list[Any]:
    return [partial(line)[0] for line in text.split("\n")[:30] if line.strip()]


def flattened(record: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a record on one level: `{"source": {"name": x}}` has `source.name`, too.

    What is wrapped, as in `{"_source": {...}}`, counts where nothing stands outside of it.
    """
    flat = dict(record)
    for key, value in record.items():
        if not isinstance(value, dict):
            continue
        name = plain_name(key)
        wraps = name in _WRAPPERS and (name != "source" or key == "_source")
        for below, one in value.items():
            flat.setdefault(f"{key}.{below}", one)
            if wraps:
                flat.setdefault(below, one)
    return flat


def values_at(top: Any, path: Path) -> list[Any]:
    """The values of the list, or of the mapping by id, that stands at a path."""
    for step in path:
        top = top[step]
    return list(top.values()) if isinstance(top, dict) else list(top)


def _list_in(top: Any) -> Path | None:
    """Where the list of records stands; None if the value itself is one."""
    if isinstance(top, list):
        return ()
    if not isinstance(top, dict):
        return None
    here = top
    path: Path = ()
    for _ in range(4):
        found = [
            key
            for key, value in here.items()
            if plain_name(key) in _HOLDERS
            and (_is_records(value) or (isinstance(value, dict) and value))
        ]
        found.sort(key=lambda key: not isinstance(here[key], list))
        if not found and not path and len(here) == 1 and _is_records(next(iter(here.values()))):
            found = list(here)
        if not found:
            return path if _are_records(here) else None
        path = (*path, found[0])
        value = here[found[0]]
        if isinstance(value, list):
            return path
        here = value
    return None


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and (not value or isinstance(value[0], dict))


def _are_records(values: Mapping[str, Any]) -> bool:
    """Whether the values of a mapping are records by id: with some keys in common."""
    if not values or not all(isinstance(one, dict) for one in values.values()):
        return False
    first, *rest = [set(one) for one in list(values.values())[:5]]
    return len(first) >= 3 and all(len(first & one) >= 2 for one in rest[:-1])


def partial(text: str) -> tuple[Any, int]:
    """The first JSON value of a text that may be cut off, and where it ends; 0 if it is cut off.

    What is no JSON ends it like the end of the text.
    """
    at = 0
    stack: list[Any] = []
    keys: list[str | None] = []
    top: Any = None
    for _ in range(_MOST_TOKENS):
        found = _TOKEN.match(text, at)
        if found is None:
            break
        at = found.end()
        sign, string, closed, word = found.groups()
        if sign in ("{", "["):
            value: Any = {} if sign == "{" else []
            if stack:
                _put(stack, keys, value)
            else:
                top = value
            if len(stack) >= _DEEPEST:
                break
            stack.append(value)
            keys.append(None)
        elif sign in ("}", "]"):
            if stack:
                stack.pop()
                keys.pop()
            if not stack:
                return top, at
        elif sign is None:
            value = _unquoted(string) if string is not None else _scalar(word)
            if not stack:
                return value, at
            if isinstance(stack[-1], dict) and keys[-1] is None:
                keys[-1] = str(value)
            else:
                _put(stack, keys, value)
            if string is not None and not closed:
                break
    return top, 0


def _put(stack: list[Any], keys: list[str | None], value: Any) -> None:
    holder = stack[-1]
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[keys[-1] or ""] = value
        keys[-1] = None


def _unquoted(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _scalar(word: str) -> Any:
    if word in ("null", "NaN", "true", "false"):
        return {"true": True, "false": False}.get(word)
    try:
        return float(word[:40]) if "." in word or len(word) > 18 else int(word)
    except ValueError:
        return word
