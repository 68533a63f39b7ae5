"""The keyring way, under a real Secret Service on a session bus of its own."""

from pathlib import Path

import pytest

from tests.keyring_session import run_with_keyring, wipe_keyring

OPEN = """
import pathlib, sys
from desktop.base.ids import RandomIds
from desktop.domain.errors import KeyLostError
from desktop.vault.keychain import backend_name, system_keychain
from desktop.vault.profile import open_profile_key
try:
    key = open_profile_key(pathlib.Path(sys.argv[1]), "sandbox", RandomIds(), system_keychain(), None)
    print(backend_name(), key.hex())
except KeyLostError as lost:
    print("KeyLostError", lost.title, "|", lost.remedy)
"""
LIST = """
import secretstorage
items = secretstorage.get_default_collection(secretstorage.dbus_init()).get_all_items()
print(sorted(item.get_attributes()["username"] for item in items))
"""


@pytest.mark.filterwarnings("default")
def test_the_keys_life_in_the_keyring(tmp_path: Path) -> None:
    home, profile = tmp_path / "home", tmp_path / "profile.json"
    home.mkdir()
    made = run_with_keyring(OPEN, home, str(profile))
    backend, key = made.split(" ")
    assert backend == "keyring.backends.SecretService.Keyring"
    assert len(key) == 64
    assert key not in profile.read_text("utf-8")
    assert run_with_keyring(OPEN, home, str(profile)) == made, "reopened after a new login"
    assert run_with_keyring(LIST, home) == "['sandbox']", "nothing else lies there"

    locked = run_with_keyring(OPEN, home, str(profile), unlocked=False)
    assert locked.startswith("KeyLostError The keyring does not answer")
    assert "Unlock" in locked

    wipe_keyring(home)
    wiped = run_with_keyring(OPEN, home, str(profile))
    assert wiped.startswith("KeyLostError The profile key is gone")
    assert "recovery key" in wiped


RECOVER = """
import pathlib, sys
from desktop.base.ids import RandomIds
from desktop.vault.keychain import system_keychain
from desktop.vault.profile import new_recovery_key, open_profile_key, recover_profile_key
path, ids, keychain = pathlib.Path(sys.argv[1]), RandomIds(), system_keychain()
if len(sys.argv) == 2:
    print(new_recovery_key(path, open_profile_key(path, "production", ids, keychain, None), ids))
else:
    print(recover_profile_key(path, sys.argv[2], ids, keychain, None).hex())
"""
OPEN_PRODUCTION = OPEN.replace('"sandbox"', '"production"')
SIZES = """
import secretstorage
items = secretstorage.get_default_collection(secretstorage.dbus_init()).get_all_items()
print(max(len(item.get_secret().decode()) for item in items))
"""


@pytest.mark.filterwarnings("default")
def test_a_wiped_keyring_is_filled_again_from_the_print(tmp_path: Path) -> None:
    home, profile = tmp_path / "home", tmp_path / "profile.json"
    home.mkdir()
    made = run_with_keyring(OPEN_PRODUCTION, home, str(profile))
    printed = run_with_keyring(RECOVER, home, str(profile))
    wipe_keyring(home)
    assert run_with_keyring(OPEN_PRODUCTION, home, str(profile)).startswith("KeyLostError")
    key = run_with_keyring(RECOVER, home, str(profile), printed)
    assert made.endswith(key)
    assert run_with_keyring(OPEN_PRODUCTION, home, str(profile)) == made
    # Windows takes 2,560 bytes of UTF-16 an entry.
    assert int(run_with_keyring(SIZES, home)) <= 1280
