"""What may become of a label when its sentence turns up in another article.

    same, no guard trips                  -> auto
    same, a guard trips; or it moved      -> propose
    edited, split, merged                 -> propose, with the guards that trip
    split, merged or moved, other figures -> never: only a link to the counterpart
    rewritten, or merely possible         -> never
    no counterpart                        -> not carried

Pure functions: who accepts, and what is recorded, is for the store and the screens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.comparison.alignment import Alignment, Change, Pair, Relation
from annotations.comparison.provenance import Origin, rejection_key
from annotations.comparison.transfer_guards import Guard, Surroundings, other_figures
from annotations.plurals import count

Mode = Literal["auto", "propose", "never"]
Kind = Literal["kept", "moved", "changed", "lost"]


class Carry(msgspec.Struct, frozen=True, kw_only=True):
    """What may be done with a label of A's sentence on a sentence of B, and why."""

    a: int
    b: int
    mode: Mode
    guards: tuple[Guard, ...] = ()
    """Why it is only proposed, besides what the relation says."""
    relation: Relation
    change: Change
    moved: int
    score: float
    verbatim: bool
    """Whether the text is the same: such proposals can be accepted all at once."""
    aligner: str

    @property
    def reason(self) -> str:
        """For the detail line: `edited, 82% alike; number differs`."""
        return _reason(self.relation, self.change, self.score, self.moved, self.guards)


_SAYS: Final[dict[str, str]] = {
    "number": "number differs",
    "date": "date differs",
    "name": "name differs",
    "negation": "negation differs",
    "modal": "modal verb differs",
    "attribution": "attribution differs",
    "opening": "refers to what stands before it",
    "repeated": "stands there more than once",
    "short": "short",
    "boilerplate": "not part of the report",
}


def _reason(
    relation: Relation, change: Change, score: float, moved: int, guards: Iterable[str]
) -> str:
    # Only the same words are wholly alike.
    alike = f", {min(int(score * 100 + 0.5), 99)}% alike" if change != "same" else ""
    parts = [f"{relation}{alike}"]
    if moved:
        way = "later" if moved > 0 else "earlier"
        parts.append(f"{count(abs(moved), 'sentence')} {way}")
    return "; ".join([*parts, *(_SAYS.get(guard, guard) for guard in guards)])


def reason_of(origin: Origin) -> str:
    """The same of a label that was carried, as it was then."""
    return _reason(origin.relation, origin.change, origin.score / 1000, 0, origin.guards)


def origin_of(carry: Carry, mark: str, a: Article, sentences_a: Sentences) -> Origin:
    """The record of carrying the label that is known as `mark` from A's sentence."""
    start, end = sentences_a.span(carry.a)
    return Origin(
        article=a.id,
        start=start,
        end=end,
        mark=mark,
        relation=carry.relation,
        change=carry.change,
        score=round(carry.score * 1000),
        mode="auto" if carry.mode == "auto" else "proposed",
        guards=carry.guards,
        aligner=carry.aligner,
    )


def carries(
    alignment: Alignment, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences
) -> tuple[Carry, ...]:
    """For every pair what may happen to a label of A's sentence, in the order of the pairs."""
    around = Surroundings(alignment, a, sentences_a, b, sentences_b)
    return tuple(_carry(pair, around) for pair in alignment.pairs)


def _carry(pair: Pair, around: Surroundings) -> Carry:
    guards = around.guards(pair)
    text_a, text_b = around.texts_a[pair.a], around.texts_b[pair.b]
    # Asked only where the answer counts.
    figures_differ = not _in_place(pair) and other_figures(text_a, text_b)
    return Carry(
        a=pair.a,
        b=pair.b,
        mode=mode_of(pair, guards, figures_differ),
        guards=guards,
        relation=pair.relation,
        change=pair.change,
        moved=pair.moved,
        score=pair.score,
        verbatim=pair.change == "same",
        aligner=around.alignment.aligner,
    )


def mode_of(pair: Pair, guards: Iterable[Guard] = (), figures_differ: bool = False) -> Mode:
    """The table at the top of this module."""
    if pair.change == "rewritten" or pair.confidence == "possible":
        return "never"
    if figures_differ and not _in_place(pair):
        return "never"
    plain = pair.relation == "same" and _in_place(pair)
    return "auto" if plain and not any(True for _ in guards) else "propose"


def to_new_version(carry: Carry) -> Carry:
    """The same where B is A's new version: what moved inside one article is no other fact."""
    if carry.mode == "propose" and carry.verbatim and carry.moved and not carry.guards:
        return msgspec.structs.replace(carry, mode="auto")
    return carry


def _in_place(pair: Pair) -> bool:
    """Whether it is one sentence for one, where its neighbours are."""
    return pair.relation in ("same", "edited") and not pair.moved


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A label on a sentence of A that might be carried to B."""

    sentence: int
    mark: str
    """What it is known by: `provenance.mark_of`."""
    label: str
    origin: Origin | None = None
    """Of a label that was carried here itself."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A label that is carried to a sentence of B, or proposed for it."""

    carry: Carry
    source: Source
    beside: str = ""
    """Another label that somebody gave the sentence; both are shown, neither overwrites."""
    rejection: str
    """What its rejection is remembered by."""


def offers(
    found: Iterable[Carry],
    sources: Iterable[Source],
    labels_b: Mapping[int, str],
    texts_b: Sequence[str] | Mapping[int, str],
    rejected: Collection[str] = (),
) -> tuple[Offer, ...]:
    """What to carry and what to propose, in the order of the pairs.

    Args:
        found: What `carries` says of every pair.
        sources: The labels of A.
        labels_b: Labels that sentences of B have already, by index.
        texts_b: The sentences of B, or those of them that were found.
        rejected: Keys of what was rejected before, which is not offered again.
    """
    usable: dict[int, list[Source]] = {}
    for source in sources:
        if source.origin is None or source.origin.may_go_on:
            usable.setdefault(source.sentence, []).append(source)
    made = []
    for carry in found:
        for source in usable.get(carry.a, ()) if carry.mode != "never" else ():
            there = labels_b.get(carry.b, "")
            key = rejection_key(source.mark, texts_b[carry.b])
            if there != source.label and key not in rejected:
                settled = carry if not there else msgspec.structs.replace(carry, mode="propose")
                made.append(Offer(carry=settled, source=source, beside=there, rejection=key))
    return tuple(made)


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the labels of a sentence when its article is replaced by a new version."""

    a: int
    kind: Kind
    """`kept`: same text, same place; `moved`: same text, elsewhere; `changed`: asks; `lost`."""
    b: int | None = None
    mode: Mode = "never"
    guards: tuple[Guard, ...] = ()


def fates(
    alignment: Alignment, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences
) -> tuple[Fate, ...]:
    """One fate for every sentence of the old version A, so that nothing disappears silently."""
    best: dict[int, Carry] = {}
    for carry in carries(alignment, a, sentences_a, b, sentences_b):
        known = best.get(carry.a)
        if known is None or (carry.verbatim, carry.score) > (known.verbatim, known.score):
            best[carry.a] = carry
    return tuple(_fate(index, best.get(index)) for index in range(len(sentences_a)))


def _fate(index: int, carry: Carry | None) -> Fate:
    if carry is None or carry.mode == "never":
        return Fate(a=index, kind="lost", b=None if carry is None else carry.b)
    kind: Kind = "changed"
    if carry.verbatim:
        kind = "moved" if carry.moved else "kept"
    return Fate(a=index, kind=kind, b=carry.b, mode=carry.mode, guards=carry.guards)
