"""What every test has in common: no user's configuration, no colours of this terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Where a machine is busy a deadline fails for reasons that are not the code's.
settings.register_profile("slugline", deadline=None, max_examples=60, print_blob=True)
settings.load_profile("slugline")

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the user's configuration nor the terminal's settings reach a test."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_THEME", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no-state"))
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def seeds() -> Path:
    """The sample articles."""
    return ROOT / "seeds"
