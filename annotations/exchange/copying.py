"""What a carrier holds, as an exchange folder."""

from __future__ import annotations

from pathlib import Path

from annotations.errors import ExchangeError
from annotations.exchange.carrier import Carrier
from annotations.exchange.layout import ATTRIBUTES, GIT_ATTRIBUTES, GUIDELINE, PROJECT, limit_of
from annotations.store.engine import disk


def copy_to(carrier: Carrier, folder: Path) -> int:
    """Write all that a carrier holds into a folder; how many files that are.

    Args:
        carrier: What is read.
        folder: A folder that is new, or empty.

    Raises:
        ExchangeError: If something is in the folder, or the exchange cannot be read.
        OSError: If the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExchangeError(f"{folder} is there and not empty. Name a new folder.")
    if not carrier.has(PROJECT):
        raise ExchangeError(f"{carrier.where} holds no project yet: nobody has pushed.")
    # Only names of the layout: others could lead out of the folder.
    names = [*filter(limit_of, carrier.names()), GUIDELINE]
    files = [(name, carrier.read(name)) for name in names]
    files.append((ATTRIBUTES, "\n".join((*GIT_ATTRIBUTES, "")).encode()))
    for name, data in files:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(place, [data])
    return len(files)
