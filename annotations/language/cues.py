"""Words that show doubt, condition, expectation or hearsay."""

from __future__ import annotations

from annotations.language.values import Cue
from annotations.language.view import View


def find_cues(view: View) -> list[Cue]:
    """Every cue in the text, in reading order."""
    return []
