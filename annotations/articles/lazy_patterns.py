"""Patterns that are compiled when they are first used, so that importing the rules stays cheap."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern until somebody asks it for something."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._text, self._flags), name)
        # The next time Python finds it on the instance, and this method is not asked.
        setattr(self, name, value)
        return value


def lazily(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `text`, compiled on first use."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
