"""Files into a corpus and out of it: `slugline sources`, `add`, `convert`; and `F3`, `ctrl+r`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.articles.document import Document
from annotations.articles.load import load, make_article
from annotations.errors import ArticleError
from annotations.fetching import Fetched, Fetcher, FetchError
from annotations.workflow.convert import as_file
from tests.functional.app import reader_app, rest
from tests.functional.test_reading import screen_text
from tui.cli import cli

REPORT = (
    "The harbour reopened on Monday after a week of storms.\n\nTwo ships left it before noon.\n"
)


def run(*words: str, code: int = 0) -> tuple[str, str]:
    """What a command prints, on stdout and on stderr."""
    done = CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)
    assert (done.return_value or 0) == code, done.output
    return done.stdout, done.stderr


def test_sources_says_what_became_of_each_file(tmp_path: Path) -> None:
    """With the reason; only --strict makes it a failure."""
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(REPORT.replace("\n", "\r\n"))
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "d.txt").write_text("\x1b[31mAlarm.\x1b[0m " + REPORT)
    said, told = run("sources", str(tmp_path))
    assert f"{tmp_path}/a.txt: plain text, read\n" in said
    assert f"the file: the same text as {tmp_path}/a.txt" in said
    assert f"{tmp_path}/c.txt: plain text, is not text: it is binary data" in said
    assert "2 control characters left out" in said
    assert "2 articles in 4 files." in told
    assert "1 file is not whole." in told
    run("sources", str(tmp_path), "--strict", code=1)
    run("sources", str(tmp_path / "a.txt"), "--strict")


def test_receipts_are_data(tmp_path: Path) -> None:
    """Every field that the documentation names."""
    (tmp_path / "a.txt").write_text(REPORT)
    said, _ = run("sources", str(tmp_path), "--format", "json")
    [receipt] = json.loads(said)
    page = (Path(__file__).parents[2] / "docs" / "articles.md").read_text()
    assert all(f"`{name}`" in page for name in receipt)
    assert (receipt["read"], receipt["complete"]) == (1, True)


def test_what_is_converted_has_the_same_id(tmp_path: Path) -> None:
    """So labels hold for both; a second time nothing is written."""
    marked = (
        "Five * six_seven # \\ `tick` <b> &amp; [x](y) ![i](j) > ~~t~~\n\n1. First\n- item\n# head"
    )
    (tmp_path / "a.txt").write_text(f"---\ntitle: \"A: 'b'\"\nsource: Courier\n---\n{marked}")
    into = tmp_path / "out"
    run("convert", str(tmp_path / "a.txt"), "--into", str(into))
    [made] = into.iterdir()
    assert made.suffix == ".md"
    before, after = load(tmp_path / "a.txt"), load(made)
    assert (after.id, after.title, after.source) == (before.id, "A: 'b'", "Courier")
    _, told = run("convert", str(tmp_path / "a.txt"), "--into", str(into))
    assert "0 written" in told


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says what would be there."""
    (tmp_path / "a.txt").write_text(REPORT)
    said, _ = run("convert", str(tmp_path), "--into", str(tmp_path / "out"), "--dry-run")
    assert str(tmp_path / "out") in said
    assert not (tmp_path / "out").exists()


def test_twice_encoded_text_is_mended_on_request(tmp_path: Path) -> None:
    """And shown; what is right is left alone, down to curly quotes."""
    right = "“We were not warned,” the harbour master’s deputy said at the café."
    (tmp_path / "a.txt").write_bytes(right.encode().decode("cp1252", "replace").encode())
    broken = "“Nobody called,” she said — twice."
    (tmp_path / "b.txt").write_text(broken.encode().decode("cp1252", "ignore"))
    (tmp_path / "c.txt").write_text("don’t “mend” café")
    _, told = run("convert", str(tmp_path / "c.txt"), "--into", str(tmp_path), "--repair-encoding")
    assert "mended" not in told
    broken = "The café’s owner"
    (tmp_path / "d.txt").write_text(broken.encode().decode("cp1252"))
    into = tmp_path / "out"
    _, told = run("convert", str(tmp_path / "d.txt"), "--into", str(into), "--repair-encoding")
    assert "mended" in told
    assert f"+ {broken}" in told
    assert load(next(into.iterdir())).text == broken


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab1 .\n*_#>-+=[]()`~<&!\\|:“’é\t"), min_size=1, max_size=60))
def test_any_text_is_converted_to_the_letter(text: str) -> None:
    """Whatever of it is markup elsewhere; where Markdown cannot hold it, text does."""
    try:
        article = make_article(Document(text=text))
    except ArticleError:
        return
    try:
        suffix, content = as_file(article)
    except ArticleError:
        return
    from annotations.articles.canonical import canonical
    from annotations.articles.readers.markdown import read_markdown
    from annotations.articles.readers.plain import read_text

    read = {".md": read_markdown, ".txt": read_text}[suffix]
    assert make_article(read(canonical(content).text)).id == article.id


def test_files_are_added_byte_for_byte(tmp_path: Path) -> None:
    """With their folders; twice is once, and another file of the name gets a number."""
    (tmp_path / "in" / "one").mkdir(parents=True)
    (tmp_path / "in" / "one" / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\n")
    (tmp_path / "b.txt").write_text(REPORT)
    corpus = tmp_path / "corpus"
    run("add", str(tmp_path / "in"), str(tmp_path / "b.txt"), "--into", str(corpus))
    assert (corpus / "one" / "a.txt").read_bytes() == b"\xef\xbb\xbfOne.\r\n"
    _, told = run("add", str(tmp_path / "b.txt"), "--into", str(corpus))
    assert "there already" in told
    (tmp_path / "b.txt").write_text("Another report of this event.\n")
    run("add", str(tmp_path / "b.txt"), "--into", str(corpus))
    assert (corpus / "b-2.txt").read_text() == "Another report of this event.\n"
    _, told = run("add", str(tmp_path / "none"), "--into", str(corpus), code=1)
    assert "does not exist" in told


def test_addresses_are_fetched_once_and_keep_their_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a list; one that fails does not stop the others, and a dry run asks for nothing."""
    asked: list[str] = []

    def answer(self: Fetcher, url: str) -> Fetched:
        asked.append(url)
        if url.endswith("gone"):
            raise FetchError("answers 404 Not Found")
        text = f"{REPORT} {url} \xe9".encode("latin-1")
        return Fetched(url, text, "text/plain; charset=iso-8859-1")

    monkeypatch.setattr(Fetcher, "fetch", answer)
    lines = "# read later\nhttps://x.example/a\nhttps://x.example/gone\nhttps://x.example/b # two\n"
    (tmp_path / "list.txt").write_text(lines)
    corpus = tmp_path / "corpus"
    run("add", str(tmp_path / "list.txt"), "--into", str(corpus), "--dry-run")
    assert (asked, corpus.exists()) == ([], False)
    _, told = run("add", str(tmp_path / "list.txt"), "--into", str(corpus), code=1)
    assert "https://x.example/gone: answers 404 Not Found" in told
    article = load(corpus / "x-example-a.txt")
    assert article.url == "https://x.example/a"
    assert article.text.endswith("é")
    _, told = run("add", "https://x.example/a", "--into", str(corpus))
    assert "fetched before" in told
    assert asked.count("https://x.example/a") == 1
    assert "2 articles in 2 files." in run("sources", str(corpus), "--strict")[1]


async def test_the_reader_shows_where_an_article_is_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`F3`: whatever is known of it; in the library `ctrl+r` lists what became of every file."""
    facts = "source: Courier\nbyline: The desk\nsection: Ports\nurl: https://x.example/a"
    (tmp_path / "a.md").write_text(f"---\ntitle: Harbour\n{facts}\n---\n{REPORT}")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\x03")
    monkeypatch.chdir(tmp_path)
    app = reader_app([Path()])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("f3")
        await rest(pilot)
        shown = screen_text(pilot)
        for word in ("Courier", "The desk", "Ports", "https://x.example/a", "a.md", "Markdown"):
            assert word in shown, word
        await pilot.press("escape", "o", "ctrl+r")
        await rest(pilot)
        shown = screen_text(pilot)
        assert "b.txt: plain text, is not text: it is binary data" in shown
        assert "a.md: Markdown, read" in shown


def test_text_that_was_encoded_twice_is_told(tmp_path: Path) -> None:
    """Whatever the kind of file, with what mends it."""
    (tmp_path / "a.txt").write_text("The café’s owner was told.".encode().decode("cp1252"))
    said, _ = run("sources", str(tmp_path))
    assert "encoded twice" in said
    assert "`slugline convert`" in said


def test_columns_that_no_name_tells_are_asked_for_once(tmp_path: Path) -> None:
    """`--map` shows them with lines for config.yaml; with these the table is read."""
    words = (
        "The ship number {} ran aground off the coast of the town, late in the evening. It rained."
    )
    rows = "".join(f'{n};"{words.format(n)}";2024-03-0{n}\n' for n in range(1, 6))
    table = tmp_path / "table.csv"
    table.write_text("aaa;bbb;ccc\n" + rows)
    said, _ = run("sources", str(table))
    assert "--map" in said
    said, _told = run("sources", "--map", str(table))
    assert "text?" in said
    config = tmp_path / "config.yaml"
    config.write_text(said[said.index("articles:") :])
    said, _ = run("sources", str(table), "--config", str(config))
    assert "5 articles read" in said
