"""How a profile keeps its key: by passphrase, or in a keyring that is on the allow-list."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from desktop.base.ids import RandomIds
from desktop.domain.errors import Fault, InputError, KeyLostError
from desktop.vault.keychain import SystemKeychain, backend_name, system_keychain
from desktop.vault.profile import open_profile_key

IDS = RandomIds()


class Drawer:
    """A keychain in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def write(self, name: str, key: bytes) -> None:
        self.kept[name] = key


class PlainFile(KeyringBackend):
    """A back end of the kind that keeps secrets in the clear."""

    priority = 9  # type: ignore[assignment]
    kept: "dict[tuple[str, str], str]" = {}  # noqa: RUF012 - shared on purpose: it must stay empty

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def open_with(path: Path, passphrase: str | None) -> bytes:
    return open_profile_key(path, "sandbox", IDS, None, passphrase)


def test_the_right_passphrase_opens_what_it_made(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    key = open_with(path, "correct horse")
    assert len(key) == 32
    assert open_with(path, "correct horse") == key
    written = path.read_bytes()
    assert b"correct" not in written
    assert key not in written
    assert key.hex().encode() not in written


def test_a_wrong_passphrase_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    open_with(path, "correct horse")
    before = path.read_bytes()
    with pytest.raises(InputError, match="Wrong passphrase"):
        open_with(path, "battery staple")
    assert path.read_bytes() == before


@pytest.mark.parametrize("passphrase", [None, ""])
def test_without_keyring_and_passphrase_no_profile_is_made(
    tmp_path: Path, passphrase: str | None
) -> None:
    with pytest.raises(InputError) as needed:
        open_with(tmp_path / "profile.json", passphrase)
    assert "TRIAGEDECK_PASSPHRASE" in needed.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_two_profiles_with_one_passphrase_have_two_keys(tmp_path: Path) -> None:
    assert open_with(tmp_path / "a.json", "same") != open_with(tmp_path / "b.json", "same")


def test_an_old_profile_keeps_its_way(tmp_path: Path) -> None:
    path, drawer = tmp_path / "profile.json", Drawer()
    key = open_with(path, "correct horse")
    assert open_profile_key(path, "sandbox", IDS, drawer, "correct horse") == key
    assert drawer.kept == {}


def test_a_second_folder_of_the_same_name_never_closes_the_first(tmp_path: Path) -> None:
    drawer = Drawer()
    first = open_profile_key(tmp_path / "a.json", "sandbox", IDS, drawer, None)
    assert open_profile_key(tmp_path / "b.json", "sandbox", IDS, drawer, None) == first
    assert open_profile_key(tmp_path / "a.json", "sandbox", IDS, drawer, None) == first


def test_a_key_that_is_another_one_is_told_as_lost(tmp_path: Path) -> None:
    drawer = Drawer()
    open_profile_key(tmp_path / "a.json", "sandbox", IDS, drawer, None)
    drawer.write("sandbox", b"x" * 32)
    with pytest.raises(KeyLostError) as lost:
        open_profile_key(tmp_path / "a.json", "sandbox", IDS, drawer, None)
    assert lost.value.fault is Fault.MACHINE
    assert "recovery key" in lost.value.remedy


def test_a_damaged_profile_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text("{", "utf-8")
    with pytest.raises(KeyLostError, match=r"profile\.json"):
        open_with(path, "correct horse")


@pytest.mark.parametrize("backend", [null.Keyring(), fail.Keyring(), PlainFile()])
def test_a_back_end_not_on_the_list_keeps_nothing(backend: KeyringBackend) -> None:
    usual = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        assert system_keychain() is None
    finally:
        keyring.set_keyring(usual)
    assert PlainFile.kept == {}


def test_a_chain_is_judged_by_the_back_end_that_would_keep_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [PlainFile()])
    monkeypatch.setattr(keyring, "get_keyring", chainer.ChainerBackend)
    assert backend_name().endswith(".PlainFile")
    assert system_keychain() is None


@pytest.mark.parametrize("kept", ["not base64!", "c2hvcnQ=", "é"])
def test_an_entry_that_is_no_key_is_told_as_damaged(
    monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    monkeypatch.setattr(keyring, "get_password", lambda *_: kept)
    with pytest.raises(KeyLostError, match="damaged"):
        SystemKeychain().read("sandbox")
