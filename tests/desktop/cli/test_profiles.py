"""`triagedeck profile …` and `doctor --profile`: a recovery key that works, slips that change nothing, exit codes."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.base.clock import SystemClock
from desktop.base.paths import Folder
from desktop.cli.terminal import EXIT_CODES
from desktop.deck import open_deck
from desktop.domain.errors import Fault, PassphraseError
from desktop.domain.values import Toolkit
from desktop.store.copies import write_copy
from tests.desktop.accounts.conftest import OpenProfile, open_profile
from tests.stories.program import Ended, triagedeck

__all__ = ["open_profile"]

KEY = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}")
FIRST, SECOND = "a passphrase of the tests", "another passphrase of the tests"
POLICY = {"approvers": [{"name": "Mira Vogel", "email": "mira@acme.com"}]}


@pytest.fixture
async def out(tmp_path: Path) -> Path:
    """A profile kept under a passphrase, with a secret in it."""
    folder = Folder(tmp_path / "profile")
    deck = await open_deck(folder, "production", None, FIRST)
    await deck.keys.keep("a secret", b"still there")
    deck.close()
    return folder.root


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(POLICY), "utf-8")
    return file


def recover(out: Path, key: str, passphrase: str) -> Ended:
    """As a person does who types the key where it is asked for."""
    environment = {**os.environ, "TRIAGEDECK_PASSPHRASE": passphrase}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "profile", "recover", "--out", str(out)],
        input=f"{key}\n", env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def whole(out: Path) -> dict[str, bytes]:
    """What matters of a profile: how its key is kept, and the policy typed."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".json"}


async def opens(out: Path, passphrase: str) -> bytes | None:
    deck = await open_deck(Folder(out), "production", None, passphrase)
    try:
        return await deck.keys.secret("a secret")
    finally:
        deck.close()


async def test_a_printed_key_opens_the_profile_under_a_new_passphrase(out: Path) -> None:
    printed = triagedeck("profile", "recovery-key", "--out", out)
    assert printed.code == 0
    key = KEY.search(printed.out)
    assert key is not None
    done = recover(out, key[0].lower().replace("-", " "), SECOND)
    assert (done.code, "opens again" in done.out) == (0, True)
    assert key[0] not in done.out + done.err
    assert await opens(out, SECOND) == b"still there"


async def test_a_newer_key_makes_the_older_void(out: Path) -> None:
    older, newer = (
        KEY.search(triagedeck("profile", "recovery-key", "--out", out).out) for _ in range(2)
    )
    assert older is not None
    assert newer is not None
    before = whole(out)
    refused = recover(out, older[0], SECOND)
    assert refused.code == EXIT_CODES[Fault.MACHINE]
    assert whole(out) == before
    assert recover(out, newer[0], SECOND).code == 0


@pytest.mark.parametrize("spoil", ["one letter", "a group less", "nothing"])
async def test_a_mistyped_key_is_wrong_input_and_changes_nothing(out: Path, spoil: str) -> None:
    found = KEY.search(triagedeck("profile", "recovery-key", "--out", out).out)
    assert found is not None
    key, before = found[0], whole(out)
    slip = {
        "one letter": ("0" if key[0] != "0" else "1") + key[1:],
        "a group less": key.rpartition("-")[0],
        "nothing": " ",
    }[spoil]
    refused = recover(out, slip, SECOND)
    assert refused.code == EXIT_CODES[Fault.USER]
    assert "not a recovery key" in refused.err
    assert "Type it again" in refused.err
    assert whole(out) == before
    assert await opens(out, FIRST) == b"still there"


async def test_without_a_recovery_key_nothing_can_be_recovered(out: Path) -> None:
    before = whole(out)
    refused = recover(out, "0000-0000-0000-0000-0000-0000-0000", SECOND)
    assert refused.code == EXIT_CODES[Fault.MACHINE]
    assert "has no recovery key" in refused.err
    assert whole(out) == before


def test_where_no_profile_lies_none_is_made_by_recovering(tmp_path: Path) -> None:
    refused = recover(tmp_path / "none", "0000-0000-0000-0000-0000-0000-0000", SECOND)
    assert refused.code == EXIT_CODES[Fault.USER]
    assert "no profile to recover" in refused.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("verb", [["recovery-key"], ["enrol", "mira@acme.com"]])
def test_where_no_profile_lies_none_is_made_by_any_other_verb(
    tmp_path: Path, policy: Path, verb: list[str]
) -> None:
    place = tmp_path / "none"
    refused = triagedeck("profile", *verb, "--out", place, TRIAGEDECK_POLICY=str(policy))
    assert refused.code == EXIT_CODES[Fault.USER]
    assert not place.exists()


@pytest.mark.parametrize(
    "verb",
    [["profile", "recovery-key"], ["profile", "enrol", "mira@acme.com"], ["doctor"]],
    ids=lambda verb: verb[-1],
)
@pytest.mark.parametrize("name", ["prod", "../production", ""])
def test_a_profile_there_cannot_be_is_wrong_input(
    tmp_path: Path, verb: list[str], name: str
) -> None:
    refused = triagedeck(*verb, "--profile", name, "--out", tmp_path / "x")
    assert refused.code == EXIT_CODES[Fault.USER]
    assert "production and training" in refused.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("verb", [["recovery-key"], ["enrol", "mira@acme.com"]])
async def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(
    out: Path, policy: Path, verb: list[str]
) -> None:
    before = whole(out)
    wrong = {"TRIAGEDECK_PASSPHRASE": "not this one", "TRIAGEDECK_POLICY": str(policy)}
    refused = triagedeck("profile", *verb, "--out", out, **wrong)
    assert refused.code == EXIT_CODES[Fault.USER]
    assert "Wrong passphrase" in refused.err
    assert whole(out) == before


async def test_a_profile_that_does_not_open_holds_its_log_no_longer(out: Path) -> None:
    with pytest.raises(PassphraseError):
        await open_deck(Folder(out), "production", None, "not this one")
    (handler,) = logging.getLogger("triagedeck").handlers
    assert isinstance(handler, logging.NullHandler)


async def test_an_approver_is_enrolled_with_what_an_authenticator_reads(
    out: Path, policy: Path
) -> None:
    done = triagedeck(
        "profile", "enrol", "Mira@acme.com", "--out", out, TRIAGEDECK_POLICY=str(policy)
    )
    assert done.code == 0, done.err
    secret = re.search(r"otpauth://totp/Triage%20Deck:\S+\?secret=([A-Z2-7]{32})&issuer=", done.out)
    assert secret is not None
    deck = await open_deck(Folder(out), "production", None, FIRST)
    assert await deck.keys.secret("enrolment/mira@acme.com") == secret[1].encode()
    deck.close()


@pytest.mark.parametrize("email", ["mria@acme.com", "", "mira"])
async def test_an_address_nobody_approves_with_enrols_nobody(
    out: Path, policy: Path, email: str
) -> None:
    done = triagedeck("profile", "enrol", email, "--out", out, TRIAGEDECK_POLICY=str(policy))
    assert done.code == EXIT_CODES[Fault.USER]
    assert "no approver" in done.err
    assert "mira@acme.com" in done.err
    assert "otpauth" not in done.out


async def test_doctor_asks_every_service_of_a_profile(open_profile: OpenProfile) -> None:
    profile = await open_profile()
    await profile.sign_in(Toolkit.ZENDESK)
    folder = profile.deck.folder.root
    policy = str(folder.parent / "policy.json")
    seen = triagedeck(
        "doctor", "--profile", "production", "--json", "--out", folder, TRIAGEDECK_POLICY=policy
    )
    found = {one["name"]: one for one in seen.json["findings"]}
    assert found["Zendesk"]["ok"]
    assert "answers as" in found["Zendesk"]["words"]
    assert not found["Slack"]["ok"]
    assert found["Slack"]["remedy"]
    assert found["Confluence"]["ok"], "a mission can do without it"
    assert seen.code == 1


def test_doctor_makes_no_profile(tmp_path: Path) -> None:
    seen = triagedeck("doctor", "--profile", "training", "--json", "--out", tmp_path / "none")
    assert seen.code == 0
    assert "none yet" in seen.json["findings"][-1]["words"]
    assert not (tmp_path / "none").exists()


async def test_doctor_says_that_a_passphrase_is_wrong(out: Path) -> None:
    wrong = {"TRIAGEDECK_PASSPHRASE": "not this one"}
    seen = triagedeck("doctor", "--profile", "production", "--json", "--out", out, **wrong)
    assert seen.code == 1
    assert "does not open" in seen.json["findings"][-1]["words"]


def test_doctor_says_that_the_policy_cannot_be_used(tmp_path: Path, out: Path) -> None:
    policy = tmp_path / "broken.toml"
    policy.write_text('[zendesk]\nsubdomain = "a_b"', "utf-8")
    seen = triagedeck(
        "doctor", "--profile", "production", "--json", "--out", out, TRIAGEDECK_POLICY=str(policy)
    )
    assert seen.code == 1
    assert "broken.toml" in seen.json["findings"][-1]["words"]


def test_a_profile_that_came_back_from_a_copy_says_so_beside_the_answer(out: Path) -> None:
    file = out / "deck.db"
    write_copy(file, out / "backups" / "deck-2026-11-28.db", SystemClock().now())
    file.write_bytes(b"\0" * file.stat().st_size)
    first, again = (
        triagedeck("profile", "recovery-key", "--out", out, TRIAGEDECK_PASSPHRASE=FIRST)
        for _ in range(2)
    )
    assert KEY.search(first.out)
    assert "It was restored from the copy of" in first.err
    assert "restored" not in first.out
    assert "restored" not in again.err, "it is said once"
