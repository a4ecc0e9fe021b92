"""What may become of a label when its sentence turns up in another article."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import pytest

from annotations.comparison.alignment import Pair
from annotations.comparison.label_transfer import (
    Carry,
    Fate,
    Offer,
    Source,
    carries,
    fates,
    mode_of,
    offers,
    origin_of,
)
from annotations.comparison.provenance import (
    is_stale,
    quoted,
    reanchor,
    rejection_key,
    span_match,
)
from annotations.comparison.scoring import SAME
from annotations.comparison.transfer_guards import Guard, changed, other_figures

from .material import REPORT, Cut, aligned, cut_of


def carried(a: Cut, b: Cut) -> dict[tuple[int, int], Carry]:
    """What may be done for every pair."""
    alignment = aligned(a, b)
    found = carries(alignment, a.article, a.sentences, b.article, b.sentences)
    return {(carry.a, carry.b): carry for carry in found}


def report_with(index: int, text: str) -> Cut:
    """The report with another sentence at `index`."""
    return cut_of([*REPORT[:index], text, *REPORT[index + 1 :]])


class TestModes:
    """Auto for the same, proposed for the edited, never for the rewritten."""

    def test_the_same_is_carried(self) -> None:
        """A long sentence that is the same, in place, without a guard."""
        carry = carried(cut_of(REPORT), cut_of(REPORT))[1, 1]
        assert (carry.mode, carry.guards, carry.verbatim) == ("auto", (), True)

    def test_the_edited_is_proposed_and_says_why(self) -> None:
        """The guards that trip are named in the proposal."""
        b = report_with(
            7, "Repairs are not expected to cost $19 million, of which half is state aid."
        )
        carry = carried(cut_of(REPORT), b)[7, 7]
        assert carry.mode == "propose"
        assert {"number", "negation"} <= set(carry.guards)
        assert "number differs" in carry.reason

    def test_the_rewritten_is_never_carried(self) -> None:
        """There is a link to the counterpart, nothing else."""
        b = report_with(
            3, "Long queues are feared in the old tunnel: another 30,000 cars must pass."
        )
        assert carried(cut_of(REPORT), b)[3, 3].mode == "never"

    def test_the_moved_is_proposed(self) -> None:
        """The same text elsewhere may mean something else."""
        b = cut_of([REPORT[8], *REPORT[:8], REPORT[9]])
        carry = carried(cut_of(REPORT), b)[8, 0]
        assert (carry.mode, carry.verbatim) == ("propose", True)

    def test_the_parts_of_a_split_are_proposed(self) -> None:
        """Each part says less than the whole said."""
        first = "Engineers found cracks in four of the steel cables."
        second = "They found them during a routine inspection in May."
        found = carried(cut_of(REPORT), cut_of([REPORT[0], first, second, *REPORT[2:]]))
        assert found[1, 1].mode == "propose"
        assert found[1, 1].relation == "split"

    def test_a_part_with_other_figures_is_never_carried(self) -> None:
        """314 agreed and 157 freed may be one fact or two: a person must say so."""
        pair = Pair(0, 0, "split", "edited", 0.7, SAME, "likely")
        assert mode_of(pair) == "propose"
        assert mode_of(pair, ("number",), figures_differ=True) == "never"
        assert mode_of(pair._replace(relation="edited"), (), figures_differ=True) == "propose"
        assert other_figures("They agreed on 314.", "They freed 157.")
        assert not other_figures("They agreed on 314.", "They agreed.")


class TestGuards:
    """Each lowers the same from auto to proposed."""

    @pytest.mark.parametrize(
        ("a", "b", "guard"),
        [
            ("It killed 23 people.", "It killed 21 people.", "number"),
            ("It killed five people.", "It killed six people.", "number"),
            ("He left on Monday.", "He left on Friday.", "date"),
            ("He met Ann Alder.", "He met Eve Elder.", "name"),
            ("The deal is done.", "The deal is not done.", "negation"),
            ("The deal isn't done.", "The deal is done.", "negation"),
            ("It will rain.", "It may rain.", "modal"),
            ("The bank failed, he said.", "The bank failed.", "attribution"),
        ],
    )
    def test_what_differs(self, a: str, b: str, guard: Guard) -> None:
        """A telling word that only one of the two has."""
        assert guard in changed(a, b)
        assert guard in changed(b, a)

    @pytest.mark.parametrize("text", REPORT)
    def test_nothing_differs_from_itself(self, text: str) -> None:
        """A text has everything that it has."""
        assert changed(text, text) == ()

    def test_the_same_figure_in_words_or_digits(self) -> None:
        """Twelve is 12."""
        assert "number" not in changed("The 12 boats sank.", "The twelve boats sank.")

    def test_short(self) -> None:
        """Under five content words a sentence says too little by itself."""
        assert "short" in carried(cut_of(REPORT), cut_of(REPORT))[2, 2].guards

    def test_repeated(self) -> None:
        """Which of two copies is meant is not known."""
        twice = cut_of([*REPORT, REPORT[1]])
        assert "repeated" in carried(twice, twice)[1, 1].guards

    def test_boilerplate(self) -> None:
        """Credits are no part of the report."""
        a = cut_of([*REPORT, "Additional reporting by the entire Ostra harbor bureau."], [10])
        assert "boilerplate" in carried(a, a)[10, 10].guards

    def test_a_pronoun_refers_to_what_stands_before_it(self) -> None:
        """Auto only if the sentence before is the same, too."""
        texts = ["The mayor spoke for an hour about the steel bridge.", *REPORT]
        texts[1] = "He promised that the work would be finished before the first frost."
        other = ["The bishop of the northern bank preached on Sunday.", *texts[1:]]
        assert carried(cut_of(texts), cut_of(texts))[1, 1].mode == "auto"
        assert "opening" in carried(cut_of(texts), cut_of(other))[1, 1].guards


class TestOffers:
    """What a reader is shown."""

    SOURCE = Source(sentence=1, mark="e-1", label="claim")

    def offered(
        self, *sources: Source, labels: dict[int, str] | None = None, rejected: Collection[str] = ()
    ) -> tuple[Offer, ...]:
        """The offers from the report to itself."""
        a = cut_of(REPORT)
        return offers(carried(a, a).values(), sources, labels or {}, REPORT, rejected)

    def test_a_label_is_carried(self) -> None:
        """The same sentence, no label yet."""
        [offer] = self.offered(self.SOURCE)
        assert (offer.carry.mode, offer.source.label, offer.beside) == ("auto", "claim", "")

    def test_nothing_is_offered_where_the_label_is_there(self) -> None:
        """Agreement needs no proposal."""
        assert self.offered(self.SOURCE, labels={1: "claim"}) == ()

    def test_another_label_is_not_overwritten(self) -> None:
        """It becomes a proposal that stands beside it."""
        [offer] = self.offered(self.SOURCE, labels={1: "quote"})
        assert (offer.carry.mode, offer.beside) == ("propose", "quote")

    def test_what_was_rejected_is_not_offered_again(self) -> None:
        """As long as the target reads the same, whatever its quotes look like."""
        key = rejection_key("e-1", REPORT[1])
        assert self.offered(self.SOURCE, rejected={key}) == ()
        assert rejection_key("e-1", REPORT[4]) == rejection_key(
            "e-1", REPORT[4].replace("“", '"').replace("”", '"')
        )
        assert rejection_key("e-2", REPORT[1]) != key

    def test_no_chains(self) -> None:
        """A carried label is a source only if accepted, or the same all the way."""
        came = origin_of(
            carried(cut_of(REPORT), cut_of(REPORT))[1, 1],
            "e-0",
            cut_of(REPORT).article,
            cut_of(REPORT).sentences,
        )
        worse = msgspec.structs.replace(came, change="edited")
        accepted = msgspec.structs.replace(worse, mode="proposed")
        assert (came.may_go_on, worse.may_go_on, accepted.may_go_on) == (True, False, True)
        chained = Source(sentence=1, mark="e-1", label="claim", origin=worse)
        assert self.offered(chained) == ()


class TestNewVersion:
    """An article that changed on disk: each label is kept, moved, asked about or lost."""

    def test_every_sentence_has_a_fate(self) -> None:
        """Nothing disappears silently."""
        old = cut_of(REPORT)
        new = cut_of(
            [REPORT[8], REPORT[0], REPORT[1].replace("four", "five"), *REPORT[2:8]],
        )
        found = fates(aligned(old, new), old.article, old.sentences, new.article, new.sentences)
        kinds = {fate.a: fate.kind for fate in found}
        assert list(kinds) == list(range(len(REPORT)))
        assert (kinds[0], kinds[1], kinds[8], kinds[9]) == ("kept", "changed", "moved", "lost")

    def test_what_has_no_counterpart_is_lost(self) -> None:
        """And says so."""
        a, b = cut_of(REPORT), cut_of(["Something else altogether happened in Peru today."])
        found = fates(aligned(a, b), a.article, a.sentences, b.article, b.sentences)
        assert set(found) == {Fate(a=index, kind="lost") for index in range(len(REPORT))}


class TestProvenance:
    """Where a carried mark came from, and finding its place again."""

    def test_the_record_vouches_for_its_place(self) -> None:
        """The source's span, and how it came over; nothing in it is a fraction."""
        a = cut_of(REPORT)
        carry = carried(a, a)[1, 1]
        record = origin_of(carry, "e-1", a.article, a.sentences)
        assert (record.mode, record.relation, record.score) == ("auto", "same", 1000)
        assert (record.article, record.mark) == (a.article.id, "e-1")
        assert a.article.text[record.start : record.end] == REPORT[1]

    def test_a_quote_is_found_again(self) -> None:
        """By its words, then by its surroundings, then by its position."""
        text = "One. The end. Two. The end. Three."
        cut = cut_of([text])
        second = text.rindex("The end.")
        place = quoted(text, cut.sentences.span(0)._replace(start=second, end=second + 8))
        moved = reanchor(place, "Before. " + text)
        assert moved is not None
        assert moved.start == second + len("Before. ")
        assert reanchor(place, "Nothing of the kind.") is None

    def test_spans_inside_a_sentence(self) -> None:
        """Verbatim needs five words, once, and the same speaker."""
        sentence = "The talks were slow, hard, fair and useful, he said; useful."
        assert span_match("slow, hard, fair and useful", sentence) == "verbatim"
        assert span_match("slow, hard, fair and useful", sentence, False) == "partial"
        assert span_match("useful", sentence) == "partial"
        assert span_match("quick", sentence) == "none"

    def test_stale(self) -> None:
        """A mark is looked at again if its pair got worse, not if it got better."""
        assert is_stale("same", "edited")
        assert is_stale("edited", None)
        assert not is_stale("edited", "same")
        assert not is_stale("edited", "edited")
