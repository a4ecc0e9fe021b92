"""ProQuest's pages: a list of results with `text` elements, or the text download as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from annotations.articles.batches import proquest
from annotations.articles.batches.draft import Draft
from annotations.articles.batches.page_lines import page_lines, paragraphs_of, text_of, tree_of
from annotations.articles.document import Document, Item, Unread, one_by_one

_TITLE: Final = re.compile(r"(?:^|\s)documentTitle(?:\s|$)")
_ABOUT: Final = re.compile(r"(?:^|\s)(?:abstract_Text|titleAuthorETC)(?:\s|$)")
_CITED: Final = re.compile(
    r"(?:(?P<author>[^\[]*?)\.\s+)?(?P<source>[^;:\[\]]+?)(?:\s*;\s*[^\[\]]*?)?\s*(?:\[[^\]]*\])?\s*"
    r"(?P<date>[^\[\]]*?\d{4})\s*(?::|$)"
)


class _Result:
    """What of one document was found on a page so far."""

    def __init__(self, title: Any) -> None:
        self.title = title
        self.about: list[Any] = []
        self.text: list[Any] = []
        self.key = ""


def read_page(text: str) -> Iterator[Item]:
    """What is in a page.

    Raises:
        ArticleError: If nothing of it is understood.
    """
    tree = tree_of(text)
    results = _results(tree)
    if not any(one.text for one in results):
        yield from proquest.read_lines(page_lines(tree, rule="_" * 60))
        return
    yield from one_by_one(
        (key, partial(_read, one, key))
        for at, one in enumerate(results, 1)
        for key in [one.key or str(at)]
    )


def _results(tree: Any) -> list[_Result]:
    results: list[_Result] = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        kind = element.get("class", "")
        if _TITLE.search(kind):
            results.append(_Result(element))
        elif results and _ABOUT.search(kind):
            results[-1].about.append(element)
        elif results and element.tag == "text":
            results[-1].text.append(element)
        if results and not results[-1].key:
            found = re.search(r"/docview/(\d+)", element.get("href", ""))
            results[-1].key = found[1] if found else ""
    return results


def _read(result: _Result, key: str) -> Document | Unread:
    draft = Draft(title=text_of(result.title), has_fields=True)
    strong = [one for about in result.about for one in about.iter("strong", "b")]
    whole = text_of(result.about[0]) if result.about else ""
    cited = _CITED.match((text_of(strong[0]) if strong else whole)[:300])
    if cited:
        draft.source, draft.date = cited["source"].strip(), cited["date"].strip(" ,")
        draft.byline = cited["author"] or ""
        if strong and not draft.byline:
            draft.byline = whole.partition(text_of(strong[0]))[0].strip(" .")
    for element in result.text:
        draft.paragraphs += paragraphs_of(element)
    return draft.finish(key, proquest.SERVICE)
