"""Secrets planted through every door of the program are in none of its files, whatever went wrong meanwhile."""

import asyncio
import base64
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import stamina

from desktop.base.clock import RunningClock, SystemClock
from desktop.base.log import get_log
from desktop.base.paths import Folder
from desktop.cli.drive import Driver, Wishes
from desktop.cli.profiles import enrol, print_recovery_key, recover
from desktop.deck import Desk, connect_accounts, new_mission, open_account_deck, open_desk
from desktop.domain.account import Way
from desktop.domain.approval import Answer
from desktop.domain.errors import TriageError
from desktop.domain.facts import Evidence, Mode
from desktop.domain.values import Toolkit
from desktop.sandbox.approver import totp
from desktop.sandbox.process import start_sandbox
from desktop.store.copies import write_copy
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from tests import plain_http
from tests.desktop.accounts.people import Person, Standing, free_ports, moved, policy_of, register
from tests.desktop.stages.standing import small_queue
from tests.queues.generate import INTENT
from tests.stories.canaries import find

PASSPHRASE = "canary passphrase äöü 7319"
PASTED = "canary-pasted-token-55c1"
BOT = "xoxb-canary-bot-81d2"
APP_SECRET = "canary-app-secret-90e3"
BROKER_KEY = "canary-composio-key-a7f4"
WRONG = "canary-refused-token-b605"


@pytest.mark.parametrize(
    ("how", "spell"),
    [
        ("plain", lambda secret: secret.encode()),
        ("base64", lambda secret: base64.b64encode(f"sam/token:{secret}!".encode())),
        ("url-safe", lambda secret: base64.urlsafe_b64encode(f"x{secret}yz".encode())),
        ("quoted", lambda secret: quote(secret, safe="").encode()),
        ("utf-16", lambda secret: secret.encode("utf-16")),
        ("hex", lambda secret: secret.encode().hex().encode()),
    ],
)
def test_the_finder_finds_a_secret_however_it_is_written(
    tmp_path: Path, how: str, spell: Any
) -> None:
    (tmp_path / "deck.log").write_bytes(b'{"event": "said ' + spell(PASSPHRASE) + b'"}')
    hits = find(tmp_path, {how: PASSPHRASE, "other": BOT})
    assert hits
    assert all(hit.startswith(how) for hit in hits)


def test_the_finder_looks_into_a_bundle(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.triagebag", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("data/ledger.jsonl", f"line\n{PASTED}\n" * 9)
    assert find(tmp_path, {"pasted": PASTED}) == ["pasted (plain) in m.triagebag!data/ledger.jsonl"]


CRASH = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.base.paths import Folder
from desktop.domain.account import Grant, Way
from ui.app.crash import watch_for_crashes

app = QCoreApplication([])
watch_for_crashes(Folder(Path(sys.argv[1])), lambda problem: None)

def renew(grant, secret):
    raise ValueError(f"cannot renew {secret}", grant)

renew(Grant(Way.BROWSER, sys.argv[2], sys.argv[3]), sys.argv[2])
"""


CUSTOMER = {
    "customer's name": "Nora Canary-Nightingale",
    "customer's e-mail": "nora.canary.77@clinic.example",
    "customer's text": "The login of the canary ward, room 5521, fails since noon.",
}


def with_a_customer() -> dict[str, Any]:
    """The small queue with somebody in its first ticket whose name, address and words nothing else holds."""
    queue = small_queue()
    ticket = queue["zendesk"]["tickets"][0]
    who = next(u for u in queue["zendesk"]["users"] if u["id"] == ticket["requester_id"])
    name, address, words = CUSTOMER.values()
    who |= {"name": name, "email": address}
    ticket["description"] += f"\n{words}"
    ticket["comments"][0]["body"] += f"\n{words}"
    return queue


class Skipping:
    """Implements ``Waiting``: our clock and the sandbox's jump ahead together."""

    def __init__(self, profile: Standing) -> None:
        self._profile, self.clock = profile, RunningClock(SystemClock().now())

    async def until(self, instant: datetime) -> None:
        """Skip."""
        self._profile._post("clock", to=instant.isoformat())
        self.clock.set(instant)


class Burrow:
    """A profile with real accounts whose secrets are ours to look for."""

    def __init__(self, place: Path, profile: Standing) -> None:
        self.place, self.profile = place, profile
        self.planted: dict[str, str] = {}
        self.failed: list[TriageError] = []

    async def refuse(self, name: str, *given: Any) -> None:
        """Try to sign in where it must fail; what is said then is looked through as well."""
        try:
            await self.profile.sign_in(*given)
        except TriageError as failed:
            self.failed.append(failed)
            get_log("test").exception("refused", kind=type(failed).__name__)
        else:
            raise AssertionError(f"{name} was not refused")

    async def granted(self, toolkit: Toolkit, name: str) -> None:
        """Note the tokens of a sign-in by browser."""
        kept = await self.profile.services.gate.grant(toolkit)  # type: ignore[union-attr]
        assert kept is not None
        self.planted |= {f"{name} access": kept.access, f"{name} refresh": kept.refresh}


@pytest.fixture
async def burrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Burrow]:
    now = datetime.now(UTC).replace(microsecond=0)
    queue = tmp_path / "queue.json"
    queue.write_text(json.dumps(moved(json.dumps(with_a_customer()), now)), "utf-8")
    sandbox = start_sandbox(queue, token=PASTED)
    monkeypatch.setenv("TRIAGEDECK_PASSPHRASE", PASSPHRASE)
    stamina.set_testing(True, attempts=3, cap=True)
    place = tmp_path / "deck"
    with closing(plain_http.client(base_url=sandbox.url)) as control:
        ports = free_ports(3)
        register(control, ports)
        people = [{"name": p["name"], "email": p["email"]} for p in small_queue()["approvers"][:1]]
        policy = place.with_suffix(".json")
        policy.write_text(json.dumps(policy_of(sandbox.url, ports, approvers=people)), "utf-8")
        monkeypatch.setenv("TRIAGEDECK_POLICY", str(policy))
        deck = await open_account_deck(Folder(place), "production")
        person = Person()
        services = await connect_accounts(deck, policy, person.open)
        profile = Standing(sandbox.url, deck, services, person, control)
        profile.change("atlassian", secret=APP_SECRET)
        profile.change("composio", secret=BROKER_KEY)
        yield Burrow(place, profile)
        stamina.set_testing(False)
        await services.close()
        await asyncio.to_thread(deck.close)
        sandbox.close()


@pytest.mark.announces("refused")
@pytest.mark.announces("restored from a copy")
async def test_planted_secrets_are_in_no_file_of_the_profile(
    burrow: Burrow, capfd: pytest.CaptureFixture[str]
) -> None:
    await plant(burrow)
    await fail(burrow)
    await work(burrow)
    await keep_keys(burrow)
    await lose(burrow)
    burrow.planted |= CUSTOMER
    assert len(burrow.planted) >= 15
    assert len(set(burrow.planted.values())) == len(burrow.planted)
    files = {path.name for path in burrow.place.rglob("*") if path.is_file()}
    assert {
        "deck.db",
        "deck.db-wal",
        "deck.log",
        "telemetry.jsonl",
        "crash.log",
        "profile.json",
    } <= files
    assert any(name.endswith(".triagebag") for name in files)
    copies = {path.name for path in burrow.place.glob("backups/*")}
    assert {"deck-2026-01-01.db", "deck-schema-0002.db"} <= copies
    assert list(burrow.place.glob("backups/damaged-*/deck.db"))
    assert find(burrow.place, burrow.planted) == []
    said = "".join(f"{e.title} {e.message} {e.remedy} {e!r}" for e in burrow.failed)
    captured = capfd.readouterr()
    everything = said + captured.out + captured.err
    assert [name for name, secret in burrow.planted.items() if secret in everything] == []


async def plant(burrow: Burrow) -> None:
    """Sign in everywhere by every way."""
    profile = burrow.profile
    await profile.sign_in(Toolkit.CONFLUENCE, token=APP_SECRET)
    await burrow.granted(Toolkit.CONFLUENCE, "atlassian")
    await profile.sign_in(Toolkit.CONFLUENCE, Way.BROKER, BROKER_KEY)
    await profile.sign_in(Toolkit.CONFLUENCE, Way.TOKEN, PASTED, "sam@acme.test")
    await profile.sign_in(Toolkit.ZENDESK)
    await burrow.granted(Toolkit.ZENDESK, "zendesk")
    await profile.sign_in(Toolkit.SLACK)
    await burrow.granted(Toolkit.SLACK, "slack")
    burrow.planted |= {
        "passphrase": PASSPHRASE, "pasted": PASTED, "app secret": APP_SECRET, "broker key": BROKER_KEY,
    }  # fmt: skip


async def fail(burrow: Burrow) -> None:
    """Everything breaks once: refusals, services that are down, answers nobody can read, a crash."""
    profile = burrow.profile
    await burrow.refuse("a wrong token", Toolkit.ZENDESK, Way.TOKEN, WRONG, "sam@acme.test")
    profile.fault("slack", "status", status=503, count=9)
    await burrow.refuse("a bot token nobody could check", Toolkit.SLACK, Way.TOKEN, BOT)
    profile.control.delete("/sandbox/faults").raise_for_status()
    for kind in ("html", "nonsense", "truncated", "reset_after"):
        profile.fault("zendesk", kind, path="/oauth/tokens")
        await burrow.refuse(kind, Toolkit.ZENDESK)
    burrow.planted |= {"wrong token": WRONG, "bot token": BOT}
    await profile.sign_in(Toolkit.SLACK)
    profile.expire("zendesk")
    profile.expire("slack")
    for toolkit, name in ((Toolkit.ZENDESK, "zendesk again"), (Toolkit.SLACK, "slack again")):
        await profile.card(toolkit)
        await burrow.granted(toolkit, name)
    secrets = [burrow.planted["zendesk access"], burrow.planted["zendesk refresh"]]
    crash = [sys.executable, "-c", CRASH, str(burrow.place), *secrets]
    ended = await asyncio.to_thread(
        subprocess.run, crash, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert not [one for one in secrets if one in ended.stderr + ended.stdout]


async def work(burrow: Burrow) -> None:
    """A whole mission on these accounts, to its bundle."""
    profile = burrow.profile
    deck = profile.deck
    manager = small_queue()["approvers"][0]
    said = await enrol("production", burrow.place, manager["email"])
    totp_secret = re.search(r"secret=([A-Z2-7]+)", said)[1]  # type: ignore[index]
    time = Skipping(profile)
    desk = await open_desk(deck, replace(profile.services, clock=time.clock), new_mission(deck))
    await desk.home.start(Mode.PRODUCTION)
    link = await until_asked(burrow, desk)
    token = link.rsplit("/", 1)[1]
    await desk.approve.decide(token, Answer.APPROVE, "Go.", totp(totp_secret, time.clock.now()))
    approvers = profile.services.connections.approvers
    await Driver(deck, desk, approvers, time, Wishes(INTENT), lambda _stage, _words: None).run()
    await desk.evidence.write()
    for part in Evidence:
        await desk.reflect.open_evidence(part)
    burrow.planted |= {"approver's code": totp_secret, "approval link": token}


async def until_asked(burrow: Burrow, desk: Desk) -> str:
    """Take the mission to the question to the manager; return the link."""
    await desk.define.submit(INTENT)
    await desk.define.write_brief()
    await desk.define.lock()
    await desk.prepare.connect()
    await desk.prepare.read()
    ranked = await desk.plan.generate()
    rules = desk.ledger.mission.rules
    await desk.plan.choose(ranked[0].strategy, rules.batch_size, rules.threshold)
    approver = (await burrow.profile.services.connections.approvers.approvers())[0]
    return await desk.approve.request(approver, "http://deck.test")


async def keep_keys(burrow: Burrow) -> None:
    """Print a recovery key and come in by it."""
    said = await print_recovery_key("production", burrow.place)
    key = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", said)[0]  # type: ignore[index]
    await recover("production", burrow.place, key)
    burrow.planted["recovery key"] = key


async def lose(burrow: Burrow) -> None:
    """The profile's copies, as it makes them, then damage: the file is set aside and a copy opened in its place."""
    file = burrow.profile.deck.folder.database
    for name in ("deck-2026-01-01.db", "deck-schema-0002.db"):
        write_copy(file, file.parent / "backups" / name, SystemClock().now())
    lost = file.parent / "lost"
    (lost / "backups").mkdir(parents=True)
    write_copy(file, lost / "backups" / "deck-2026-01-02.db", SystemClock().now())
    content = bytearray((lost / "backups" / "deck-2026-01-02.db").read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    (lost / "deck.db").write_bytes(content)
    database = await open_database(sqlite_url(lost / "deck.db"), backed_up=True)
    await database.missions()
    await asyncio.to_thread(database.close)
    aside = next((lost / "backups").glob("damaged-*"))
    shutil.copyfile(file.with_name("deck.db-wal"), aside / "deck.db-wal")
    aside.rename(file.parent / "backups" / aside.name)
