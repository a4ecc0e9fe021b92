"""Files that are zip archives, such as those of office programs: opened behind limits.

A zip of some kilobytes may stand for any length, and any number of files.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from annotations.errors import ArticleError

MAGIC: Final = b"PK\x03\x04"
MOST_FILES: Final = 20_000
_PIECE: Final = 1 << 20


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A zip archive.

    Raises:
        ArticleError: If it is none, is damaged, locked, or holds too many files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.filelist) > MOST_FILES:
                raise ArticleError(f"holds more than {MOST_FILES:,} files")
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error) as error:
        raise ArticleError("is a damaged archive, or was not saved to its end") from error
    except RuntimeError as error:
        if "encrypted" not in str(error):
            raise
        raise ArticleError("is locked with a password") from error


def content(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A file of an archive, unpacked no further than `most` bytes.

    Raises:
        ArticleError: If it is not there, or longer.
    """
    try:
        with archive.open(name) as file:
            pieces, length = [], 0
            while piece := file.read(min(_PIECE, most + 1 - length)):
                pieces.append(piece)
                length += len(piece)
                if length > most:
                    raise ArticleError(f"holds {name}, which unpacks to over {most / 1e6:.0f} MB")
            return b"".join(pieces)
    except KeyError as error:
        raise ArticleError(f"lacks {name}") from error


def refuse_doctype(data: bytes) -> bytes:
    """XML, unless it declares a document type: it might define entities.

    Raises:
        ArticleError: If it does.
    """
    head = data[:4096].replace(b"\0", b"").lower()
    if b"<!doctype" in head or b"<!entity" in head:
        raise ArticleError("holds XML with a DOCTYPE, which is not read")
    return data
