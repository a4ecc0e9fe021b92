"""Lays out the pages of the site that `make docs` builds: docs/, and what pages elsewhere link to.

python scripts/site_pages.py FOLDER          writes them into FOLDER, anew
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

PAGES = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "seeds/README.md": "seeds.md"}
"""Pages that lie outside docs/, by their path; where the site has them."""

FILES = ("config.yaml", "LICENSE")
"""Files that pages link to, as they are."""

_TARGET = re.compile(r"(?<=\]\()(?!\w+:|#|/)([^)#\s]+)")


def lay_out(folder: Path) -> None:
    """Write pages, pictures and files into a folder that has nothing else then."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    named = {f"docs/{path.name}": path.name for path in (ROOT / "docs").glob("*.md")}
    for name, target in {**named, **PAGES}.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        (folder / target).write_text(moved(text, name), encoding="utf-8")


def moved(text: str, place: str) -> str:
    """The text of a page, with its links as they have to be on the site.

    Args:
        text: Markdown.
        place: Where the page lies in the repository.
    """
    here = (ROOT / place).parent

    def target(found: re.Match[str]) -> str:
        path = (here / found[1]).resolve()
        if not path.is_relative_to(ROOT):
            return found[1]
        name = path.relative_to(ROOT).as_posix()
        return PAGES.get(name, name.removeprefix("docs/"))

    return _TARGET.sub(target, text)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
