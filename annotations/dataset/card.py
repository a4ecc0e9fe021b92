"""The card of a dataset: `README.md` as one would publish it, made of the manifest alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from annotations.dataset.column_types import kinds
from annotations.dataset.formats.yaml import string
from annotations.dataset.manifest import Manifest
from annotations.dataset.row_variants import VoteRow, struct_for

CARD: Final = "README.md"

_HUB: Final = frozenset(
    "apache-2.0 mit cc0-1.0 cc-by-4.0 cc-by-sa-4.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-sa-4.0 "
    "cc-by-nc-nd-4.0 odbl odc-by pddl gpl-3.0 unknown".split()
)
"""Licences that the Hub knows by id."""

_SIZES: Final = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)


def files(made: Manifest) -> dict[str, bytes]:
    """The card of a Hugging Face folder."""
    return {CARD: (front_matter(made) + "\n" + text(made)).encode()}


def front_matter(made: Manifest) -> str:
    """What `datasets` and the Hub read: licence, files by split, and every column with its type."""
    lines = ["---", f"pretty_name: {string(title(made))}", *_license(made), "language:"]
    lines += [f"- {string(lang)}" for lang in made.articles.languages]
    lines += ["task_categories:", "- text-classification", "annotations_creators:"]
    size = next((name for limit, name in _SIZES if made.rows < limit), "n>10M")
    lines += ["- expert-generated", "size_categories:", f"- {size}", "configs:"]
    rows = [file.path for file in made.files if file.path.startswith("data/")]
    votes = [file.path for file in made.files if file.path.startswith("votes/")]
    lines += _files("gold", [(PurePosixPath(path).stem, path) for path in rows], default=True)
    if votes:
        lines += _files("votes", [("train", path) for path in votes])
    lines.append("dataset_info:")
    labels = [label.slug for label in made.labels]
    lines += ["- config_name: gold", "  features:"]
    lines += _features(kinds(struct_for(made.options), labels), labels)
    if votes:
        lines += ["- config_name: votes", "  features:"]
        lines += _features(kinds(VoteRow, labels), labels)
    return "\n".join([*lines, "---", ""])


def _license(made: Manifest) -> list[str]:
    name = (made.options.license or made.articles.license).lower()
    if name in _HUB:
        return [f"license: {name}"]
    # The Hub asks for a name and a place to read it.
    return ["license: other", f"license_name: {string(name)}", f"license_link: {CARD}"]


def _files(name: str, paths: Iterable[tuple[str, str]], *, default: bool = False) -> list[str]:
    lines = [f"- config_name: {name}", *(["  default: true"] if default else []), "  data_files:"]
    for split, path in paths:
        lines += [f"  - split: {split}", f"    path: {path}"]
    return lines


def _features(columns: dict[str, Any], labels: Sequence[str], indent: str = "  ") -> list[str]:
    """Columns in the words of a card; the label is one of a set, its names quoted."""
    lines = []
    for name, kind in columns.items():
        lines.append(f"{indent}- name: {name}")
        if name == "label" and indent == "  ":
            lines += [f"{indent}  dtype:", f"{indent}    class_label:", f"{indent}      names:"]
            lines += [f"{indent}        '{at}': {string(one)}" for at, one in enumerate(labels)]
        elif isinstance(kind, list) and isinstance(kind[0], dict):
            lines += [f"{indent}  list:", *_features(kind[0], labels, indent + "  ")]
        elif isinstance(kind, dict):
            lines += [f"{indent}  struct:", *_features(kind, labels, indent + "  ")]
        else:
            lines.append(f"{indent}  dtype: {kind}")
    return lines


def title(made: Manifest) -> str:
    """What the set is called: its labels, and when its reports are from."""
    names = [label.slug for label in made.labels if not label.retired]
    years = sorted({made.articles.first[:4], made.articles.last[:4]} - {""})
    when = f", {'–'.join(years)}" if years else ""
    return f"Sentences of news reports: {_listed(names)}{when}"


def text(made: Manifest) -> str:
    """The card itself."""
    parts = (
        ("", _summary(made)),
        ("Labels", _labels(made)),
        ("Why it was made", [_MOTIVATION]),
        ("Where the texts come from", _sources(made)),
        ("How it was annotated", _annotation(made)),
        ("Agreement", _agreement(made)),
        ("What is in it", _contents(made)),
        ("What was left out", _left_out(made)),
        ("Limits", _limits(made)),
        ("Licences", _licences(made)),
        ("Guidelines", _guidelines(made)),
    )
    lines = [f"# {title(made)}", ""]
    for head, body in parts:
        lines += [f"## {head}", ""] if head else []
        lines += [*body, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


_MOTIVATION = (
    "To train and test programs that tell what a sentence of a news report is. Reports of one "
    "event were read side by side, and every sentence was labelled by a person."
)


def _summary(made: Manifest) -> Iterator[str]:
    articles = made.articles
    names = _listed([f"*{label.slug}*" for label in made.labels if not label.retired], "or")
    yield (
        f"{_count(made.rows, 'sentence')} from {_count(articles.count, 'news report')}, each "
        f"labelled {names} by {_count(len(made.annotators), 'person', 'people')}. "
        "Every label comes with the votes behind it."
    )
    yield ""
    yield "```python"
    yield "from datasets import load_dataset"
    yield 'rows = load_dataset("PATH_OR_NAME")'
    yield "```"


def _labels(made: Manifest) -> Iterator[str]:
    for label in made.labels:
        retired = " (no longer given)" if label.retired else ""
        meaning = f": {_line(label.definition)}" if label.definition else ""
        yield f"- **{label.slug}**{retired}{meaning}"
        for example in label.examples:
            yield f"  - for example: {_line(example)}"


def _sources(made: Manifest) -> Iterator[str]:
    articles = made.articles
    when = ""
    if articles.first:
        when = f", published from {articles.first[:10]} to {articles.last[:10]}"
    yield f"{_count(articles.count, 'report')}{when}, in {_listed(list(articles.languages))}."
    yield ""
    for source, count in sorted(articles.sources.items(), key=lambda one: (-one[1], one[0])):
        yield f"- {_line(source) or 'publisher not known'}: {count}"


def _annotation(made: Manifest) -> Iterator[str]:
    count = len(made.annotators)
    yield (
        f"{_count(count, 'person', 'people').capitalize()} read the reports in a terminal reader "
        "(Slugline) that shows several reports of one event side by side and takes one key a "
        "label. People are named by number; what they volunteered about themselves, if anything, "
        "is not part of this set."
    )
    yield ""
    yield "| annotator | labels | unsure | notes |"
    yield "|---|---|---|---|"
    for one in made.annotators:
        yield f"| {one.annotator} | {sum(one.labels.values()):,} | {one.unsure:,} | {one.notes:,} |"
    yield ""
    told = {"own": "given by hand", "carried": "carried over from the same sentence elsewhere"}
    told |= {"imported": "imported", "suggested": "suggested by a program and accepted"}
    parts = [f"{count:,} {told.get(source, source)}" for source, count in made.sources.items()]
    yield f"Of all labels, {_listed(parts)}."
    settled = made.gold.get("adjudicated", 0)
    yield (
        f"Disagreements were settled by a person for {_count(settled, 'sentence')}; see "
        "`gold_source`, `gold_by` and `gold_reason`."
        if settled
        else "No disagreement was settled by a person: where people differ, the majority decides."
    )


def _agreement(made: Manifest) -> Iterator[str]:
    alpha = made.agreement.get("krippendorff_alpha")
    if alpha is None:
        why = made.agreement.get("why", {}).get("krippendorff_alpha", "it was not computed")
        yield f"There is no figure: {_line(str(why)).rstrip('.')}."
        return
    between = made.agreement.get("interval")
    interval = (
        f" (95 % interval {between[0]:.2f} to {between[1]:.2f}, by resampling stories)"
        if between
        else ""
    )
    yield (
        f"Krippendorff's alpha for nominal labels is **{alpha:.2f}**{interval}, on "
        f"{_count(made.agreement.get('sentences', 0), 'sentence')} that two people or more "
        "labelled."
    )


def _contents(made: Manifest) -> Iterator[str]:
    labels = [label.slug for label in made.labels]
    yield f"| split | rows | reports | {' | '.join(labels)} |"
    yield "|---" * (len(labels) + 3) + "|"
    for split, part in made.splits.items():
        counts = " | ".join(f"{part.labels[label]:,}" for label in labels)
        yield f"| {split} | {part.rows:,} | {part.articles:,} | {counts} |"
    yield ""
    yield (
        "All reports of one event, and near-duplicates of each other, are in one split "
        "(`cluster_id`)."
        if len(made.splits) > 1
        else "There is one split. Part it by `cluster_id` or `article_id`, never by sentence."
    )
    yield ""
    told = {
        "unanimous": "all of two or more people agree",
        "adjudicated": "a person decided",
        "majority": "more than half of the votes",
        "single": "one vote",
    }
    for source, count in made.gold.items():
        yield f"- `{source}` ({told[source]}): {_count(count, 'row')}"


def _left_out(made: Manifest) -> Iterator[str]:
    if not made.left_out:
        yield "Nothing that was labelled."
        return
    yield "Labelled sentences that are no rows, by reason; their votes are in `votes`:"
    yield ""
    for why, count in made.left_out.items():
        yield f"- {why}: {count:,}"


def _limits(made: Manifest) -> Iterator[str]:
    yield "- A label says what a sentence does in its report, not whether it is true."
    yield "- Labels were given with the whole report in view; a sentence alone may read otherwise."
    single = made.gold.get("single", 0)
    if single:
        yield f"- {single / max(made.rows, 1):.0%} of the rows rest on one person's reading."
    if made.stale:
        rows = _count(made.stale, "row")
        yield f"- {rows} were decided before one of their votes was given."
    if made.options.no_text:
        yield "- The text is not part of this set; `slugline fill` puts it back from local copies."


def _licences(made: Manifest) -> Iterator[str]:
    yield (
        "- **Texts:** no licence is known. They belong to their publishers; see that you may use "
        "them."
        if made.articles.license == "unknown"
        else f"- **Texts:** {made.articles.license}."
    )
    yield (
        f"- **Annotations:** {made.options.license}."
        if made.options.license
        else "- **Annotations:** none was given yet. Ask those who made them."
    )


def _guidelines(made: Manifest) -> Iterator[str]:
    yield from (made.guideline_text.splitlines() or ["No text was written beyond the definitions."])
    yield ""
    yield "| version | labels | from | to |"
    yield "|---|---|---|---|"
    for one in made.guidelines:
        name = _line(one.version) or "none"
        yield f"| {name} | {one.labels:,} | {one.first[:10]} | {one.last[:10]} |"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _listed(words: Sequence[str], last: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _line(text_: str) -> str:
    """On one line, and no table's cell ends early."""
    return " ".join(text_.split()).replace("|", "\\|")
