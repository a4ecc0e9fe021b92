"""fastText, supervised: a line a row, the label behind `__label__`, then the text.

fastText reads words between blanks; a line end ends an example, and a word that begins with
`__label__` is a label wherever it stands (`Dictionary::readWord` and `getLine` in its source). So
line ends and tabs become blanks, a text's own `__label__` is parted behind its first underline,
and the word `</s>`, which it takes for the end of a line, before its slash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading

PREFIX: Final = "__label__"
_BLANKS: Final = re.compile(r"[ \n\r\t\v\f\0]+")
"""What ends a word."""
_LABEL: Final = re.compile(r"(?:^|(?<= ))_(?=_label__)")
_END: Final = re.compile(r"(?:^|(?<= ))</s>(?= |$)")


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A line a row."""
    for sheet in sheets:
        for one in sheet.kept:
            text = escaped(sheet.text(one.number))
            yield f"{PREFIX}{one.outcome.label} {text}\n".encode()


def escaped(text: str) -> str:
    """A text on one line, without a word that means something else to fastText."""
    line = _BLANKS.sub(" ", text).strip(" ")
    return _END.sub("< /s>", _LABEL.sub("_ ", line))
