"""JSON Lines: one row a line, UTF-8, LF, nothing else in the file.

A training set may have millions of rows, so the rows of an article are put together from parts
that are encoded once: what all of its rows share, each sentence (which is also its neighbours'
context), each vote, each outcome. The bytes are those that encoding each `Row` would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from annotations.training.row import Heading, Row, Vote
from annotations.training.rows import TrainingSet
from annotations.training.sheets import Outcome, Said, Sheet, Terms, guideline

_AT_ONCE: Final = 256
"""Rows encoded in one go: some 300 KB."""

_MANY: Final = 10_000
"""Parts kept for the next article; beyond that they are made anew."""

_encode: Final = msgspec.json.Encoder().encode


def to_jsonl(rows: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    """Rows of any shape."""
    encoder = msgspec.json.Encoder()
    rows = iter(rows)
    while batch := list(islice(rows, _AT_ONCE)):
        yield encoder.encode_lines(batch)


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The rows of a training set, in the shape that was asked for."""
    if training_set.shape.struct is not Row:
        for sheet in sheets:
            yield from to_jsonl(training_set.shape.rows(sheet))
        return
    lines = Lines(training_set.terms)
    for sheet in sheets:
        piece = lines.of(sheet)
        if piece:
            yield piece


class Lines:
    """Writes the rows of articles, remembering the parts that come again.

    Args:
        terms: What names and numbers stand for.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._outcomes: dict[Outcome, tuple[bytes, bytes]] = {}
        self._voices: dict[tuple[str, str, str], tuple[bytes, bytes]] = {}

    def of(self, sheet: Sheet) -> bytes:
        """The lines of an article's rows."""
        facts = sheet.facts
        place = b',"split":%b,"article_id":%b,"cluster_id":%b,"sentence_index":' % (
            *map(_encode, facts[:3]),
        )
        about = b',"title":%b,"source":%b,"url":%b,"published_at":%b,"lang":%b,"votes":[' % (
            *map(_encode, facts[3:8]),
        )
        end = b',"license":%b}\n' % _encode(facts.license)
        text, spans = sheet.article.text, list(sheet.sentences.offsets)
        # The last one stands for what comes before the first sentence, too.
        texts = [*[_encode(text[start:stop]) for start, stop in spans], b'""']
        outcomes, votes, terms = self._outcomes, self._votes, self._terms
        parts: list[bytes] = []
        for number, sentence_id, said, outcome in zip(*sheet[4:], strict=True):
            if outcome.left_out:
                continue
            label, rest = outcomes.get(outcome) or self._outcome(outcome)
            parts += (
                b'{"schema":"sentence-labels/1","id":"',
                sentence_id.encode(),
                b'","text":',
                texts[number],
                label,
                place,
                b'%d,"start":%d,"end":%d,"context_before":' % (number, *spans[number]),
                texts[number - 1],
                b',"context_after":',
                texts[number + 1],
                about,
                votes(said),
                rest,
                _encode(
                    said[0][1].guideline
                    if len(said) == 1
                    else guideline(said, outcome.label, terms)
                ),
                end,
            )
        return b"".join(parts)

    def _votes(self, said: Sequence[Said]) -> bytes:
        votes = []
        for person, one in said:
            key = person, one.label, one.guideline
            before, after = self._voices.get(key) or self._voice(key)
            votes.append(before + _encode(one.at) + after)
        return votes[0] if len(votes) == 1 else b",".join(votes)

    def _voice(self, key: tuple[str, str, str]) -> tuple[bytes, bytes]:
        """A vote before and after its time."""
        person, label, version = key
        vote = Vote(self._terms.people[person], self._terms.slugs[label], "", version)
        before, at, after = _encode(vote).partition(b'"at":""')
        parts = before + at[:-2], after
        if len(self._voices) < _MANY:
            self._voices[key] = parts
        return parts

    def _outcome(self, outcome: Outcome) -> tuple[bytes, bytes]:
        """The label, and what stands between the votes and the guideline."""
        label = b',"label":%b,"label_id":%d' % (
            _encode(outcome.label),
            self._terms.ids[outcome.label],
        )
        rest = (
            b'],"soft":%b,"n_votes":%d,"agreement":%b,"gold_source":%b,"gold_by":%b,"gold_at":%b,'
            b'"gold_reason":%b,"guideline":'
            % (
                _encode(outcome.soft),
                outcome.votes,
                _encode(outcome.share),
                _encode(outcome.source),
                _encode(outcome.by),
                _encode(outcome.at),
                _encode(outcome.reason),
            )
        )
        if len(self._outcomes) < _MANY:
            self._outcomes[outcome] = label, rest
        return label, rest
