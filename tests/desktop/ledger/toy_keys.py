"""A signing key without a keyring."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class ToyKeys:
    """The two calls of the Keys port that a signature needs."""

    def __init__(self, seed: bytes = b"\1" * 32) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    async def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    async def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()
