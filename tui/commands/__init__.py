"""One click command a file; `tui.cli.COMMANDS` names them."""
