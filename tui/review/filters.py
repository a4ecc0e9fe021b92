"""What the list of cases can be narrowed to, each with the number of open cases it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotations.review.model import WHYS, Filter
from annotations.review.wording import CAUSES, STATES
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.labels import LabelScheme
    from annotations.review.model import Case
    from annotations.review.review import Review
    from tui.review.open_articles import OpenArticles
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Choice(NamedTuple):
    """A row: a heading, or a filter and how many cases pass it."""

    text: str
    only: Filter | None = None
    cases: int = 0


class Filters(Listing[Filter]):
    """Choose a filter; dismissed with it."""

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        review: Review,
        articles: OpenArticles,
    ) -> None:
        super().__init__(palette, glyphs)
        self._choices = list(_choices(review, scheme, articles, glyphs))
        self._shown: list[Choice] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter, and the headings above it."""
        words = self.query_text.casefold().split()
        self._shown = [
            one
            for one in self._choices
            if (one.only is None and not words)
            or (one.only is not None and all(word in one.text.casefold() for word in words))
        ]
        self.rows.show(len(self._shown))
        self.heading.show("Review only …", "")
        self.footing.show(self.query_text or "type to filter", "enter chooses   esc back")

    def draw(self, row: int, line: Line) -> None:
        """A heading, or a filter with its count."""
        one = self._shown[row]
        if one.only is None:
            line.add(f" {one.text}", self.palette.accent)
            return
        line.right(f" {one.cases:,} ", self.palette.faint)
        line.add(f"   {one.text}")

    def choice(self, row: int) -> Filter | None:
        """The filter; none for a heading."""
        return self._shown[row].only


def _choices(
    review: Review, scheme: LabelScheme, articles: OpenArticles, glyphs: Glyphs
) -> Iterator[Choice]:
    """Every filter that some case passes."""
    cases = list(review.cases())
    open_ = [case for case in cases if case.state == "open"]
    yield Choice("everything open", Filter(), len(open_))
    for name, text in STATES.items():
        count = sum(case.state == name for case in cases)
        if count and name != "open":
            yield Choice(text, Filter(states=(name,)), count)
    pairs = Counter(case.pair for case in open_ if case.is_disagreement)
    if pairs:
        yield Choice("Labels")
    for pair, count in pairs.most_common():
        titles = (scheme.find(one).title for one in pair)
        yield Choice(f" {glyphs.between} ".join(titles), Filter(labels=pair), count)
    yield from _people(review, open_)
    whys = Counter(why for case in open_ for why in case.why)
    if whys:
        yield Choice("Cause")
    for why in WHYS:
        if whys[why]:
            yield Choice(CAUSES[why], Filter(why=(why,)), whys[why])
    if open_:
        yield Choice("Article")
    for article_id, count in Counter(case.article_id for case in open_).most_common():
        title = articles.heading(article_id, glyphs.dot) or article_id
        yield Choice(title, Filter(article_id=article_id), count)


def _people(review: Review, open_: list[Case]) -> Iterator[Choice]:
    names = review.names
    voted = Counter(one.person for case in open_ for one in case.ballots if one.label)
    differ: Counter[tuple[str, str]] = Counter()
    for case in open_:
        for at, one in enumerate(case.ballots):
            for other in case.ballots[at + 1 :]:
                if one.label and other.label and one.label != other.label:
                    differ[one.person, other.person] += 1
    if len(review.people) < 2 or not voted:
        return
    yield Choice("People")
    for people, count in differ.most_common():
        pair = " and ".join(names.get(one, one) for one in people)
        yield Choice(f"{pair} differ", Filter(people=people), count)
    for person, count in voted.most_common():
        yield Choice(f"{names.get(person, person)} voted", Filter(person=person), count)
