"""Lists of addresses of articles, without their text: Media Cloud, GDELT, and their like."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.articles import address_lists
from annotations.articles.document import Item
from annotations.articles.record_files import list_remark, unread_entry
from annotations.articles.record_kinds import ADDRESSES, kind_of
from annotations.articles.source_file import Head, SourceFile


def recognises(head: Head) -> bool:
    """Whether its records have addresses and titles of articles, but no text."""
    return kind_of(address_lists.sample_of(head), head.columns) == ADDRESSES


def read(source: SourceFile) -> Iterator[Item]:
    """Its entries, each as one without a body."""
    yield list_remark(source)
    for number, row, reading in address_lists.entries(source):
        yield unread_entry(row, reading, number)
