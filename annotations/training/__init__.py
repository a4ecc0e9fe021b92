"""Labels and votes become rows, and rows become files that a training run reads."""

from __future__ import annotations

from annotations.store.settling import settle
from annotations.training.counting import Tally, tally
from annotations.training.folder import export_folder, passes
from annotations.training.formats import FORMATS, Format, format_for, format_named
from annotations.training.manifest import Manifest, Reports
from annotations.training.options import Options
from annotations.training.preparing import Prepared, prepare, warnings
from annotations.training.row import SCHEMA, Row, Vote
from annotations.training.rows import TrainingSet
from annotations.training.summary import Summary
from annotations.training.writing import export, export_file

__all__ = [
    "FORMATS",
    "SCHEMA",
    "Format",
    "Manifest",
    "Options",
    "Prepared",
    "Reports",
    "Row",
    "Summary",
    "Tally",
    "TrainingSet",
    "Vote",
    "export",
    "export_file",
    "export_folder",
    "format_for",
    "format_named",
    "passes",
    "prepare",
    "settle",
    "tally",
    "warnings",
]
