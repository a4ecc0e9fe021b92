"""`slugline`: every command by name, imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from annotations.errors import ConfigError, SluglineError
from tui.notifications import told
from tui.output import install
from tui.sanitize import safe

COMMANDS = {
    "open": "tui.commands.open",
    "sources": "tui.commands.sources",
    "add": "tui.commands.add",
    "convert": "tui.commands.convert",
    "export": "tui.commands.export",
    "validate": "tui.commands.validate",
    "fill": "tui.commands.fill",
    "import": "tui.commands.import_",
    "stats": "tui.commands.stats",
    "agreement": "tui.commands.agreement",
    "stories": "tui.commands.stories",
    "search": "tui.commands.search",
    "related": "tui.commands.related",
    "review": "tui.commands.review",
    "bundle": "tui.commands.bundle",
    "team": "tui.commands.team",
    "config": "tui.commands.config",
    "history": "tui.commands.history",
    "check": "tui.commands.check",
    "analyse": "tui.commands.analyse",
    "align": "tui.commands.align",
    "compare": "tui.commands.compare",
    "versions": "tui.commands.versions",
    "label": "tui.commands.label",
    "tour": "tui.commands.tour",
    "serve": "tui.commands.serve",
    "where": "tui.commands.where",
    "doctor": "tui.commands.doctor",
    "completion": "tui.commands.completion",
}
"""Command to the module whose `command` it is."""

DEFAULT = "open"

OWN_OPTIONS = ("--help", "-h", "--version", "--verbose")
"""Options of the program itself; any other first word that is no command is a path."""


class Slugline(click.Group):
    """A group whose commands are loaded when needed, and whose first word may be a path."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`slugline PATH...` is `slugline open PATH...`; a word that is neither is said."""
        if args and args[0].lower().startswith(("postgresql:", "postgres:")):
            ctx.fail("An address of a database is read by `slugline bundle pull URL`.")
        is_command = bool(args) and (args[0] in COMMANDS or args[0] in OWN_OPTIONS)
        if not (is_command or ctx.resilient_parsing):
            if args and _is_meant_as_command(args[0]):
                ctx.fail(_unknown(args[0]))
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; who looks elsewhere is told when it ends."""
        with told(ctx):
            return super().invoke(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and files: the first word may be either."""
        files = [CompletionItem(incomplete, type="file")]
        return [*super().shell_complete(ctx, incomplete), *files]


def _is_meant_as_command(word: str) -> bool:
    """Whether a first word is a name rather than a place: nothing is there, and it has no dot."""
    if word.startswith("-") or not word or "/" in word or "." in word:
        return False
    return not os.path.lexists(word)


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), COMMANDS, n=1, cutoff=0.5)
    advice = f"Did you mean “{near[0]}”?" if near else "`slugline --help` lists them."
    return f"“{safe(word)}” is no command, and no file or folder here. {advice}"


@click.group(
    cls=Slugline,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`slugline PATH...` is short for `slugline open PATH...`. "
    "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 130 interrupted.",
)
@click.option("--version", is_flag=True, help="Say the version and leave; with --verbose, more.")
@click.option("--verbose", is_flag=True, help="With --version: project, annotator, configuration.")
@click.pass_context
def cli(ctx: click.Context, version: bool, verbose: bool) -> None:
    """Read news reports of one event side by side, tag every sentence, export a training set."""
    if version or verbose:
        _say_version(verbose)
        ctx.exit()


def _say_version(verbose: bool) -> None:
    from importlib.metadata import version

    click.echo(f"slugline {version('slugline')}")
    if verbose:
        from tui.commands.where import lines
        from tui.settings import settle

        for line in lines(settle(None, None)):
            click.echo(line)


def main() -> None:
    """Run a command; a deliberate error becomes one message and an exit code."""
    install()
    sys.exit(run())


def run() -> int:
    """Run the command that was typed; its exit code."""
    try:
        done = cli(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("slugline: interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SluglineError as error:
        _say(str(error))
        return 2 if isinstance(error, ConfigError) else 1
    except BrokenPipeError:
        # Whoever read the output has seen enough; nor can what is still to be flushed be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}.")
        return 1
    except Exception as error:
        return _fault(error)
    return done if isinstance(done, int) else 0


def _say(text: str) -> None:
    """A message for the user, whose lines cannot control the terminal."""
    lines = (safe(line) for line in text.splitlines())
    click.echo("slugline: " + "\n".join(lines), err=True)


def _fault(error: Exception) -> int:
    """Say that the fault is ours, where it is, and how to see more; nobody else reads traces."""
    if os.environ.get("SLUGLINE_TRACEBACK"):
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = trace.tb_frame.f_code.co_filename if trace else ""
    where = f" ({Path(place).name}:{trace.tb_lineno})" if trace else ""
    what = " ".join(str(error).split())[:300]
    _say(
        f"this should not have happened: {type(error).__name__}: {what}{where}.\n"
        "Nothing that was saved is lost. Please report it, with what "
        "SLUGLINE_TRACEBACK=1 slugline ... prints."
    )
    return 1
