"""Draws what the README shows: a picture, by the app itself, and the table of keys.

python scripts/draw.py          writes docs/reader.svg, docs/keys.md and the README's table
"""

from __future__ import annotations

import asyncio
import re
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from annotations.labels import DEFAULT_LABELS  # noqa: E402
from tests.functional.app import close, reader_app, rest  # noqa: E402
from tui.keys import COUNT, READER, Key, readable  # noqa: E402

BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"

README_KEYS = (
    ("reader.next", "reader.previous"),
    ("reader.next_paragraph", "reader.previous_paragraph"),
    ("reader.other_pane", "reader.counterpart"),
    ("reader.accept", "reader.reject"),
    ("reader.clear", "reader.undo", "reader.redo"),
    ("reader.select", "reader.repeat"),
    ("reader.note", "reader.unsure"),
    ("reader.next_unlabelled", "reader.next_difference", "reader.next_conflict"),
    ("reader.search", "reader.mention"),
    ("reader.entities", "reader.figures", "reader.differences"),
    ("reader.library", "reader.compare", "reader.review"),
    ("reader.guidelines", "reader.help", "reader.palette"),
    ("reader.quit",),
)
"""The rows of the README's table; `docs/keys.md` has every key."""


def names(key: Key) -> str:
    """A key's names in Markdown."""
    return " ".join(f"`{readable(name)}`" for name in key.names)


def readme_table() -> str:
    """The keys that a day's work needs."""
    by_id = {key.id: key for key in READER}
    labels = " ".join(f"`{label.key}`" for label in DEFAULT_LABELS)
    given = ", ".join(label.title for label in DEFAULT_LABELS)
    rows = [f"| {labels} | {given}: label the sentence and move on |"]
    for ids in README_KEYS:
        keys = [by_id[id_] for id_ in ids]
        first = " ".join(f"`{readable(key.names[0])}`" for key in keys)
        rows.append(f"| {first} | {' · '.join(key.does for key in keys)} |")
    return "\n".join(["| keys | do |", "|---|---|", *rows])


def keys_page() -> str:
    """Every key with its id."""
    parts = [
        "# Keys",
        "",
        "Every key has an id. `config.yaml` gives an action other keys under `keys:`, by its id;",
        "`slugline config check` says where two meanings meet.",
        "",
        "| keys | id | what |",
        "|---|---|---|",
        *(f"| `{x.key}` | label.{x.slug} | {x.title}, and move on |" for x in DEFAULT_LABELS),
        f"| `{COUNT[0]}` to `{COUNT[-1]}` | | a count for the next key |",
    ]
    for group, members in groupby(READER, key=lambda key: key.group):
        parts += ["", f"## {group}", "", "| keys | id | what |", "|---|---|---|"]
        parts += [f"| {names(key)} | {key.id} | {key.does} |" for key in members]
    return "\n".join(parts) + "\n"


def readme(text: str) -> str:
    """The README with its table made anew."""
    before, rest_ = text.split(BEGIN)
    _, after = rest_.split(END)
    return f"{before}{BEGIN}\n{readme_table()}\n{END}{after}"


async def picture() -> str:
    """The reader on a story of the samples, at work."""
    app = reader_app([ROOT / "seeds" / "calder-ferry-fire"])
    async with app.run_test(size=(120, 34)) as pilot:
        await rest(pilot)
        await pilot.press("c", "q", "s", "c", "c", "m", "j", "greater_than_sign")
        await rest(pilot)
        svg = app.export_screenshot(title="Slugline")
    close(app)
    # A picture that fetches a font from elsewhere is not whole: the viewer's monospace serves.
    return re.sub(r"@font-face \{[^}]*\}\s*", "", svg)


def main() -> None:
    """Write everything."""
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "keys.md").write_text(keys_page(), encoding="utf-8")
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    (docs / "reader.svg").write_text(asyncio.run(picture()), encoding="utf-8")


if __name__ == "__main__":
    main()
