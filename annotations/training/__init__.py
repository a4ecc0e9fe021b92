"""Labels and votes become rows, and rows become files that a training run reads."""

from __future__ import annotations

from annotations.training.counting import Tally, tally
from annotations.training.formats import FORMATS, Format, format_for, format_named
from annotations.training.row import SCHEMA, Row, Vote
from annotations.training.rows import Summary, TrainingSet
from annotations.training.writing import export, export_file

__all__ = [
    "FORMATS",
    "SCHEMA",
    "Format",
    "Row",
    "Summary",
    "Tally",
    "TrainingSet",
    "Vote",
    "export",
    "export_file",
    "format_for",
    "format_named",
    "tally",
]
