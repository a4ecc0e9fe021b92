"""Bytes to text, saying which encoding was chosen and never replacing what does not decode."""

from __future__ import annotations

from typing import NamedTuple

from annotations.errors import ArticleError


class Decoded(NamedTuple):
    """Text, and the Python name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode `data`.

    Raises:
        ArticleError: If it is not text, or in no encoding that can be told.
    """
    try:
        return Decoded(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError("its encoding could not be told") from error
