"""Play one story in a process of its own, on the display of the environment: prints one line of JSON."""

import argparse
import asyncio
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from tests.ui.player import Player, play
from tests.ui.stories.brief_changes import with_a_changed_brief
from tests.ui.stories.hostile import among_hostile_customers, write_queue
from tests.ui.stories.missions import (
    by_keyboard,
    by_mouse,
    come_back,
    leave_midway,
    outlive_the_sandbox,
)
from tests.ui.stories.new_words import with_new_words
from tests.ui.stories.other_words import with_other_words
from tests.ui.stories.random_walk import Walk
from tests.ui.stories.second_thoughts import with_second_thoughts
from tests.ui.stories.surge_goes_on import the_surge_goes_on
from tests.ui.stories.triage_by_hand import triage_by_hand
from tests.ui.stories.with_accounts import prepare, with_accounts


async def spoken(player: Player) -> None:
    """The mission by mouse; at every page the tree a screen reader gets is walked by another program."""
    player.inspect = _walk_the_tree
    await by_mouse(player)


async def _walk_the_tree() -> Any:
    walker = Path(__file__).with_name("spoken.py")
    process = await asyncio.create_subprocess_exec(
        "/usr/bin/python3", str(walker), str(os.getpid()), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return json.loads(said)


STORIES = {
    "by_mouse": by_mouse,
    "by_keyboard": by_keyboard,
    "spoken": spoken,
    "leave_midway": leave_midway,
    "come_back": come_back,
    "outlive_the_sandbox": outlive_the_sandbox,
    "hostile": among_hostile_customers,
    "second_thoughts": with_second_thoughts,
    "surge_goes_on": the_surge_goes_on,
    "changed_brief": with_a_changed_brief,
    "triage_by_hand": triage_by_hand,
    "new_words": with_new_words,
    "other_words": with_other_words,
}


def main() -> int:
    """Read the story's name and where to keep things."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("story", choices=[*STORIES, "with_accounts", "random"])
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--theme", default="light", choices=["light", "dark"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=300)
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    walk = Walk(given.seed, given.actions)
    story: Any = walk.play if given.story == "random" else STORIES.get(given.story)
    queue = None
    if given.story == "hostile":
        queue = given.profile.with_suffix(".json")
        write_queue(queue)
    if given.story == "with_accounts":
        outside = prepare(given.profile)
        story = partial(with_accounts, outside=outside)
    look = {"size": (width, height), "theme": given.theme, "pictures": given.pictures}
    profile = "production" if given.story == "with_accounts" else "sandbox"
    player = play(story, given.profile, queue=queue, profile=profile, **look)
    report = {
        "presses": player.presses,
        "clicks": player.clicks,
        "done": dict(walk.done),
        "findings": player.findings,
    }
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
