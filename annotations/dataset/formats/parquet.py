"""Parquet: the columns of the row, with the label set in the schema for `datasets`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import RawIOBase
from itertools import chain, islice
from typing import Any, Final

import msgspec

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.column_types import features, kinds
from annotations.dataset.row import Heading

_AT_ONCE: Final = 10_000
"""Rows of a group: what is held in memory."""


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The rows, compressed; `label` is a string, and `label_id` a `ClassLabel` for `datasets`."""
    import pyarrow  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import parquet

    struct, labels = training_set.shape.struct, heading.labels
    rows = chain.from_iterable(map(training_set.shape.rows, sheets))
    types = kinds(struct, labels)
    known = msgspec.json.encode({"info": {"features": features(struct, labels)}})
    schema = pyarrow.schema(
        [(name, _arrow(kind)) for name, kind in types.items()], metadata={"huggingface": known}
    )
    out, writer = _Sink(), None
    while batch := list(islice(rows, _AT_ONCE)):
        if writer is None:
            writer = parquet.ParquetWriter(out, schema, compression="zstd")
        plain = [msgspec.to_builtins(row) for row in batch]
        writer.write_table(pyarrow.Table.from_pylist(plain, schema=schema))
        yield out.taken()
    if writer is not None:
        writer.close()
        yield out.taken()


class _Sink(RawIOBase):
    """A file that is given away while it is written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes."""
        piece = bytes(data)
        self._pieces.append(piece)
        self._size += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How many bytes were written."""
        return self._size

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def _arrow(kind: Any) -> Any:
    """The Arrow type of a column."""
    import pyarrow

    if isinstance(kind, list):
        return pyarrow.list_(_arrow(kind[0]))
    if isinstance(kind, dict):
        return pyarrow.struct([(name, _arrow(inner)) for name, inner in kind.items()])
    return {"string": pyarrow.string(), "int64": pyarrow.int64()}.get(kind) or {
        "float64": pyarrow.float64(),
        "bool": pyarrow.bool_(),
    }[kind]
