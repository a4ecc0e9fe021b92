"""Splits: nothing leaks, nothing exported moves, and each split gets its share."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article
from annotations.articles.corpus import Card
from annotations.articles.load import load
from annotations.dataset import Row, near_duplicates
from annotations.dataset.clusters import STRENGTH, Place, is_settled
from annotations.dataset.leaks import leaks
from annotations.dataset.splits import ELSEWHERE, UNSETTLED, Splits, Targets, assign
from annotations.errors import ExportError
from annotations.language.sentences import cut
from tests.unit.dataset.corpus import LABELS, article, rows_of, sentence
from tests.unit.dataset.material import article_of


def apart(cards: Sequence[Card]) -> list[list[int]]:
    """Every article a story of its own."""
    return [[number] for number in range(len(cards))]


def split(several: Sequence[Article], rows: Sequence[Row], **options: object) -> Splits:
    """Splits of articles that are no stories."""
    texts = {one.id: one for one in several}
    return assign(rows, texts.__getitem__, grouped=apart, **options)  # type: ignore[arg-type]


def written(rows: Sequence[Row], splits: Splits) -> Iterator[Row]:
    """The rows as an export writes them."""
    for row in rows:
        if not splits.left_out(row):
            place = splits.places[row.article_id]
            yield msgspec.structs.replace(row, split=place.split, cluster_id=place.cluster_id)


def all_rows(several: Sequence[Article], **options: object) -> list[Row]:
    """Every sentence of articles, labelled in turn."""
    rows: list[Row] = []
    for one in sorted(several, key=lambda one: one.id):
        count = one.text.count("\n\n") + 1
        labels = [LABELS[(index + int(one.id[-1], 16)) % 3] for index in range(count)]
        rows += rows_of(one, labels, **options)  # type: ignore[arg-type]
    return rows


def unlike(count: int, size: int = 10) -> list[Article]:
    """Articles that have nothing in common."""
    return [article(range(100 * n, 100 * n + size)) for n in range(1, count + 1)]


def test_splits_have_their_share_of_each_label() -> None:
    """300 clusters whose sizes and labels are uneven."""
    chance = random.Random(4)
    rows: list[Row] = []
    several = []
    for number in range(300):
        one = article(range(1000 * number, 1000 * number + chance.choice((2, 3, 5, 8, 13))))
        several.append(one)
        weights = [chance.random() for _ in LABELS]
        count = one.text.count("\n\n") + 1
        rows += rows_of(one, chance.choices(LABELS, weights, k=count))
    found = leaks(written(rows, split(several, rows)))
    assert found.clean
    assert found.mix < 0.02
    for one_split in found.splits:
        assert one_split.share == pytest.approx(one_split.target, abs=0.01)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, {"train": 1}),
        (2, {"train": 1, "test": 1}),
        (3, {"train": 1, "test": 1, "validation": 1}),
        (4, {"train": 2, "test": 1, "validation": 1}),
    ],
)
def test_few_clusters(count: int, expected: dict[str, int]) -> None:
    """Training comes first, then the test; what gets nothing is said."""
    several = unlike(count)
    splits = split(several, all_rows(several))
    assert Counter(place.split for place in splits.places.values()) == expected
    assert any(f"only {count} cluster" in notice for notice in splits.notices) == (count < 3)


def test_a_split_that_is_not_wanted_gets_nothing() -> None:
    """Even where there are few clusters."""
    several = unlike(3)
    splits = split(several, all_rows(several), targets=Targets.of("90/0/10"))
    assert {place.split for place in splits.places.values()} == {"train", "test"}


@pytest.mark.parametrize("text", ["80/20", "0/50/50", "80/-10/30", "a/b/c", "", "nan/1/1"])
def test_wrong_targets_are_refused(text: str) -> None:
    """With an example."""
    with pytest.raises(ExportError, match="80/10/10"):
        Targets.of(text)


def test_targets_need_not_add_up_to_a_hundred() -> None:
    """They are shares."""
    assert Targets.of("8/1/1") == pytest.approx(Targets.of("80/10/10"))


def test_only_settled_sentences_judge() -> None:
    """Adjudicated, or unanimous by two or more."""
    [row] = rows_of(article([1]), ["claim"])
    cases = {
        ("unanimous", 2): True,
        ("adjudicated", 1): True,
        ("single", 1): False,
        ("majority", 3): False,
    }
    for (source, votes), expected in cases.items():
        changed = msgspec.structs.replace(row, gold_source=source, n_votes=votes)
        assert is_settled(changed) is expected


def test_what_is_not_settled_stays_out_of_the_test_set() -> None:
    """With a reason; and an article with nothing settled is not for the test."""
    several = unlike(6)
    rows = [
        row if index % 2 else msgspec.structs.replace(row, gold_source="single", n_votes=1)
        for one in several[:3]
        for index, row in enumerate(rows_of(one, ["claim", "quote", "speculation"] * 3))
    ]
    for one in several[3:]:
        rows += rows_of(one, ["claim"] * 10, votes=1, source="single")
    splits = split(several, rows)
    reasons = Counter(
        (splits.places[row.article_id].split, splits.left_out(row))
        for row in rows
        if splits.places[row.article_id].split == "test"
    )
    assert reasons == {("test", UNSETTLED): 5, ("test", ""): 4}
    everything = split(several, rows, settled_only=False)
    assert not any(everything.left_out(row) for row in rows)


def test_one_annotator_alone_gets_a_test_set_all_the_same() -> None:
    """Nobody could have agreed."""
    several = unlike(4)
    rows = all_rows(several, votes=1, source="single")
    splits = split(several, rows)
    assert not splits.settled_only
    assert not any(splits.left_out(row) for row in rows)


def test_a_text_of_several_splits_is_held_by_the_strongest() -> None:
    """Short sentences join no clusters, and boilerplate neither: training does without them."""
    several = [article([0, *range(10 * n, 10 * n + 6)]) for n in range(1, 8)]
    several = [_with(one, f"Short {number % 2}.") for number, one in enumerate(several)]
    rows = all_rows(several)
    splits = split(several, rows, targets=Targets.of("50/25/25"))
    left = Counter((splits.left_out(row), row.text) for row in rows if splits.left_out(row))
    assert {reason for reason, _ in left} == {ELSEWHERE}
    assert {text for _, text in left} == {sentence(0), "Short 0.", "Short 1."}
    assert [len(one.articles) for one in splits.boilerplate] == [7]
    assert leaks(written(rows, splits)).clean
    held = [row for row in written(rows, splits) if row.text == sentence(0)]
    assert {row.split for row in held} == {"test"}


def test_a_text_that_the_test_set_leaves_out_is_not_held_by_it() -> None:
    """Where people did not agree on it there, training keeps it."""
    several = [_with(one, "So it goes.") for one in unlike(6)]
    rows = [
        msgspec.structs.replace(row, gold_source="single", n_votes=1)
        if row.text == "So it goes."
        else row
        for row in all_rows(several)
    ]
    splits = split(several, rows, targets=Targets.of("60/0/40"))
    reasons = Counter(
        (splits.places[row.article_id].split, splits.left_out(row))
        for row in rows
        if row.text == "So it goes."
    )
    assert reasons.keys() == {("train", ""), ("test", UNSETTLED)}


def _with(one: Article, last: str) -> Article:
    from annotations.articles.article import article_id_of

    text = f"{one.text}\n\n{last}"
    return Article(id=article_id_of(text), text=text)


def test_clusters_that_become_one_go_to_the_test_and_that_is_said() -> None:
    """An article that is a copy of both has come."""
    one, other = article(range(10)), article(range(20, 30))
    both = article([*range(10), *range(20, 30)])
    rest = unlike(5)
    exported = {one.id: Place("train", "c-one"), other.id: Place("test", "c-other")}
    several = [one, other, both, *rest]
    splits = split(several, all_rows(several), exported=exported)
    assert {splits.places[x.id] for x in (one, other, both)} == {Place("test", "c-other")}
    [notice] = [notice for notice in splits.notices if "moves" in notice]
    assert notice.startswith("1 exported article moves from train to test")
    assert splits.fresh.keys() == {one.id, both.id, *(x.id for x in rest)}


WORLD = st.lists(
    st.tuples(
        st.lists(st.integers(0, 25), min_size=1, max_size=7),
        st.integers(0, 12),
        st.booleans(),
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda one: tuple(one[0]),
)
"""Articles: their sentences, the page they were published at, whether two people agreed."""


def _world(drawn: Sequence[tuple[list[int], int, bool]]) -> tuple[list[Article], list[Row]]:
    several: list[Article] = []
    rows: list[Row] = []
    for numbers, page, agreed in drawn:
        one = article(numbers, url=f"https://example.org/{page}" if page < 3 else "")
        several.append(one)
        labels = [LABELS[number % 3] for number in numbers]
        votes, source = (2, "unanimous") if agreed else (1, "single")
        rows += rows_of(one, labels, votes=votes, source=source)
    return several, rows


@given(WORLD)
def test_no_law_is_broken(drawn: list[tuple[list[int], int, bool]]) -> None:
    """No cluster, text or near-duplicate is in two splits; every labelled article has a place."""
    several, rows = _world(drawn)
    splits = split(several, rows, targets=Targets.of("40/30/30"))
    assert splits.places.keys() == {row.article_id for row in rows}
    runs = {}
    for one in several:
        words = one.text.lower().replace(".", "").split()
        runs[one.id] = {tuple(words[at : at + 5]) for at in range(len(words) - 4)}
    for (a, one_runs), (b, other_runs) in combinations(runs.items(), 2):
        shared = len(one_runs & other_runs)
        if shared >= max(3, 0.5 * min(len(one_runs), len(other_runs))):
            assert splits.places[a] == splits.places[b]
    holding: dict[str, set[str]] = {}
    for row in written(rows, splits):
        holding.setdefault(" ".join(near_duplicates.words(row.text)), set()).add(row.split)
    assert all(len(found) == 1 for found in holding.values())
    for kind, count in leaks(written(rows, splits)).leaks.items():
        assert count == 0, kind


@given(WORLD, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(
    drawn: list[tuple[list[int], int, bool]], order: random.Random
) -> None:
    """Same project, same splits."""
    several, rows = _world(drawn)
    expected = split(several, rows)
    order.shuffle(drawn)
    again, others = _world(drawn)
    found = split(again, others)
    assert (found.places, found.boilerplate) == (expected.places, expected.boilerplate)
    assert found.held == expected.held


@given(WORLD, WORLD)
def test_what_was_exported_stays(
    earlier: list[tuple[list[int], int, bool]], later: list[tuple[list[int], int, bool]]
) -> None:
    """Unless clusters become one: then the stronger split wins, and it is said."""
    before = split(*_world(earlier))
    known = {tuple(one[0]) for one in earlier}
    more = [*earlier, *(one for one in later if tuple(one[0]) not in known)]
    after = split(*_world(more), exported=before.places)
    moved = 0
    for one, place in before.places.items():
        now = after.places[one]
        assert STRENGTH[now.split] >= STRENGTH[place.split]
        if now.split != place.split:
            moved += 1
            mates = [other for other, where in after.places.items() if where == now]
            assert any(
                before.places[other].split == now.split for other in mates if other in before.places
            )
    said = [notice for notice in after.notices if "has become one" in notice]
    assert sum(int(notice.split()[0]) for notice in said) == moved
    for first, second in combinations(before.places, 2):
        if before.places[first].cluster_id == before.places[second].cluster_id:
            assert after.places[first] == after.places[second]


def test_asking_again_changes_nothing() -> None:
    """What was just given out is not fresh any more."""
    several = unlike(7)
    rows = all_rows(several)
    before = split(several, rows)
    after = split(several, rows, exported=before.places)
    assert after.places == before.places
    assert not after.fresh


def test_exported_places_of_articles_without_labels_play_no_part() -> None:
    """Nor do they get a place."""
    one = article([1, 2, 3])
    exported: Mapping[str, Place] = {"a-0123456789abcdef": Place("test", "c-gone")}
    assert split([one], all_rows([one]), exported=exported).places.keys() == {one.id}


def test_the_sample_stories_stay_whole(seeds: Path) -> None:
    """As the library tells them: by folder."""
    texts = {}
    rows: list[Row] = []
    for path in sorted(seeds.glob("*/*.*")):
        one = load(path)
        texts[one.id] = one
        sentences = [span.of(one.text) for span in cut(one).spans]
        plain = msgspec.structs.replace(one, text="\n\n".join(sentences))
        rows += rows_of(plain, ["claim"] * len(sentences))
    splits = assign(rows, texts.__getitem__)
    clusters = {
        Path(texts[article_id].path).parent.name: set[str]() for article_id in splits.places
    }
    for article_id, place in splits.places.items():
        clusters[Path(texts[article_id].path).parent.name].add(place.cluster_id)
    assert len(clusters) == 4
    assert all(len(found) == 1 for found in clusters.values())
    assert {place.split for place in splits.places.values()} == {"train", "validation", "test"}
    assert leaks(written(rows, splits)).clean


def of(several: Sequence[Article], *settled: bool) -> list[Row]:
    """Rows of articles, of which some have been agreed on by two."""
    rows: list[Row] = []
    for one, agreed in zip(several, settled, strict=True):
        count = one.text.count("\n\n") + 1
        votes, source = (2, "unanimous") if agreed else (1, "single")
        labels = [LABELS[index % 3] for index in range(count)]
        rows += rows_of(one, labels, votes=votes, source=source)
    return rows


@pytest.mark.parametrize("settled", range(3))
@pytest.mark.parametrize("sizes", [(10, 10, 10), (30, 5, 5), (5, 30, 7), (9, 8, 40)])
def test_three_clusters_make_three_splits_whichever_may_be_the_test(
    settled: int, sizes: Sequence[int]
) -> None:
    """Though one alone has sentences that people agree on."""
    several = [
        article(range(100 * number, 100 * number + size)) for number, size in enumerate(sizes, 1)
    ]
    rows = of(several, *[number == settled for number in range(3)])
    splits = split(several, rows)
    assert splits.places[several[settled].id].split == "test"
    kept = Counter(row.split for row in written(rows, splits))
    assert all(kept[name] for name in ("train", "validation", "test"))
    assert not any("only 3" in notice for notice in splits.notices)


def test_the_reason_for_an_empty_split_is_the_reason() -> None:
    """Too few clusters, what was exported, or nothing that people agree on."""
    several = unlike(3)
    frozen = {one.id: Place("train", "c-" + one.id[2:]) for one in several}
    splits = split(several, all_rows(several), exported=frozen, targets=Targets.of("40/30/30"))
    [why] = [notice for notice in splits.notices if notice.startswith("Nothing is for")]
    assert why.startswith("Nothing is for test or validation: 3 of 3 clusters stay where")
    assert "--redraw" in why
    assert splits.frozen() == (
        "3 articles stay in the split that an earlier export put them in (train 3), whatever "
        "shares are asked for. --redraw gives them out anew."
    )
    rows = of(several, True, False, False)
    places = {several[0].id: Place("train", "c-" + several[0].id[2:])}
    splits = split(several, rows, exported=places)
    assert {place.split for place in splits.places.values()} == {"train", "validation"}
    more = unlike(4)
    agreed = of(more, False, False, False, True)
    assert "test" in {place.split for place in split(more, agreed, exported=frozen).places.values()}


def test_a_redraw_says_what_it_costs() -> None:
    """Figures that no more compare, and articles that models have seen."""
    several = unlike(6)
    rows = all_rows(several)
    first = split(several, rows).places
    turned = {"train": "test", "test": "train", "validation": "validation"}
    exported = {one: Place(turned[place.split], place.cluster_id) for one, place in first.items()}
    stays = split(several, rows, exported=exported)
    assert {one: place.split for one, place in stays.places.items()} == {
        one: place.split for one, place in exported.items()
    }
    anew = split(several, rows, exported=exported, redraw=True)
    assert anew.places == first
    assert anew.fresh == {one: first[one] for one in first if first[one] != exported[one]}
    text = " ".join(anew.notices)
    assert "change their split: " in text
    assert "from test to train" in text
    assert "have seen 1 of the articles that are now for the test" in text
    assert "figures measured on it do not compare" in text
    assert not anew.frozen()
    assert "every article is where it was" in " ".join(
        split(several, rows, exported=first, redraw=True).notices
    )


def changed(number: int, words: int = 1, length: int = 14) -> str:
    """A sentence with some words replaced, added or left out."""
    said = sentence(number, length).removesuffix(".").split()
    rng = random.Random(number)
    for _ in range(words):
        at = rng.randrange(1, len(said))
        kind = rng.choice(["replace", "add", "drop"])
        if kind == "drop":
            del said[at]
        else:
            said[at : at + (kind == "replace")] = ["another"]
    return " ".join(said) + "."


def planted(count: int, words: int, length: int) -> tuple[list[Article], list[Row]]:
    """Articles that have nothing in common but, two by two, a sentence that is nearly the same."""
    several: list[Article] = []
    for number in range(count):
        for text in (sentence(9000 + number, length), changed(9000 + number, words, length)):
            own = [sentence(50 * len(several) + index) for index in range(1, 9)]
            made, _ = article_of([*own, text], title="", published_at="")
            several.append(msgspec.structs.replace(made, url=""))
    return several, all_rows(several)


@pytest.mark.parametrize(("words", "length"), [(1, 7), (1, 9), (2, 14), (3, 21), (4, 30)])
def test_sentences_that_are_nearly_the_same_do_not_leak(words: int, length: int) -> None:
    """They join clusters; the report, which asks nobody, finds them where they would leak."""
    several, rows = planted(16, words, length)
    splits = split(several, rows)
    for one, other in zip(several[::2], several[1::2], strict=True):
        assert splits.places[one.id] == splits.places[other.id]
    report = leaks(list(written(rows, splits)))
    assert report.clean
    assert len({place.split for place in splits.places.values()}) == 3
    apart_ = [
        msgspec.structs.replace(row, split="train" if number % 2 else "test")
        for number, one in enumerate(several)
        for row in rows
        if row.article_id == one.id
    ]
    assert leaks(apart_).leaks["near-sentence"] == 16


def test_what_joins_nothing_is_left_out_of_the_weaker_split() -> None:
    """Articles that were exported to different splits stay there, without the sentence in one."""
    several, rows = planted(8, 1, 12)
    exported = {
        one.id: Place("train" if number % 2 else "test", "c-" + one.id[2:])
        for number, one in enumerate(several)
    }
    splits = split(several, rows, exported=exported)
    left = [row for row in rows if splits.left_out(row) == ELSEWHERE]
    assert len(left) == 8
    assert {splits.places[row.article_id].split for row in left} == {"train"}
    assert leaks(list(written(rows, splits))).clean


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2), st.booleans()), min_size=2,
                max_size=24), st.integers(1, 6))  # fmt: skip
def test_whatever_is_alike_nothing_leaks(drawn: list[tuple[int, int, bool]], articles: int) -> None:
    """Sentences with up to two words changed, spread over articles, exported before or not."""
    texts: dict[int, list[str]] = {}
    for place, (number, words, _) in enumerate(drawn):
        text = changed(number % 8, words) if words else sentence(number % 8, 14)
        texts.setdefault(place % articles, []).append(text)
    several = [
        article_of([*dict.fromkeys(one), sentence(700 + at)], title="", published_at="")[0]
        for at, one in texts.items()
    ]
    several = [msgspec.structs.replace(one, url="") for one in several]
    flags = [flag for *_, flag in drawn]
    rows = of(several, *flags[: len(several)])
    exported = {
        one.id: Place("test" if flag else "train", "c-" + one.id[2:])
        for one, flag in zip(several, flags[::-1], strict=False)
    }
    for known in ({}, exported):
        splits = split(several, rows, exported=known)
        assert leaks(list(written(rows, splits))).clean
