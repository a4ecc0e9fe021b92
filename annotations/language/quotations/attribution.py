"""Which verb reports a quotation, and whose it is: behind it, ahead of it, or a line before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from annotations.articles.article import Span
from annotations.language.lexicon import lazily
from annotations.language.quotations.quote_marks import Marked
from annotations.language.quotations.reporting_verbs import (
    FRAMES,
    INVERTING,
    PARTICIPLES,
    REPORTING,
    SPEECH_ONLY,
)
from annotations.language.quotations.speakers import Cued, Speaker, Subjects

_PUT_IT: Final = lazily(
    r"[,—–\s]*as[ \u00a0](?P<who>.{2,60}?)[ \u00a0](?:has[ \u00a0]|have[ \u00a0]|had[ \u00a0]"
    r"|once[ \u00a0]|later[ \u00a0])?(?P<cue>put it|called it|said|described it|says|calls it"
    r"|has called it)(?!\w)"
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
_INVERTED: Final = lazily(r"[ \u00a0](?P<cue>[a-z]{2,}ed)(?=[ \u00a0](?:the|a|an|[A-Z]))")
_SPOKE: Final = lazily(
    r"[ \u00a0](?:\w+ly[ \u00a0])?(?P<cue>[a-z]{2,}ed)"
    r"(?=[.,;:]|[ \u00a0](?:at|to|when|as|after|in|with|on))"
)
_LABEL: Final = lazily(r"(?P<who>[A-Z][\w.’'-]*(?:[ \u00a0][A-Z(][\w.’')-]*){0,4}):[ \u00a0]*$")
"""`INTERVIEWER:` before a quotation."""
_NOT_SPEECH: Final = lazily(
    r"[ \u00a0](?:into|off|upon|up|it[ \u00a0]a day"
    r"|on[ \u00a0]\w+[ \u00a0]to)(?!\w)"
)
"""After "called": it is no word of speech."""
_BACK: Final = frozenset(["shot", "fired", "hit", "struck"])
"""Verbs of speech only with "back"."""
_CUES: Final = REPORTING | FRAMES | _BACK


class Attribution:
    """Finds verb and subject of the quotations of one article.

    Args:
        text: The article's.
        masked: The same with its quotations blanked out.
        spans: Its sentences.
        words: Its words with where they begin.
        subjects: Finds whose a verb is.
    """

    def __init__(
        self,
        text: str,
        masked: str,
        spans: Sequence[Span],
        words: Iterable[tuple[int, str]],
        subjects: Subjects,
    ) -> None:
        self.text = text
        self.masked = masked
        self.spans = spans
        self.subjects = subjects
        self.starts = [span.start for span in spans]
        self.cues = [
            Cued(start, start + len(word), word)
            for start, word in words
            if word in _CUES and masked[start] not in "\0 " and self._reports(start, word)
        ]
        self.cue_starts = [cue.start for cue in self.cues]

    def _reports(self, start: int, word: str) -> bool:
        """Whether a word that may be a verb of speech is one: "called into question" is not."""
        end = start + len(word)
        if word in _BACK:
            return self.masked.startswith(" back", end)
        return not _NOT_SPEECH.match(self.masked, end)

    def attributed(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """The verb and its subject: behind the quotation first where a comma says so."""
        waiting = self.text[mark.end - 2 : mark.end - 1] in ",?!—…" or (
            self.masked[mark.end : host.end].lstrip()[:1] in (",", "—", "–")
        )
        tries = (self._behind, self._ahead) if waiting else (self._ahead, self._behind)
        for attempt in tries:
            cue, speaker = attempt(mark, host)
            if speaker is not None:
                return cue, speaker
        if signed := self.subjects.signature(mark.end):
            return None, signed
        if waiting and (unlisted := self._unlisted(mark, host))[1]:
            return unlisted
        if self.masked[host.start : mark.start].rstrip().endswith(":"):
            label = _LABEL.match(self.masked, host.start, mark.start)
            speaker = self.subjects.of_clause(host.start, mark.start)
            return None, speaker or (Speaker(*label.span("who")) if label else None)
        return self._led_in(mark, host)

    def between(self, start: int, end: int) -> list[Cued]:
        """The reporting verbs between the two places."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def _behind(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`” she said`, `” said the mayor`, `” described by the mayor`."""
        for pattern in (_PUT_IT, _HOW, _BY):
            if match := pattern.match(self.masked, mark.end, host.end):
                cue = Cued(match.start("cue"), match.end("cue"), match.group("cue"))
                if pattern is _BY:
                    return cue, self.subjects.after(Cued(cue.start, match.end() - 1, ""), host.end)
                return cue, self.subjects.named(*match.span("who"))
        for cue in self.between(mark.end, min(host.end, mark.end + 220))[:2]:
            gap = self.masked[mark.end : cue.start]
            if "\0" in gap:
                break
            speaker = None
            if not has_words(gap):
                inverts = cue.word not in ("told", "tells", "telling")
                speaker = self.subjects.after(cue, host.end) if inverts else None
            elif cue.word not in PARTICIPLES:
                speaker = self.subjects.before(cue, mark.end)
                if speaker and not _NEAR.fullmatch(self.masked, mark.end, speaker.start):
                    speaker = None
                if speaker is None and cue.word in INVERTING and gap.rstrip().endswith(","):
                    # `has seen “no money” for homes, said the mayor`
                    speaker = self.subjects.after(cue, host.end)
            if speaker is not None:
                return cue, speaker
        return None, None

    def _unlisted(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`,” drawled the mayor` and `,” Ms. Fox drawled.`: any verb in that place reports."""
        if match := _INVERTED.match(self.masked, mark.end, host.end):
            cue = Cued(*match.span("cue"), match.group("cue"))
            speaker = self.subjects.after(cue, host.end)
            return (cue, speaker) if speaker else (None, None)
        if (speaker := self.subjects.at(mark.end)) and (
            match := _SPOKE.match(self.masked, speaker.end, host.end)
        ):
            return Cued(*match.span("cue"), match.group("cue")), speaker
        return None, None

    def _ahead(self, mark: Marked, host: Span) -> tuple[Cued | None, Speaker | None]:
        """`The mayor said: “`, `, adding that it was “`."""
        if match := _BY_BEFORE.match(self.masked, host.start, mark.start):
            cue = Cued(match.start("cue"), match.end("cue"), match.group("cue"))
            if speaker := self.subjects.after(Cued(cue.start, match.end() - 1, ""), mark.start):
                return cue, speaker
        for cue in reversed(self.between(host.start, mark.start)[-4:]):
            speaker = self.subjects.before(cue, host.start)
            if speaker is None and cue.word in PARTICIPLES:
                speaker = self.subjects.absolute(cue, host.start)
            if speaker is None and cue.word in PARTICIPLES:
                speaker = self._borrowed(cue, host)
            if speaker is None and cue.word in SPEECH_ONLY:
                speaker = self.subjects.after(cue, mark.start)
            if speaker is not None:
                return cue, speaker
        return None, None

    def _borrowed(self, cue: Cued, host: Span) -> Speaker | None:
        """The subject of the verb before a participle, or of the whole sentence."""
        for earlier in reversed(self.between(host.start, cue.start)):
            if earlier.word in PARTICIPLES:
                continue
            speaker = self.subjects.before(earlier, host.start)
            if speaker is None and earlier.word in SPEECH_ONLY:
                speaker = self.subjects.after(earlier, cue.start)
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


def has_words(masked: str) -> bool:
    """Whether there is a word in what surrounds a quotation."""
    return any(map(str.isalpha, masked))
