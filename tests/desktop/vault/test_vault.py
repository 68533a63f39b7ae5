"""Secrets, mission keys and signatures under the profile key."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.base.ids import RandomIds
from desktop.domain.errors import KeyLostError
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault
from tests.desktop.vault.test_profile import Drawer

IDS = RandomIds()
TOKEN = b"xoxp-canary-token"


@pytest.fixture
async def secrets(tmp_path: Path) -> AsyncIterator[LocalSecrets]:
    database = await open_database(sqlite_url(tmp_path / "local.db"))
    yield LocalSecrets(database)
    database.close()


def vault(secrets: LocalSecrets, key: bytes = b"a" * 32, drawer: Drawer | None = None) -> Vault:
    return Vault(key, secrets, IDS, drawer)


async def test_a_token_is_kept_sealed_and_opens_again(
    secrets: LocalSecrets, tmp_path: Path
) -> None:
    await vault(secrets).keep("token/slack", TOKEN)
    assert await vault(secrets).secret("token/slack") == TOKEN
    assert await vault(secrets).secret("token/zendesk") is None
    for path in tmp_path.iterdir():
        assert TOKEN not in path.read_bytes()


async def test_what_another_profile_sealed_does_not_open(secrets: LocalSecrets) -> None:
    await vault(secrets).keep("token/slack", TOKEN)
    with pytest.raises(KeyLostError) as lost:
        await vault(secrets, b"b" * 32).secret("token/slack")
    assert lost.value.remedy
    assert TOKEN.decode() not in str(lost.value)


async def test_a_secret_moved_to_another_name_does_not_open(secrets: LocalSecrets) -> None:
    await vault(secrets).keep("token/slack", TOKEN)
    kept = await secrets.get("token/slack")
    assert kept is not None
    await secrets.put("token/zendesk", *kept)
    with pytest.raises(KeyLostError):
        await vault(secrets).secret("token/zendesk")


async def test_a_changed_secret_does_not_open(secrets: LocalSecrets) -> None:
    await vault(secrets).keep("token/slack", TOKEN)
    kept = await secrets.get("token/slack")
    assert kept is not None
    await secrets.put("token/slack", kept[0], kept[1][:-1] + bytes([kept[1][-1] ^ 1]))
    with pytest.raises(KeyLostError):
        await vault(secrets).secret("token/slack")


async def test_a_mission_has_one_key_until_it_is_forgotten(secrets: LocalSecrets) -> None:
    keys = vault(secrets)
    key = await keys.mission_key("m1", create=True)
    assert await keys.mission_key("m1") == key
    assert await keys.mission_key("m2", create=True) != key
    await keys.forget("m1")
    with pytest.raises(KeyLostError):
        await keys.mission_key("m1")


@pytest.mark.parametrize("drawer", [None, Drawer()])
async def test_a_signature_is_verified_by_anybody(
    secrets: LocalSecrets, drawer: Drawer | None
) -> None:
    signer = vault(secrets, drawer=drawer)
    signature = await signer.sign(b"head")
    public = Ed25519PublicKey.from_public_bytes(await signer.public_key())
    public.verify(signature, b"head")
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"tail")
    assert await vault(secrets, drawer=drawer).public_key() == public.public_bytes_raw()
    if drawer is not None:
        assert list(drawer.kept) == ["signing"]
        assert await secrets.get("signing") is None
