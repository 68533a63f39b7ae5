"""The verbs that open a window: `window`, `review BAG`, `gallery`."""

import argparse
from pathlib import Path

from desktop.base.paths import ACCOUNT_PROFILES


def run(arguments: list[str]) -> int:
    """Read the words after `triagedeck` and open what they name; return the exit code."""
    chosen = _parser().parse_args(arguments or ["window"])
    if chosen.verb == "gallery":
        return _gallery()
    from ui.app.window import Options, run_window

    bag = getattr(chosen, "bag", None)
    return run_window(
        Options(
            sandbox=getattr(chosen, "sandbox", False),
            profile=getattr(chosen, "profile", "sandbox"),
            queue=getattr(chosen, "queue", None),
            folder=getattr(chosen, "out", None),
            bag=bag.resolve() if bag else None,
            alone=chosen.alone,
            paint_once=getattr(chosen, "paint_once", False),
        )
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="triagedeck", description="Open Triage Deck. Other verbs: triagedeck --help"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    window = verbs.add_parser("window", help="open the window")
    window.add_argument("--sandbox", action="store_true", help="on the local sandbox, at once")
    profiles = ("sandbox", *ACCOUNT_PROFILES)
    window.add_argument("--profile", choices=profiles, default="sandbox", help="whose accounts")
    window.add_argument("--queue", type=Path, metavar="FILE", help="queue file for the sandbox")
    window.add_argument("--paint-once", action="store_true", help=argparse.SUPPRESS)
    review = verbs.add_parser("review", help="look at an evidence bundle, offline and read-only")
    review.add_argument("bag", type=Path, metavar="BAG")
    for verb in (window, review):
        verb.add_argument("--out", type=Path, metavar="FOLDER", help="the profile's folder")
        verb.add_argument("--alone", action="store_true", help="beside a window that is open")
    verbs.add_parser("gallery", help="every widget in every state, light and dark")
    return parser


def _gallery() -> int:
    from ui.app.window import make_app
    from ui.dialogs.gallery import show_gallery

    app = make_app()
    app.setQuitOnLastWindowClosed(True)
    gallery = show_gallery()
    gallery.show()
    return app.exec()
