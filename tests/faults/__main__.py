"""`python3 dev.py faults [--kills N] [--seed S] [--json]`."""

import argparse
import json
import sys

from tests.faults.campaign import Campaign, Figures


def main() -> int:
    """Play a campaign and print its figures; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    campaign = Campaign()
    try:
        for figures in campaign.random(chosen.kills, chosen.seed):
            sys.stderr.write(f"\r{figures.kills} of {chosen.kills} kills")
    finally:
        sys.stderr.write("\n")
        campaign.close()
    sys.stdout.write(_told(campaign.figures, as_json=chosen.json))
    return 0 if campaign.figures.clean else 1


def _told(figures: Figures, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(figures.row()) + "\n"
    rows = [f"{name:<20} {value}" for name, value in figures.row().items() if name != "stuck"]
    rows += [f"  stuck: {one}" for one in figures.stuck]
    rows += [f"  {name}: {one}" for name, found in figures.wrong.items() for one in found]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
