"""Play one story in a process of its own, on the display of the environment: prints one line of JSON."""

import argparse
import json
import sys
from pathlib import Path

from tests.ui.player import play
from tests.ui.stories.missions import by_keyboard, by_mouse
from tests.ui.stories.random_walk import Walk

STORIES = {"by_mouse": by_mouse, "by_keyboard": by_keyboard}


def main() -> int:
    """Read the story's name and where to keep things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", choices=[*STORIES, "random"])
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--theme", default="light", choices=["light", "dark"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=300)
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    walk = Walk(given.seed, given.actions)
    story = walk.play if given.story == "random" else STORIES[given.story]
    player = play(
        story, given.profile, size=(width, height), theme=given.theme, pictures=given.pictures
    )
    report = {"presses": player.presses, "clicks": player.clicks, "done": dict(walk.done)}
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
