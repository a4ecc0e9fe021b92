"""Which labels go from one opened article to another: by themselves, proposed, never again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from annotations.comparison.alignment import align
from annotations.comparison.label_transfer import carries
from annotations.config import Carrying
from annotations.store import Change, Mark, open_store
from annotations.workflow.label_transfer import Carrier, Edit
from annotations.workflow.open_article import NO_TAG, Sheet, Tag
from annotations.workflow.pair_view import Beside, Comparing
from tests.unit.comparison.material import REPORT, cut_of

LATER = [*REPORT[:1], REPORT[1].replace("four", "seven"), *REPORT[2:6], "Schools are open."]
"""A later report: the second sentence with another figure, the rest word for word."""

SHOPS = 5
"""A sentence of both that says enough to be known by its words."""


def sheets(*texts: Sequence[str]) -> list[Sheet]:
    """Opened articles."""
    return [Sheet(*cut_of(lines)) for lines in texts]


def viewing(*shown: Sheet) -> Callable[[Sheet | None, Sheet | None], Beside | None]:
    """Each of these in the light of each other."""
    views: dict[tuple[int, int], Beside] = {}
    for number, a in enumerate(shown):
        for b in shown[number + 1 :]:
            sides = a.article, a.sentences, b.article, b.sentences
            alignment = align(a.article, b.article, a.sentences, b.sentences)
            to_a = carries(alignment.flipped(), *sides[2:], *sides[:2])
            to_b = carries(alignment, *sides)
            made = Comparing(a.article.id, b.article.id, alignment, None, None, to_a, to_b)
            views[id(a), id(b)], views[id(b), id(a)] = made.view(a, b), made.view(b, a)
    return lambda mine, other: views.get((id(mine), id(other)))


def carrier_of(mode: Carrying, *shown: Sheet) -> Carrier:
    """A carrier that knows of each article that nothing was said of it yet."""
    carrier = Carrier(mode, viewing(*shown))
    carrier.sources.person, carrier.sources.shown = "u-1", shown
    for sheet in shown:
        carrier.sources.remember(sheet.article.id, [])
    return carrier


def give(carrier: Carrier, sheet: Sheet, index: int, label: str) -> list[Edit]:
    """Label a sentence; what copies say then, which is put too."""
    edit = Edit(sheet, index, Tag(label))
    found = carrier.copies([edit])
    for one in (edit, *found):
        one.sheet.put(one.at, one.tag)
    carrier.propose_again([(one.sheet.article.id, one.at) for one in (edit, *found)])
    return found


def test_the_same_sentence_gets_the_label_by_itself() -> None:
    """It says where it came from, and follows its source until somebody touches it."""
    early, late = sheets(REPORT, LATER)
    carrier = carrier_of("auto", early, late)
    [copy] = give(carrier, early, SHOPS, "claim")
    assert (copy.sheet, copy.at, copy.tag.source) == (late, SHOPS, "carried")
    assert copy.tag.origin is not None
    assert copy.tag.origin.article == early.article.id
    [again] = give(carrier, early, SHOPS, "quote")
    assert late.tag(SHOPS).label == again.tag.label == "quote"
    late.put(SHOPS, late.tag(SHOPS)._replace(note="no"))
    assert give(carrier, early, SHOPS, "claim") == []
    assert late.tag(SHOPS).label == "quote"


def test_another_figure_is_proposed_not_carried() -> None:
    """Taking it over makes it the person's; rejecting it is for good."""
    early, late = sheets(REPORT, LATER)
    carrier = carrier_of("auto", early, late)
    assert give(carrier, early, 1, "claim") == []
    proposal = late.proposals[1]
    assert (proposal.label, proposal.source) == ("claim", early)
    taken = carrier.accepted(late, 1)
    assert taken is not None
    assert taken.origin is not None
    assert taken.origin.accepted
    carrier.rejected = frozenset({proposal.key})
    carrier.propose(late)
    assert 1 not in late.proposals
    assert carrier.accepted(late, 1) is None


@pytest.mark.parametrize("mode", ["propose", "never"])
def test_nothing_goes_by_itself_where_that_is_switched_off(mode: Carrying) -> None:
    """Proposed, or not even that."""
    early, late = sheets(REPORT, LATER)
    carrier = carrier_of(mode, early, late)
    assert give(carrier, early, SHOPS, "claim") == []
    assert late.tag(SHOPS) == NO_TAG
    assert (SHOPS in late.proposals) == (mode == "propose")


def test_what_was_ever_said_of_a_sentence_is_left_alone(tmp_path: Path) -> None:
    """By this person, or still by somebody else; also where it was cleared since."""
    early, late = sheets(REPORT, LATER)
    carrier = carrier_of("auto", early, late)
    store = open_store(tmp_path)
    me = carrier.sources.person = store.join("ana")
    store.freeze(late.article, late.sentences)
    id_ = late.article.sentence_id(late.sentences.span(SHOPS))
    for label in ("claim", ""):
        store.annotate(me, [Change(late.article.id, id_, SHOPS, Mark(label))])
    said = list(store.annotations(article_id=late.article.id, cleared=True))
    store.close()
    carrier.sources.remember(late.article.id, said)
    assert give(carrier, early, SHOPS, "claim") == []
    assert late.proposals[SHOPS].label == "claim"
    carrier.sources.happened(said, undone=True)
    assert len(give(carrier, early, SHOPS, "quote")) == 1, "what was undone may come again"


def test_two_articles_that_disagree_carry_nothing_to_a_third() -> None:
    """The person decides."""
    one, two, three = sheets(REPORT, [*REPORT, "More."], LATER)
    carrier = carrier_of("auto", one, two, three)
    one.put(SHOPS, Tag("claim"))
    two.put(SHOPS, Tag("quote"))
    assert carrier.catch_up([(three, one), (three, two)]) == []
    two.put(SHOPS, Tag("claim"))
    [edit] = carrier.catch_up([(three, one), (three, two)])
    assert (edit.sheet, edit.at, edit.tag.label) == (three, SHOPS, "claim")


def test_labels_of_a_former_version_come_even_where_others_only_are_proposed() -> None:
    """They were given to this very article."""
    old, new = sheets(REPORT, LATER)
    carrier = carrier_of("propose", old, new)
    carrier.sources.shown = (new,)
    carrier.sources.earlier = {new.article.id: (old,)}
    old.put(SHOPS, Tag("claim"))
    [edit] = carrier.catch_up([(new, old)])
    assert edit.at == SHOPS
    assert carrier.sources.is_earlier(old, new)
    assert list(carrier.sources.sources_of(new)) == [old]
