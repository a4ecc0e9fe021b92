"""Draws what the README and the docs show: pictures, by the app itself, and the tables of keys.

python scripts/draw.py          writes docs/*.svg, docs/keys.md, the tables of README and review
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from annotations.labels import DEFAULT_LABELS  # noqa: E402
from tests.functional.app import close, reader_app, rest  # noqa: E402
from tests.functional.team import team_store  # noqa: E402
from tui.keys import COUNT, LIBRARY, READER, REVIEW, Key, readable  # noqa: E402

BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"

README_KEYS = (
    ("reader.next", "reader.previous"),
    ("reader.next_paragraph", "reader.previous_paragraph"),
    ("reader.other_pane", "reader.counterpart"),
    ("reader.accept", "reader.reject"),
    ("reader.clear", "reader.skip"),
    ("reader.undo", "reader.redo"),
    ("reader.select", "reader.repeat"),
    ("reader.note", "reader.unsure"),
    ("reader.next_unlabelled", "reader.next_difference", "reader.next_conflict"),
    ("reader.search", "reader.mention"),
    ("reader.entities", "reader.figures", "reader.differences"),
    ("reader.library", "reader.compare", "reader.review"),
    ("reader.by_name", "reader.wider", "reader.narrower"),
    ("reader.guidelines", "reader.help", "reader.palette"),
    ("reader.legend", "reader.tour", "reader.quit"),
)
"""The rows of the README's table; `docs/keys.md` has every key."""

REVIEW_KEYS = (
    ("majority", "mine", "theirs"),
    ("ambiguous", "segmentation", "defer"),
    ("slip", "guideline", "real", "cut", "context"),
    ("comment", "rule"),
    ("undo", "redo"),
    ("batch",),
    ("next", "previous", "filter"),
    ("reveal", "vote_first"),
    ("beside", "read"),
    ("agreement", "overruled", "summary"),
    ("help", "leave"),
)
"""The rows of the table in `docs/review.md`."""


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
    parts += _groups(READER, "##")
    parts += [
        "",
        "## Library",
        "",
        "Letters narrow the list, so its keys are others; `f1` shows them.",
        *_groups(LIBRARY, "###"),
    ]
    parts += [
        "",
        "## Review",
        "",
        "Labels have digits here, and their own keys where these are free.",
        *_groups(REVIEW, "###"),
    ]
    return "\n".join(parts) + "\n"


def _groups(keys: Sequence[Key], heading: str) -> list[str]:
    """A table for each group of keys."""
    parts: list[str] = []
    for group, members in groupby(keys, key=lambda key: key.group):
        parts += ["", f"{heading} {group}", "", "| keys | id | what |", "|---|---|---|"]
        parts += [f"| {names(key)} | {key.id} | {key.does} |" for key in members]
    return parts


def review_table() -> str:
    """The keys of the review that a day's work needs."""
    by_id = {key.id: key for key in REVIEW}
    digits = " ".join(f"`{number}`" for number in range(1, len(DEFAULT_LABELS) + 1))
    letters = " ".join(f"`{label.key}`" for label in DEFAULT_LABELS)
    rows = [f"| {digits} or {letters} | decide on that label and go on |"]
    for ids in REVIEW_KEYS:
        keys = [by_id[f"review.{id_}"] for id_ in ids]
        first = " ".join(f"`{readable(key.names[0])}`" for key in keys)
        rows.append(f"| {first} | {' · '.join(key.does for key in keys)} |")
    return "\n".join(["| keys | do |", "|---|---|", *rows])


def readme(text: str) -> str:
    """The README with its table made anew."""
    return _between(text, readme_table())


def review_page(text: str) -> str:
    """The page of the review with its table made anew."""
    return _between(text, review_table())


def _between(text: str, table: str) -> str:
    before, rest_ = text.split(BEGIN)
    _, after = rest_.split(END)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


async def picture() -> str:
    """The reader on a story of the samples, at work."""
    app = reader_app([ROOT / "seeds" / "calder-ferry-fire"])
    async with app.run_test(size=(120, 34)) as pilot:
        await rest(pilot)
        await pilot.press("c", "q", "s", "c", "c", "m", "j", "greater_than_sign")
        await rest(pilot)
        svg = app.export_screenshot(title="Slugline")
    close(app)
    return _whole(svg)


def _whole(svg: str) -> str:
    # A picture that fetches a font from elsewhere is not whole: the viewer's monospace serves.
    return re.sub(r"@font-face \{[^}]*\}\s*", "", svg)


REVIEWED = {
    "review": ("lea", ("r", "enter", "S", "3", "enter", "enter")),
    "review-agreement": ("lea", ("r", "enter", "enter", "x", "c", "a", "down", "down")),
    "review-overruled": ("ben", ("O", "o", *"it is hedged", "enter")),
}
"""Pictures of the review: who looks, and what they press."""


async def review_pictures() -> dict[str, str]:
    """One review, seen by who reviews and by who was overruled."""
    seeds = ROOT / "seeds"
    store = team_store([seeds], "ana", "ben", "cleo")
    pictures = {}
    for name, (annotator, keys) in REVIEWED.items():
        app = reader_app([seeds], store=lambda: store, annotator=annotator)
        async with app.run_test(size=(120, 34)) as pilot:
            await rest(pilot)
            for key in keys:
                await pilot.press(key)
                await rest(pilot)
            pictures[name] = _whole(app.export_screenshot(title="Slugline"))
        close(app)
    return pictures


def main() -> None:
    """Write everything."""
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "keys.md").write_text(keys_page(), encoding="utf-8")
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    path = docs / "review.md"
    path.write_text(review_page(path.read_text(encoding="utf-8")), encoding="utf-8")
    drawn = {"reader": asyncio.run(picture()), **asyncio.run(review_pictures())}
    for name, svg in drawn.items():
        (docs / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
