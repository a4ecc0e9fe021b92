"""What a sentence may be called: labels, and the scheme that holds them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from string import ascii_uppercase, digits
from unicodedata import east_asian_width

import msgspec

from annotations.errors import LabelSchemeError

_SLUG = re.compile(r"[a-z][a-z0-9_-]{0,31}")

NOT_SLUGS = frozenset({"no", "yes", "on", "off", "y", "n", "true", "false", "null"})
"""Words that a YAML 1.1 reader takes for something other than a string."""

COLOURS = ("blue", "green", "yellow", "red", "magenta", "cyan", "orange", "grey")
"""Names that every theme draws readably; `#rrggbb` may be used too."""


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to "what is this sentence?".

    The slug is what annotations and exports keep, for good; name, key, colour and definition
    may change at any time.
    """

    slug: str
    name: str = ""
    """What people read; the slug where empty."""
    key: str = ""
    """The one key that gives it; a label without one is given by its name, from a list."""
    colour: str = "grey"
    definition: str = ""
    examples: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    """Slugs that this label had before: annotations made with them show as this one."""
    retired: bool = False
    """No longer given, still shown and exported."""
    disposition: bool = False
    """It says what became of the sentence, not what it is: such a sentence is no work, and in no
    export unless that is asked for."""

    @property
    def title(self) -> str:
        """What people read."""
        return self.name or self.slug

    @property
    def letter(self) -> str:
        """The sign of the label where there is room for one cell; see `LabelScheme.letter`."""
        if self.disposition and not self.key.isalnum():
            return "_"
        return (self.key if len(self.key) == 1 else self.title[:1]).upper() or "?"


DEFAULT_LABELS = (
    Label(
        slug="claim",
        name="claim",
        key="c",
        colour="blue",
        definition="The report states it as a fact, in its own voice or with a source it does not "
        "quote. A claim may be wrong; what counts is that it is asserted.",
        examples=(
            "The bank raised its rate to 4.25 percent on Thursday.",
            "Rescuers reached the village shortly before noon.",
        ),
    ),
    Label(
        slug="quote",
        name="quote",
        key="q",
        colour="green",
        definition="What matters in the sentence are somebody's own words in quotation marks, "
        "whole or in part, with or without the name of the speaker.",
        examples=(
            "“We were not warned,” the harbour master said.",
            "The minister called the figures “a first estimate.”",
        ),
    ),
    Label(
        slug="speculation",
        name="speculation",
        key="s",
        colour="magenta",
        definition="The sentence says what may be, might have been or is expected: a forecast, a "
        "guess, a hedge, an inference of the reporter or of an unnamed observer.",
        examples=(
            "Analysts expect prices to fall again in the spring.",
            "It was unclear whether the gate had been closed.",
        ),
    ),
)


SKIP = Label(
    slug="skip",
    name="skip",
    definition="Not a sentence of the report: boilerplate, a heading, a caption, junk.",
    disposition=True,
)
"""The disposition of a scheme that names none itself."""


class LabelScheme(msgspec.Struct, frozen=True):
    """The labels of a project, in the order of the configuration.

    Dispositions stand among them, the built-in one where there is no other.

    Raises:
        LabelSchemeError: If slugs or keys are unusable or clash.
    """

    labels: tuple[Label, ...] = DEFAULT_LABELS

    def __post_init__(self) -> None:
        found = [*_slug_problems(self.labels), *_key_problems(self.labels)]
        found += _colour_problems(self.labels)
        if all(label.disposition for label in self.labels):
            found.append("labels: there is none. Define at least one label.")
        if found:
            raise LabelSchemeError("\n".join(found))

    def __iter__(self) -> Iterator[Label]:
        return chain((one for one in self.labels if not one.disposition), self.dispositions)

    @property
    def active(self) -> tuple[Label, ...]:
        """The labels that can be given, without dispositions."""
        return tuple(one for one in self.labels if not (one.retired or one.disposition))

    @property
    def dispositions(self) -> tuple[Label, ...]:
        """What a sentence can be put aside as, retired ones too."""
        own = tuple(label for label in self.labels if label.disposition)
        is_taken = any(SKIP.slug in (one.slug, *one.formerly) for one in self.labels)
        return own or (() if is_taken else (SKIP,))

    @property
    def skip(self) -> Label | None:
        """The disposition that the skip key gives: the first; none where all are retired."""
        return next((one for one in self.dispositions if not one.retired), None)

    @property
    def skips(self) -> frozenset[str]:
        """The slugs, former ones too, of what is no work."""
        return frozenset(slug for one in self.dispositions for slug in (one.slug, *one.formerly))

    @property
    def givable(self) -> tuple[Label, ...]:
        """What can be said of a sentence: the labels, then the dispositions."""
        return (*self.active, *(one for one in self.dispositions if not one.retired))

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every label's slug, retired ones too: the label set of an export."""
        return tuple(label.slug for label in self.labels if not label.disposition)

    @property
    def every_slug(self) -> tuple[str, ...]:
        """The same, then those of the dispositions."""
        return _every_slug(self)

    def letter(self, label: Label) -> str:
        """The sign of a label in one cell: no other label's, as long as letters are left."""
        return _letters(self).get(label.slug, label.letter)

    def find(self, slug: str) -> Label:
        """The label that an annotation with `slug` shows as.

        A slug that the scheme no longer knows is a label all the same: annotations made with it
        stay visible under their own name.
        """
        for label in self.labels:
            if slug == label.slug or slug in label.formerly:
                return label
        if slug == SKIP.slug and SKIP in self.dispositions:
            return SKIP
        return Label(slug=slug, retired=True)


@lru_cache(maxsize=8)
def _every_slug(scheme: LabelScheme) -> tuple[str, ...]:
    # Asked for with every decision of a review.
    return (*scheme.slugs, *(one.slug for one in scheme.dispositions))


@lru_cache(maxsize=8)
def _letters(scheme: LabelScheme) -> dict[str, str]:
    """Of each label; one without a key takes a letter of its name that is free, or a digit."""
    found = {one.slug: one.letter for one in scheme if one.key or one.disposition}
    for label in scheme:
        if label.slug not in found:
            wanted = (*label.title.upper(), *ascii_uppercase, *digits)
            taken = set(found.values())
            free = (one for one in wanted if one.isalnum() and one not in taken)
            narrow = (one for one in free if east_asian_width(one) not in "WF")
            found[label.slug] = next(narrow, label.letter)
    return found


def matching(labels: Iterable[Label], typed: str, recent: Sequence[str] = ()) -> list[Label]:
    """The labels that somebody may mean who typed some letters, the likeliest first.

    Labels whose name or slug begins with what was typed come before those of which another word
    does, then those that hold every word, in the definition too (from three letters on, as fewer
    are in nearly every definition). Within each, those of `recent`
    (slugs) come first, in that order.
    """
    words = typed.casefold().split()
    start = " ".join(words)

    def rank(label: Label) -> int | None:
        names = (label.title.casefold(), label.slug.casefold())
        if any(name.startswith(start) for name in names):
            return 0
        if any(f" {name}".find(f" {start}") >= 0 for name in names):
            return 1
        whole = " ".join((*names, label.definition.casefold() if len(start) > 2 else ""))
        return 2 if all(word in whole for word in words) else None

    place = {slug: number for number, slug in enumerate(recent)}
    found = [
        (at, place.get(one.slug, len(place)), one)
        for one in labels
        if (at := rank(one)) is not None
    ]
    return [label for _, _, label in sorted(found, key=lambda ranked: ranked[:2])]


def _slug_problems(labels: tuple[Label, ...]) -> Iterator[str]:
    taken: dict[str, str] = {}
    for label in labels:
        for slug in (label.slug, *label.formerly):
            if not _SLUG.fullmatch(slug) or slug in NOT_SLUGS:
                yield (
                    f"labels: “{slug}” cannot be a slug. Use a lower-case letter, then letters, "
                    "digits, - or _ (32 at most), and no word that YAML reads as true or false."
                )
            if slug in taken:
                yield (
                    f"labels: the slug “{slug}” stands for {taken[slug]} and for {label.slug}. "
                    "Give one of them another slug."
                )
            taken[slug] = label.slug


def _key_problems(labels: tuple[Label, ...]) -> Iterator[str]:
    taken: dict[str, str] = {}
    for label in labels:
        if label.retired or not label.key:
            continue  # the list of labels gives it, and the skip key the first disposition
        if label.key in taken:
            yield (
                f"labels: the key “{label.key}” is given to {taken[label.key]} and to "
                f"{label.slug}. Give one of them another key."
            )
        taken[label.key] = label.slug


def _colour_problems(labels: tuple[Label, ...]) -> Iterator[str]:
    for label in labels:
        if label.colour not in COLOURS and not re.fullmatch(r"#[0-9a-fA-F]{6}", label.colour):
            yield (
                f"labels: {label.slug}: colour “{label.colour}” is not known. "
                f"Use one of {', '.join(COLOURS)}, or #rrggbb."
            )


def label_set(scheme: LabelScheme, used: Iterable[str]) -> tuple[str, ...]:
    """The scheme's labels in its order, then those it no longer knows, sorted; no dispositions."""
    present = {scheme.find(slug).slug for slug in used}
    return (*scheme.slugs, *sorted(present.difference(scheme.every_slug)))
