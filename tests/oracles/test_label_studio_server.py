"""Label Studio's own server takes our tasks, and what it exports is read back.

Skipped unless `label-studio` is on the path (or `LABEL_STUDIO` names it): the server is a gigabyte
of packages, and takes a minute to start.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.config import Config
from annotations.dataset import Options, TrainingSet, export_folder
from annotations.importing.plan import Import
from annotations.importing.read_files import read
from annotations.labels import LabelScheme
from tests.unit.dataset.material import Project, hard_project

PROGRAM = os.environ.get("LABEL_STUDIO") or shutil.which("label-studio") or ""
LEAD, PASSWORD = "lead@annotators.invalid", "a-long-passphrase-1"

pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="label-studio is not installed"),
    pytest.mark.slow,
    pytest.mark.timeout(600),
]


class Server:
    """A browser that has logged in."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        ).open

    def ask(self, path: str, data: bytes | None = None, kind: str = "") -> tuple[int, bytes]:
        """Status and answer."""
        token = {one.name: one.value for one in self._cookies}.get("csrftoken") or ""
        headers = {"Content-Type": kind, "X-CSRFToken": token, "Referer": self._address}
        try:
            answer = self._open(urllib.request.Request(self._address + path, data, headers))
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        return answer.status, answer.read()

    def sign(self, path: str, address: str) -> None:
        """Log in, or sign up."""
        self.ask(path)
        token = next(str(one.value) for one in self._cookies if one.name == "csrftoken")
        form = {"email": address, "password": PASSWORD, "csrfmiddlewaretoken": token}
        data = urllib.parse.urlencode(form).encode()
        assert self.ask(path, data, "application/x-www-form-urlencoded")[0] == 200

    def project(self, folder: Path) -> str:
        """A project with the interface of an export; its path."""
        config = (folder / "config.xml").read_text("utf-8")
        made = json.dumps({"title": "tasks", "label_config": config}).encode()
        status, answer = self.ask("/api/projects", made, "application/json")
        assert status == 201
        return f"/api/projects/{json.loads(answer)['id']}"

    def take(self, project: str, folder: Path) -> tuple[int, Any]:
        """Import the tasks of an export."""
        data = (folder / "tasks.json").read_bytes()
        status, answer = self.ask(f"{project}/import", data, "application/json")
        return status, json.loads(answer)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens, with a database of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "LABEL_STUDIO_BASE_DATA_DIR": str(tmp_path_factory.mktemp("label-studio")),
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
    }
    arguments = ["start", "--no-browser", "--port", str(port), "--internal-host", "127.0.0.1",
                 "--username", LEAD, "--password", PASSWORD]  # fmt: skip
    running = subprocess.Popen(
        [PROGRAM, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(500):
            try:
                if Server(address).ask("/health")[0] == 200:
                    break
            except OSError:
                assert running.poll() is None, "it ended"
            time.sleep(1)
        yield address
    finally:
        running.terminate()
        running.wait(30)


def exported(project: Project, folder: Path, **options: bool) -> Path:
    """A folder for Label Studio."""
    rows = TrainingSet(project.store, Config(), Options(completed_by=bool(options)))
    export_folder(rows, "labelstudio", folder)
    return folder


def test_the_server_takes_tasks_and_gives_them_back(address: str, tmp_path: Path) -> None:
    """Who said what comes back; members are named once they are made, and not before."""
    server, project = Server(address), hard_project()
    server.sign("/user/login/", LEAD)
    folder = exported(project, tmp_path / "out")
    path = server.project(folder)
    status, answer = server.take(path, folder)
    assert (status, answer["annotation_count"]) == (201, 32)
    (tmp_path / "back.json").write_bytes(server.ask(f"{path}/export?exportType=JSON")[1])
    report = Import(project.store, read(tmp_path / "back.json"), scheme=LabelScheme()).report
    assert report.counts["known"] == 20
    assert report.counts["unknown label"] == 1  # one that has left the scheme
    assert len(report.outcomes) == 21
    for kind in ("JSON_MIN", "CSV", "TSV"):
        (tmp_path / kind).write_bytes(server.ask(f"{path}/export?exportType={kind}")[1])
        told = read(tmp_path / kind)
        assert told.kind == "Label Studio"
        assert len(told.items) == 32
    named = exported(project, tmp_path / "named", completed_by=True)
    other = server.project(named)
    status, answer = server.take(other, named)
    assert status == 400
    assert "Unknown annotator's email" in str(answer)
    for number in (1, 2, 3):
        Server(address).sign("/user/signup/", f"ann-{number}@annotators.invalid")
    assert server.take(other, named)[0] == 201
