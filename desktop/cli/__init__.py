"""The headless door: every verb, progress on the terminal, JSON on request, exit codes, no traceback."""

from desktop.cli.verbs import main

__all__ = ["main"]
