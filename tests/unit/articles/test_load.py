"""Loading one file: an article, or the reason why there is none."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.articles.article import article_id_of
from annotations.articles.formats import SUFFIXES
from annotations.articles.load import load
from annotations.articles.source_file import MAX_BYTES
from annotations.errors import ArticleError

REPORT = "The harbour reopened on Monday, the port said.\n"


def reason(path: Path, max_bytes: int = MAX_BYTES) -> str:
    """Why the file at `path` is not an article."""
    with pytest.raises(ArticleError) as caught:
        load(path, max_bytes=max_bytes)
    return str(caught.value)


def test_an_article_says_where_it_is_from_and_how_it_was_read(tmp_path: Path) -> None:
    """Path, encoding, id of the canonical text, what was removed, and its boilerplate."""
    path = tmp_path / "a.TXT"
    path.write_bytes(
        f"\x1b[1mCaf\u00e9\x1b[0m opens.\r\n{REPORT}Ana Ruiz contributed reporting.".encode(
            "cp1252"
        )
    )
    article = load(path)
    assert article.text == f"Café opens.\n{REPORT}Ana Ruiz contributed reporting."
    assert article.id == article_id_of(article.text)
    assert (article.path, article.encoding, article.removed) == (str(path), "cp1252", 2)
    assert [span.of(article.text) for span in article.boilerplate] == [
        "Ana Ruiz contributed reporting."
    ]


def test_the_encoding_may_be_given(tmp_path: Path) -> None:
    """What a person knows comes before statistics."""
    path = tmp_path / "a.txt"
    path.write_bytes("Žluť".encode("cp1250"))
    assert load(path, encoding="cp1250").text == "Žluť"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "holds no text"),
        (b"\xef\xbb\xbf\x00", "holds no text"),
        (b"\x00\x01\x02\x00", "binary"),
        (b"%PDF-1.7", "PDF"),
        (b"---\ntitle: x\n---\n", "holds no text"),
    ],
)
def test_a_file_without_an_article_says_so(tmp_path: Path, content: bytes, why: str) -> None:
    """The reason is for the user; the path is added by whoever shows it."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert why in reason(path)
    assert str(tmp_path) not in reason(path)


def test_too_large_names_both_sizes(tmp_path: Path) -> None:
    """At the limit it is still read."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2500)
    assert load(path, max_bytes=2500).text == "a" * 2500
    assert reason(path, max_bytes=2000) == "is 2.5 kB, over the limit of 2.0 kB"


def test_a_file_without_a_size_is_held_to_the_limit_too(tmp_path: Path) -> None:
    """Files of the kernel say that they have 0 bytes."""
    source = Path("/proc/self/status")
    if not source.exists():
        pytest.skip("no /proc here")
    path = tmp_path / "a.txt"
    path.symlink_to(source)
    assert reason(path, max_bytes=10) == "is over the limit of 10 bytes"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """Reading a pipe that nobody writes to would never end."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    assert reason(tmp_path / "pipe.txt") == "is a named pipe, not a file"
    assert reason(tmp_path / "folder.txt") == "is a folder, not a file"
    assert reason(tmp_path / "device.txt") == "is a device, not a file"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.fspath(tmp_path / "s.txt"))
        assert reason(tmp_path / "s.txt") == "is a socket, not a file"


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    """Vanished, a link to nothing, a link to itself, a name no system has."""
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert reason(tmp_path / "never.txt") == "cannot be read: no such file or directory"
    assert reason(tmp_path / "gone.txt") == "cannot be read: no such file or directory"
    assert "symbolic links" in reason(tmp_path / "self.txt")
    assert "cannot be read" in reason(tmp_path / "nul\0.txt")


def test_permission_denied_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Injected, because the tests may run as someone who may read everything."""

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    monkeypatch.setattr(os, "open", denied)
    assert reason(path) == "cannot be read: permission denied"


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    """So that the user need not look them up."""
    for name in ("a.xyz", "a.xyz.part"):
        (tmp_path / name).write_text(REPORT)
    known = ", ".join(sorted(SUFFIXES))
    assert reason(tmp_path / "a.xyz") == f"is of a format that is not read (.xyz; known: {known})"
    assert "(.part; known: " in reason(tmp_path / "a.xyz.part")


def test_importing_the_reader_costs_nothing_heavy() -> None:
    """YAML and statistics are loaded for the files that need them."""
    code = (
        "import sys; import annotations.articles.corpus, annotations.articles.stories;"
        "print({'yaml', 'charset_normalizer', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
