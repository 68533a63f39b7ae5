"""A profile with accounts: opened by passphrase, signed in with a real browser, a mission run on what was granted."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from desktop.connectors.approvers import enrolment
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.values import StageName
from desktop.sandbox.process import SandboxProcess, default_queue, start_sandbox
from tests import plain_http
from tests.desktop.accounts.people import free_ports, moved, policy_of, register
from tests.ui.player import Player
from tests.ui.stories.missions import approved_by_mouse
from ui.dialogs.connect_accounts import AccountsSheet
from ui.dialogs.unlock import UnlockSheet

PASSPHRASE = "a passphrase typed by hand"


@dataclass
class Outside:
    """The sandbox that stands for every service, and what the story's process is told about it."""

    sandbox: SandboxProcess
    queue: dict[str, Any]


def queue_of_now(now: datetime) -> dict[str, Any]:
    """Return the shipped queue, moved so that it is its moment now: real accounts run on real time."""
    queue = moved(default_queue().read_text("utf-8"), now)
    # Codes count by the hour of both sides, so nobody's clock is moved: the manager just answers soon.
    queue["approvers"][0]["answer_after_seconds"] = 2
    return queue


def prepare(folder: Path) -> Outside:
    """Start the sandbox, write the admin's policy, and be the system's browser."""
    now = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20)
    queue = queue_of_now(now)
    file = folder.with_suffix(".queue.json")
    file.write_text(json.dumps(queue), "utf-8")
    sandbox = start_sandbox(file, token="nobody-else")
    ports = free_ports(3)
    with plain_http.client(base_url=sandbox.url) as control:
        register(control, ports)
    manager = queue["approvers"][0]
    people = [{"name": manager["name"], "email": manager["email"]}]
    policy = folder.with_suffix(".policy.json")
    policy.write_text(json.dumps(policy_of(sandbox.url, ports, approvers=people)), "utf-8")
    browser = folder.with_suffix(".browser")
    root = Path(__file__).resolve().parents[3]
    browser.write_text(
        f'#!/bin/sh\ncd {root}\n{sys.executable} -m tests.consents "$1" >/dev/null 2>&1 &\n',
        "utf-8",
    )
    browser.chmod(0o755)
    os.environ.update(TRIAGEDECK_POLICY=str(policy), BROWSER=str(browser))
    os.environ.pop("TRIAGEDECK_PASSPHRASE", None)
    return Outside(sandbox, queue)


async def with_accounts(player: Player, outside: Outside) -> None:
    """From a closed profile to a plan that ran on real grants."""
    await _open_the_profile(player)
    await _sign_in_everywhere(player)
    await _enrol_the_manager(player, outside)
    await approved_by_mouse(player)
    await _execute(player)


async def _open_the_profile(player: Player) -> None:
    window = player.window
    await player.until(lambda: window.findChildren(UnlockSheet), "the question for a passphrase")
    sheet = window.findChildren(UnlockSheet)[0]
    await player.rest()
    await player.look("0-unlock")
    for line in [one for one in sheet.findChildren(QLineEdit) if one.isVisible()]:
        line.setFocus()
        player.type(PASSPHRASE)
    player.click(player.button("Open", sheet))
    await player.until(lambda: window.desk is not None, "the profile opens")


async def _sign_in_everywhere(player: Player) -> None:
    window = player.window
    await player.until(lambda: _offers(player, "Connect accounts"), "the way to the accounts")
    await player.look("0-home-signed-out")
    player.click(player.button("Connect accounts", window.host))
    await player.until(lambda: window.findChildren(AccountsSheet), "the sheet")
    sheet = window.findChildren(AccountsSheet)[0]
    await player.until(lambda: len(sheet._views) == 3, "three cards")
    await player.rest()
    await player.look("0-accounts")
    for title in ("Zendesk", "Slack"):
        name = f"{title}: Sign in with your browser"
        button = player.button(name, sheet)
        sheet._area.ensureWidgetVisible(button)
        await player.rest(0.1)
        player.click(button)
        await player.until(lambda: _offers(player, f"Sign out of {title}"), f"{title} is ready")  # noqa: B023
    await player.rest()
    await player.look("0-accounts-ready")
    player.click(player.button("Done", sheet))


def _offers(player: Player, words: str) -> bool:
    try:
        player.button(words)
    except AssertionError:
        return False
    return True


async def _enrol_the_manager(player: Player, outside: Outside) -> None:
    """As ``triagedeck profile enrol`` does; the authenticator's secret is the one in the queue file."""
    manager = outside.queue["approvers"][0]
    deck = player.session._deck
    assert deck is not None
    await deck.keys.keep(enrolment(manager["email"]), manager["totp_secret"].encode())


async def _execute(player: Player) -> None:
    window, bar = player.window, player.window.bar
    await player.at(StageName.EXECUTE)
    await player.primary_says("Start the plan")
    player.click(bar.primary_button)
    await player.until(lambda: window.host.presenter.busy, "the plan begins")
    await player.until(lambda: not window.host.presenter.busy, "the plan ran as far as it may", 90)
    await player.look("6-execute-accounts")
    assert player.session.opened is not None
    effects = player.session.opened.desk.ledger.mission.effects.values()
    done = [e for e in effects if e.state is EffectState.CONFIRMED]
    assert sum(e.kind is EffectKind.CATEGORISE for e in done) == 47
    assert sum(e.kind is EffectKind.SLACK_ESCALATION for e in done) == 3
    player.findings["confirmed"] = len(done)
