"""The console entry: `triagedeck` opens the window; with a verb it is the command line."""

import multiprocessing
import sys

_WINDOWED = ("window", "review", "gallery")


def main() -> int:
    """Open the window, or run a verb. What the window does not need is not loaded for it."""
    # The packaged program is its own worker process, too: then this call does the work and does not return.
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in _WINDOWED:
        from ui.app.arguments import run

        return run(arguments)
    from desktop.cli import main as command_line

    command_line()  # ends with its own exit code
    return 0


if __name__ == "__main__":
    sys.exit(main())
