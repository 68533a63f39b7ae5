"""A key that is lost: a new laptop, a reset keyring, a forgotten passphrase, and the print that opens it again."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.ids import RandomIds
from desktop.domain.errors import InputError, KeyLostError
from desktop.vault.keychain import Keychain
from desktop.vault.profile import new_recovery_key, open_profile_key, recover_profile_key
from desktop.vault.recovery import make_recovery, open_recovery
from tests.desktop.vault.test_profile import Drawer

IDS = RandomIds()
PASSPHRASE = "correct horse"


def opened(path: Path, keychain: Keychain | None, passphrase: str | None = None) -> bytes:
    return open_profile_key(path, "production", IDS, keychain, passphrase)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile.json"


def test_a_reset_keyring_is_filled_again_from_the_print(path: Path) -> None:
    drawer = Drawer()
    key = opened(path, drawer)
    printed = new_recovery_key(path, key, IDS)
    drawer.kept.clear()
    with pytest.raises(KeyLostError, match="is gone"):
        opened(path, drawer)
    assert recover_profile_key(path, printed, IDS, drawer, None) == key
    assert opened(path, drawer) == key


def test_a_new_laptop_opens_the_copied_folder(path: Path, tmp_path: Path) -> None:
    key = opened(path, Drawer())
    printed = new_recovery_key(path, key, IDS)
    new = tmp_path / "new.json"
    shutil.copy(path, new)
    laptop = Drawer()
    assert recover_profile_key(new, printed, IDS, laptop, None) == key
    assert opened(new, laptop) == key


def test_a_new_laptop_with_a_profile_of_that_name_keeps_its_key(path: Path, tmp_path: Path) -> None:
    key = opened(path, Drawer())
    printed = new_recovery_key(path, key, IDS)
    laptop = Drawer()
    other = tmp_path / "other.json"
    others = opened(other, laptop)
    assert recover_profile_key(path, printed, IDS, laptop, None) == key
    assert opened(path, laptop) == key
    assert opened(other, laptop) == others


def test_a_computer_without_a_keyring_takes_a_passphrase_for_the_same_key(path: Path) -> None:
    key = opened(path, Drawer())
    printed = new_recovery_key(path, key, IDS)
    assert recover_profile_key(path, printed, IDS, None, PASSPHRASE) == key
    assert opened(path, None, PASSPHRASE) == key
    with pytest.raises(InputError, match="Wrong passphrase"):
        opened(path, None, "battery staple")


def test_a_forgotten_passphrase_is_replaced(path: Path) -> None:
    key = opened(path, None, "forgotten")
    printed = new_recovery_key(path, key, IDS)
    assert recover_profile_key(path, printed, IDS, None, PASSPHRASE) == key
    assert opened(path, None, PASSPHRASE) == key


def test_a_newer_print_makes_the_older_one_worthless(path: Path) -> None:
    key = opened(path, None, PASSPHRASE)
    old = new_recovery_key(path, key, IDS)
    new_recovery_key(path, key, IDS)
    before = path.read_bytes()
    with pytest.raises(KeyLostError):
        recover_profile_key(path, old, IDS, None, "x")
    assert path.read_bytes() == before


def test_a_profile_without_one_says_so(path: Path) -> None:
    opened(path, None, PASSPHRASE)
    with pytest.raises(KeyLostError, match="no recovery key"):
        recover_profile_key(path, "ABCD", IDS, None, "x")


def test_the_file_holds_neither_the_key_nor_the_print(path: Path) -> None:
    key = opened(path, Drawer())
    printed = new_recovery_key(path, key, IDS)
    written = path.read_text("utf-8")
    assert key.hex() not in written
    assert printed not in written
    assert printed.replace("-", "") not in written.upper()


@given(st.binary(min_size=32, max_size=32))
def test_what_is_printed_opens_however_it_is_typed(key: bytes) -> None:
    printed, wrapped = make_recovery(key, IDS)
    assert [len(group) for group in printed.split("-")] == [4] * 7
    sloppy = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert open_recovery(sloppy, wrapped) == key


@given(st.data())
def test_a_slip_of_the_pen_is_told_from_a_wrong_key(data: st.DataObject) -> None:
    printed, wrapped = make_recovery(bytes(32), IDS)
    letters = list(printed.replace("-", ""))
    at = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from("23456789ABCDEFGHJKMNPQRSTVWXYZ"))
    if other == letters[at]:
        return
    letters[at] = other
    # Two check letters let one slip in 1,024 through; then the sealed key itself refuses.
    with pytest.raises((InputError, KeyLostError)):
        open_recovery("".join(letters), wrapped)


@pytest.mark.parametrize("printed", ["", "ABCD", "A" * 28, "U" * 28, "\u00e9" * 28, "1" * 400])
def test_nonsense_is_refused_in_words(printed: str) -> None:
    _, wrapped = make_recovery(bytes(32), IDS)
    with pytest.raises(InputError, match="not a recovery key"):
        open_recovery(printed, wrapped)
