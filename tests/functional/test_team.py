"""A team of two, and of three: labels over git, the review by keys, an objection, gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.store import open_store
from tests.functional.app import reader_app, rest
from tests.functional.team import label_everything
from tests.functional.test_bundle import git
from tests.functional.test_reading import screen_text
from tests.functional.test_review import case_of, golds, press, review_of, reviewing
from tests.unit.exchange.colleagues import everything
from tests.unit.review.room import PROJECT
from tui.app import SluglineApp
from tui.cli import cli
from tui.export.screen import ExportScreen
from tui.review.overruled_list import OverruledList


class Desk:
    """Somebody's machine: a project and a clone of the exchange, shared with nobody."""

    def __init__(self, root: Path, name: str, articles: Path) -> None:
        self.name = name
        self.articles = articles
        self.project = root / name
        self.clone = root / f"{name}-exchange"
        git(root, "clone", "-q", "hub.git", self.clone.name)
        git(self.clone, "checkout", "-q", "-B", "main")

    def run(self, *words: str) -> Result:
        """A command, which has to succeed."""
        result = CliRunner().invoke(
            cli, [*words, "--project", str(self.project)], env={"LOGNAME": self.name}
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result

    def label(self) -> None:
        """Label every sentence."""
        store = open_store(self.project)
        label_everything(store, [self.articles], [self.name])
        store.close()

    def send(self) -> None:
        """Give the others what was done here."""
        self.run("bundle", "push", str(self.clone))
        git(self.clone, "add", "-A")
        if git(self.clone, "status", "--porcelain"):
            git(self.clone, "commit", "-qm", "Labels")
        if git(self.clone, "ls-remote", "origin", "main"):
            git(self.clone, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        git(self.clone, "push", "-q", "origin", "HEAD:main")

    def receive(self) -> str:
        """Take in what the others did; what was said of it."""
        git(self.clone, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        return self.run("bundle", "pull", str(self.clone)).stdout

    def listed(self) -> dict[str, object]:
        """The review as JSON."""
        said = self.run("review", "--list", "--format", "json", "--annotator", self.name)
        found: dict[str, object] = json.loads(said.stdout)
        return found

    def app(self) -> SluglineApp:
        """The reader."""
        return reader_app([self.articles], project=self.project, annotator=self.name)

    def decided(self) -> dict[str, tuple[str, str, str]]:
        """Decision, label and reason by sentence."""
        store = open_store(self.project, read_only=True)
        try:
            return golds(store)
        finally:
            store.close()

    def everything(self) -> tuple[object, ...]:
        """All that the project says."""
        store = open_store(self.project, read_only=True)
        try:
            return everything(store)
        finally:
            store.close()

    async def objects(self, text: str) -> str:
        """Object to the first label that a review changed; the sentence."""
        app = self.app()
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await rest(pilot)
            assert "changed in a review" in screen_text(pilot)
            await press(pilot, "O")
            screen = pilot.app.screen
            assert isinstance(screen, OverruledList)
            await press(pilot, "o", text, "enter")
            assert f"you object: {text}" in screen_text(pilot)
            await press(pilot, "enter")
            sheet = app.reader.state.current
            assert sheet is not None
            sentence = sheet.article.sentence_id(sheet.sentences.span(sheet.cursor))
        assert app.reader.writer.close(timeout=10)
        return sentence

    def gold(self, path: Path) -> list[dict[str, object]]:
        """What a training set of gold alone has."""
        self.run("export", "--gold-only", "-o", str(path))
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def team(root: Path, articles: Path, *names: str) -> list[Desk]:
    """Desks; the first has the project, the others become copies of it before they label."""
    git(root, "init", "-q", "--bare", "-b", "main", "hub.git")
    desks = [Desk(root, name, articles) for name in names]
    store = open_store(desks[0].project)
    store.adopt(PROJECT)
    store.close()
    desks[0].label()
    desks[0].send()
    for desk in desks[1:]:
        desk.receive()
    return desks


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


async def test_two_people_review_object_and_end_with_one_gold(seeds: Path, tmp_path: Path) -> None:
    """One key a sentence; what is objected to comes back first; both have the same at the end."""
    ana, ben = team(tmp_path, seeds / "estmark-rate-cut", "ana", "ben")
    ben.label()
    ben.send()
    assert "New here: ben" in ana.receive()
    before = ana.listed()
    assert before["people"] == ["ana", "ben"]
    assert before["blind"] is False
    observed = before["before"]
    assert isinstance(observed, dict)
    assert 0.7 < observed["observed"] < 0.9

    async with reviewing(ana.app()) as pilot:
        queue = review_of(pilot).queue
        assert queue is not None
        total = len(queue)
        assert total == before["open"]
        changed = case_of(pilot)
        await press(pilot, "m", "G")
        await pilot.press(*["t"] * (total - 1))
        await rest(pilot)
        shown = screen_text(pilot)
        assert "Nothing is left to decide" in shown
        assert f"{observed['observed']:.2f} observed" in shown
        assert "after: ben with gold" in shown
    assert len(ana.decided()) == total
    after = ana.listed()
    assert (after["open"], after["resolved"], after["before"]) == (0, total, observed)
    assert after["by_reason"] == {"guideline": 1, "": total - 1}
    ana.send()

    [new] = [line.split() for line in ben.receive().splitlines() if line.startswith("  new ")]
    assert new == ["new", str(total + 1)]
    assert ben.everything() == ana.everything()
    assert await ben.objects("it is her wording") == changed.sentence_id
    ben.send()
    ana.receive()
    async with reviewing(ana.app()) as pilot:
        assert case_of(pilot).sentence_id == changed.sentence_id
        assert "ben objects: it is her wording" in screen_text(pilot)
        assert "1 of 1" in screen_text(pilot).splitlines()[0]
        await press(pilot, "t")
        assert "Nothing is left to decide" in screen_text(pilot)
        await press(pilot, "escape", "W")
        assert isinstance(pilot.app.screen, ExportScreen)
        rows = ana.gold(tmp_path / "ana.jsonl")
        assert f"{len(rows)} rows" in screen_text(pilot)
    ana.send()
    ben.receive()
    assert ben.everything() == ana.everything()
    assert ben.gold(tmp_path / "ben.jsonl") == ana.gold(tmp_path / "ana.jsonl")
    sources = [row["gold_source"] for row in rows]
    assert (sources.count("adjudicated"), {*sources}) == (total, {"adjudicated", "unanimous"})
    [ruled] = [row for row in rows if row["id"] == changed.sentence_id]
    assert ruled["label"] == changed.ballots[1].label


async def test_three_people_are_reviewed_blind_by_a_fourth(seeds: Path, tmp_path: Path) -> None:
    """No name before the decision; the majority by one key; the objection is answered."""
    desks = team(tmp_path, seeds / "estmark-rate-cut", "ana", "ben", "cleo", "lea")
    ana, ben, cleo, lea = desks
    for desk in (ben, cleo):
        desk.label()
        desk.send()
    lea.receive()
    assert lea.listed()["blind"] is True
    async with reviewing(lea.app()) as pilot:
        queue = review_of(pilot).queue
        assert queue is not None
        total = len(queue)
        title, *_, votes, _, _, _, _ = screen_text(pilot).splitlines()
        assert "blind" in title
        assert votes.split()[0] == "A"
        assert not any(name in votes for name in ("ana", "ben", "cleo"))
        await pilot.press(*["enter"] * total)
        await rest(pilot)
        assert "Nothing is left to decide" in screen_text(pilot)
    assert len(lea.decided()) == total
    lea.send()
    ana.receive()
    objected = await ana.objects("as the guidelines have it")
    ana.send()
    lea.receive()
    async with reviewing(lea.app()) as pilot:
        case = case_of(pilot)
        assert case.sentence_id == objected
        assert "ana objects: as the guidelines have it" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Nothing is left to decide" in screen_text(pilot)
    lea.send()
    for desk in (ana, ben, cleo):
        desk.receive()
        assert desk.everything() == lea.everything()
        assert desk.listed()["open"] == 0
    rows = lea.gold(tmp_path / "gold.jsonl")
    assert len(rows) == sum(lea.listed()["gold"].values())  # type: ignore[attr-defined]
    assert {row["gold_source"] for row in rows} == {"adjudicated", "unanimous"}
    assert {row["n_votes"] for row in rows} == {3}
    assert [desk.gold(tmp_path / "gold.jsonl") for desk in (ana, ben, cleo)] == [rows] * 3
