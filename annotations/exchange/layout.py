"""What colleagues exchange: names of files, what stands in them, and how much that may be.

A folder and a bundle are the same thing, loose and zipped:

    project.json                      project id and salt, labels, guideline version
    guideline.md                      what annotators agreed on
    corpus/a-<16 hex>.json            an article: frozen text and cuts; named by content
    events/<person>/<device>.jsonl    what one person did on one device; only added to
    signatures/<device>.jsonl         what the device signed of that; see `vouchers`
    .gitattributes                    so that git changes no byte
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.labels import Label


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    schema: str = "exchange-sent/1"
    target: str
    project: str
    events: int
    """That are there now, of those that this project writes."""
    new: int
    """Of them: were not there before."""
    articles: int
    """That were written; a folder gets those that it lacks."""
    people: int
    """Whose events were written."""
    differences: tuple[Difference, ...] = ()
    """Of the labels and the guideline."""
    notes: tuple[str, ...] = ()


class _Line(msgspec.Struct, frozen=True):
    id: str
    person: str
    seq: int


def by_person(lines: Iterable[bytes]) -> dict[str, dict[str, bytes]]:
    """The events of a device by person and id, in the order in which they were written."""
    decode = msgspec.json.Decoder(_Line).decode
    read = sorted(((decode(line), line) for line in lines), key=lambda one: (one[0].seq, one[0].id))
    found: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for head, line in read:
        found[head.person][head.id] = line
    return found


SCHEMA: Final = 1
"""The version of this layout; a change that older versions cannot read raises it."""

PROJECT, GUIDELINE, ATTRIBUTES = "project.json", "guideline.md", ".gitattributes"
CORPUS, EVENTS, SIGNATURES = "corpus", "events", "signatures"

ARTICLE_FILE: Final = re.compile(r"corpus/(a-[0-9a-f]{16})\.json")
EVENT_FILE: Final = re.compile(r"events/(u-[0-9a-f]{4,32})/(d-[0-9a-f]{4,32})\.jsonl")
SIGNATURE_FILE: Final = re.compile(r"signatures/(d-[0-9a-f]{4,32})\.jsonl")

GIT_ATTRIBUTES: Final = (
    "events/** text eol=lf merge=union",
    "corpus/** -text",
    "project.json text eol=lf",
    "signatures/** text eol=lf",
)
"""Lines of `.gitattributes`: another line end would be another byte, and a conflict."""

MOST_FILES: Final = 50_000
MOST_BYTES: Final = 1 << 30
"""Of all files together."""
LONGEST_PROJECT: Final = 1 << 20
LONGEST_ARTICLE: Final = 64 << 20
LONGEST_SIGNATURES: Final = 1 << 20
LONGEST_STREAM: Final = 512 << 20

_PROJECT_ID: Final = re.compile(r"p-[0-9a-f]{4,32}")


class SharedLabel(msgspec.Struct, frozen=True, omit_defaults=True):
    """A label as far as colleagues must agree on it; keys and colours are everyone's own."""

    slug: str
    name: str = ""
    definition: str = ""
    formerly: tuple[str, ...] = ()
    retired: bool = False

    @classmethod
    def of(cls, label: Label) -> SharedLabel:
        """What is shared of a label."""
        return cls(label.slug, label.name, label.definition, label.formerly, label.retired)


class ProjectFile(msgspec.Struct, frozen=True, kw_only=True):
    """`project.json`: written by whoever pushes first, read by everybody else."""

    schema: int = SCHEMA
    project: str
    salt: str
    """Shuffles what must not be recognised by its place, alike for everybody."""
    labels: tuple[SharedLabel, ...] = ()
    guideline: str = ""
    """The version of the guideline."""


class Difference(msgspec.Struct, frozen=True):
    """How a label scheme, or the guideline, differs from that of the exchange."""

    what: str
    """A label's slug, or `guideline`."""
    how: str
    """`only there`, `only here`, `defined otherwise`, or the two versions."""


def salt_of(project_id: str) -> str:
    """The salt of a project: the same in every copy of it, and nothing that must be kept secret."""
    return hashlib.sha256(b"salt\0" + project_id.encode()).hexdigest()[:16]


def project_file(project_id: str, config: Config) -> ProjectFile:
    """What `project.json` says of a project that is configured so."""
    return ProjectFile(
        project=project_id,
        salt=salt_of(project_id),
        labels=tuple(map(SharedLabel.of, config.labels)),
        guideline=config.guidelines.version,
    )


def project_json(file: ProjectFile) -> bytes:
    """`project.json`, to be read by people too."""
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def project_of(data: bytes, where: str) -> ProjectFile:
    """What `project.json` says.

    Raises:
        ExchangeError: If it is none, or of a later version.
    """
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=ProjectFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ExchangeError(
            f"{where}: {PROJECT} says nothing of a project ({error}). Take it from a colleague's "
            "copy again."
        ) from error
    if file.schema > SCHEMA:
        raise ExchangeError(
            f"{where} was made by a later version of Slugline (layout {file.schema}; this one "
            f"reads {SCHEMA}). Update Slugline."
        )
    if not _PROJECT_ID.fullmatch(file.project):
        raise ExchangeError(f"{where}: {PROJECT} names no project: its id must be p- and hex.")
    return file


def guideline_md(config: Config) -> bytes:
    """`guideline.md`: the version and the text that annotators are shown, and the labels."""
    return "\n".join(_guideline(config)).encode() + b"\n"


def _guideline(config: Config) -> Iterator[str]:
    yield f"# Guideline, version {config.guidelines.version}"
    if config.guidelines.text.strip():
        yield f"\n{config.guidelines.text.strip()}"
    for label in config.labels:
        yield f"\n## {label.title}{' (retired)' if label.retired else ''}\n"
        yield from filter(None, [label.definition])
        yield from (f"\n- {example}" for example in label.examples)


def differences(there: ProjectFile, config: Config) -> tuple[Difference, ...]:
    """How the labels and the guideline of here differ from those of an exchange."""
    theirs = {label.slug: label for label in there.labels}
    ours = {label.slug: SharedLabel.of(label) for label in config.labels}
    found = [Difference(slug, "only there") for slug in theirs if slug not in ours]
    found += [Difference(slug, "only here") for slug in ours if slug not in theirs]
    found += [
        Difference(slug, "defined otherwise")
        for slug, label in ours.items()
        if slug in theirs and theirs[slug] != label
    ]
    version = config.guidelines.version
    if there.guideline != version:
        found.append(Difference("guideline", f"version {there.guideline} there, {version} here"))
    return tuple(found)


def event_file(person: str, device: str) -> str:
    """Where the events of a person on a device stand."""
    return f"{EVENTS}/{person}/{device}.jsonl"


def signature_file(device: str) -> str:
    """Where what a device signed stands."""
    return f"{SIGNATURES}/{device}.jsonl"


def article_file(article_id: str) -> str:
    """Where an article stands."""
    return f"{CORPUS}/{article_id}.json"


def limit_of(name: str) -> int:
    """How many bytes a file of the exchange may have; 0 for a name that it does not know."""
    if ARTICLE_FILE.fullmatch(name):
        return LONGEST_ARTICLE
    if EVENT_FILE.fullmatch(name):
        return LONGEST_STREAM
    if SIGNATURE_FILE.fullmatch(name):
        return LONGEST_SIGNATURES
    return LONGEST_PROJECT if name == PROJECT else 0


def misplaced(names: Iterable[str]) -> tuple[str, ...]:
    """Files among articles and events that are called like neither, and so were not read."""
    homes = (f"{CORPUS}/", f"{EVENTS}/", f"{SIGNATURES}/")
    return tuple(name for name in names if name.startswith(homes) and not limit_of(name))
