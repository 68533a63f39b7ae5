"""Generated queues run to the end in the sandbox: does what was predicted come true?

``python -m tests.stories.forecasts --queues 200``. Each queue has a batch of its own, often too small for those at
risk, and a manager who takes his time; the clock skips to the last deadline at risk before the seal.
"""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tests.queues.generate import generate
from tests.stories.program import mission


@dataclass(frozen=True)
class Forecast:
    """What was predicted for a queue, and how many clocks really ran out."""

    seed: int
    batch: int
    wait_seconds: int
    at_risk: int
    low: int
    likely: int
    high: int
    breaches: int

    @property
    def held(self) -> bool:
        """Whether the outcome lies within the range."""
        return self.low <= self.breaches <= self.high


def run(seed: int, place: Path) -> Forecast:
    """Run one queue to its seal. Sizes, batches and waits follow from the seed."""
    dice = Random(seed)
    queue, _ = generate(seed, dice.randrange(120, 400))
    batch, wait = dice.randrange(1, 8), dice.randrange(0, 1100)
    for approver in queue["approvers"]:
        approver["answer_after_seconds"] = wait
    place.mkdir(parents=True)
    file = place / "queue.json"
    file.write_text(json.dumps(queue), "utf-8")
    out = place / "out"
    out.mkdir()
    (out / "preferences.toml").write_text(f"batch_size = {batch}\n", "utf-8")
    ended = mission(out, "--queue", file, "--wait-out-clocks")
    assert ended.code == 0, ended.err
    told, result = ended.json["predicted_breaches"], ended.json
    return Forecast(seed, batch, wait, len(result["at_risk"]), **told, breaches=result["breaches"])


def main() -> int:
    """Run the queues, two at a time; print what missed and the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queues", type=int, default=200)
    parser.add_argument("--first", type=int, default=1000)
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.queues)
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda seed: run(seed, Path(place) / str(seed)), seeds))
    missed = [asdict(one) for one in made if not one.held]
    sys.stdout.write(
        json.dumps(
            {
                "queues": len(made),
                "held": sum(one.held for one in made),
                "exact": sum(one.likely == one.breaches for one in made),
                "with_breaches": sum(one.breaches > 0 for one in made),
                "missed": missed,
            },
            indent=1,
        )
        + "\n"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
