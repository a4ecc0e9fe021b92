"""Labels and votes become rows, and rows become files that a training run reads."""

from __future__ import annotations

from annotations.dataset.builder import TrainingSet
from annotations.dataset.formats import FORMATS, Format, format_for, format_named
from annotations.dataset.manifest import Manifest, Reports
from annotations.dataset.options import Options
from annotations.dataset.prepare import Prepared, prepare, warnings
from annotations.dataset.row import SCHEMA, Row, Vote
from annotations.dataset.summary import Summary
from annotations.dataset.write_file import export, export_file
from annotations.dataset.write_folder import export_folder, passes
from annotations.gold import settle

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
    "warnings",
]
