"""How good triage is on public data, beside what anybody would reach: `python -m tests.quality [TASK …]`.

Cross-validated on the development halves of the public sets, with bootstrap 95 % intervals; the yardsticks run on
the same folds in the same run. Prints a table for the README.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.quality.categorised import banking_few, banking_full, it_tickets
from tests.quality.duplicates import hadoop
from tests.quality.figures import Figure
from tests.quality.grouped import stackfaq_clusters
from tests.quality.retrieved import stackfaq_pages

REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[3] / "shared"))
TASKS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "banking77": banking_full,
    "banking77_ten": banking_few,
    "it_tickets": it_tickets,
    "clusters": stackfaq_clusters,
    "retrieve": stackfaq_pages,
    "duplicates": hadoop,
}


def main() -> int:
    """Measure and print; 1 when a target is missed, 2 without the public data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=", ".join(TASKS))
    chosen = parser.parse_args().tasks or list(TASKS)
    if not (REFERENCE / "data").is_dir():
        sys.stderr.write("The public data is not there: set TRIAGEDECK_REFERENCE.\n")
        return 2
    sys.stdout.write(
        "| data, measure | ours (95 %) | yardstick (95 %) | target |\n|---|---|---|---|\n"
    )
    missed = False
    for task in chosen:
        for figure in TASKS[task](REFERENCE / "data"):
            sys.stdout.write(figure.row() + "\n")
            sys.stdout.flush()
            missed |= not figure.ok
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
