"""`slugline team`, and `slugline bundle` over a database: as people, lead and strangers see it."""

from __future__ import annotations

import json
import os
import runpy
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from annotations.errors import ExchangeError
from annotations.exchange import pull
from annotations.exchange.postgres import connection, schema
from annotations.exchange.postgres.address import checked, scrubbed, shown
from annotations.store import open_store
from tests.functional.test_bundle import state, work
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import CONFIG
from tui.cli import cli
from tui.commands.bundle import command as bundle
from tui.commands.team import command as team

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line, `team …` or `bundle …`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "Ana")

    def call(*words: str) -> Result:
        found = CliRunner().invoke({"team": team, "bundle": bundle}[words[0]], list(words[1:]))
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return call


class Site:
    """A database with a lead and two writers, who have logins of their own."""

    def __init__(self, server: Server, run: Run, name: str = "site") -> None:
        self.server, self.run, self.name = server, run, name
        self.owner = server.make(name)
        server.run(self.owner, "drop schema if exists slugline cascade")
        made = run(
            "team", "init", self.owner, "--writer", "ana", "--writer", "ben", "--lead", "lea"
        )
        assert made.exit_code == 0, made.output

    def of(self, login: str) -> str:
        """The address for a login."""
        return self.server.address(self.name, login)

    def begin(self) -> None:
        """Lea, Ana and Ben each label and push."""
        work("lea", "Lea", [(0, "claim")])
        assert self.run("bundle", "push", self.of("lea"), "--project", "lea").exit_code == 0
        for who, said in (("ana", "quote"), ("ben", "claim")):
            assert self.run("bundle", "pull", self.of(who), "--project", who).exit_code == 0
            work(who, who.title(), [(1, said)])
            assert self.run("bundle", "push", self.of(who), "--project", who).exit_code == 0


@pytest.fixture
def site(postgres: Server, run: Run) -> Site:
    """A new one."""
    return Site(postgres, run)


def test_a_team_meets_in_a_database(site: Site, run: Run) -> None:
    """Everybody ends with the same; status and members say how it stands."""
    begun = run("team", "status", site.of("ana"), "--project", work_folder("early"))
    assert begun.exit_code == 1
    assert "Nobody has begun" in begun.stdout
    with pytest.raises(ExchangeError, match=r"permission denied|row-level"):
        run("bundle", "push", site.of("ana"), "--project", "early")
    site.begin()
    for who in ("lea", "ana"):
        behind = run("team", "status", site.of(who), "--project", who)
        assert (behind.exit_code, "are not here yet" in behind.stdout) == (1, True)
        assert run("bundle", "pull", site.of(who), "--project", who).exit_code == 0
        assert run("team", "status", site.of(who), "--project", who).exit_code == 0
    assert state("lea") == state("ana") == state("ben")
    found = json.loads(run("team", "status", site.of("ben"), "--format", "json").stdout)
    assert (found["schema"], found["may"], found["people"]) == ("team-status/1", "write", 3)
    members = json.loads(run("team", "members", site.of("ben"), "--format", "json").stdout)
    assert [(one["name"], one["login"], one["lead"]) for one in members] == [
        ("Lea", "lea", True),
        ("Ana", "ana", False),
        ("Ben", "ben", False),
    ]
    for one in members:
        [device] = one["devices"]
        assert (device["events"], len(device["key"])) == (2, 64)
        assert device["seen"].endswith("Z")
    assert "Ben (u-" in run("team", "members", site.of("ana")).stdout


def work_folder(who: str) -> str:
    """A project that has been worked in."""
    work(who, who.title(), [(0, "claim")])
    return who


FORBIDDEN = {
    "change an event": "update slugline.events set body = '{}'",
    "delete an event": "delete from slugline.events",
    "empty a table": "truncate slugline.events",
    "change an article": "update slugline.articles set body = '{}'",
    "take over a stream": "update slugline.devices set role = 'ben'",
    "become a lead": "update slugline.people set lead = true",
    "bring somebody back": "delete from slugline.departures",
    "change the project": "update slugline.projects set file = '{}'",
    "raise the version": "insert into slugline.version (version) values (99)",
    "drop a rule": "drop policy writing on slugline.events",
    "write in the stream of another": "insert into slugline.events select project, device, 99, "
    "'e-00000000000000000000000000000000', person, '{}' from slugline.streams s where exists "
    "(select 1 from slugline.people p where p.person = s.person and p.role = 'ana')",
    "write beside the stream of another": "insert into slugline.forks select project, device, 99, "
    "'e-00000000000000000000000000000000', person, '{}' from slugline.streams s where exists "
    "(select 1 from slugline.people p where p.person = s.person and p.role = 'ana')",
    "assign": "insert into slugline.events select s.project, s.device, 99, "
    "'e-00000000000000000000000000000000', s.person, '{\"kind\": \"assignment\"}' "
    "from slugline.streams s join slugline.people p on p.person = s.person and p.role = 'ben'",
    "join as another login": "insert into slugline.devices (project, device, role) "
    "select project, 'd-0123', 'ana' from slugline.projects",
    "join as a lead": "insert into slugline.people (project, person, role, lead) "
    "select project, 'u-0123', 'ben', true from slugline.projects",
    "send a colleague away": "insert into slugline.departures (project, person, device, seq, "
    "by_role) select s.project, s.person, s.device, 99, 'ben' from slugline.streams s "
    "join slugline.people p on p.person = s.person and p.role = 'ana'",
    "sign for another": "insert into slugline.signatures (project, device, seq, lines) "
    "select d.project, d.device, 99, '' from slugline.devices d where d.role = 'ana' "
    "on conflict (project, device) do update set lines = excluded.lines",
}


def test_what_a_writer_may_not_do(site: Site) -> None:
    """Also after taking the role of the team on; what is there stays as it is."""
    site.begin()
    tables = "events", "forks", "people", "devices", "departures", "signatures", "projects"

    def all_rows() -> list[object]:
        return [site.server.run(site.owner, f"select * from slugline.{one}") for one in tables]

    before = all_rows()
    for what, statement in FORBIDDEN.items():
        for role in ("", "set role slugline_writer; "):
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                psycopg.connect(site.of("ben"), autocommit=True) as there,
            ):
                there.execute(f"{role}{statement}".encode())
            assert all_rows() == before, what


def test_a_login_is_one_writer(site: Site, run: Run) -> None:
    """Who began as one login goes on so; another is told as whom."""
    site.begin()
    work("ana", "Ana", [(2, "claim")])
    with pytest.raises(ExchangeError, match=r"“ana”, and you are connected as “ben”|row-level"):
        run("bundle", "push", site.of("ben"), "--project", "ana")


def test_whoever_left_writes_nothing_new(site: Site, run: Run) -> None:
    """Neither they nor somebody with their key; what they did stays, for newcomers too."""
    site.begin()
    refused = CliRunner().invoke(team, ["leave", site.of("ben"), "Ana", "--yes"])
    assert isinstance(refused.exception, ExchangeError)
    left = run("team", "leave", site.of("lea"), "Ana", "--yes")
    assert "has left" in left.stdout
    assert "left 20" in run("team", "members", site.of("ben")).stdout
    work("ana", "Ana", [(2, "claim")])
    with pytest.raises(ExchangeError, match="row-level security"):
        run("bundle", "push", site.of("ana"), "--project", "ana")
    # Past all rules, by somebody who keeps the server: clients do not take it either.
    store = open_store(Path("ana"))
    late = list(store.lines(store.device))[-1].decode()
    fields = json.loads(late)
    store.close()
    with psycopg.connect(site.owner, autocommit=True) as there:
        there.execute(
            "insert into slugline.events values (%s, %s, %s, %s, %s, %s)",
            [*(fields[one] for one in ("project", "device", "seq", "id", "person")), late],
        )
    newcomer = MemoryStore()
    report = pull(newcomer, site.of("ben"), CONFIG)
    assert report.new == 6
    assert fields["id"] not in {one.id for one in newcomer.history()}
    with pytest.raises(ExchangeError, match="already"):
        run("team", "leave", site.of("lea"), "Ana", "--yes")


@pytest.mark.parametrize(
    "kind", ["plain", "plain of data", "plain by a writer", "in a folder", "ours"]
)
def test_a_dump_is_an_exchange(site: Site, run: Run, tmp_path: Path, kind: str) -> None:
    """Read without a server, whoever made it."""
    site.begin()
    run("bundle", "pull", site.of("ana"), "--project", "ana")
    folder = tmp_path / "dump"
    if kind == "ours":
        assert run("team", "dump", site.of("ben"), "dump").exit_code == 0
    else:
        folder.mkdir()
        options = {
            "plain of data": ["--data-only"],
            "plain by a writer": ["--enable-row-security", "--schema=slugline"],
        }.get(kind, [])
        who = site.of("ana") if kind == "plain by a writer" else site.owner
        site.server.dump(who, folder / "dump.sql", *options)
    place = folder / "dump.sql" if kind.startswith("plain") else folder
    read = run("bundle", "pull", str(place), "--project", "new")
    assert read.exit_code == 0, read.output
    assert state("new") == state("ana")


def test_dumps_that_are_not_read_say_how_they_are(site: Site, run: Run, tmp_path: Path) -> None:
    """Other formats, other statements, half of one, of something else, hostile rows."""
    site.begin()
    for option, name, why in (
        ("-Fd", "folder", "pg_restore -f"),
        ("-Fc", "custom.dump", "pg_restore -f"),
        ("--inserts", "inserts.sql", "--inserts"),
    ):
        site.server.dump(site.owner, tmp_path / name, option)
        with pytest.raises(ExchangeError, match=why):
            run("bundle", "pull", name, "--project", "new")
    site.server.dump(site.owner, tmp_path / "good.sql")
    good = (tmp_path / "good.sql").read_bytes()
    at = good.index(b"COPY slugline.events")
    bad = {
        "half.sql": (good[: good.index(b"\n", at) + 30], "half here"),
        "other.sql": (b"select 1;\n", "no project"),
        "empty.sql": (b"", "no project"),
        "two.sql": (good + good[good.index(b"COPY slugline.projects") :].replace(b"p-", b"p-a", 1),
                    "2 projects"),
    }  # fmt: skip
    for name, (data, why) in bad.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ExchangeError, match=why):
            run("bundle", "pull", name, "--project", "new")
    assert not (tmp_path / "new").exists()
    os.mkfifo(tmp_path / "pipe.sql")
    with pytest.raises(ExchangeError, match="no plain file"):
        run("bundle", "pull", "pipe.sql", "--project", "new")
    row = good[good.index(b"\n", at) + 1 : good.index(b"\\.", at)].splitlines(keepends=True)[0]
    hidden = row.replace(b"\t1\t", b"\t77\t", 1).replace(b"d-", b"../../d-", 1)
    (tmp_path / "hidden.sql").write_bytes(good.replace(row, hidden))
    assert run("bundle", "pull", "hidden.sql", "--project", "new").exit_code == 1
    assert not (tmp_path.parent / "d-").exists()


def test_rows_that_say_otherwise_than_their_columns_are_refused(site: Site, run: Run) -> None:
    """Else some would see them and others, who are further on, not."""
    site.begin()
    site.server.run(site.owner, "update slugline.events set seq = 9 where seq = 2")
    read = run("bundle", "pull", site.of("ben"), "--project", "new")
    assert read.exit_code == 1
    assert read.stdout.count("Refused") >= 1


def test_init_can_be_repeated_and_says_what_it_did(
    site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables of another version are not touched, and nothing else is read."""
    again = run("team", "init", site.owner, "--writer", "ana")
    assert (again.exit_code, "there already" in again.stdout) == (0, True)
    assert "takes part" not in again.stdout
    with pytest.raises(ExchangeError, match="no name of a login"):
        run("team", "init", site.owner, "--writer", 'x"; drop table')
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "select 1"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(ExchangeError, match="earlier version"):
        run("bundle", "pull", site.of("ana"), "--project", "new")
    assert "brought up to date" in run("team", "init", site.owner).stdout
    monkeypatch.undo()
    for words in (("bundle", "pull", site.of("ana")), ("team", "init", site.owner)):
        with pytest.raises(ExchangeError, match="later version"):
            run(*words)


def test_a_database_without_tables_says_who_makes_them(postgres: Server, run: Run) -> None:
    """And one that is not there is said to be so, at once."""
    with pytest.raises(ExchangeError, match="slugline team init"):
        run("bundle", "pull", postgres.make("empty"), "--project", "new")
    with pytest.raises(ExchangeError, match="does not exist"):
        run("team", "status", postgres.address("nowhere"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana:sEcr3t@db.example.org/team",
        "postgresql://ana:sEcr3t@/team",
        "postgres://ana:sEc/r3t@127.0.0.1/team",
        "POSTGRESQL://ana:sEcr3t@127.0.0.1:x/team",
        "postgresql://127.0.0.1/team?user=ana&password=sEcr3t",
        "postgresql://127.0.0.1/team?sslpassword=sEcr3t",
        "postgresql://127.0.0.1/team?p%61ssword=sEcr3t",
        "postgresql://ana:sEcr%33t@[::1]/team",
    ],
)
def test_a_password_in_an_address_is_refused_and_shown_nowhere(run: Run, address: str) -> None:
    """Whatever the command, and however it is written."""
    for words in (
        ("bundle", "push", address),
        ("bundle", "pull", address),
        ("team", "init", address),
        ("team", "status", address),
    ):
        with pytest.raises(ExchangeError) as caught:
            run(*words)
        told = str(caught.value)
        assert "sEc" not in told
        assert "r3t" not in told
        assert "pgpass" in told
    for line in (["bundle", address], ["team", address], [address]):
        said = CliRunner().invoke(cli, line)
        assert said.exit_code == 2
        assert "r3t" not in said.output
    assert "r3t" not in shown(address)
    assert "sEcr" not in scrubbed(f"libpq says: {address}", address)


def test_a_secret_of_the_environment_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the server says it back."""
    monkeypatch.setenv("PGPASSWORD", "sEcr3t")
    assert scrubbed('role "sEcr3t" does not exist') == 'role "…" does not exist'


@pytest.mark.parametrize(
    ("address", "environment", "plain", "mode"),
    [
        ("postgresql://db.example.org/x", {}, False, "require"),
        ("postgresql://db.example.org/x?sslmode=verify-full", {}, False, "verify-full"),
        ("postgresql://db.example.org/x?sslmode=prefer", {}, False, None),
        ("postgresql://db.example.org/x?sslmode=disable", {}, False, None),
        ("postgresql://db.example.org/x?sslmode=disable", {}, True, "disable"),
        ("postgresql://10.0.0.9/x", {"PGSSLMODE": "allow"}, False, None),
        ("postgresql://10.0.0.9/x", {"PGSSLMODE": "verify-ca"}, False, ""),
        ("postgresql:///x", {"PGHOST": "db.example.org"}, False, "require"),
        ("postgresql:///x?host=/run/a,db.example.org", {}, False, "require"),
        ("postgresql://127.0.0.1/x?hostaddr=10.1.1.1&sslmode=allow", {}, False, None),
        ("postgresql://127.0.0.1/x", {}, False, ""),
        ("postgresql:///x", {}, False, ""),
        ("postgresql:///x?service=far", {}, False, None),
        ("postgresql:///x?service=sure", {}, False, ""),
        ("postgresql:///x", {"PGSERVICE": "far"}, False, None),
    ],
)
def test_another_machine_is_spoken_to_with_tls(
    address: str,
    environment: dict[str, str],
    plain: bool,
    mode: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever it is said where it is; None: refused."""
    for name in [one for one in os.environ if one.startswith("PG")]:
        monkeypatch.delenv(name)
    services = tmp_path / "services"
    services.write_text(
        "[far]\nhost=db.example.org\nsslmode=prefer\n"
        "[sure]\nhost=db.example.org\nsslmode=verify-full\n"
    )
    for name, value in {"PGSERVICEFILE": str(services), **environment}.items():
        monkeypatch.setenv(name, value)
    if mode is None:
        with pytest.raises(ExchangeError, match="sslmode"):
            checked(address, plain=plain)
    else:
        assert checked(address, plain=plain).get("sslmode", "") == mode


def test_without_psycopg_it_is_said_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command that installs it."""
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ExchangeError, match=r"pip install 'slugline\[team\]'"):
        run("team", "status", "postgresql://127.0.0.1/x")


def test_a_server_that_is_gone_is_said_soon_and_harms_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels are in the project folder; the command ends."""
    monkeypatch.setattr(connection, "AT_FIRST", 0.1)
    work("ana", "Ana", [(0, "claim")])
    before = state("ana")
    with pytest.raises(ExchangeError, match=r"refused.*safe in your project folder"):
        run("bundle", "push", "postgresql://127.0.0.1:1/x", "--project", "ana")
    assert state("ana") == before


def test_a_try_out_begins_with_articles_and_two_annotators(
    postgres: Server, tmp_path: Path, run: Run
) -> None:
    """As `make team` prepares it: each has the lead's articles, and is level with the server."""
    prepare = runpy.run_path(str(ROOT / "scripts" / "try_team.py"))["prepare"]
    postgres.run(postgres.make("team"), "drop schema if exists slugline cascade")
    prepare(postgres, tmp_path)
    for name in ("ana", "ben"):
        address = postgres.address("team", name)
        found = run("team", "status", address, "--project", f"{name}/.slugline", "--format", "json")
        said = json.loads(found.stdout)
        assert (said["may"], said["to_pull"]) == ("write", 0)
        assert said["articles_there"] == said["articles_here"] > 10
