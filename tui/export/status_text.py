"""What is found, in words: counts, warnings, and the rows themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.dataset import warnings
from annotations.dataset.write_file import nothing
from tui.dialogs.pages import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from annotations.config import Config
    from annotations.dataset.contradictions import Contradiction
    from tui.export.choices import Choices
    from tui.export.preview import Counted, Task
    from tui.export.state import ExportState
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

_INDENT = 10


def many(count: int, one: str, more: str = "") -> str:
    """`1 row`, `2 rows`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def facts(
    state: ExportState, config: Config, palette: Palette, glyphs: Glyphs, unsaved: int
) -> list[Part]:
    """What is known of the rows: counts, and what to think of before writing.

    Args:
        state: What was found.
        config: Gives the labels.
        palette: The styles.
        glyphs: The signs.
        unsaved: Changes that are not on disk yet.
    """
    counted = state.known
    if problem := state.problems.get("counts") or state.problems.get("clashes"):
        return [Part(problem, palette.error), Part("")]
    if counted is None:
        return [Part("Counting ...", palette.faint), Part("")]
    found = cautions(counted, state.choices, config, state.clashes, unsaved)
    doing = [] if state.counted else [Part("Finding splits ...", palette.faint)]
    return [
        *doing,
        *counts(counted, config, palette),
        Part(""),
        *warned(list(found), palette, glyphs),
        Part(""),
    ]


def preview(state: ExportState, palette: Palette, glyphs: Glyphs) -> list[Part]:
    """The first rows, or why there are none yet."""
    if problem := state.problems.get("preview"):
        return [Part(problem, palette.error)]
    if state.files is None:
        return [Part("Reading the first rows ...", palette.faint)]
    return list(rows(state.files, palette, glyphs))


def how_far(state: ExportState) -> str:
    """How many rows there are, or how far counting is."""
    counted, task = state.known, state.tasks.get("counts")
    if state.counted is None and task is not None:
        return f"{'finding splits' if counted else 'counting'} {task.share:.0%}"
    return many(counted.summary.rows, "row") if counted else "counting"


def writing(task: Task, width: int, glyphs: Glyphs) -> str:
    """How far writing is, with a bar of `width` cells."""
    done = int(width * task.share)
    bar = glyphs.thumb * done + glyphs.rule * (width - done)
    stage = "giving up" if task.unwanted else task.stage or "reading"
    return f"{bar} {task.share:4.0%} {stage}"


def replaced(target: Path) -> str:
    """What becomes of what is there already."""
    if target.is_dir():
        return (
            f"{target} is there already: what an earlier export wrote there will be "
            "replaced, other files stay."
        )
    return f"{target} is there already, and will be replaced."


def counts(counted: Counted, config: Config, palette: Palette) -> Iterator[Part]:
    """What the rows are, by everything they are counted by."""
    summary = counted.summary
    if not summary.rows:
        yield Part(nothing(summary), palette.warning)
        return
    articles = many(len(summary.articles), "article")
    yield Part(f"{many(summary.rows, 'row')} from {articles}", palette.accent)
    labels = {slug: summary.labels[slug] for slug in config.scheme.slugs} | dict(summary.labels)
    splits = counted.by_split if counted.splits else {}
    for name, found in (
        ("labels", labels),
        ("splits", splits),
        ("gold", summary.gold),
        ("votes", summary.sources),
        ("left out", summary.left_out),
    ):
        if found:
            text = _counted(found) if name == "left out" else _listed(found)
            yield Part(text, None, name, palette.faint, _INDENT)


def _listed(found: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in found.items())


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in found.items())


def cautions(
    counted: Counted,
    choices: Choices,
    config: Config,
    clashes: Sequence[Contradiction] | None,
    unsaved: int,
) -> Iterator[str]:
    """What to think of before writing, each a sentence."""
    summary = counted.summary
    if unsaved:
        yield f"{many(unsaved, 'change')} not saved yet will not be in it."
    if summary.rows:
        yield from warnings(summary, [label.slug for label in config.scheme.active])
    undecided = summary.left_out["no majority"]
    if undecided:
        yield f"{many(undecided, 'sentence')} without a majority: nobody has adjudicated yet."
    if counted.leaks is not None and not counted.leaks.clean:
        found = {kind: count for kind, count in counted.leaks.leaks.items() if count}
        yield f"Splits leak: {_listed(found)}."
    if counted.splits is not None:
        yield from counted.splits.notices
    comfortable = choices.form.comfortable if choices.name else None
    if comfortable is not None and summary.rows > comfortable:
        yield f"Above {comfortable:,} rows {choices.name} takes long to read: jsonl does not."
    if clashes:
        what = many(len(clashes), "pair")
        yield f"{what} of sentences say nearly the same under different labels: c lists them."


def warned(texts: Sequence[str], palette: Palette, glyphs: Glyphs) -> Iterator[Part]:
    """Warnings with a sign in front."""
    for text in texts:
        yield Part(text, palette.warning, "!", palette.warning, 2)


def rows(files: Sequence[tuple[str, str]], palette: Palette, glyphs: Glyphs) -> Iterator[Part]:
    """The first rows, file by file, to the letter; a sign where an object starts."""
    if not files:
        yield Part("No row to show.", palette.faint)
    for path, text in files:
        yield Part(f"First rows of {path}", palette.accent)
        for line in text.removesuffix("\n").split("\n"):
            sign = glyphs.current if line.startswith("{") else ""
            yield Part(line, None, sign, palette.accent, 2)
        yield Part("")


def size(count: int) -> str:
    """Bytes for people: `812 B`, `1.2 kB`, `34.0 MB`."""
    if count < 1_000:
        return f"{count} B"
    for unit, base in (("kB", 10**3), ("MB", 10**6)):
        if count < base * 1_000:
            return f"{count / base:.1f} {unit}"
    return f"{count / 10**9:.1f} GB"
