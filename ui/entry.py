"""The console entry: `triagedeck`."""

from desktop.cli import main

__all__ = ["main"]
