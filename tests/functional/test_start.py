"""What a fresh process loads, and that an installed wheel works in another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from annotations.articles.load import load
from annotations.language.sentences import cut
from annotations.store import Change, Mark, open_store

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "estmark-rate-cut" / "2-capital-post.md"


def project_in(folder: Path) -> Path:
    """A project with three labels."""
    store = open_store(folder / ".slugline")
    article = load(ARTICLE)
    sentences = store.freeze(article, cut(article))
    me = store.join("ana")
    changes = [
        Change(article.id, article.sentence_id(sentences.span(i)), i, Mark(label=label))
        for i, label in enumerate(("claim", "quote", "speculation"))
    ]
    store.annotate(me, changes)
    store.close()
    return folder / ".slugline"


HEADLESS = [
    ("export", "--format", "jsonl"),
    ("export", "--format", "yaml"),
    ("stats",),
    ("history",),
    ("check",),
    ("versions", str(ARTICLE)),
    ("config", "show"),
    ("config", "schema"),
    ("analyse", str(ARTICLE)),
    ("compare", str(ARTICLE), str(ARTICLE.with_name("3-business-wire-later.txt"))),
    ("align", str(ARTICLE), str(ARTICLE.with_name("3-business-wire-later.txt"))),
    ("--help",),
    ("team", "--help"),
    ("export", "--help"),
]


@pytest.mark.parametrize("arguments", HEADLESS, ids=" ".join)
def test_headless_commands_load_no_textual(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Read from `sys.modules` of a fresh process, which sees what a static graph cannot."""
    project_in(tmp_path)
    program = (
        "import sys\n"
        "from tui.cli import cli\n"
        "code = cli(sys.argv[1:], standalone_mode=False)\n"
        "loaded = [name for name in sys.modules if name.split('.')[0] == 'textual']\n"
        "sys.exit(f'loaded {loaded[:3]}' if loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    if arguments[0] == "export" and arguments[-1] == "jsonl":
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["label"] for row in rows] == ["claim", "quote", "speculation"]


@pytest.mark.parametrize("package", ["annotations", "annotations.store", "annotations.dataset"])
def test_the_domain_imports_without_the_terminal(package: str) -> None:
    """Neither screens nor the command line come along."""
    program = (
        f"import sys, {package}\n"
        "bad = {'textual', 'rich', 'click', 'tui'} & {n.split('.')[0] for n in sys.modules}\n"
        "sys.exit(str(bad) if bad else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.slow
def test_an_installed_wheel_works_in_another_folder(tmp_path: Path) -> None:
    """Help, the sample articles and an export, with nothing of the checkout in reach."""
    run = {"check": True, "capture_output": True, "text": True}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "-o",
            str(tmp_path),
            str(ROOT),
        ],
        **run,  # type: ignore[call-overload]
    )
    [wheel] = tmp_path.glob("slugline-*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    # The dependencies are those that are locked and installed here; only the wheel is new.
    [site] = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    installed = next(path for path in sys.path if path.endswith("site-packages"))
    subprocess.run(
        [str(uv), "pip", "install", "--python", str(python), "--no-deps", "--offline", str(wheel)],
        **run,  # type: ignore[call-overload]
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (site / "dependencies.pth").write_text(installed + "\n")
    slugline = python.with_name("slugline")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def call(*arguments: str) -> str:
        done = subprocess.run(
            [str(slugline), *arguments],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert "Commands:" in call("--help")
    where = subprocess.run(
        [str(python), "-c", "import tui, annotations; print(tui.__file__, annotations.__file__)"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all(str(site) in path for path in where.split())
    seeds = site / "tui" / "seeds"
    assert (seeds / "README.md").exists()
    project_in(elsewhere)
    rows = [json.loads(line) for line in call("export", "--format", "jsonl").splitlines()]
    assert [row["label"] for row in rows] == ["claim", "quote", "speculation"]
    assert '"kind"' in call("analyse", str(next(seeds.glob("*/*.txt"))))
