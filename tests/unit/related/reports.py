"""Short reports for tests, and a corpus of them."""

from __future__ import annotations

from annotations.articles.article import Article, article_id_of
from annotations.articles.corpus import card_of
from annotations.related.door import Cards


def report(text: str, date: str = "2024-03-05", title: str = "") -> Article:
    """An article."""
    return Article(id=article_id_of(text), text=text, title=title, published_at=date)


def door_of(*articles: Article) -> Cards:
    """The corpus of these."""
    return Cards([card_of(article) for article in articles])


FERRY = report(
    "Fire on the Marigold kills two\n\nA fire on the ferry Marigold off Vaskel killed two "
    "sailors on Monday. The coast guard took off 214 passengers. Captain Ivo Tarrand raised "
    "the alarm before dawn, eleven kilometres from the harbour.",
    title="Fire on the Marigold kills two",
)
FERRY_TOO = report(
    "Ferry burns off Vaskel\n\nTwo members of the crew died on Monday when the Marigold burned off "
    "Vaskel. All 214 travellers are safe. Ivo Tarrand, her captain, praised the crew.",
    title="Ferry burns off Vaskel",
)
FERRY_COPY = report(
    "Fire on the Marigold kills two\n\nA fire on the ferry Marigold off Vaskel killed two "
    "sailors on Monday. The coast guard took off 214 passengers. Captain Ivo Tarrand raised "
    "the alarm before dawn, eleven kilometres from the harbour. More follows.",
    title="Fire on the Marigold kills two",
)
ELSEWHERE = report(
    "Fire on a ferry in Lomberg\n\nA fire on the ferry Odile in Lomberg injured nine sailors on "
    "Monday. The fire service took off 87 passengers. Captain Petra Noll raised the alarm at noon.",
    title="Fire on a ferry in Lomberg",
)
LATER = report(
    "Tarrand heard in Vaskel\n\nIvo Tarrand of the Marigold stood before a judge in Vaskel on "
    "Thursday. He denied that the pumps were broken. The hearing goes on in May.",
    date="2024-03-08",
    title="Tarrand heard in Vaskel",
)
ALL = (FERRY, FERRY_TOO, FERRY_COPY, ELSEWHERE, LATER)
