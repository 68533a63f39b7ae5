"""The vault: seals tokens, mission keys and the signing key under the profile key."""

import asyncio

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.base.ids import Ids
from desktop.domain.errors import KeyLostError
from desktop.domain.values import Id
from desktop.ports import SecretStore
from desktop.vault.keychain import Keychain
from desktop.vault.sealing import KEY_SIZE, NONCE_SIZE, derive, seal, unseal

_SIGNING = "signing"


class Vault:
    """Implements ``desktop.ports.Keys``.

    The signing key lies in the keyring where there is one, else sealed like everything else.
    """

    def __init__(
        self, profile_key: bytes, secrets: SecretStore, ids: Ids, keychain: Keychain | None
    ) -> None:
        self._key = derive(profile_key, "triagedeck secrets v1")
        self._secrets = secrets
        self._ids = ids
        self._keychain = keychain

    async def keep(self, name: str, secret: bytes) -> None:
        """Seal a secret under the profile key, replacing the old one atomically."""
        nonce = self._ids.token(NONCE_SIZE)
        await self._secrets.put(name, nonce, seal(self._key, nonce, secret, name))

    async def secret(self, name: str) -> bytes | None:
        """Return a secret. Raises KeyLostError when the profile key does not open it."""
        kept = await self._secrets.get(name)
        return unseal(self._key, *kept, name) if kept else None

    async def drop(self, name: str) -> None:
        """Destroy a secret."""
        await self._secrets.drop(name)

    async def mission_key(self, mission: Id, *, create: bool = False) -> bytes:
        """Return a mission's key; with ``create`` make it when there is none."""
        kept = await self.secret(f"mission/{mission}")
        if kept is not None:
            return kept
        if not create:
            raise KeyLostError(
                "The mission's key is gone",
                f"No key for mission {mission}: its texts cannot be read any more.",
                "Its ledger still verifies. Restore the key from a backup of this profile.",
            )
        key = self._ids.token(KEY_SIZE)
        await self.keep(f"mission/{mission}", key)
        return key

    async def forget(self, mission: Id) -> None:
        """Destroy a mission's key: this is how its content is deleted."""
        await self._secrets.drop(f"mission/{mission}")

    async def sign(self, message: bytes) -> bytes:
        """Return an Ed25519 signature of ``message``."""
        return (await self._signer()).sign(message)

    async def public_key(self) -> bytes:
        """Return the raw public key."""
        return (await self._signer()).public_key().public_bytes_raw()

    async def _signer(self) -> Ed25519PrivateKey:
        seed = await self._read_seed()
        if seed is None:
            seed = self._ids.token(KEY_SIZE)
            if self._keychain:
                await asyncio.to_thread(self._keychain.write, _SIGNING, seed)
            else:
                await self.keep(_SIGNING, seed)
        return Ed25519PrivateKey.from_private_bytes(seed)

    async def _read_seed(self) -> bytes | None:
        if self._keychain is None:
            return await self.secret(_SIGNING)
        # A keyring may ask the person first: never on the loop's thread.
        return await asyncio.to_thread(self._keychain.read, _SIGNING)
