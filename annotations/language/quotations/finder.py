"""Who is quoted with which words: pairs of marks, the verb that reports them, and its subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from annotations.articles.article import Span
from annotations.language.document import View
from annotations.language.lexicon import lazily
from annotations.language.model import Mention, Quotation, QuotationKind
from annotations.language.quotations.attribution import Attribution, has_words
from annotations.language.quotations.coreference import People, age_in
from annotations.language.quotations.quote_marks import Marked, find_marked
from annotations.language.quotations.reporting_verbs import (
    HUMAN,
    INVERTING,
    WITHOUT_MARKS,
)
from annotations.language.quotations.speakers import PRONOUNS, Cued, Speaker, Subjects
from annotations.language.quotations.transcripts import Turn, find_turns

_OPENING_NOUN: Final = lazily(
    r"(?P<who>(?:The|A|An|His|Her|Their|Our|One|Another)[ \u00a0](?:[\w’'-]+[ \u00a0]){0,3}[\w’'-]+"
    r"(?:[ \u00a0](?:of|for|at|from|in)[ \u00a0][^,.;:\0]{2,60}?)?)"
    r"(?=,|[ \u00a0](?:was|is|were|has|had|said|told|did|does|would|will|called|described"
    r"|warned|also|who))"
)
_DENIED: Final = lazily(r"(?:\bnot|n[’']t|\bnever|\bdeclined to)[ \u00a0](?:\w+ly[ \u00a0])?$")
_NO_QUOTATION: Final = lazily(
    r"(?i:\b(?:so-called|signed|known as|nicknamed|dubbed|titled|entitled|code-?named|aka"
    r"|the (?:word"
    r"|term|phrase|title|film|book"
    r"|song|album|novel|movie|show|series|play|single|poem|essay|hashtag|name|nickname)"
    r"|stars? in|starring in))[ \u00a0,]*$"
)
_NEAR: Final = 700
"""So much of a sentence is read on each side of a quotation."""
_NO_VERB: Final = lazily(r"[,.;]|[ \u00a0](?:of|from|at|in|on)[ \u00a0]|$")
_TITLE_CASE: Final = lazily(r"[A-Z0-9][\w’'.&-]*[,.!?]?")


def find_quotations(
    view: View, mentions: Sequence[Mention]
) -> tuple[list[Quotation], list[Quotation]]:
    """What stands between quotation marks, and what is reported without them."""
    if not view.spans:
        return [], []
    finder = _Finder(view, mentions)
    return finder.marked(), list(finder.indirect()) if view.english else []


class _Finder:
    """Reads the quotations of one article in order, remembering who spoke last."""

    def __init__(self, view: View, mentions: Sequence[Mention]) -> None:
        self.text = view.text
        self.spans = view.spans
        self.english = view.english
        first, last = view.spans[0].start, view.spans[-1].end
        self.starts = [span.start for span in view.spans]
        people = [mention for mention in mentions if mention.type == "person"]
        self.turns = find_turns(self.text, first, last, people) if view.english else []
        turns = [turn.said.start for turn in self.turns]
        self.marks = [
            mark
            for mark in find_marked(self.text, first, last)
            if not turns
            or (at := bisect_right(turns, mark.start)) == 0
            or self.turns[at - 1].said.end < mark.end
        ]
        self.masked = _without_asides(_blanked(self.text, self.marks))
        self.subjects = Subjects(self.masked, mentions)
        self.people = People(self.text, self.masked, view.spans, self.subjects.people)
        words = view.words if view.english else ()
        self.attribution = Attribution(self.text, self.masked, view.spans, words, self.subjects)
        self.last: Quotation | None = None

    def marked(self) -> list[Quotation]:
        """The quotations between marks that are somebody's words."""
        found: list[Quotation] = []
        going_on = False
        for mark in self.marks:
            quotation = self._quotation(mark, going_on)
            going_on = mark.open_ended
            if quotation is not None:
                found.append(quotation)
                self.last = quotation
        found.extend(_of_turn(self.text, turn) for turn in self.turns)
        return sorted(found, key=lambda quotation: quotation.span)

    def _quotation(self, mark: Marked, going_on: bool) -> Quotation | None:
        inside = mark.inside(self.text).strip()
        if not any(map(str.isalpha, inside)):
            return None
        host = self._host(mark.start, mark.end)
        before, after = self.masked[host.start : mark.start], self.masked[mark.end : host.end]
        cue, speaker = self.attribution.attributed(mark, host) if self.english else (None, None)
        lone = not has_words(before) and not has_words(after)
        if speaker is None and lone and not going_on:
            cue, speaker = self._introduced(host)
        continued = going_on or (speaker is None and lone and self._close_to_last(mark))
        kind = _kind(inside, before)
        if speaker is None and continued and self.last is not None:
            return Quotation(
                span=Span(mark.start, mark.end),
                kind=kind,
                speaker=self.last.speaker,
                speaker_span=self.last.speaker_span,
                entity=self.last.entity,
                continued=True,
            )
        if self.english and not _is_speech(inside, before, cue is not None):
            return None
        return self._value(Span(mark.start, mark.end), kind, cue, speaker)

    def _value(
        self, span: Span, kind: QuotationKind, cue: Cued | None, speaker: Speaker | None
    ) -> Quotation:
        mention, name, where = None, "", None
        if speaker is not None:
            mention, name, where = self._resolved(speaker)
        return Quotation(
            span=span,
            kind=kind,
            speaker=name,
            speaker_span=where,
            entity=mention.entity if mention else None,
            cue=cue.word.lower() if cue else "",
            cue_span=Span(cue.start, cue.end) if cue else None,
        )

    def _resolved(self, speaker: Speaker) -> tuple[Mention | None, str, Span | None]:
        """The mention that speaks, the name for it, and where that stands."""
        if speaker.mention is not None:
            return speaker.mention, speaker.mention.entity.name, speaker.span
        words = speaker.span.of(self.text)
        mention = self._stood_for(words, speaker.start)
        noun = self._noun_before(words, speaker.start)
        if noun is not None and (mention is None or mention.span.start < noun.start):
            return None, noun.of(self.text), noun
        if mention is not None:
            return mention, mention.entity.name, mention.span
        if words.lower() in ("he", "she"):
            # Nobody is named rather than the wrong one.
            return None, "", None
        return None, words, speaker.span

    def _noun_before(self, words: str, at: int) -> Span | None:
        """The speaker without a name whom "she" stands for: "the governor" two sentences back."""
        if words.lower() not in ("he", "she", "they"):
            return None
        opening = self._opening_noun(at)
        if opening is not None:
            return opening
        if (
            self.last
            and not self.last.entity
            and self.last.speaker_span
            and (at - self.last.span.end < 400)
        ):
            return self.last.speaker_span
        start = self._sentence_start(at)
        for cue in reversed(self.attribution.between(max(start - 420, 0), start)):
            speaker = self.subjects.before(cue, self._sentence_start(cue.start))
            if speaker is None or speaker.mention is not None:
                return None
            if speaker.span.of(self.text).lower() not in PRONOUNS:
                return speaker.span
        return None

    def _opening_noun(self, at: int) -> Span | None:
        """The person without a name that the sentence before is about."""
        index = bisect_right(self.starts, at) - 2
        if index < 0 or "\n" in self.text[self.spans[index].end : at].rstrip("\n")[:-1]:
            return None
        start, end = self.spans[index]
        found = _OPENING_NOUN.match(self.masked, start, end)
        if found and self.people.subjects(index):
            return None
        if found is None or self.subjects.first_person(start, found.end()):
            return None
        return Span(*found.span("who")) if HUMAN & set(found.group("who").lower().split()) else None

    def _recent(self) -> Quotation:
        return self.last or Quotation(span=Span(0, 0))

    def _stood_for(self, words: str, at: int) -> Mention | None:
        """The person whom a pronoun or "the spokesman" stands for."""
        low, recent = words.lower(), self._recent()
        if low in ("he", "she"):
            return self.people.pronoun(low, at, recent.entity, recent.span)
        if age := age_in(low):
            return self.people.aged(age, at) or self.people.pronoun(
                "", at, recent.entity, recent.span
            )
        return self.people.role(low, at) if low.startswith("the ") else None

    def _sentence_start(self, at: int) -> int:
        return max(self.spans[max(bisect_right(self.starts, at) - 1, 0)].start, at - _NEAR)

    def _host(self, start: int, end: int) -> Span:
        """The sentences that a stretch of text stands in, or what is near of very long ones."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end) - 1, first)
        return Span(
            max(self.spans[first].start, start - _NEAR), min(self.spans[last].end, end + _NEAR)
        )

    def _close_to_last(self, mark: Marked) -> bool:
        if self.last is None or not self.last.speaker:
            return False
        between = self.text[self.last.span.end : mark.start]
        if between.count("\n") > 2 or len(between) > 260:
            return False
        index = bisect_right(self.starts, mark.start) - 2
        if index < 0 or self.spans[index].start < self.last.span.end:
            return True
        return {m.entity for m in self.people.subjects(index)} <= {self.last.entity}

    def _introduced(self, host: Span) -> tuple[Cued | None, Speaker | None]:
        """Who said what comes before: `The mayor said that it rained. “All day.”`."""
        index = bisect_right(self.starts, host.start) - 2
        if index < 0 or "\n" in self.text[self.spans[index].end : host.start]:
            return None, None
        start, end = self.spans[index]
        if "\0" in self.masked[start:end]:
            return None, None
        for cue in self.attribution.between(start, end)[:2]:
            if cue.word in WITHOUT_MARKS and (speaker := self.subjects.before(cue, start)):
                return cue, speaker
        subjects = self.people.subjects(index)
        if len(subjects) != 1:
            return None, None
        return None, Speaker(*subjects[0].span, subjects[0])

    def indirect(self) -> Iterator[Quotation]:
        """What is reported in the reporter's words: one at most to a sentence without marks."""
        inside = [mark.start for mark in self.marks]
        for sentence in self.spans:
            if bisect_left(inside, sentence.start) != bisect_left(inside, sentence.end):
                continue
            for cue in self.attribution.between(*sentence)[:3]:
                if cue.word not in WITHOUT_MARKS:
                    continue
                quotation = self._reported(cue, sentence)
                if quotation is not None:
                    yield quotation
                    break

    def _inverted(self, cue: Cued, sentence: Span) -> Speaker | None:
        """The subject of `It rained, said Ann Holt of the council`."""
        if cue.word not in INVERTING or not self.masked.endswith(", ", sentence.start, cue.start):
            return None
        speaker = self.subjects.after(cue, sentence.end)
        if speaker is None or speaker.mention is None or speaker.start - cue.end > 60:
            return None
        return speaker if _NO_VERB.match(self.masked, speaker.end, sentence.end) else None

    def _reported(self, cue: Cued, sentence: Span) -> Quotation | None:
        inverted = self._inverted(cue, sentence)
        speaker = inverted or self.subjects.before(cue, sentence.start)
        if speaker is None or _DENIED.search(self.masked, sentence.start, cue.start):
            return None
        tail = self.text[cue.end : sentence.end]
        comma_before = self.text[max(speaker.start - 4, 0) : speaker.start].rstrip().endswith(",")
        behind = comma_before and not tail.startswith(" that") and self.text[speaker.end] != ","
        if inverted:
            told: Span | None = Span(sentence.start, cue.start - 2)
        elif not re.search(r"\w", tail) or (behind and speaker.start - sentence.start > 30):
            comma = self.text.rfind(",", sentence.start, speaker.start)
            told = Span(sentence.start, comma) if comma > 0 else None
        else:
            to = re.match(r"(?:[ \u00a0](?!that)[\w’.]+){0,6}?[ \u00a0]that[ \u00a0]", tail)
            if to is None and cue.word not in (
                "said",
                "says",
                "say",
                "adding",
                "saying",
                "believes",
            ):
                return None
            begin = cue.end + (to.end() if to else 1)
            told = Span(begin, sentence.end - (1 if self.text[sentence.end - 1] in ".!?" else 0))
        if told is None or told.end - told.start < 8:
            return None
        return self._value(told, "indirect", cue, speaker)


def _of_turn(text: str, turn: Turn) -> Quotation:
    """A line of a transcript: all of it is somebody's words."""
    mention = turn.mention
    return Quotation(
        span=turn.said,
        speaker=mention.entity.name if mention else turn.label.of(text),
        speaker_span=turn.label,
        entity=mention.entity if mention else None,
    )


def _blanked(text: str, marks: Sequence[Marked]) -> str:
    """The text with every quotation replaced by as many NULs."""
    pieces, at = [], 0
    for mark in marks:
        pieces.append(text[at : mark.start])
        pieces.append("\0" * (mark.end - mark.start))
        at = mark.end
    pieces.append(text[at:])
    return "".join(pieces)


_ASIDES: Final = (
    ((" (",), lazily(r"[ \u00a0]\((?![^()\0\n]*(?:said|told))[^()\0\n]{1,40}\)")),
    ((", D-", ", R-", ", I-"), lazily(r", [DRI]-[A-Z][\w.]+(?:,|(?=[ \u00a0]))")),
    ((" KC", " QC", "BE"), lazily(r",?[ \u00a0](?:KC|QC|OBE|CBE|MBE)(?!\w),?")),
    ((" MP", " MD"), lazily(r"(?<=[a-z]),?[ \u00a0](?:MP|MD)(?!\w),?")),
)
"""What may stand between a name and its verb, behind what such text has in it."""


def _without_asides(masked: str) -> str:
    """The text without "(D-Mo.)", "KC", "(34)": blanks stand for them."""
    for hints, pattern in _ASIDES:
        if any(hint in masked for hint in hints):
            masked = pattern.sub(lambda match: " " * len(match.group()), masked)
    return masked


def _kind(inside: str, before: str) -> QuotationKind:
    whole = inside[:1].isupper() and inside[-1:] in ".,!?…—"
    lead = before.rstrip()
    return (
        "direct" if whole and (not lead or lead[-1] in ",:—–.\0" or len(inside) > 40) else "partial"
    )


def _is_speech(inside: str, before: str, reported: bool) -> bool:
    """Whether marked words are somebody's, not a title, a name or a nickname."""
    if _NO_QUOTATION.search(before):
        return False
    words = inside.split()
    if reported:
        return True
    long = [word for word in words if len(word) > 3]
    if (
        long
        and len(words) < 9
        and all(_TITLE_CASE.fullmatch(word) for word in long)
        and (inside[-1] not in "!?" or len(words) < 3)
        and (len(words) > 1 or not before.strip())
    ):
        return False
    return len(words) > 2 or inside[-1] in ",.!?"
