"""What the labels of a file are called here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from annotations.labels import LabelScheme


class Renaming:
    """The labels of a file, as labels of a scheme; counts those that it does not know.

    Args:
        scheme: The labels here.
        asked: What labels of the file are to be called, by their name in the file.
    """

    def __init__(self, scheme: LabelScheme, asked: Mapping[str, str]) -> None:
        self._scheme = scheme
        self._asked = asked
        self._odd: Counter[str] = Counter()

    def asked(self, given: str) -> str:
        """What a label is to be called, known or not."""
        return self._asked.get(given, given)

    def find(self, given: str, also: str = "") -> str:
        """The slug here of a label that goes, or went, by one of these names; else empty."""
        for name in filter(None, (self.asked(given), also and self.asked(also))):
            for label in self._scheme:
                if name in label.formerly:
                    return name
                if name.casefold() in (label.slug, label.title.casefold()):
                    return label.slug
        self._odd[self.asked(given)] += 1
        return ""

    def present(self, slug: str) -> str:
        """What a label is called now, whatever it was called; empty for none."""
        return self._scheme.find(slug).slug if slug else ""

    def nearest(self, given: str) -> str:
        """What may have been meant by a label that is not known, with what to type for it."""
        near = get_close_matches(given.lower(), self._scheme.slugs, n=1)
        return f". Did you mean {near[0]}? --map {given}={near[0]}" if near else ""

    def notices(self, *, kept: bool) -> Iterator[str]:
        """What is to be said of labels that are not known, kept under their name or left out."""
        for label, count in sorted(self._odd.items()):
            what = "kept under that name" if kept else "not imported"
            other = self.nearest(label) or f". --map {label}=LABEL gives it another name"
            often = "once" if count == 1 else f"{count:,} times"
            yield f"“{label}”, {often}, is no label of this project, and is {what}{other}"
