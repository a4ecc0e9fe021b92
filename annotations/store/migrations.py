"""Bringing a project of an earlier version up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from annotations.errors import ProjectTooNewError
from annotations.store.engine import disk
from annotations.store.rows import META, SCHEMA, encode

if TYPE_CHECKING:
    from annotations.store.engine.engine import Engine
    from annotations.store.engine.journal import Op
    from annotations.store.registry import Registry

Migration = Callable[["Engine"], list["Op"]]
"""The changes that bring tables from one version to the next."""

MIGRATIONS: dict[int, Migration] = {}
"""By the version that they start from."""


def bring_up_to_date(engine: Engine, registry: Registry) -> None:
    """Migrate an older project, after keeping a copy of its file.

    A project that may only be read is left, and read, as it is.

    Raises:
        ProjectTooNewError: If a later version wrote it.
    """
    meta = registry.meta
    if meta is None or meta.schema == SCHEMA:
        return
    name = engine.files.snapshot
    if meta.schema > SCHEMA:
        raise ProjectTooNewError(
            f"{name} was written by a later version of Slugline (its tables are version "
            f"{meta.schema}, this program knows {SCHEMA}). Update Slugline to open it."
        )
    if engine.read_only:
        return
    engine.compact()
    copy = name.with_name(f"{name.name}.version-{meta.schema}")
    if not copy.exists():
        disk.replace(copy, [name.read_bytes()], mode=disk.mode_in(copy.parent))
    for version in range(meta.schema, SCHEMA):
        now = msgspec.structs.replace(meta, schema=version + 1)

        def build(version: int = version, row: bytes = encode(now)) -> tuple[list[Op], None]:
            return [*MIGRATIONS[version](engine), (META, 1, row)], None

        engine.write(build)
    engine.notices.append(f"The project was brought up to date; {copy.name} is how it was before.")
