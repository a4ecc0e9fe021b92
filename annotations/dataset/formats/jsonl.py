"""JSON Lines: one row a line, UTF-8, LF, nothing else in the file.

A training set may have millions of rows, so the rows of an article are put together from parts
that are encoded once: what all of its rows share, each sentence (which is also its neighbours'
context), each vote, each outcome. The bytes are those that encoding each `Row` would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Final

import msgspec

from annotations.dataset.article_rows import Facts, Outcome, Said, Sheet, Terms, guideline
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading, Row, Vote

_AT_ONCE: Final = 256
"""Rows made in one go: some 300 KB."""

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
        for part in sheet.in_parts(_AT_ONCE):
            piece = lines.of(part)
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
        # Column by column: row by row, Python takes longer.
        sheet = sheet.without_left_out()
        numbers, ids, said, outcomes = sheet.numbers, sheet.ids, sheet.said, sheet.outcomes
        if not ids:
            return b""
        facts, spans = sheet.facts, sheet.cut.spans
        # Those of the rows, and one on either side.
        low = max(numbers[0] - 1, 0)
        texts = list(map(_encode, sheet.cut.texts[low : numbers[-1] + 2]))
        # The last one stands for what comes before the first sentence, too.
        texts.append(b'""')
        places = [number - low for number in numbers]
        before, between, after = zip(*self._around(facts, said, outcomes), strict=True)
        numbered = b'%d,"start":%d,"end":%d,"context_before":'
        rows = zip(
            repeat(b'{"schema":"sentence-labels/1","id":"'),
            map(str.encode, ids),
            repeat(b'","text":'),
            [texts[place] for place in places],
            before,
            [numbered % (number, *spans[number]) for number in numbers],
            [texts[place - 1] for place in places],
            repeat(b',"context_after":'),
            [texts[place + 1] for place in places],
            between,
            # As its `at`, which takes twice the time to ask for.
            [_encode(several[0][1].said or several[0][1].hlc[:24]) for several in said],
            after,
            strict=False,
        )
        return b"".join(chain.from_iterable(rows))

    def _around(
        self, facts: Facts, said: Sequence[Sequence[Said]], outcomes: Sequence[Outcome]
    ) -> Iterator[tuple[bytes, bytes, bytes]]:
        """What stands before a row's number, before the time of its first vote, and behind it."""
        place = b',"split":%b,"article_id":%b,"cluster_id":%b,"sentence_index":' % (
            *map(_encode, facts[:3]),
        )
        about = b',"title":%b,"source":%b,"url":%b,"published_at":%b,"lang":%b,"votes":[' % (
            *map(_encode, facts[3:8]),
        )
        end = b',"license":%b}\n' % _encode(facts.license)
        known: dict[tuple[Outcome, str, str, str], tuple[bytes, bytes, bytes]] = {}
        for several, outcome in zip(said, outcomes, strict=True):
            person, one = several[0]
            key = outcome, person, one.label, one.guideline
            around = known.get(key)
            if around is None:
                label, rest = self._outcomes.get(outcome) or self._outcome(outcome)
                vote, behind = self._voices.get(key[1:]) or self._voice(key[1:])
                rest += _encode(one.guideline) + end
                around = known[key] = label + place, about + vote, behind + rest
            if len(several) == 1:
                yield around
            else:
                yield around[0], around[1], self._further(several, outcome) + end

    def _further(self, said: Sequence[Said], outcome: Outcome) -> bytes:
        """A row of several votes from behind the time of the first one to the guideline."""
        votes: list[bytes] = []
        for person, one in said:
            key = person, one.label, one.guideline
            before, after = self._voices.get(key) or self._voice(key)
            votes += (b",", before, _encode(one.said or one.hlc[:24]), after) if votes else (after,)
        _, rest = self._outcomes.get(outcome) or self._outcome(outcome)
        return b"".join((*votes, rest, _encode(guideline(said, outcome.label, self._terms))))

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
