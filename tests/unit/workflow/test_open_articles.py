"""From files to opened articles, and what is found in them."""

from __future__ import annotations

from pathlib import Path

from annotations.articles.corpus import find
from annotations.config import Config
from annotations.store import Change, Mark, open_store
from annotations.workflow import open_articles
from annotations.workflow.article_files import cut_article, read_article
from annotations.workflow.new_versions import find_replaced, report_of
from annotations.workflow.open_article import Sheet, Tag
from tests.unit.comparison.material import REPORT, aligned, cut_of


def write(folder: Path, count: int) -> None:
    """So many articles, two to a story."""
    for number in range(count):
        path = folder / f"story-{number // 2}" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Report {number}\n\nThe council met for the {number}. time.\n")


def test_a_small_corpus_is_read_whole_and_a_large_one_begun(tmp_path: Path) -> None:
    """What stands beside its first file is there at once; the rest comes with progress."""
    write(tmp_path, 6)
    assert open_articles.open_corpus(find([tmp_path]), Config()).complete
    write(tmp_path, 40)
    corpus = open_articles.open_corpus(find([tmp_path]), Config())
    assert not corpus.complete
    assert [len(story.cards) for story in corpus.stories] == [2]
    *_, last = open_articles.read_on(corpus.files, corpus.skipped, Config())
    assert (last.done, last.total) == (40, 40)
    assert sum(len(story.cards) for story in last.stories) == 40


def test_an_article_is_opened_as_it_was_annotated(tmp_path: Path) -> None:
    """With the cuts that were kept and the labels of the person, not those of the rules."""
    write(tmp_path, 1)
    corpus = open_articles.open_corpus(find([tmp_path]), Config())
    [card] = corpus.stories[0].cards
    store = open_store(tmp_path / "project")
    me = store.join("ana")
    sheet = open_articles.read_sheet(card, Config(), store, me)
    assert not sheet.tags
    assert open_articles.cut_elsewhere(store, sheet.article, sheet.sentences) is None
    whole = Sheet(sheet.article, type(sheet.sentences)([(0, 30)], (), "other"))
    store.freeze(whole.article, whole.sentences)
    id_ = whole.article.sentence_id(whole.sentences.span(0))
    store.annotate(me, [Change(whole.article.id, id_, 0, Mark("claim", note="so"))])
    again = open_articles.read_sheet(card, Config(), store, me)
    assert len(again.sentences) == 1
    assert again.tags == {0: Tag("claim", note="so")}
    assert open_articles.read_sheet(card, Config(), store, "nobody").tags == {}
    elsewhere = open_articles.cut_elsewhere(store, sheet.article, sheet.sentences)
    assert elsewhere is not None
    assert elsewhere.sentences == whole.sentences
    frozen = open_articles.frozen_sheet(store, card.article_id, me)
    assert frozen is not None
    assert frozen.tags == again.tags
    assert open_articles.frozen_sheet(store, "a-0", me) is None
    store.close()


def test_of_a_long_article_the_part_in_view_is_analysed() -> None:
    """The whole of it would keep the reader waiting."""
    lines = [f"Minister Anna Berg spoke in Oslo for the {n}. time." for n in range(2_500)]
    found = open_articles.analyse_sheet(Sheet(*cut_of(lines)), range(1_000, 1_030), "rules")
    assert found.sentences == range(940, 1_090)
    assert found.within is not None
    places = {mention.span.start // len(lines[0]) for mention in found.analysis.mentions}
    assert min(places) >= 900
    whole = open_articles.analyse_sheet(Sheet(*cut_of(lines[:50])), range(3), "rules")
    assert (whole.sentences, whole.within) == (range(50), None)


def test_an_article_whose_file_changed_is_found_with_what_became_of_its_labels(
    tmp_path: Path,
) -> None:
    """By its path; of another article there is no report."""
    path = tmp_path / "report.txt"
    path.write_text("\n".join(REPORT))
    old = read_article(path, Config())
    store = open_store(tmp_path / "project")
    me = store.join("ana")
    cuts = store.freeze(old, cut_article(old, Config()))
    id_ = old.sentence_id(cuts.span(2))
    store.annotate(me, [Change(old.id, id_, 2, Mark("claim"))])
    path.write_text("\n".join([*REPORT, "The bridge is open again."]))
    cards = open_articles.open_corpus(find([path]), Config()).stories[0].cards
    found = find_replaced(store, cards, me)
    store.close()
    assert found.earlier == {cards[0].article_id: (old.id,)}
    one, other = cut_of(REPORT), cut_of([*REPORT[:-1], "Another end."])
    before, after = Sheet(*one), Sheet(*other)
    before.put(5, Tag("claim"))
    report = report_of(before, after, aligned(one, other))
    assert report is not None
    assert [fate.outcome for fate in report.fates] == ["kept"]
    stranger = cut_of(["Nothing of this stands there.", "Nor does this."])
    assert report_of(before, Sheet(*stranger), aligned(one, stranger)) is None
