"""A surge whose customers are hostile: every text field carries strings made to break screens."""

import asyncio
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from desktop.domain.values import StageName
from desktop.sandbox.process import default_queue
from tests.bench.watchdog import Watchdog
from tests.effort import FREEZE, one_effort
from tests.ui.hostile import OURS, naughty, payloads
from tests.ui.player import Player
from tests.ui.stories.missions import approved_by_mouse, executed_by_mouse
from ui.widgets.text import Link

_LONGEST = 20_000
"""Zendesk takes 65,536 characters in a comment; a subject of 20,000 is past anything a service lets through."""
_LATE = 0.2
_TICKETS = 8


def hostile_texts() -> list[str]:
    """Every string that UTF-8 can carry, cut to what a service would take."""
    texts = [text for text in (*OURS, *naughty(), *payloads()) if text.strip()]
    return [text[:_LONGEST] for text in texts if text.isprintable() or _encodable(text)]


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def write_queue(path: Path) -> None:
    """Write the default queue with a hostile string in every field a stranger fills."""
    queue: dict[str, Any] = json.loads(default_queue().read_text("utf-8"))
    texts = cycle([text for text in hostile_texts() if _encodable(text)])
    zendesk = queue["zendesk"]
    for ticket in zendesk["tickets"]:
        ticket["subject"] = f"{ticket['subject']} {next(texts)}"[:_LONGEST]
        ticket["description"] = f"{ticket['description']}\n{next(texts)}"
        for comment in ticket["comments"]:
            comment["body"] = comment["plain_body"] = f"{comment['body']}\n{next(texts)}"
            comment["html_body"] = next(texts)
    for person in (*zendesk["organizations"], *zendesk["users"]):
        person["name"] = f"{person['name']} {next(texts)}"[:400]
    for page in queue["confluence"]["pages"]:
        page["title"] = f"{page['title']} {next(texts)}"[:400]
    path.write_text(json.dumps(queue), "utf-8")


async def among_hostile_customers(player: Player) -> None:
    """Go to the end of Execute, open tickets with every tab, watching the loop and the sockets."""
    window = player.window
    before = one_effort()
    async with Watchdog(late=_LATE) as watch:
        await approved_by_mouse(player)
        await executed_by_mouse(player)
        for ticket in window.host.page_of(StageName.EXECUTE).model.shown()[:_TICKETS]:
            await _read(player, ticket)
        window.palette_of_window.open()
        player.type("script")
        await player.rest()
    limit = FREEZE * max(before, one_effort()) * 1000
    assert max(watch.spent) <= limit, f"frozen {max(watch.spent):.0f} ms: {watch.culprits}"
    assert not list(_strangers()), f"connected to: {list(_strangers())}"
    rich = [
        label for label in window.findChildren(QLabel) if label.textFormat().name != "PlainText"
    ]
    assert not rich, f"labels that would read markup: {rich}"


async def _read(player: Player, ticket: int) -> None:
    pane = player.window.pane
    player.window.ticket_view.open(ticket)
    await player.until(lambda: pane.shows(ticket), f"ticket {ticket}")
    for tab in ("draft", "pages", "alike", "clocks", "talk"):
        pane.show_tab(tab)
        await asyncio.sleep(0.05)
    formatted = [link for link in pane.findChildren(Link) if link.text() == "Show as formatted"]
    if formatted:
        formatted[0].click()
        await asyncio.sleep(0.1)


def _strangers() -> Iterator[str]:
    """The addresses outside this machine that this process is connected to (Linux's own tables)."""
    ours = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            ours.add(str(link.readlink()))
        except OSError:
            continue
    for table, local in (("tcp", "0100007F"), ("tcp6", "0" * 24 + "01000000")):
        for line in Path(f"/proc/self/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            remote, inode = fields[2].split(":")[0], fields[9]
            if f"socket:[{inode}]" in ours and remote not in (local, "00000000", "0" * 32):
                yield remote
