"""Finds planted secrets in a folder, however they are written there: plain, base64, quoted for a URL, UTF-16."""

import base64
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote


def spellings(secret: str) -> dict[str, bytes]:
    """Return the ways a secret may lie in a file.

    Base 64 has three, by where in the encoded bytes the secret begins; each without the signs that depend on its
    neighbours.
    """
    plain = secret.encode()
    shifted = {
        f"base64+{shift}": base64.b64encode(b"\0" * shift + plain)[(0, 2, 3)[shift] :].rstrip(b"=")[
            :-1
        ]
        for shift in range(3)
    }
    url_safe = {
        f"{how}, url-safe": text.translate(bytes.maketrans(b"+/", b"-_"))
        for how, text in shifted.items()
    }
    ways = {
        "plain": plain,
        "hex": plain.hex().encode(),
        "quoted": quote(secret, safe="").encode(),
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "reversed": plain[::-1],
        **shifted,
        **url_safe,
    }
    # One way a spelling: what needs no quoting is plain.
    return {
        how: spelt for spelt, how in {spelt: how for how, spelt in reversed(ways.items())}.items()
    }


def find(folder: Path, secrets: Mapping[str, str]) -> list[str]:
    """Return ``name (how) in file`` for every secret found below ``folder``, inside zip files as well."""
    hits = []
    for where, content in contents(folder):
        for name, secret in secrets.items():
            hits += [
                f"{name} ({how}) in {where}"
                for how, spelt in spellings(secret).items()
                if spelt in content
            ]
    return hits


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder with its name; a zip's members come by themselves too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _opened(str(path.relative_to(folder)), path.read_bytes())


def _opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield from _opened(f"{name}!{member}", packed.read(member))
