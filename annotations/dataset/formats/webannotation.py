"""W3C Web Annotation: one page of annotations, each a person's label on a quoted sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

from annotations.dataset.article_rows import Labelled, Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading, Vote

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"

AROUND: Final = 32
"""Characters before and after a sentence, by which it is found in another copy of the text."""


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """An `AnnotationPage`, an annotation a line, for every vote."""
    encode, any_yet = msgspec.json.Encoder().encode, False
    text = not training_set.options.no_text
    for sheet in sheets:
        for one in sheet.labelled:
            for said in one.said:
                item = encode(_annotation(sheet, one, sheet.terms.vote(said), text=text))
                if any_yet:
                    yield b",\n" + item
                else:
                    yield _OPENING + item
                any_yet = True
    if any_yet:
        yield b"\n]}\n"


_OPENING: Final = b'{"@context":%b,"id":"%b","type":"AnnotationPage","items":[\n' % (
    msgspec.json.encode(CONTEXT),
    uuid5(NAMESPACE_URL, "slugline:annotations").urn.encode(),
)


def _annotation(sheet: Sheet, one: Labelled, vote: Vote, *, text: bool) -> dict[str, Any]:
    """A label; offsets are code points of the article's canonical text."""
    span = sheet.sentences.span(one.number)
    whole = sheet.article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.of(whole),
        "prefix": whole[max(span.start - AROUND, 0) : span.start],
        "suffix": whole[span.end : span.end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "id": uuid5(NAMESPACE_URL, f"slugline:{one.id}/{vote.annotator}").urn,
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {
            "id": uuid5(NAMESPACE_URL, f"slugline:{vote.annotator}").urn,
            "type": "Person",
            "nickname": vote.annotator,
        },
        "created": vote.at,
        "body": {"type": "TextualBody", "purpose": "classifying", "value": vote.label},
        "target": {
            # An article without an address is known by its text alone.
            "source": sheet.facts.url or f"urn:slugline:{sheet.facts.article_id}",
            "selector": [quote, place] if text else [place],
        },
    }
