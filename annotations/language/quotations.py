"""Who is quoted with which words: pairs of marks, the verb that reports them, and its subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from annotations.articles.article import Span
from annotations.language.marks import Marked, find_marked
from annotations.language.patterns import lazily
from annotations.language.people import People
from annotations.language.reporting import (
    FRAMES,
    HUMAN,
    PARTICIPLES,
    REPORTING,
    SPEECH_ONLY,
    WITHOUT_MARKS,
)
from annotations.language.speech import PRONOUNS, Cued, Speaker, Subjects
from annotations.language.values import Mention, Quotation, QuotationKind
from annotations.language.view import View

_WORD: Final = lazily(r"[A-Za-z]{3,}")
_PUT_IT: Final = lazily(
    r"[,—–\s]*as[ \u00a0](?P<who>.{2,60}?)[ \u00a0](?:has[ \u00a0]|have[ \u00a0]|had[ \u00a0]"
    r"|once[ \u00a0]|later[ \u00a0])?(?P<cue>put it|called it|said|described it|says|calls it"
    r"|has called it)(?!\w)"
)
_OPENING_NOUN: Final = lazily(
    r"(?P<who>(?:The|A|An|His|Her|Their|Our|One|Another)[ \u00a0](?:[\w’'-]+[ \u00a0]){0,3}[\w’'-]+"
    r"(?:[ \u00a0](?:of|for|at|from|in)[ \u00a0][^,.;:\0]{2,60}?)?)"
    r"(?=,|[ \u00a0](?:was|is|were|has|had|said|told|did|does|would|will|called|described"
    r"|warned|also|who))"
)
_HOW: Final = lazily(
    r"[ \u00a0](?:\w+[ \u00a0])?(?:was|is|were)[ \u00a0]how[ \u00a0](?P<who>.{2,90}?)[ \u00a0]"
    r"(?P<cue>put|described|summed|characterized|saw|phrased)(?!\w)"
)
_BY: Final = lazily(
    r"[,\s]*(?P<cue>described by|according to|quoted by|used by|expressed by|cited by"
    r"|promised by|in the words of)[ \u00a0]"
)
_BY_BEFORE: Final = lazily(r"(?P<cue>[Aa]ccording to|[Ii]n the words of)[ \u00a0]")
_NEAR: Final = lazily(
    r"[,\s]*(?!(?:but|and|while|although|though|yet|or|so|when|after|before|even|if|which"
    r"|because)\b)"
    r"(?:[^\s\0]+\s+){0,6}"
)
"""What may stand between a quotation and its speaker: no clause of its own."""
_BACK: Final = frozenset(["shot", "fired", "hit", "struck"])
"""Verbs of speech only with "back"."""
_VERBS: Final = REPORTING | FRAMES
_NOT_SPEECH: Final = lazily(
    r"[ \u00a0](?:into|off|upon|up|it[ \u00a0]a day"
    r"|on[ \u00a0]\w+[ \u00a0]to)(?!\w)"
)
"""After "called": it is no word of speech."""
_DENIED: Final = lazily(r"(?:\bnot|n[’']t|\bnever|\bdeclined to)[ \u00a0](?:\w+ly[ \u00a0])?$")
_NO_QUOTATION: Final = lazily(
    r"(?i:\b(?:so-called|signed|known as|nicknamed|dubbed|titled|entitled|code-?named|aka"
    r"|the (?:word"
    r"|term|phrase|title|film|book"
    r"|song|album|novel|movie|show|series|play|single|poem|essay|hashtag|name|nickname)"
    r"|stars? in|starring in))[ \u00a0,]*$"
)
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
        self.marks = find_marked(self.text, first, last)
        self.masked = _blanked(self.text, self.marks)
        self.subjects = Subjects(self.masked, mentions)
        self.people = People(self.text, self.subjects.people)
        found = _WORD.finditer(self.masked, first, last) if view.english else ()
        self.cues = [
            Cued(match.start(), match.end(), match.group())
            for match in found
            if (match.group() in _VERBS and not _NOT_SPEECH.match(self.masked, match.end()))
            or (match.group() in _BACK and self.masked.startswith(" back", match.end()))
        ]
        self.cue_starts = [cue.start for cue in self.cues]
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
        return found

    def _quotation(self, mark: Marked, going_on: bool) -> Quotation | None:
        inside = mark.inside(self.text).strip()
        if not any(map(str.isalpha, inside)):
            return None
        host = self._host(mark.start, mark.end)
        before, after = self.masked[host.start : mark.start], self.masked[mark.end : host.end]
        cue, speaker = self._attributed(mark, host) if self.english else (None, None)
        lone = not _words(before) and not _words(after)
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

    def _resolved(self, speaker: Speaker) -> tuple[Mention | None, str, Span]:
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
        for cue in reversed(self._between(max(start - 420, 0), start)):
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
        if found is None or self.subjects.first_person(start, found.end()):
            return None
        return Span(*found.span("who")) if HUMAN & set(found.group("who").lower().split()) else None

    def _recent(self) -> Quotation:
        return self.last or Quotation(span=Span(0, 0))

    def _stood_for(self, words: str, at: int) -> Mention | None:
        """The person whom a pronoun or "the spokesman" stands for."""
        low = words.lower()
        if low in ("he", "she", "they"):
            return self.people.pronoun(low, at, self._sentence_start(at), self._recent().entity)
        return self.people.role(low, at) if low.startswith("the ") else None

    def _sentence_start(self, at: int) -> int:
        return self.spans[max(bisect_right(self.starts, at) - 1, 0)].start

    def _host(self, start: int, end: int) -> Span:
        """The sentences that a stretch of text stands in."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end) - 1, first)
        return Span(self.spans[first].start, self.spans[last].end)

    def _close_to_last(self, mark: Marked) -> bool:
        if self.last is None or not self.last.speaker:
            return False
        between = self.text[self.last.span.end : mark.start]
        return between.count("\n") <= 2 and len(between) < 260

    def _attributed(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """The verb and its subject: behind the quotation first where a comma says so."""
        waiting = self.text[mark.end - 2 : mark.end - 1] in ",?!—…" or (
            self.masked[mark.end : host.end].lstrip()[:1] in (",", "—", "–")
        )
        tries = (self._behind, self._ahead) if waiting else (self._ahead, self._behind)
        for attempt in tries:
            cue, speaker = attempt(mark, host)
            if speaker is not None:
                return cue, speaker
        if self.masked[host.start : mark.start].rstrip().endswith(":"):
            return None, self.subjects.of_clause(host.start, mark.start)
        return self._led_in(mark, host)

    def _between(self, start: int, end: int) -> list[Cued]:
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def _behind(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`” she said`, `” said the mayor`, `” described by the mayor`."""
        for pattern in (_PUT_IT, _HOW, _BY):
            if match := pattern.match(self.masked, mark.end, host.end):
                cue = Cued(match.start("cue"), match.end("cue"), match.group("cue"))
                if pattern is _BY:
                    return cue, self.subjects.after(Cued(cue.start, match.end() - 1, ""), host.end)
                return cue, self.subjects.named(*match.span("who"))
        for cue in self._between(mark.end, min(host.end, mark.end + 220))[:2]:
            gap = self.masked[mark.end : cue.start]
            if "\0" in gap:
                break
            speaker = None
            if not _words(gap):
                inverts = cue.word not in ("told", "tells", "telling")
                speaker = self.subjects.after(cue, host.end) if inverts else None
            elif cue.word not in PARTICIPLES:
                speaker = self.subjects.before(cue, mark.end)
                if speaker and not _NEAR.fullmatch(self.masked, mark.end, speaker.start):
                    speaker = None
            if speaker is not None:
                return cue, speaker
        return None, None

    def _ahead(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`The mayor said: “`, `, adding that it was “`."""
        if match := _BY_BEFORE.match(self.masked, host.start, mark.start):
            cue = Cued(match.start("cue"), match.end("cue"), match.group("cue"))
            if speaker := self.subjects.after(Cued(cue.start, match.end() - 1, ""), mark.start):
                return cue, speaker
        for cue in reversed(self._between(host.start, mark.start)[-4:]):
            speaker = self.subjects.before(cue, host.start)
            if speaker is None and cue.word in PARTICIPLES:
                speaker = self._borrowed(cue, host)
            if speaker is None and cue.word in SPEECH_ONLY:
                speaker = self.subjects.after(cue, mark.start)
            if speaker is not None:
                return cue, speaker
        return None, None

    def _borrowed(self, cue: Cued, host: Span) -> Speaker | None:
        """The subject of the verb before a participle, or of the whole sentence."""
        for earlier in reversed(self._between(host.start, cue.start)):
            if earlier.word in PARTICIPLES:
                continue
            speaker = self.subjects.before(earlier, host.start) or self.subjects.after(
                earlier, cue.start
            )
            if speaker is not None:
                return speaker
        return self.subjects.of_clause(host.start, cue.start)

    def _led_in(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`The mayor said:` in the paragraph before."""
        before = self.text[max(mark.start - 9, 0) : mark.start].rstrip(" \u00a0\n")[-1:]
        if mark.start != host.start:
            return None, None
        if before != ":":
            return None, None
        index = bisect_left(self.starts, host.start) - 1
        if index < 0:
            return None, None
        lead = self.spans[index]
        return self._ahead(Marked(lead.end, lead.end), lead)

    def indirect(self) -> Iterator[Quotation]:
        """What is reported in the reporter's words: one at most to a sentence without marks."""
        inside = [mark.start for mark in self.marks]
        for sentence in self.spans:
            if bisect_left(inside, sentence.start) != bisect_left(inside, sentence.end):
                continue
            for cue in self._between(*sentence)[:3]:
                if cue.word not in WITHOUT_MARKS:
                    continue
                quotation = self._reported(cue, sentence)
                if quotation is not None:
                    yield quotation
                    break

    def _reported(self, cue: Cued, sentence: Span) -> Quotation | None:
        speaker = self.subjects.before(cue, sentence.start)
        if speaker is None or _DENIED.search(self.masked, sentence.start, cue.start):
            return None
        tail = self.text[cue.end : sentence.end]
        comma_before = self.text[max(speaker.start - 4, 0) : speaker.start].rstrip().endswith(",")
        behind = comma_before and not tail.startswith(" that")
        if not re.search(r"\w", tail) or (behind and speaker.start - sentence.start > 30):
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


def _blanked(text: str, marks: Sequence[Marked]) -> str:
    """The text with every quotation replaced by as many NULs."""
    pieces, at = [], 0
    for mark in marks:
        pieces.append(text[at : mark.start])
        pieces.append("\0" * (mark.end - mark.start))
        at = mark.end
    pieces.append(text[at:])
    return "".join(pieces)


def _words(masked: str) -> bool:
    """Whether there is a word in what surrounds a quotation."""
    return any(map(str.isalpha, masked))


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
