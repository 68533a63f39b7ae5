"""`python -m desktop.sandbox`, and what the packaged program becomes for it: serve a queue file on 127.0.0.1."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.sandbox.process import default_queue, reporting_broken_files, serve
from desktop.sandbox.queue_file import load_queue


def main(argv: Sequence[str] | None = None) -> None:
    """Read the options, those of the command line unless given, and serve."""
    parser = argparse.ArgumentParser(prog="desktop.sandbox", description=__doc__)
    parser.add_argument("--queue", type=Path, default=default_queue())
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--follow-stdin", action="store_true")
    chosen = parser.parse_args(argv)
    with reporting_broken_files():
        queue = load_queue(chosen.queue)
        serve(queue, chosen.port, chosen.token, chosen.state, chosen.follow_stdin)


if __name__ == "__main__":
    main()
