"""The seal: one Ed25519 signature over the tag manifest and the ledger's head."""

import json
from collections.abc import Sequence

from desktop.evidence.verify import fingerprint, signed_message
from desktop.ledger.chain import head
from desktop.ports import MAIN, Keys, StoredFact


async def seal(keys: Keys, tag_manifest: bytes, rows: Sequence[StoredFact]) -> bytes:
    """Return signature.json, the only file no manifest lists. Raises KeyLostError without a key.

    Its fields: algorithm, public_key and signature (hex), fingerprint (SHA-256 of the key), and the
    main chain's head with its number of facts.
    """
    main, seq = head(rows, MAIN), sum(row.chain == MAIN for row in rows)
    key = await keys.public_key()
    signature = await keys.sign(signed_message(tag_manifest, main, seq))
    fields = {
        "algorithm": "Ed25519",
        "public_key": key.hex(),
        "fingerprint": fingerprint(key),
        "head": main,
        "seq": seq,
        "signature": signature.hex(),
    }
    return (json.dumps(fields, indent=2) + "\n").encode()
