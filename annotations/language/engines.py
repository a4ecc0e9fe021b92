"""What analyses articles, by its name in `config.yaml`: the rules, or a user's own pipeline."""

from __future__ import annotations

from typing import Protocol

from annotations.articles.article import Article, Sentences
from annotations.language.analysis import ANALYSER_VERSION, analyse
from annotations.language.model import Analysis
from annotations.language.sentences import cut

RULES = "rules"


class Engine(Protocol):
    """Sentences and analysis of articles, under one version."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may be analysed differently."""

    def cut(self, article: Article) -> Sentences:
        """The article's sentences."""

    def analyse(self, article: Article, sentences: Sentences | None = None) -> Analysis:
        """Everything found in the article."""


class RulesEngine:
    """The rules of this package."""

    version = ANALYSER_VERSION

    def cut(self, article: Article) -> Sentences:
        """The sentences by `slugline-rules`."""
        return cut(article)

    def analyse(self, article: Article, sentences: Sentences | None = None) -> Analysis:
        """The analysis by the rules."""
        return analyse(article, sentences)


def engine(name: str = RULES) -> Engine:
    """The engine that `language.engine` names.

    Raises:
        ConfigError: If there is none of that name, or it is not installed.
    """
    if name == RULES:
        return RulesEngine()
    from annotations.language.spacy_engine import SpacyEngine

    return SpacyEngine(name)
