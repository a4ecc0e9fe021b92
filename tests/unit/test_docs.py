"""Documentation that fails when it is stale."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tui.cli import COMMANDS, cli

ROOT = Path(__file__).parents[2]


def _draw() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw", ROOT / "scripts" / "draw.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_keys_are_those_in_force() -> None:
    """`make picture` writes them."""
    draw = _draw()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert draw.readme(text) == text
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == draw.keys_page()
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    assert draw.review_page(page) == page


def test_the_picture_was_drawn_by_the_app() -> None:
    """An SVG of the reader at work, with the line of labels."""
    svg = (ROOT / "docs" / "reader.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    for word in ("claim", "speculation", "saved"):
        assert word in svg


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("review", ("blind", "similar, adjudicated", "why?", "majority", "saved")),
        ("review-agreement", ("alpha", "Pairs of votes", "ana and ben", "kappa")),
        ("review-overruled", ("yours", "adjudicated", "by lea", "you object")),
    ],
)
def test_the_pictures_of_the_review_were_drawn_by_the_app(
    name: str, words: tuple[str, ...]
) -> None:
    """Each stands on the page that walks through it."""
    svg = html.unescape((ROOT / "docs" / f"{name}.svg").read_text(encoding="utf-8"))
    svg = svg.replace("\xa0", " ")
    assert svg.startswith("<svg")
    for word in words:
        assert word in svg
    assert f"({name}.svg)" in (ROOT / "docs" / "review.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_has_help() -> None:
    """In the README, and with `--help`."""
    import click

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.help, name
        assert name == "open" or f"`slugline {name}" in text, name


def test_every_make_target_of_the_readme_exists() -> None:
    """What a newcomer types works."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^`?make (\w+)|`make (\w+)`", text))
    names = {name for pair in targets for name in pair if name}
    assert {"run", "test", "check"} <= names
    for name in names:
        assert re.search(rf"(?m)^{name}:", makefile), name


PAGES = ["README.md", "CHANGELOG.md", *(f"docs/{one.name}" for one in ROOT.glob("docs/*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """To pages, pictures and files of this repository; `make docs` looks at headings as well."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_what_a_developer_is_sent_to_exists() -> None:
    """The files that `docs/developers.md` names; and it sends to both halves of the house."""
    text = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:annotations|tui|tests|benchmarks|scripts)/[\w./-]+)`", text))
    assert len(named) > 30
    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []


def test_the_site_has_every_page() -> None:
    """Each stands in the navigation once."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^ +- .+: ([\w-]+\.md)$", text)
    pages = {one.name for one in ROOT.glob("docs/*.md")} | {"index.md", "seeds.md", "changelog.md"}
    assert sorted(listed) == sorted(pages)


def test_signs_and_their_twins_are_those_in_force() -> None:
    """`docs/terminals.md` says what stands for which sign where only ASCII is drawn."""
    from tui.widgets.glyphs import ASCII, UNICODE

    twins = set(zip(UNICODE, ASCII, strict=True))
    text = (ROOT / "docs" / "terminals.md").read_text(encoding="utf-8")
    table = text.split("| sign | ASCII | is |")[1].split("\n\n")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines() if row.startswith("| `")]
    assert len(rows) > 8
    for signs, ascii_ in rows:
        pairs = zip(re.findall("`(.)`", signs), re.findall("`(.)`", ascii_), strict=True)
        assert set(pairs) <= twins, signs


def test_the_readme_explains_every_sign_of_the_reader() -> None:
    """Whatever may stand beside a sentence or in the rows around the articles."""
    from tui.widgets.glyphs import UNICODE

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("## Signs")[1].split("\n## ")[0]
    punctuation = {"between", "to", "dot", "cut", "open_quote", "close_quote"}
    signs = {name: sign for name, sign in UNICODE._asdict().items() if name not in punctuation}
    assert [name for name, sign in signs.items() if f"`{sign}`" not in table] == []
