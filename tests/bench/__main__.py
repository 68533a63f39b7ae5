"""`python3 dev.py bench [--only NAME] [--json FILE]`."""

import argparse
import json
import sys
from pathlib import Path

from tests.bench.entries import ENTRIES


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted(ENTRIES))
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    rows = []
    for name, measure in ENTRIES.items():
        if chosen.only in (None, name):
            row = measure().row()
            rows.append(row)
            sys.stdout.write(
                f"{'ok  ' if row['ok'] else 'MISS'} {name:<12} {row['ours']:8.2f} {row['unit']}, "
                f"{row['ratio']:.3g} x {row['against']} ({row['reference']:.2f}); "
                f"target {row['target']:.3g} x\n"
            )
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
