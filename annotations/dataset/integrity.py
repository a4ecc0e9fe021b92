"""What is written is what was labelled: asked of every sentence before it is."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.articles.article import Article, sentence_ids_of
from annotations.dataset.article_rows import Cut, Said
from annotations.errors import ExportError
from annotations.store import FrozenArticle, Store


def frozen(store: Store, article_id: str) -> FrozenArticle:
    """An article as it was annotated.

    Raises:
        ExportError: If it is not there.
        StoreError: If it cannot be read.
    """
    kept = store.frozen(article_id)
    if kept is None or kept.article.id != article_id:
        raise ExportError(f"The text of {article_id} is not there. Run `slugline check`.")
    return kept


def check(
    article: Article, cut: Cut, numbers: Sequence[int], said: Sequence[Sequence[Said]]
) -> list[str]:
    """Make sure that everybody means the sentences of those numbers, as they read now.

    A sentence's id is a hash over its article, its place and its text: where the id fits, so do
    all three.

    Args:
        article: As it was annotated.
        cut: Its sentences.
        numbers: Of sentences, in order.
        said: What is said of each.

    Returns:
        The ids of the sentences.

    Raises:
        ExportError: If somebody means another one.
    """
    spans, texts = cut
    if numbers and not 0 <= numbers[0] <= numbers[-1] < len(spans):
        wrong = numbers[0] if numbers[0] < 0 else numbers[-1]
        raise ExportError(f"{article.id} has no sentence {wrong}. Run `slugline check`.")
    wanted = [spans[number] for number in numbers]
    if not all(start < end for start, end in wanted) or (
        wanted and wanted[-1][1] > len(article.text)
    ):
        raise ExportError(
            f"Sentences of {article.id} are not parts of its text. Run `slugline check`."
        )
    ids = sentence_ids_of(article.id, wanted, [texts[number] for number in numbers])
    meant = [one.sentence for several in said for _, one in several]
    if meant != [one for one, several in zip(ids, said, strict=True) for _ in several]:
        number, other = next(
            (number, one.sentence)
            for expected, number, several in zip(ids, numbers, said, strict=True)
            for _, one in several
            if one.sentence != expected
        )
        raise ExportError(
            f"{other}, sentence {number} of {article.id}, does not read as it did when it was "
            "labelled. Run `slugline check`."
        )
    return ids
