"""The pure Python verification of RFC 8032 agrees with the RFC and with OpenSSL."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.evidence.verify import ed25519_holds

# RFC 8032, 7.1, tests 1 and 2.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc_hold(key: str, message: str, signature: str) -> None:
    parts = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert ed25519_holds(*parts)
    assert not ed25519_holds(parts[0], parts[1] + b"!", parts[2])


@settings(max_examples=30, deadline=None)
@given(
    seed=st.binary(min_size=32, max_size=32),
    message=st.binary(),
    place=st.integers(0, 63),
    flip=st.integers(1, 255),
)
def test_what_openssl_signs_holds_and_any_flipped_byte_breaks_it(
    seed: bytes, message: bytes, place: int, flip: int
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), bytearray(private.sign(message))
    assert ed25519_holds(key, message, bytes(signature))
    signature[place] ^= flip
    assert not ed25519_holds(key, message, bytes(signature))


def test_a_second_form_of_the_same_signature_is_refused() -> None:
    private = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    signature = private.sign(b"x")
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(signature[32:], "little") + order
    forged = signature[:32] + scalar.to_bytes(32, "little")
    assert not ed25519_holds(private.public_key().public_bytes_raw(), b"x", forged)


@pytest.mark.parametrize("size", [0, 31, 33, 5000])
def test_keys_and_signatures_of_odd_sizes_do_not_hold(size: int) -> None:
    assert not ed25519_holds(b"\1" * size, b"", b"\1" * 64)
    assert not ed25519_holds(b"\1" * 32, b"", b"\1" * (size + 1))
