"""A corpus: which files are found, and how they are read."""

import os
from pathlib import Path

import pytest

from annotations.articles.corpus import Card, File, Skipped, find
from annotations.articles.read_corpus import read_corpus

REPORT = "The harbour reopened on Monday.\n"


def plant(root: Path, *names: str) -> None:
    """Make files of these names; each holds its own name, so that no two are the same."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{REPORT}{name}\n")


def names(root: Path, *paths: Path) -> list[str]:
    """What is found at `paths`, below `root`."""
    return [os.path.relpath(file.path, root) for file in find(paths or [root]).files]


def test_a_folder_is_searched_in_natural_order(tmp_path: Path) -> None:
    """A folder's own files, then its folders; `2` before `10`."""
    plant(
        tmp_path, "a10.txt", "a2.md", "A1.TXT", "b/c/x.txt", "b/y.markdown", "b10/z.txt", "b9/z.txt"
    )
    assert names(tmp_path) == [
        "A1.TXT", "a2.md", "a10.txt", "b/y.markdown", "b/c/x.txt", "b9/z.txt", "b10/z.txt",
    ]  # fmt: skip
    assert [file.folder for file in find([tmp_path]).files][2:5] == ["", "b", "b/c"]


def test_what_is_no_article_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    """Hidden, about the folder, or of another format; only the last are counted."""
    plant(
        tmp_path,
        ".hidden.txt",
        ".git/a.txt",
        ".slugline/articles/a.txt",
        "README.md",
        "LICENSE.txt",
    )
    plant(tmp_path, "CHANGELOG.md", "photo.jpg", "notes", "real.txt")
    found = find([tmp_path])
    assert names(tmp_path) == ["real.txt"]
    assert (found.problems, found.ignored) == ((), {".jpg": 1, "": 1})


def test_what_was_named_is_read_or_is_a_problem(tmp_path: Path) -> None:
    """Nothing that a person asked for disappears without a word."""
    plant(tmp_path, "README.md", ".hidden.txt", "a.xyz", "plain")
    asked = [tmp_path / name for name in ("README.md", ".hidden.txt", "a.xyz", "plain", "none.txt")]
    found = find(asked)
    assert found.problems == (Skipped(str(tmp_path / "none.txt"), "does not exist"),)
    cards, skipped = read(*asked[:4])
    assert [Path(card.path).name for card in cards] == ["README.md", ".hidden.txt", "plain"]
    assert [Path(path).name for path, _ in skipped] == ["a.xyz"]
    assert "format that is not read (.xyz; known: " in skipped[0].reason


def test_a_file_comes_once_however_often_it_is_named(tmp_path: Path) -> None:
    """Where it is met first decides its place."""
    plant(tmp_path, "a.txt", "sub/b.txt")
    asked = [tmp_path / "sub" / "b.txt", tmp_path, tmp_path / "sub", tmp_path / "sub/../a.txt"]
    assert names(tmp_path, *asked) == ["sub/b.txt", "a.txt"]


def test_links_in_circles_end(tmp_path: Path) -> None:
    """A folder is walked once, also when a link leads back to it or sideways."""
    plant(tmp_path, "a/x.txt", "b/y.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a")
    assert sorted(names(tmp_path)) == ["a/x.txt", "b/y.txt"]


def test_a_folder_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is found all the same. Injected: the tests may run as root."""
    plant(tmp_path, "shut/a.txt", "open/b.txt")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = find([tmp_path])
    assert [Path(file.path).name for file in found.files] == ["b.txt"]
    assert found.problems == (Skipped(f"{tmp_path}/shut", "cannot be read: permission denied"),)


def read(*paths: Path) -> tuple[list[Card], list[Skipped]]:
    """Every card and skipped file at these paths."""
    batches = list(read_corpus(find(paths).files))
    return [c for b in batches for c in b.cards], [s for b in batches for s in b.skipped]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Each is named with its reason; links to nothing and pipes too."""
    plant(tmp_path, "good.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x00\x02")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    cards, skipped = read(tmp_path)
    assert [Path(card.path).name for card in cards] == ["good.txt"]
    assert {Path(path).name: reason for path, reason in skipped} == {
        "binary.txt": "is not text: it is binary data",
        "empty.txt": "is empty",
        "gone.txt": "cannot be read: no such file or directory",
        "pipe.txt": "is a named pipe, not a file",
    }


def test_a_text_under_two_paths_is_one_article(tmp_path: Path) -> None:
    """Line ends do not make another; the first path keeps it, the second is told of it."""
    (tmp_path / "1.txt").write_bytes(b"One.\nTwo.")
    (tmp_path / "2.txt").write_bytes(b"One.\r\nTwo.")
    cards, skipped = read(tmp_path)
    assert [Path(card.path).name for card in cards] == ["1.txt"]
    assert skipped == [Skipped(f"{tmp_path}/2.txt", f"holds the same text as {tmp_path}/1.txt")]


def test_a_card_tells_what_a_list_shows_and_keeps_no_text(tmp_path: Path) -> None:
    """100,000 of them are held at once."""
    path = tmp_path / "s" / "a.md"
    path.parent.mkdir()
    path.write_text(f"---\ntitle: T\nsource: S\ndate: 2026-02-05\nstory: st\n---\n{REPORT}")
    [card], _ = read(tmp_path)
    assert (card.title, card.source, card.published_at, card.story) == (
        "T",
        "S",
        "2026-02-05",
        "st",
    )
    assert (card.path, card.folder, card.chars) == (str(path), "s", len(REPORT.strip()))
    assert REPORT.strip() not in repr(card)


def test_reading_is_a_stream(tmp_path: Path) -> None:
    """The first batch is small and comes before the later files are opened."""
    plant(tmp_path, *(f"{number}.txt" for number in range(100)))
    files = find([tmp_path]).files
    batches = read_corpus(iter(files))
    first = next(batches)
    assert 0 < len(first.cards) <= 20
    (tmp_path / "99.txt").unlink()
    rest = list(batches)
    assert rest[-1].done == 100
    assert [Path(skipped.path).name for batch in rest for skipped in batch.skipped] == ["99.txt"]


def test_nothing_gives_nothing() -> None:
    """No path, no file, no batch."""
    assert find([]).files == ()
    assert list(read_corpus([])) == []
    assert [b.cards for b in read_corpus([File("/nowhere.txt")])] == [()]
