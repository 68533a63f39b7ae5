"""A mission taken as far as the yes, once; each round begins with a copy of it and of the world outside."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.domain.effect import SetCategory
from desktop.sandbox.process import start_sandbox
from tests.desktop.stages.standing import Standing, small_queue, stand

Json = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """An approved mission on disk.

    Attributes:
        before: Each ticket as it was before anything was sent.
        theirs: For each ticket a category that is neither its own nor ours.
    """

    folder: Path
    mission: str
    category: int
    before: dict[int, Json] = field(repr=False)
    theirs: dict[int, str] = field(repr=False)

    def copy(self, folder: Path) -> Path:
        """Copy the profile and the sandbox's state."""
        shutil.copytree(self.folder, folder)
        return folder


async def prepare(folder: Path) -> Prepared:
    """Take a mission to the yes with the public commands; the desk and the sandbox are closed again."""
    folder.mkdir(parents=True)
    (folder / "queue.json").write_text(json.dumps(small_queue()), "utf-8")
    sandbox = start_sandbox(folder / "queue.json", folder / "sandbox.json")
    try:
        standing = await stand(folder / "deck", sandbox.url, {})
        await standing.approve()
        await standing.desk.execute.start()
        await standing.decide()
        prepared = await _seen(folder, standing)
        await standing.close()
    finally:
        sandbox.close()
    return prepared


async def _seen(folder: Path, standing: Standing) -> Prepared:
    field_id = (await standing.services.connections.tickets.category_field()).id
    fields = small_queue()["zendesk"]["ticket_fields"]
    options = next(f for f in fields if f["id"] == field_id)["custom_field_options"]
    before = {ticket["id"]: ticket for ticket in standing.world()["tickets"]}
    ours = await _planned(standing)
    theirs = {
        number: next(
            o["value"]
            for o in options
            if o["value"] not in (ours.get(number), category_of(ticket, field_id))
        )
        for number, ticket in before.items()
    }
    return Prepared(folder, standing.mission.id, field_id, before, theirs)


async def _planned(standing: Standing) -> dict[int, str | None]:
    ledger = standing.desk.ledger
    requests = [await ledger.read_request(e.content) for e in ledger.mission.effects.values()]
    return {one.ticket: one.value for one in requests if isinstance(one, SetCategory)}


def category_of(ticket: Json, field_id: int) -> str | None:
    """Return a rendered ticket's category."""
    return next((f["value"] for f in ticket["custom_fields"] if f["id"] == field_id), None)
