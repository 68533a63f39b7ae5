"""Sealing with AES-256-GCM, and the key derivations, each under its own label."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop.domain.errors import KeyLostError

KEY_SIZE = 32
NONCE_SIZE = 12


def derive(key: bytes, label: str) -> bytes:
    """Return a 32-byte key for one purpose (HKDF-SHA-256, RFC 5869)."""
    return HKDF(SHA256(), KEY_SIZE, salt=None, info=label.encode()).derive(key)


def from_passphrase(passphrase: str, salt: bytes, cost: int) -> bytes:
    """Return the key a passphrase opens (scrypt, RFC 7914, r=8, p=1; ``cost`` is N)."""
    return Scrypt(salt=salt, length=KEY_SIZE, n=cost, r=8, p=1).derive(passphrase.encode())


def seal(key: bytes, nonce: bytes, content: bytes, about: str) -> bytes:
    """Encrypt; ``about`` binds the ciphertext to its place (associated data)."""
    return AESGCM(key).encrypt(nonce, content, about.encode())


def unseal(key: bytes, nonce: bytes, sealed: bytes, about: str) -> bytes:
    """Decrypt. Raises KeyLostError for another key or another place."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, about.encode())
    except InvalidTag as wrong:
        raise KeyLostError(
            "Sealed data does not open",
            f"{about} was sealed with another key, or was changed.",
            "Restore the profile key from the recovery key or the right keyring.",
        ) from wrong
