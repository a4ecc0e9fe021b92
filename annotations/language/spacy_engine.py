"""A user's own spaCy pipeline in place of the rules for names, and for sentences if asked.

spaCy is an extra: it is imported when the engine is first used, never before.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any, Final

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.errors import ConfigError
from annotations.language.analysis import ANALYSER_VERSION, analyse, cached
from annotations.language.document import View
from annotations.language.model import Analysis, Entity, Mention, MentionType
from annotations.language.quotations.finder import find_quotations
from annotations.language.sentences import cut

PREFIX: Final = "spacy:"
"""What `language.engine` starts with; the pipeline's name or folder follows."""

TYPES: Final[dict[str, MentionType]] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "EVENT": "event",
    "FAC": "facility",
    "DATE": "date",
    "TIME": "time",
}
"""The names that pipelines have for our types; what else they find is left out."""


@lru_cache(maxsize=2)
def pipeline(name: str) -> Any:
    """The installed pipeline `name`, or the one in the folder `name`.

    Raises:
        ConfigError: If spaCy or the pipeline is missing; it names the command that installs it.
    """
    try:
        spacy = import_module("spacy")
    except ImportError as error:
        raise ConfigError(
            f"language.engine is 'spacy:{name}', but spaCy is not installed."
            " Install it: pip install 'slugline[spacy]'"
        ) from error
    try:
        return spacy.load(name)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"language.engine is 'spacy:{name}', but there is no such pipeline: {error}"
            f" Install it: python -m spacy download {name}"
        ) from error


class SpacyEngine:
    """Analyses with a spaCy pipeline where it knows better, and with the rules elsewhere.

    Args:
        engine: `spacy:NAME`, as in `config.yaml`.
    """

    def __init__(self, engine: str) -> None:
        self.name = engine.removeprefix(PREFIX).strip()
        if not engine.startswith(PREFIX) or not self.name:
            raise ConfigError(
                f"language.engine is {engine!r}; it can be 'rules' or 'spacy:NAME',"
                " for instance 'spacy:en_core_web_sm'."
            )
        self._nlp = pipeline(self.name)
        meta = self._nlp.meta
        self.version = f"spacy:{self.name}/{meta.get('version', '0')}+{ANALYSER_VERSION}"
        """Names the pipeline and the rules beside it; the cache's second key."""

    def cut(self, article: Article) -> Sentences:
        """The pipeline's sentences, for articles that are not annotated yet.

        Raises:
            ConfigError: If it has no component that cuts.
        """
        if not any(self._nlp.has_pipe(part) for part in ("parser", "senter", "sentencizer")):
            raise ConfigError(
                f"The pipeline {self.name!r} cuts no sentences: it has no parser, senter or"
                " sentencizer. Leave the sentences to the rules."
            )
        spans: list[tuple[int, int]] = []
        for start, doc in self._paragraphs(article.text):
            for sentence in doc.sents:
                text = sentence.text
                left = len(text) - len(text.lstrip())
                if text.strip():
                    begin = start + sentence.start_char + left
                    spans.append((begin, begin + len(text.strip())))
        return Sentences(spans, article.boilerplate, f"spacy:{self.name}")

    def analyse(self, article: Article, sentences: Sentences | None = None) -> Analysis:
        """The analysis with the pipeline's names, and quotations by those names."""
        spans = tuple((cut(article) if sentences is None else sentences).spans)
        key = (article.id, self.version, article.published_at, article.lang, hash(spans))
        return cached(key, lambda: self._analysed(article, sentences, spans))

    def _analysed(
        self, article: Article, sentences: Sentences | None, spans: tuple[Span, ...]
    ) -> Analysis:
        ruled = analyse(article, sentences)
        mentions = tuple(self._mentions(article.text))
        view = View(article.text, spans, article.lang, article.published_at)
        marked, indirect = find_quotations(view, mentions)
        return msgspec.structs.replace(
            ruled,
            version=self.version,
            mentions=mentions,
            quotations=tuple(marked),
            indirect=tuple(indirect),
        )

    def _paragraphs(self, text: str) -> Any:
        """Every line with its offset, as a document: a line end is always a boundary."""
        starts, lines, at = [], [], 0
        for line in text.split("\n"):
            if line.strip():
                starts.append(at)
                lines.append(line)
            at += len(line) + 1
        return zip(starts, self._nlp.pipe(lines), strict=True)

    def _mentions(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for start, doc in self._paragraphs(text):
            for entity in doc.ents:
                kind = TYPES.get(entity.label_)
                if kind is None:
                    continue
                span = Span(start + entity.start_char, start + entity.end_char)
                name = entity.text.removesuffix("’s").removesuffix("'s").strip()
                found.append(Mention(span, kind, Entity(f"{kind}:{name.lower()}", name, kind)))
        return found
