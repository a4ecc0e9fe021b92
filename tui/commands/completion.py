"""`slugline completion`: what a shell needs to complete commands, options and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = {
    "bash": 'eval "$(slugline completion bash)"   # in ~/.bashrc',
    "zsh": 'eval "$(slugline completion zsh)"    # in ~/.zshrc',
    "fish": "slugline completion fish > ~/.config/fish/completions/slugline.fish",
}
"""Shell to the line that sets it up."""


@click.command(
    "completion",
    epilog="\b\nTo set it up:\n" + "\n".join(f"  {line}" for line in SHELLS.values()),
)
@click.argument("shell", type=click.Choice(list(SHELLS)))
def command(shell: str) -> None:
    """Print the completion script of SHELL: commands, options, files."""
    program = click.get_current_context().find_root().command
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(program, {}, "slugline", "_SLUGLINE_COMPLETE").source())
