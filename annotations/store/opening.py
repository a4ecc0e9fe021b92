"""Whether a folder may be opened, and how."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from annotations.errors import StoreError
from annotations.store import disk
from annotations.store.project import DATABASE, TinyDBStore

_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def opened(folder: Path, *, read_only: bool, force: bool) -> TinyDBStore:
    """The project in `folder`; see `annotations.store.open_store`."""
    kind = "" if force else disk.network_file_system(folder)
    if kind:
        raise StoreError(
            f"{folder} lies on a network file system ({kind}), where locks and syncs may not hold, "
            "and saved annotations could be lost. Keep the project on a local disk and exchange "
            "bundles; --force opens it all the same."
        )
    if read_only:
        return TinyDBStore(folder, read_only_reason="The project was opened for reading only.")
    reason = _not_writable(folder)
    if reason and not (folder / DATABASE).exists():
        raise StoreError(f"No project can be made: {reason}")
    return TinyDBStore(folder, read_only_reason=reason)


def _not_writable(folder: Path) -> str:
    """Why nothing can be written in a folder, which is made if it is missing; empty if it can."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            disk.sync_folder(folder.parent)
        # Asked by doing: permission bits say little on read-only mounts, or to root.
        os.close(os.open(folder / f"{DATABASE}.lock", os.O_RDWR | os.O_CREAT, 0o666))
    except OSError as error:
        if error.errno in _FORBIDDEN:
            return f"The folder {folder} cannot be written ({error.strerror})."
        raise StoreError(f"{folder} cannot be a project: {error.strerror}.") from error
    database = folder / DATABASE
    if database.exists() and not os.access(database, os.W_OK):
        return f"{database} cannot be written."
    return ""
