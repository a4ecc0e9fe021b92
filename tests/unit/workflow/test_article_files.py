"""Every way to open a file decodes, limits and cuts it as configured."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from annotations.articles.article import Article, Sentences, Span
from annotations.articles.corpus import find
from annotations.config import Config, parse_config
from annotations.errors import ArticleError
from annotations.workflow import article_files
from annotations.workflow.open_articles import open_corpus, read_sheet
from tui.commands.align import command as align_command
from tui.commands.analyse import command as analyse_command
from tui.commands.compare import command as compare_command

TEXT = "Город закрыл мост. Никто не пострадал. Паром ходит каждые двадцать минут."
KOI8 = "articles: {encoding: koi8-r}"


class Halves:
    """An engine that cuts every article in two."""

    version = "halves"

    def cut(self, article: Article) -> Sentences:
        """Two sentences, whatever the words are."""
        middle = len(article.text) // 2
        return Sentences([(0, middle), (middle, len(article.text))], [], "halves")


@pytest.fixture
def koi8(tmp_path: Path) -> Path:
    """A file in an encoding that nobody would guess from two lines."""
    path = tmp_path / "koi8.txt"
    path.write_bytes(TEXT.encode("koi8-r"))
    return path


@pytest.fixture
def halves(monkeypatch: pytest.MonkeyPatch) -> Config:
    """A configuration whose engine cuts sentences."""
    monkeypatch.setattr(article_files, "engine_of", lambda name: Halves())
    return parse_config("language: {engine: 'spacy:halves', sentences: engine}")


def test_files_are_decoded_as_configured(koi8: Path) -> None:
    """In the library, in the reader and in every command the same text."""
    config = parse_config(KOI8)
    assert article_files.read_article(koi8, config).text == TEXT
    [card] = open_corpus(find([koi8]), config).stories[0].cards
    assert read_sheet(card, config, None, "").article.text == TEXT


def test_a_file_above_the_limit_is_refused(koi8: Path) -> None:
    """With the limit that is configured, not the one that is built in."""
    config = parse_config("articles: {max_megabytes: 0.00001}")
    assert article_files.max_bytes(config) == 10
    with pytest.raises(ArticleError):
        article_files.read_article(koi8, config)


def test_the_rules_cut_unless_the_engine_shall(koi8: Path, halves: Config) -> None:
    """`language.sentences: rules` keeps the cuts even where a pipeline finds the names."""
    article = article_files.read_article(koi8, parse_config(KOI8))
    rules = msgspec.structs.replace(
        halves, language=msgspec.structs.replace(halves.language, sentences="rules")
    )
    assert len(article_files.cut_article(article, rules)) == 3
    assert article_files.cut_article(article, halves).cutter == "halves"


@pytest.mark.parametrize("name", ["align", "compare", "analyse"])
def test_commands_honour_the_configuration(name: str, koi8: Path, tmp_path: Path) -> None:
    """They read and cut as the reader does: decoded, limited, with sentences that are the same."""
    command = {"align": align_command, "compare": compare_command, "analyse": analyse_command}[name]
    config = tmp_path / "other.yaml"
    config.write_text(KOI8)
    files = [str(koi8)] * (1 if name == "analyse" else 2)
    options = ["--format", "json"] if name == "compare" else []
    result = CliRunner().invoke(command, [*files, *options, "--config", str(config)])
    assert result.exit_code == 0, result.output
    if name == "align":
        ends = [json.loads(line)["a_end"] for line in result.stdout.splitlines()]
        assert ends[-1] == len(TEXT)
    elif name == "compare":
        assert json.loads(result.stdout)["a"]["sentences"] == 3
    else:
        texts = [json.loads(line)["text"] for line in result.stdout.splitlines()]
        assert texts[:3] == [f"{one}." for one in TEXT[:-1].split(". ")]
    config.write_text("articles: {max_megabytes: 0.00001}")
    result = CliRunner().invoke(command, [*files, *options, "--config", str(config)])
    assert result.exit_code == 1
    assert str(koi8) in result.stderr


def test_a_command_cuts_with_the_engine_that_is_configured(
    koi8: Path, tmp_path: Path, halves: Config
) -> None:
    """`slugline align` pairs the sentences that the reader shows."""
    config = tmp_path / "other.yaml"
    config.write_text(f"{KOI8}\nlanguage: {{engine: 'spacy:halves', sentences: engine}}")
    result = CliRunner().invoke(align_command, [str(koi8), str(koi8), "--config", str(config)])
    spans = [
        Span(line["a_start"], line["a_end"]) for line in map(json.loads, result.stdout.splitlines())
    ]
    assert spans == [Span(0, len(TEXT) // 2), Span(len(TEXT) // 2, len(TEXT))]
