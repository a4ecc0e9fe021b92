"""`python -m tui` is `slugline`."""

from tui.cli import main

main()
