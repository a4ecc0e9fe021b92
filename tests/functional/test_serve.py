"""`slugline serve`: a page, a socket that draws and takes keys, and who is turned away."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from annotations.store import open_store
from tests.functional.test_cli import slugline
from tui.browser import is_loopback
from tui.commands.serve import program

ROOT = Path(__file__).parents[2]
STORY = "estmark-rate-cut"


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server on a port that is free: its address, and the process."""
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "serve", "--port", "0", *words],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}, text=True,
    ) as running:  # fmt: skip
        try:
            assert running.stdout is not None
            found = re.search(r"http://\S+/", running.stdout.readline())
            assert found, running.stderr.read() if running.stderr else ""
            yield found[0], running
        finally:
            running.terminate()
            running.wait(timeout=30)


async def labelled(address: str, *keys: str) -> str:
    """What a browser is sent until the labels are saved; `keys` are pressed one after another."""
    seen = b""

    async def until(words: bytes, socket: aiohttp.ClientWebSocketResponse) -> None:
        nonlocal seen
        while words not in seen:
            frame = await socket.receive(timeout=20)
            assert frame.type == aiohttp.WSMsgType.BINARY, frame
            seen += frame.data

    page = address.replace("http", "ws") + "ws?width=100&height=30"
    async with aiohttp.ClientSession() as session, session.ws_connect(page) as socket:
        await until(b"Estmark", socket)
        await until(b"saved", socket)
        for key in keys:
            await socket.send_json(["stdin", key])
        await until(b"%d/" % len(keys), socket)
        await socket.send_json(["stdin", "\x11"])
        while (await socket.receive(timeout=20)).type == aiohttp.WSMsgType.BINARY:
            pass
    return seen.decode("utf-8", "replace")


def test_a_page_shows_the_reader_and_its_keys_label(seeds: Path, tmp_path: Path) -> None:
    """Paths and names of any characters arrive as they are; what was labelled is on disk."""
    corpus = tmp_path / "a b; touch pwned $(touch pwned) 'c"
    shutil.copytree(seeds / STORY, corpus)
    name = "o'brien `touch pwned`"
    words = [corpus.name, "--project", "my project", "--annotator", name]
    with served(tmp_path, *words) as (address, _):

        async def look() -> None:
            async with aiohttp.ClientSession() as session:
                async with session.get(address) as answer:
                    page = await answer.text()
                assert answer.status == 200
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
                assert f"{address.replace('http', 'ws')}ws" in page
                script = re.search(r'<script src="(/static/[^"]+)', page)
                assert script is not None
                async with session.get(address + script[1].lstrip("/")) as answer:
                    assert answer.status == 200

        asyncio.run(look())
        asyncio.run(labelled(address, "c", "q"))
        deadline = time.monotonic() + 20
        while True:
            store = open_store(tmp_path / "my project", read_only=True)
            said = [one.mark.label for one in store.annotations()]
            people = list(store.people().values())
            store.close()
            if len(said) == 2 or time.monotonic() > deadline:
                break
    assert said == ["claim", "quote"]
    assert people == [name]
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("", {}, 200),
        ("", {"Host": "rebound.example"}, 403),
        ("", {"Host": "rebound.example:{port}"}, 403),
        ("", {"Host": "localhost:{port}"}, 200),
        ("ws", {"Origin": "http://elsewhere.example"}, 403),
        ("ws", {"Origin": "null"}, 403),
        ("ws", {"Origin": "http://127.0.0.1:1"}, 403),
        ("ws", {"Origin": "http://localhost:{port}"}, 403),
    ],
)
def test_other_sites_are_turned_away(
    seeds: Path, tmp_path: Path, path: str, headers: dict[str, str], status: int
) -> None:
    """The browser that shows them can reach this machine."""
    with served(tmp_path, str(seeds), "--project", "p") as (address, _):
        port = address.rstrip("/").rpartition(":")[2]
        given = {name: value.format(port=port) for name, value in headers.items()}

        async def ask() -> int:
            async with (
                aiohttp.ClientSession() as session,
                session.get(address + path, headers=given) as answer,
            ):
                return answer.status

        assert asyncio.run(ask()) == status


def test_listening_elsewhere_says_what_it_means(seeds: Path, tmp_path: Path) -> None:
    """Who can label, and as whom; on this machine alone nothing is said."""
    for host, warns in (("0.0.0.0", True), ("127.0.0.1", False)):
        words = [str(seeds), "--project", "p", "--host", host, "--annotator", "ana"]
        with served(tmp_path, *words) as (_, running):
            running.terminate()
            assert running.stderr is not None
            told = running.stderr.read()
        assert ("may label as “ana”" in told) == warns


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """With what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = slugline(tmp_path, "serve", "--port", port, "--project", "p")
    assert done.returncode == 1
    assert "--port names another" in done.stderr


def test_the_missing_extra_is_named(tmp_path: Path) -> None:
    """And how it is installed."""
    program = (
        "import sys\n"
        "sys.modules['textual_serve'] = None\n"
        "from tui.cli import run\n"
        "sys.argv = ['slugline', 'serve']\n"
        "sys.exit(run())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install 'slugline[serve]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_word_stays_one_word() -> None:
    """Through the shell that starts a page's process."""
    options, paths = ["--annotator=a b'c", "--fresh"], ["-x", "--fresh", "$(id)", "a;b", "*", "\n"]
    line = program(options, paths).replace("-m tui open", "-c 'import sys;print(sys.argv[1:])'")
    got = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True).stdout
    assert got.strip() == str([*options, "--", *paths])
    assert shlex.split(line)[-len(paths) :] == paths


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_only_loopback_is_this_machine_alone(host: str, local: bool) -> None:
    """A name that merely begins so is none."""
    assert is_loopback(host) == local
