"""A window on a profile with accounts: its unlocking, what a slip leads to, the other profiles' windows."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.base.paths import Folder
from desktop.deck import open_deck
from desktop.domain.values import StageName
from tests.ui.app.test_session import Life, live
from tests.ui.reading import button, words
from ui.app import profiles
from ui.dialogs.unlock import UnlockSheet

__all__ = ["live"]

FIRST, SECOND = "a passphrase of the tests", "another passphrase of the tests"


@pytest.fixture(autouse=True)
async def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """No keyring, no passphrase in the environment, no policy, and no window of another process."""

    async def no_keyring() -> None:
        return None

    monkeypatch.setattr("desktop.deck.profile.allowed_keychain", no_keyring)
    monkeypatch.setenv("TRIAGEDECK_POLICY", str(tmp_path / "none.toml"))
    yield


@pytest.fixture
def begin(live: type[Life], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Life]:
    def life(**more: Any) -> Life:
        monkeypatch.delenv("TRIAGEDECK_PASSPHRASE", raising=False)
        return live(profile="production", **more)  # type: ignore[call-arg]

    return life


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would be started beside us."""
    started: list[list[str]] = []
    monkeypatch.setattr(profiles.subprocess, "Popen", lambda command, **_: started.append(command))
    return started


async def make_profile(folder: Path) -> str:
    """Make a profile under a passphrase; return its recovery key."""
    deck = await open_deck(Folder(folder), "production", None, FIRST)
    key = deck.new_recovery_key()
    deck.close()
    return key


def sheet(life: Life) -> UnlockSheet:
    (one,) = [one for one in life.window.findChildren(UnlockSheet) if one.isVisible()]
    return one


async def unlock(life: Life, first: str = "", again: str = "", key: str = "") -> None:
    asked = sheet(life)
    asked._typed.line.setText(first)
    asked._typed_again.line.setText(again)
    asked._recovery.line.setText(key)
    button(asked, "Open").click()
    await life.rest()


async def test_a_new_profile_asks_for_a_passphrase_and_opens_signed_out(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    await life.rest()
    assert "Choose a passphrase" in words(sheet(life))
    await unlock(life, SECOND, SECOND)
    assert life.window.host.stage is StageName.HOME
    assert "Connect your accounts" in words(life.window)
    assert life.session.opened is not None
    assert life.session.opened.sandbox is None
    assert life.session._unlocked == ("", ""), "what was typed is used once and not kept"
    assert await life.end() == 0


async def test_a_wrong_passphrase_is_said_and_asked_for_again(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    await make_profile(tmp_path / "profile")
    life = begin()
    await life.rest()
    await unlock(life, "not this one at all")
    assert "Wrong passphrase" in words(sheet(life))
    assert life.session.opened is None
    await unlock(life, FIRST)
    assert life.session.opened is not None


async def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    """A profile of a keyring that is not here: its key is lost until the printed one is typed."""
    key = await make_profile(tmp_path / "profile")
    file = tmp_path / "profile" / "profile.json"
    file.write_text(
        file.read_text("utf-8").replace('"way":"passphrase"', '"way":"keyring"'), "utf-8"
    )
    life = begin()
    await life.rest()
    assert "The keyring does not answer" in words(sheet(life))
    await unlock(life, key="0000-0000-0000-0000-0000-0000-0000", first=SECOND, again=SECOND)
    assert "This is not a recovery key" in words(sheet(life)), "a slip is asked for again"
    assert sheet(life)._recovery.isVisible()
    await unlock(life, key=key, first=SECOND, again=SECOND)
    assert life.session.opened is not None
    await life.end()
    deck = await open_deck(Folder(tmp_path / "profile"), "production", None, SECOND)
    deck.close()


async def test_a_recovery_key_without_a_passphrase_asks_for_one_where_no_keyring_is(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    key = await make_profile(tmp_path / "profile")
    file = tmp_path / "profile" / "profile.json"
    file.write_text(
        file.read_text("utf-8").replace('"way":"passphrase"', '"way":"keyring"'), "utf-8"
    )
    life = begin()
    await life.rest()
    await unlock(life, key=key)
    assert "A passphrase is needed" in words(sheet(life))
    assert sheet(life)._recovery.isVisible(), "the key has to be typed with it"
    await unlock(life, key=key, first=SECOND, again=SECOND)
    assert life.session.opened is not None


async def test_who_closes_the_question_can_ask_for_it_again(
    begin: Callable[..., Life], others: list[list[str]], tmp_path: Path
) -> None:
    await make_profile(tmp_path / "profile")
    life = begin()
    await life.rest()
    sheet(life).shut()
    await life.rest()
    said = words(life.window.welcome)
    assert "Opening the profile" not in said
    assert "The profile production is closed" in said
    life.window.welcome.connect_accounts.click()
    await life.rest()
    await unlock(life, FIRST)
    assert life.session.opened is not None
    assert others == [], "this window is that profile's"


async def test_a_policy_that_cannot_be_used_is_said_and_tried_again_when_it_is_mended(
    begin: Callable[..., Life], tmp_path: Path
) -> None:
    await make_profile(tmp_path / "profile")
    policy = tmp_path / "none.toml"
    policy.write_text('[zendesk]\nsubdomain = "a_b"', "utf-8")
    life = begin()
    await life.rest()
    await unlock(life, FIRST)
    assert life.session.opened is None
    assert "none.toml" in words(life.window.welcome)
    policy.write_text('[zendesk]\nsubdomain = "acme"', "utf-8")
    life.window.welcome.connect_accounts.click()
    await life.rest()
    assert life.session.opened is not None


@pytest.mark.parametrize(
    ("choose", "profile"), [("connect_accounts", "production"), ("train", "training")]
)
async def test_the_welcome_opens_another_profile_in_a_process_of_its_own_and_leaves(
    live: type[Life], others: list[list[str]], choose: str, profile: str
) -> None:
    life = live()
    await life.rest()
    getattr(life.window.welcome, choose).click()
    assert others == [[sys.executable, "-m", "ui.entry", "window", "--profile", profile]]
    assert await life.living == 0


async def test_the_sandbox_is_tried_in_its_own_profile_and_not_among_the_accounts(
    begin: Callable[..., Life], others: list[list[str]], tmp_path: Path
) -> None:
    await make_profile(tmp_path / "profile")
    life = begin()
    await life.rest()
    sheet(life).shut()
    life.window.welcome.try_it.click()
    assert others[0][-2:] == ["--profile", "sandbox"]
    assert life.session.opened is None
    assert await life.living == 0


def test_the_packaged_program_starts_itself(
    others: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    profiles.open_profile("training")
    assert others == [[sys.executable, "window", "--profile", "training"]]
