"""Which labels go from one opened article to another, by themselves or when they are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.workflow.label_sources import Sources
from annotations.workflow.open_article import NO_TAG, Former, Proposal, Sheet, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotations.comparison.label_transfer import Carry, Offer
    from annotations.comparison.provenance import Origin
    from annotations.config import Carrying
    from annotations.workflow.pair_view import Beside


class Edit(NamedTuple):
    """A sentence, and what is said of it from now on."""

    sheet: Sheet
    at: int
    """The sentence's index."""
    tag: Tag


class Carrier:
    """Knows what may be carried where, and what must not be carried again; writes nothing.

    A sheet's `proposals` and `stale` are kept up to date here; its tags are not touched.

    Args:
        mode: Whether labels are carried, proposed, or neither.
        view: A sheet in the light of another, once the two are compared.
    """

    def __init__(
        self, mode: Carrying, view: Callable[[Sheet | None, Sheet | None], Beside | None]
    ) -> None:
        self._view = view
        self.mode = mode
        self.sources = Sources(view)
        self.rejected: frozenset[str] = frozenset()
        """Keys of what was rejected."""

    # Labels that go by themselves

    def copies(self, edits: Sequence[Edit]) -> list[Edit]:
        """What copies of labels say once these are given: new ones, and those that follow.

        A copy that came by itself and still says what its source said follows it; what a person
        gave or accepted never does. Nothing comes to a sentence of which something was said.
        """
        found: list[Edit] = []
        waiting = list(edits)
        touched = {(edit.sheet.article.id, edit.at) for edit in edits}
        while waiting:
            edit = waiting.pop(0)
            if edit.tag.label == edit.sheet.tag(edit.at).label:
                continue
            for sheet in self.sources.shown:
                beside = self._view(sheet, edit.sheet)
                if beside is None or sheet is edit.sheet:
                    continue
                for carry in beside.carries_from(edit.at):
                    spot = sheet.article.id, carry.b
                    copy = None if spot in touched else self._copy(edit, sheet, carry)
                    if copy is not None:
                        touched.add(spot)
                        found.append(copy)
                        waiting.append(copy)
        return found

    def _copy(self, edit: Edit, sheet: Sheet, carry: Carry) -> Edit | None:
        """What the other end of a pair says from now on; None if that is as before."""
        there = sheet.tag(carry.b)
        follows = self._follows(edit.sheet, edit.at, there)
        if not follows and (
            self.mode != "auto"
            or not edit.tag.label
            or not self.sources.is_free(sheet, carry.b, again=True)
        ):
            return None
        if not edit.tag.label:
            return Edit(sheet, carry.b, NO_TAG)
        offer = self._offer(carry, edit.sheet, edit.tag, sheet, beside="")
        if offer is not None and (follows or offer.carry.mode == "auto"):
            return Edit(sheet, carry.b, self._carried(offer, edit.sheet))
        return Edit(sheet, carry.b, NO_TAG) if follows else None

    def _follows(self, source: Sheet, index: int, copy: Tag) -> bool:
        """Whether a label is a copy of the one there, and nobody has touched it since."""
        origin, before = copy.origin, source.tag(index)
        if not copy.is_copy or origin is None or copy.unsure or copy.note or not before.label:
            return False
        place = origin.start, origin.end
        from_here = origin.article == source.article.id and place == source.sentences.span(index)
        from_earlier = self.sources.newest(origin.article) == source.article.id != origin.article
        return (from_here or from_earlier) and copy.label == before.label

    def catch_up(self, pairs: Iterable[tuple[Sheet, Sheet]]) -> list[Edit]:
        """Labels that go from the second to the first of each two articles by themselves.

        Only to sentences of which this person never said anything: what was undone or cleared is
        proposed. Sources that disagree carry nothing.
        """
        found: dict[tuple[str, int], Edit | None] = {}
        for sheet, source in pairs:
            if self.mode != "auto" and not self.sources.is_earlier(source, sheet):
                continue
            for offer in self._offers(sheet, source):
                index = offer.carry.b
                if offer.carry.mode != "auto" or not self.sources.is_free(
                    sheet, index, again=False
                ):
                    continue
                spot = sheet.article.id, index
                edit = Edit(sheet, index, self._carried(offer, source))
                known = found.setdefault(spot, edit)
                if known is not None and known.tag.label != edit.tag.label:
                    found[spot] = None
        return [edit for edit in found.values() if edit is not None]

    # Proposals

    def propose(self, sheet: Sheet) -> None:
        """Find every proposal for an article, and which of its labels are stale."""
        sheet.proposals = {}
        stale = {index for index in sheet.tags if self.sources.is_stale(sheet, index)}
        sheet.stale = frozenset(stale)
        for source in self.sources.sources_of(sheet):
            for offer in self._offers(sheet, source):
                self._suggest(sheet, Proposal(offer.source.label, offer, source))
        self._propose_former(sheet, sheet.former)

    def _propose_former(self, sheet: Sheet, where: Iterable[int]) -> None:
        """Propose what was said of a sentence that was cut otherwise, before anything else."""
        for index in where:
            former = sheet.former.get(index)
            if former and not sheet.tag(index).label and former.key not in self.rejected:
                sheet.proposals[index] = former

    def propose_again(self, changed: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """After labels changed: the sentences whose proposals may be others now."""
        spots = dict.fromkeys(changed)
        for sheet in self.sources.shown:
            for source in self.sources.shown:
                beside = self._view(sheet, source) if source is not sheet else None
                if beside is None:
                    continue
                for article_id, index in tuple(spots):
                    if article_id == source.article.id:
                        ends = (carry.b for carry in beside.carries_from(index))
                        spots |= dict.fromkeys((sheet.article.id, end) for end in ends)
        for sheet in self.sources.shown:
            mine = [index for article_id, index in spots if article_id == sheet.article.id]
            for index in mine:
                sheet.proposals.pop(index, None)
                for source in self.sources.sources_of(sheet):
                    for offer in self._offers(sheet, source, index):
                        self._suggest(sheet, Proposal(offer.source.label, offer, source))
            self._propose_former(sheet, mine)
            stale = {index for index in mine if self.sources.is_stale(sheet, index)}
            if stale or sheet.stale.intersection(mine):
                sheet.stale = (sheet.stale - set(mine)) | stale
        return list(spots)

    def _suggest(self, sheet: Sheet, proposal: Proposal) -> None:
        """Propose it, unless something better is: of an earlier version, the same, more alike."""
        index = proposal.offer.carry.b
        if proposal.offer.beside or not sheet.is_work(index):
            return
        known = sheet.proposals.get(index)
        if isinstance(known, Former):
            return
        if known is None or _rank(proposal, self.sources.shown) > _rank(known, self.sources.shown):
            sheet.proposals[index] = proposal

    def _offers(self, sheet: Sheet, source: Sheet, index: int | None = None) -> Iterator[Offer]:
        """What an article may take over from another; at one sentence, or anywhere."""
        beside = self._view(sheet, source)
        if beside is None or (self.mode == "never" and not self.sources.is_earlier(source, sheet)):
            return
        if index is not None:
            found = [(carry, source.tag(carry.a)) for carry in beside.carries_to(index)]
        else:
            labelled = [(a, tag) for a, tag in sorted(source.tags.items()) if tag.label]
            found = [(carry, tag) for a, tag in labelled for carry in beside.carries_from(a)]
        for carry, tag in found:
            if tag.label:
                label = sheet.tag(carry.b).label
                offer = self._offer(carry, source, tag, sheet, beside=label)
                if offer is not None:
                    yield offer

    def _offer(
        self, carry: Carry, source: Sheet, tag: Tag, sheet: Sheet, *, beside: str
    ) -> Offer | None:
        from annotations.comparison.label_transfer import Source, offers, to_new_version
        from annotations.comparison.provenance import mark_of

        if tag.source == "carried" and tag.origin is None:
            return None  # carried, and nobody knows from where
        if self.sources.is_earlier(source, sheet):
            carry = to_new_version(carry)
        mark = mark_of(
            self.sources.person,
            source.article.sentence_id(source.sentences.span(carry.a)),
            tag.label,
        )
        made = Source(sentence=carry.a, mark=mark, label=tag.label, origin=tag.origin)
        texts = {carry.b: sheet.sentences.span(carry.b).of(sheet.article.running_text)}
        return next(iter(offers([carry], [made], {carry.b: beside}, texts, self.rejected)), None)

    def _carried(self, offer: Offer, source: Sheet, *, accepted: bool = False) -> Tag:
        """The label that an offer makes."""
        import msgspec

        from annotations.comparison.label_transfer import origin_of

        origin = origin_of(offer.carry, offer.source.mark, source.article, source.sentences)
        mode = "proposed" if accepted else "auto"
        origin = msgspec.structs.replace(origin, mode=mode)
        return Tag(offer.source.label, source="carried", origin=origin)

    def accepted(self, sheet: Sheet, index: int) -> Tag | None:
        """What a sentence says once what is proposed or was carried there is accepted.

        None where there is nothing to accept.
        """
        tag, proposal = sheet.tag(index), sheet.proposals.get(index)
        if not tag.label and isinstance(proposal, Former):
            before = proposal.tag
            unsure, note = tag.unsure or before.unsure, tag.note or before.note
            return Tag(before.label, unsure, note)
        if not tag.label and isinstance(proposal, Proposal):
            carried = self._carried(proposal.offer, proposal.source, accepted=True)
            return carried._replace(unsure=tag.unsure, note=tag.note)
        if tag.origin is None or not (tag.is_copy or index in sheet.stale):
            return None
        return self._looked_at(sheet, index, tag, tag.origin)

    def _looked_at(self, sheet: Sheet, index: int, tag: Tag, origin: Origin) -> Tag:
        """A carried label that is accepted as it is: the person's own if its source is gone."""
        import msgspec

        if index not in sheet.stale:
            return tag._replace(origin=msgspec.structs.replace(origin, mode="proposed"))
        carry = self.sources.related(sheet, index, origin)
        if carry is None:
            return tag._replace(source="own", origin=None)
        now = msgspec.structs.replace(
            origin,
            relation=carry.relation,
            change=carry.change,
            score=round(carry.score * 1000),
            guards=carry.guards,
            aligner=carry.aligner,
            mode="proposed",
        )
        return tag._replace(origin=now)


def _rank(proposal: Proposal, shown: Sequence[Sheet]) -> tuple[bool, bool, float]:
    carry = proposal.offer.carry
    return proposal.source not in shown, carry.verbatim, carry.score
