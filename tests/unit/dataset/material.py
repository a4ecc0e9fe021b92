"""Articles of our own that hold everything hard, and a project that labels them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.dataset import Row, Vote
from annotations.store import Change, Mark, MemoryStore

HARD = (
    "“It's a \"draw\": no, 'not yet',” said \\Ada\\ [the referee] {at 12:30}.",
    "no",
    "2024-05-01",
    "12e4",
    "0012: ~ null, true & *yes* | > % @ `off` #1 ? - ! <<",
    "A soft\u00adhyphen, a no\u2011break\u00a0space, a zero\u200bwidth\u200dpair and a mark\u200f.",
    "Two lines,\n\ta tab and a carriage of emoji: 👩‍🚒🇸🇪 🎈.",
    "Čeština, ελληνικά, العربية, 日本語、𝔘𝔫𝔦.",
    " spaces around ",
    "- [ ] a list: {of: things} <b>&amp;</b> --- ...",
)
"""Sentences that some reader of some format gets wrong."""

FOREIGN = (
    "Line\u2028separator, next\x85line, \ufeffmark, delete\x7f, control\x9b, \ufffe and \uffff."
)
"""What canonical text never holds, and a writer must bring through all the same."""


def article_of(
    sentences: Sequence[str],
    *,
    title: str = "A title",
    published_at: str = "2024-05-01",
    tail: str = "",
    lang: str = "en",
) -> tuple[Article, Sentences]:
    """An article of these sentences, a blank line between them, and a boilerplate tail."""
    spans: list[tuple[int, int]] = []
    text = ""
    for sentence in (*sentences, *([tail] if tail else [])):
        text += "\n\n" if text else ""
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    boilerplate = (Span(*spans[-1]),) if tail else ()
    article = Article(
        id=article_id_of(text),
        text=text,
        title=title,
        source="The Test Courier",
        url="https://example.org/1?a=b&c=d#e",
        published_at=published_at,
        lang=lang,
        boilerplate=boilerplate,
    )
    return article, Sentences(spans, boilerplate, "by-hand/1")


class Project:
    """A store in memory whose time goes by one second a question."""

    def __init__(self) -> None:
        ticks = count(1_714_557_600_000, 1000)
        self.store = MemoryStore(lambda: next(ticks))

    def add(self, sentences: Sequence[str], **facts: str) -> Article:
        """Keep an article."""
        article, cuts = article_of(sentences, **facts)
        self.store.freeze(article, cuts)
        return article

    def say(
        self,
        name: str,
        article: Article,
        labels: dict[int, str],
        *,
        unsure: bool = False,
        note: str = "",
        guideline: str = "1",
    ) -> None:
        """Let a person label sentences of an article by number."""
        kept = self.store.frozen(article.id)
        assert kept is not None
        changes = [
            Change(
                article.id,
                article.sentence_id(kept.sentences.span(index)),
                index,
                Mark(label, unsure, note),
            )
            for index, label in labels.items()
        ]
        self.store.annotate(self.store.join(name), changes, guideline=guideline)


def hard_project() -> Project:
    """Two articles, three people, every kind of agreement, every hard sentence."""
    project = Project()
    hard = project.add(
        HARD,
        title="no: “yes” \\ 'maybe' # 12:30",
        published_at="2024-05-01T09:30:15+02:00",
        tail="The post A title appeared first on The Test Courier.",
    )
    easy = project.add(
        ("The bank cut its rate.", "It may do so again.", "“Hardly,” the governor said."),
        title="A cut",
    )
    every = ("claim", "quote", "speculation")
    project.say("ana", hard, {index: every[index % 3] for index in range(len(HARD))})
    project.say("ana", hard, {len(HARD): "claim"}, unsure=True)
    project.say("ben", hard, {0: "claim", 1: "quote", 2: "quote", 3: "quote"}, guideline="2")
    project.say("Čeněk", hard, {0: "claim", 2: "quote", 3: "speculation", 4: "retracted"})
    project.say("Čeněk", easy, {0: "claim", 2: "quote"}, note="no: “sure”")
    project.say("Čeněk", easy, {1: ""}, note="what is meant?")
    return project


def row_of(text: str, *, label: str = "no", share: float = 1.0) -> Row:
    """A row that holds `text` wherever a row can hold text."""
    return Row(
        "sentence-labels/1",
        "s-0123456789abcdef",
        text,
        label,
        1,
        "train",
        "a-0123456789abcdef",
        "c-0123456789abcdef",
        0,
        3,
        3 + len(text),
        text,
        "",
        text,
        text,
        text,
        "2024-05-01T00:00:00.000Z",
        "en",
        [Vote("ann-1", label, "", text), Vote("ann-2", text, "", "")],
        {label: share, text: 0.0},
        2,
        share,
        "majority",
        "",
        "",
        "",
        text,
        "unknown",
    )
