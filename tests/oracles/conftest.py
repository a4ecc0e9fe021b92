"""One project that holds everything hard, written in every format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from annotations.config import ArticlesConfig, Config
from annotations.dataset import FORMATS, Row, TrainingSet, export_folder
from annotations.dataset.clusters import Place
from tests.unit.dataset.material import HARD, Project

SPLITS = ("train", "train", "train", "validation", "test")

Pairs = dict[str, tuple[str, str]]
"""Text and label by sentence id."""


class Exported:
    """What was exported, and what every consumer must give back."""

    def __init__(self, folder: Path) -> None:
        project, places = Project(), {}
        labels = ("claim", "quote", "speculation")
        for number, split in enumerate(SPLITS):
            article = project.add(
                [*HARD, f"The number {number} was “drawn”."], title=f"no: {number}"
            )
            everything = {index: labels[index % 3] for index in range(len(HARD) + 1)}
            project.say("ana", article, everything)
            project.say("ben", article, {**everything, 1: "claim"}, note="12:30 – “no”")
            places[article.id] = Place(split, "c-" + article.id[2:])
        config = Config(articles=ArticlesConfig(license="CC0-1.0"))
        self.training_set = TrainingSet(project.store, config, places=places)
        self.folder = folder
        for name in FORMATS:
            export_folder(self.training_set, name, folder / name)
        self.rows = [row for row in self.training_set.rows() if isinstance(row, Row)]

    def pairs(self, split: str = "") -> Pairs:
        """Those of the rows, or of those of one split."""
        return {row.id: (row.text, row.label) for row in self.rows if split in ("", row.split)}

    def votes(self) -> Mapping[tuple[str, str], str]:
        """Every vote by sentence id and annotator, where the sentence is a row."""
        return {(row.id, vote.annotator): vote.label for row in self.rows for vote in row.votes}


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The project, in every format."""
    return Exported(tmp_path_factory.mktemp("exported"))
