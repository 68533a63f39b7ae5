"""A BagIt 1.0 bag (RFC 8493) as a zip: ordered, timed and stored so that equal contents give equal bytes.

Members lie in one top folder, as RFC 8493 §4 wants of a serialised bag. They are stored, not deflated:
another zlib would pack the same text into other bytes, and the bundle's SHA-256 stands in the ledger.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from desktop.evidence.verify import SIGNATURE, TAG_MANIFEST

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ORDINARY = 0o100644 << 16
_MANIFEST = "manifest-sha256.txt"


def make_bag(
    payload: Mapping[str, bytes], tags: Mapping[str, bytes], info: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the bag's files by path, all but the signature.

    Args:
        payload: The files under ``data/``, by their path below it.
        tags: Other files at the top, like the verifier.
        info: Lines of bag-info.txt; Payload-Oxum is added.
    """
    bag = {f"data/{name}": content for name, content in sorted(payload.items())}
    oxum = f"{sum(map(len, bag.values()))}.{len(bag)}"
    manifest = _manifest(bag)
    tag_files = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info({**info, "Payload-Oxum": oxum}),
        _MANIFEST: manifest,
        **tags,
    }
    return {**tag_files, TAG_MANIFEST: _manifest(tag_files), **bag}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _info(lines: Mapping[str, str]) -> bytes:
    return "".join(
        f"{label}: {' '.join(value.split())}\n" for label, value in lines.items()
    ).encode()


def zip_bag(folder: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    """Return the zip of a bag whose members lie in ``folder`` and are all dated ``at``."""
    when = at.astimezone(UTC)
    stamp = (when.year, when.month, when.day, when.hour, when.minute, when.second)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files, key=_order):
            member = zipfile.ZipInfo(f"{folder}/{name}", stamp)
            member.external_attr = _ORDINARY
            member.create_system = 3  # else the packing system would show
            packed.writestr(member, files[name])
    return held.getvalue()


def _order(name: str) -> tuple[bool, bool, str]:
    """Tag files first, so that a reader of the raw bytes meets the declaration before the payload."""
    return name.startswith("data/"), name == SIGNATURE, name
