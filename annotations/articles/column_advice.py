"""What the columns of a table seem to be, for the user to say it once in the configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, NoReturn

from annotations.articles.address_lists import sample_of
from annotations.articles.columns import columns
from annotations.articles.marked_text import one_line
from annotations.articles.record_kinds import is_prose, unnamed_columns
from annotations.articles.records import Row, date_of, is_address, told
from annotations.articles.source_file import SourceFile
from annotations.errors import ArticleError

_SHOWN: Final = 20


class Column(NamedTuple):
    """A column of a table, or a key of records."""

    name: str
    fact: str
    """What it is by its name or by what was said, or empty."""
    guess: str
    """What it seems to be by what is in it, where its name says nothing; or empty."""
    example: str
    """The beginning of a value, in one line."""


def columns_of(path: str, mapped: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a table or of the records of a JSON file; none if it is neither.

    Args:
        path: The file.
        mapped: What was said of columns.

    Raises:
        ArticleError: If it cannot be read.
    """
    return _columns(sample_of(SourceFile(path).head), mapped or {})


def _columns(sample: Sequence[Row], mapped: Mapping[str, str]) -> tuple[Column, ...]:
    names = [name for name in dict.fromkeys(name for row in sample for name in row) if name]
    facts: dict[str, str] = {}
    for fact, called in columns(names, mapped).of.items():
        for name in called:
            facts.setdefault(name, fact)
    likely = unnamed_columns(sample, mapped)[:1] or _longest(sample, facts)
    found = []
    taken = set(facts.values())
    for name in names:
        values = [value for row in sample if (value := told(row.get(name)))]
        guess = ""
        if name not in facts:
            guess = "text" if name in likely else _guess(values)
            guess = "" if guess in taken else guess
            taken.add(guess)
        example = one_line(values[0][:200])[:60] if values else ""
        found.append(Column(name, facts.get(name, ""), guess, example))
    return tuple(found)


def _longest(sample: Sequence[Row], facts: Mapping[str, str]) -> list[str]:
    """The column with the longest prose, if no other is known to be the text."""
    if "text" in facts.values():
        return []
    lengths: dict[str, int] = {}
    for row in sample:
        for name, value in row.items():
            if name and name not in facts and (text := told(value)) and is_prose(text):
                lengths[name] = lengths.get(name, 0) + len(text)
    longest = max(lengths, key=lengths.__getitem__, default="")
    return [longest] if longest and lengths[longest] >= 80 * len(sample) else []


def _guess(values: Sequence[str]) -> str:
    """What values seem to be of which no name says it; the text is told elsewhere."""
    if not values:
        return ""
    if all(map(is_address, values)):
        return "url"
    if all(len(value) >= 8 and date_of(value, None) for value in values):
        return "published_at"
    several = len(set(values)) * 4 >= len(values) * 3
    if several and all(15 <= len(value) <= 200 and "\n" not in value for value in values):
        return "title" if sum(map(is_prose, values)) * 2 >= len(values) else ""
    return ""


def config_lines(found: Sequence[Column]) -> str:
    """The lines of a configuration that say what columns seem to be; empty if none seems so."""
    told_so = [
        f"    {json.dumps(one.name, ensure_ascii=False)}: {one.guess}\n"
        for one in found
        if one.guess
    ]
    return "articles:\n  columns:\n" + "".join(told_so) if told_so else ""


def refuse_unnamed(sample: Sequence[Row], mapped: Mapping[str, str]) -> NoReturn:
    """Say that a table looks like articles, and how its columns are told.

    Raises:
        ArticleError: Always.
    """
    found = _columns(sample, mapped)
    shown = ", ".join(one_line(one.name)[:40] for one in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    pairs = [
        f"{json.dumps(one.name, ensure_ascii=False)}: {one.guess}" for one in found if one.guess
    ]
    raise ArticleError(
        f"looks like articles, but no column's name says which is the text (columns:"
        f" {shown}{more}). Say it in config.yaml: articles: {{columns: {{{', '.join(pairs)}}}}}"
    )
