"""An administrator's file can only make the lock stricter, and a broken one never makes it looser."""

from pathlib import Path

import pytest

from desktop.accounts.setup import load_setup
from desktop.domain.errors import InputError, PassphraseError
from desktop.preferences.contract import KeptBy, LockRule
from desktop.preferences.lock import LockBook, with_minutes
from desktop.preferences.policy import read_policy


def refuse(_: str) -> None:
    raise PassphraseError("Wrong passphrase", "It does not open.", "Again.")


def book(folder: Path, policy: str | None = None, chosen: str = "") -> LockBook:
    if policy is not None:
        (folder / "accounts.toml").write_text(policy, "utf-8")
    (folder / "preferences.toml").write_text(chosen, "utf-8")
    return LockBook(folder / "preferences.toml", folder / "accounts.toml", KeptBy.KEYRING, refuse)


async def test_without_a_file_the_own_choice_holds(tmp_path: Path) -> None:
    assert await book(tmp_path).read() == LockRule(10, 60, "")
    assert await book(tmp_path, chosen="lock_minutes = 45").read() == LockRule(45, 60, "")


@pytest.mark.parametrize(("chosen", "holds"), [(45, 5), (5, 5), (2, 2)])
async def test_a_policy_shortens_and_never_lengthens(
    tmp_path: Path, chosen: int, holds: int
) -> None:
    told = book(
        tmp_path,
        "[zendesk]\nsubdomain = 'acme'\n[window]\nlock_minutes = 5",
        f"lock_minutes = {chosen}",
    )
    assert await told.read() == LockRule(holds, 5, "")


@pytest.mark.parametrize(
    "damaged",
    [
        "{",
        "window = []",
        "[window]\nlock_minutes = 'five'",
        "[window]\nlock_minutes = 0",
        "[window]\nlock_minutes = 61",
        "[window]\nlock_minutes = 5\nlok = 1",
        "#" * 70_000,
        "\x00" * 70_000,
    ],
)
async def test_damage_is_said_and_the_stricter_of_choice_and_default_holds(
    tmp_path: Path, damaged: str
) -> None:
    loose = await book(tmp_path, damaged, "lock_minutes = 45").read()
    assert (loose.minutes, loose.most) == (10, 10)
    assert "accounts.toml" in loose.trouble
    assert (await book(tmp_path, damaged, "lock_minutes = 3").read()).minutes == 3


def test_a_policy_in_json_is_read_as_well(tmp_path: Path) -> None:
    policy = tmp_path / "accounts.json"
    policy.write_text('{"zendesk": {"subdomain": "acme"}, "window": {"lock_minutes": 5}}', "utf-8")
    assert read_policy(policy)[0].lock_minutes == 5


def test_a_file_that_may_not_be_read_is_damage_too(tmp_path: Path) -> None:
    (tmp_path / "accounts.toml").mkdir()
    assert "cannot be used" in read_policy(tmp_path / "accounts.toml")[1]


def test_the_accounts_read_the_same_file_and_take_no_offence(tmp_path: Path) -> None:
    policy = tmp_path / "accounts.toml"
    policy.write_text("[zendesk]\nsubdomain = 'acme'\n[window]\nlock_minutes = 5\n", "utf-8")
    assert load_setup(policy, tmp_path / "typed.json").zendesk.subdomain == "acme"


async def test_a_choice_is_kept_and_every_other_line_stays(tmp_path: Path) -> None:
    before = '# mine\nbatch_size = 9\n[assistant]\nurl = ""\n'
    told = book(tmp_path, chosen=before)
    assert (await told.save(7)).minutes == 7
    assert (await told.save(20)).minutes == 20
    text = (tmp_path / "preferences.toml").read_text("utf-8")
    assert text == "lock_minutes = 20\n" + before


@pytest.mark.parametrize("minutes", [0, 61, -1])
async def test_a_number_that_cannot_be_is_refused(tmp_path: Path, minutes: int) -> None:
    with pytest.raises(InputError):
        await book(tmp_path).save(minutes)


async def test_a_broken_file_of_settings_is_named_and_not_written_over(tmp_path: Path) -> None:
    told = book(tmp_path, chosen="batch_size = [")
    with pytest.raises(InputError):
        await told.save(5)
    assert (tmp_path / "preferences.toml").read_text("utf-8") == "batch_size = ["


def test_a_line_of_a_table_that_only_looks_like_it_is_not_touched() -> None:
    inside = "[pace]\nplan = 4\n[own]\nlock_minutes = 3\n"
    with pytest.raises(ValueError, match="lock_minutes"):
        with_minutes(inside, 5)


async def test_the_passphrase_is_tried_on_the_key(tmp_path: Path) -> None:
    with pytest.raises(PassphraseError):
        await book(tmp_path).prove("anything")
