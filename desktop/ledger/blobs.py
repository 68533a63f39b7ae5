"""Blobs: what people wrote, sealed under the mission's key and named by a keyed hash.

The name is ``HMAC-SHA-256(mission key, content)``: a fact can carry it for ever without telling what was
written, and nobody without the key can guess a short text from it.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.base.ids import Ids
from desktop.domain.errors import IntegrityError
from desktop.domain.values import Digest, Id
from desktop.ports import SealedBlob

_NONCE = 12


class Sealer:
    """Seals and opens the blobs of one mission."""

    def __init__(self, mission: Id, mission_key: bytes, ids: Ids) -> None:
        self._mission = mission
        self._ids = ids
        self._mac_key = mission_key
        # A key of its own for the cipher: one key is never used by two algorithms.
        self._cipher = AESGCM(
            HKDF(SHA256(), 32, salt=None, info=b"triagedeck blob seal v1").derive(mission_key)
        )

    def digest(self, content: bytes) -> Digest:
        """Return the keyed hash that names this content."""
        return hmac.digest(self._mac_key, content, "sha256").hex()

    def seal(self, content: bytes) -> SealedBlob:
        """Encrypt content under its name."""
        digest, nonce = self.digest(content), self._ids.token(_NONCE)
        return SealedBlob(digest, nonce, self._cipher.encrypt(nonce, content, self._about(digest)))

    def open(self, blob: SealedBlob) -> bytes:
        """Decrypt and check against the name. Raises IntegrityError when it was changed."""
        try:
            content = self._cipher.decrypt(blob.nonce, blob.sealed, self._about(blob.digest))
        except InvalidTag:
            content = b""
        if not hmac.compare_digest(self.digest(content), blob.digest):
            raise IntegrityError(
                "A sealed text does not open",
                f"Blob {blob.digest[:12]}… was changed, or its key is another one.",
                "Restore the database or the profile key from a backup.",
            )
        return content

    def _about(self, digest: Digest) -> bytes:
        return f"{self._mission}/{digest}".encode()
