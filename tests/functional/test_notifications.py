"""Who looks elsewhere is told when long work behind the screen has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.app import reader_app, rest
from tui import textual_workarounds
from tui.reader import background


@pytest.mark.parametrize(("long", "tells"), [(0.0, True), (10.0, False)])
async def test_the_end_of_long_work_is_told(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: float, tells: bool
) -> None:
    """A review that is read, an export that is written; nothing after short work."""
    sent: list[str] = []
    monkeypatch.setattr(background, "LONG", long)
    monkeypatch.setattr(textual_workarounds, "send", lambda _, text: sent.append(text))
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.chdir(tmp_path)
    app = reader_app([seeds / "estmark-rate-cut"], project=tmp_path / "p", config="notify: osc")
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        await pilot.press("r")
        await rest(pilot)
        await pilot.press("escape")
        await rest(pilot)
        await pilot.press("W")
        await rest(pilot)
        await pilot.press("w")
        await rest(pilot)
    told = [text for text in sent if text.startswith("\x1b]9;Slugline: ")]
    for words in ("the review is ready", "the training set is written"):
        assert any(words in text for text in told) == tells, sent
