"""Checks a Triage Deck evidence bundle. One file, standard library only, nothing is ever extracted.

    python3 verify.py BAG [--json] [--signer FINGERPRINT]

BAG is a ``.triagebag``, or the folder it was unzipped to (the default, when this file lies in it).
Exit 0: intact, 1: not. Checked are: a safe zip; completeness and checksums (BagIt, RFC 8493); the
Ed25519 signature (RFC 8032) over tag manifest and ledger head; every link of the ledger; the figures
against the ledger. Without ``--signer`` the answer names the key, not whose key it is. The copy of
this file inside a bundle is for convenience: who doubts the bundle takes it from elsewhere.
"""

import argparse
import hashlib
import json
import re
import stat
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

MAX_ENTRIES, MAX_BYTES, MAX_RATIO, MAX_NAME = 2_000, 200_000_000, 100, 512
GENESIS = "0" * 64
_DECLARED = r"BagIt-Version: (0\.9[3-7]|1\.0)\r?\nTag-File-Character-Encoding: ([A-Z0-9-]+)\s*"
SIGNATURE, TAG_MANIFEST = "signature.json", "tagmanifest-sha256.txt"
FACTS, FIGURES = "data/facts.jsonl", "data/figures.json"

Problem = tuple[str, str]
Files = Mapping[str, Callable[[], Any]]
"""Every file of a bag by its path in it, each with a way to open it."""


class BrokenError(ValueError):
    """One thing that does not hold: ``path`` inside the bag ("" where the caller knows it)."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path, self.what = path, what


_BAD_FILE = (OSError, EOFError, MemoryError, zlib.error, struct.error, zipfile.BadZipFile)
_BAD_VALUE = (ValueError, TypeError, AttributeError, LookupError, RuntimeError)


class Verdict(NamedTuple):
    """What was found. ``signer`` is the key's fingerprint, empty when the seal does not hold."""

    problems: list[Problem]
    signer: str
    signer_known: bool


def examine(path: str | Path, expected_signer: str = "") -> Verdict:
    """Check a bundle whole, whatever it is: nothing is raised, every doubt becomes a problem."""
    found: list[Problem] = []
    signer = ""
    with ExitStack() as stack, noting(found, ""):
        files = read_files(Path(path), stack)
        found += check_bag(files)
        with noting(found, SIGNATURE):
            signer = check_seal(files)
        with noting(found, FACTS):
            found += check_record(files)
    expected = re.sub(r"[\s:]", "", expected_signer).lower()
    if expected and signer != expected:
        found.append((SIGNATURE, f"is not by the signer you named, but by {signer or 'nobody'}"))
    return Verdict(found, signer, bool(signer) and signer == expected)


def verify(path: str | Path) -> list[Problem]:
    """Return everything wrong with a bundle as (path inside it, what); empty when it is intact."""
    return examine(path).problems


@contextmanager
def noting(found: list[Problem], path: str) -> Iterator[None]:
    """Turn whatever reading a hostile file raises into a problem of ``path``."""
    try:
        yield
    except BrokenError as broken:
        found.append((broken.path or path, broken.what))
    except (*_BAD_FILE, *_BAD_VALUE) as error:
        found.append((path, f"cannot be read: {type(error).__name__}"))


def read_files(path: Path, stack: ExitStack) -> Files:
    """Return the files of a zip or a folder; the zip stays open as long as ``stack``.

    Raises BrokenError for anything but ordinary files with harmless names, or too much of them.
    """
    found: dict[str, Callable[[], Any]] = {}
    folded: dict[str, str] = {}
    total = 0
    for name, size, opened in _folder(path) if path.is_dir() else _zip(path, stack):
        twin = folded.setdefault(_folded(_safe(name)), name)
        if name in found or twin != name:
            raise BrokenError(name, "is there twice, or differs from another by case or accents")
        found[name] = opened
        total += size
        if len(found) > MAX_ENTRIES or total > MAX_BYTES:
            raise BrokenError("", f"holds over {MAX_ENTRIES} files or {MAX_BYTES} bytes")
    if "bagit.txt" in found or len({name.partition("/")[0] for name in found}) != 1:
        return found
    return {name.partition("/")[2] or name: opened for name, opened in found.items()}


def _folder(root: Path) -> Iterator[tuple[str, int, Callable[[], Any]]]:
    for path in root.rglob("*"):
        name, kind = path.relative_to(root).as_posix(), path.lstat()
        if stat.S_ISREG(kind.st_mode):
            yield name, kind.st_size, partial(path.open, "rb")
        elif not stat.S_ISDIR(kind.st_mode):
            raise BrokenError(name, "is a link or no ordinary file")


def _zip(path: Path, stack: ExitStack) -> Iterator[tuple[str, int, Callable[[], Any]]]:
    _look_at_table(path)
    opened = stack.enter_context(zipfile.ZipFile(path))
    for member in opened.infolist():
        name, kind = member.orig_filename, member.external_attr >> 16 & 0o170000
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise BrokenError(name, "is a link or no ordinary file")
        if member.file_size > MAX_RATIO * member.compress_size + 4096:
            raise BrokenError(name, f"unpacks to more than {MAX_RATIO} times its size")
        if not (name.endswith("/") and member.file_size == 0):
            yield name, member.file_size, partial(opened.open, member)


def _look_at_table(path: Path) -> None:
    """Refuse a table of contents too long to be read safely, before it is read."""
    if not path.is_file():  # a pipe or a device would keep us waiting
        raise BrokenError("", "is no file and no folder")
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 42))
        tail = file.read()
    if len(tail) < 22 or tail[-22:-18] != b"PK\5\6" or tail.startswith(b"PK\6\7"):
        raise BrokenError("", "is no plain zip file, or was cut short")
    _, _, here, count, length, start, comment = struct.unpack("<4H2IH", tail[-18:])
    fits = here == count <= 2 * MAX_ENTRIES and start + length == size - 22
    if not fits or length > count * 2048 or comment:
        raise BrokenError("", "its table of contents does not fit the file, or is too long")


def _safe(name: str) -> str:
    """Return a name that stays inside the bag on every system. Raises BrokenError for others."""
    odd = any(ord(letter) < 32 or letter in "\\:\x7f" for letter in name)
    steps = any(part in ("", ".", "..") for part in name.split("/"))
    if odd or steps or name.startswith("~") or len(name) > MAX_NAME:
        raise BrokenError(name[:80], "has a name that could leave the bag")
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def read(files: Files, name: str) -> bytes:
    """Return a file's bytes. Raises BrokenError when it is not there."""
    if name not in files:
        raise BrokenError(name, "is missing")
    with files[name]() as file:
        return bytes(file.read())


def check_bag(files: Files) -> list[Problem]:
    """Return where a bag of any origin is incomplete or changed (BagIt 0.93 to 1.0)."""
    found: list[Problem] = []
    with noting(found, "bagit.txt"):
        fits = re.fullmatch(_DECLARED, read(files, "bagit.txt").decode())
        if not fits:
            raise BrokenError("", "is no BagIt declaration we know")
        version, encoding = fits.groups()
        manifests = sorted(n for n in files if re.fullmatch(r"(tag)?manifest-[^/]*\.txt", n))
        if not any(name.startswith("manifest-") for name in manifests):
            found.append(("manifest-sha256.txt", "is missing, and so is any other"))
        for name in manifests:
            with noting(found, name):
                found += _check_manifest(files, name, version, encoding)
        with noting(found, "bag-info.txt"):
            _check_info(files, encoding)
    return found


def _check_manifest(files: Files, manifest: str, version: str, encoding: str) -> list[Problem]:
    algorithm, payload = manifest[:-4].partition("-")[2], manifest.startswith("manifest-")
    if algorithm not in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        raise BrokenError("", "names a checksum we do not know")
    listed = _listed(read(files, manifest).decode(encoding), version, payload=payload)
    found = [(name, "is missing") for name in listed if name not in files]
    extra = [name for name in files if payload and name.startswith("data/") and name not in listed]
    found += [(name, f"is not listed in {manifest}") for name in extra]
    for name in listed.keys() & files.keys():
        with noting(found, name), files[name]() as file:
            digest = hashlib.file_digest(file, algorithm).hexdigest()
            if digest != listed[name]:
                raise BrokenError("", f"was changed: it differs from {manifest}")
    return sorted(found)


def _listed(text: str, version: str, *, payload: bool) -> dict[str, str]:
    listed: dict[str, str] = {}
    for line in filter(str.strip, re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))):
        fits = re.fullmatch(r"([0-9A-Fa-f]+)[ \t]+\*?(?:\./)?(.+)", line)
        if not fits:
            raise BrokenError("", f"has a line that is none: {line[:40]!r}")
        name = _safe(fits[2].replace("%25", "%") if version == "1.0" else fits[2])
        if name in listed or name.startswith("data/") != payload:
            raise BrokenError("", f"lists {name[:80]} twice or in the wrong place")
        listed[name] = fits[1].lower()
    if len({_folded(name) for name in listed}) != len(listed):
        raise BrokenError("", "lists names that differ by case or accents only")
    return listed


def _check_info(files: Files, encoding: str) -> None:
    text = {
        name: read(files, name).decode(encoding)
        for name in ("fetch.txt", "bag-info.txt")
        if name in files
    }
    for name in (line.split(None, 2)[2] for line in text.get("fetch.txt", "").splitlines()):
        if not name.startswith("data/") or name not in files:
            raise BrokenError("fetch.txt", f"fetches {name[:80]}, which is not in the payload")
    stated = re.search(r"(?mi)^Payload-Oxum[ \t]*:[ \t]*(\S+)\s*$", text.get("bag-info.txt", ""))
    sizes = [len(read(files, name)) for name in files if stated and name.startswith("data/")]
    if stated and stated[1] != f"{sum(sizes)}.{len(sizes)}":
        raise BrokenError("", "its Payload-Oxum differs from the payload")


def signed_message(tag_manifest: bytes, head: str, seq: int) -> bytes:
    """Return what is signed: the tag manifest's SHA-256, the main chain's head and its length."""
    return f"triagebag 1\n{hashlib.sha256(tag_manifest).hexdigest()}\n{head}\n{seq}\n".encode()


def fingerprint(public_key: bytes) -> str:
    """Return the name of a key: the SHA-256 of its 32 bytes, in hex."""
    return hashlib.sha256(public_key).hexdigest()


def check_seal(files: Files) -> str:
    """Return the signer's fingerprint. Raises BrokenError when the seal does not hold."""
    seal = _object(read(files, SIGNATURE), "algorithm fingerprint head public_key seq signature")
    key, tag_manifest = bytes.fromhex(seal["public_key"]), read(files, TAG_MANIFEST)
    message = signed_message(tag_manifest, seal["head"], seal["seq"])
    if (seal["algorithm"], seal["fingerprint"]) != ("Ed25519", fingerprint(key)):
        raise BrokenError("", "its key is not the one it names")
    if not ed25519_holds(key, message, bytes.fromhex(seal["signature"])):
        raise BrokenError(
            "", "does not hold: it, the tag manifest or the ledger's head was changed"
        )
    covered = {*_listed(tag_manifest.decode(), "1.0", payload=False), SIGNATURE, TAG_MANIFEST}
    for name in sorted(files.keys() - covered):
        if not name.startswith("data/"):
            raise BrokenError(name, "is not covered by the signature")
    main = [row for row in _rows(files) if row["chain"] == "main"]
    if (seal["seq"], seal["head"]) != (len(main), main[-1]["hash"] if main else GENESIS):
        raise BrokenError(FACTS, "does not end where the signature says")
    return fingerprint(key)


_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
Point = tuple[int, int, int, int]


def ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature holds (RFC 8032, 5.1.7, the equation without cofactor)."""
    point, commitment, base = _point(key), _point(signature[:32]), _point(b"\x58" + b"\x66" * 31)
    scalar = int.from_bytes(signature[32:], "little")
    if not (point and commitment and base) or len(signature) != 64 or scalar >= _L:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    left = _times(scalar, base)
    right = _add(commitment, _times(int.from_bytes(digest, "little") % _L, point))
    return all((left[i] * right[2] - right[i] * left[2]) % _P == 0 for i in (0, 1))


def _point(packed: bytes) -> Point | None:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if len(packed) != 32 or y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x if x * x % _P == square else x * pow(2, (_P - 1) // 4, _P) % _P
    if x * x % _P != square or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else _P - x
    return x, y, 1, x * y % _P


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * _D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        total = _add(total, point) if scalar & 1 else total
        point, scalar = _add(point, point), scalar >> 1
    return total


def _object(text: bytes, keys: str) -> dict[str, Any]:
    value = json.loads(text.decode(), parse_constant=int)
    if not isinstance(value, dict) or sorted(value) != keys.split():
        raise BrokenError("", f"is no object of {keys}")
    return value


def _rows(files: Files) -> list[dict[str, Any]]:
    lines = read(files, FACTS).split(b"\n")
    if lines.pop():
        raise BrokenError(FACTS, "its last line was cut short")
    return [_object(line, "body chain hash prev seq") for line in lines]


def check_record(files: Files) -> list[Problem]:
    """Return where the chains are broken, or the figures say something else than the ledger."""
    rows, info = _rows(files), read(files, "bag-info.txt").decode()
    mission = re.search(r"(?m)^External-Identifier: (\S+)$", info)
    found = check_chain(rows, mission[1] if mission else "")
    with noting(found, FIGURES):
        figures = _object(read(files, FIGURES), "at at_risk breached figures sealed")
        found += [(FIGURES, what) for what in _differences(rows, figures)]
    return found


def check_chain(rows: Iterable[dict[str, Any]], mission: str) -> list[Problem]:
    """Return every break of the chains: lines changed, removed, added, swapped, from elsewhere."""
    found: list[Problem] = []
    heads, counts = {"main": GENESIS}, {"main": 0, "addendum": 0}
    for number, row in enumerate(rows, 1):
        chain, place = row["chain"], f"{FACTS}, line {number}"
        with noting(found, place):
            follows = (counts[chain] + 1, heads.get(chain, heads["main"]))
            if (row["seq"], row["prev"]) != follows or (chain == "main" and counts["addendum"]):
                found.append((place, "does not follow the line before it"))
            counts[chain], heads[chain] = row["seq"], row["hash"]
            _check_row(row, mission)
    return found


def _check_row(row: dict[str, Any], mission: str) -> None:
    if hashlib.sha256((row["prev"] + row["body"]).encode()).hexdigest() != row["hash"]:
        raise BrokenError("", "was changed after it was written")
    body = json.loads(row["body"])
    again = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    place = (body["mission"], body["chain"], body["seq"])
    if again != row["body"] or place != (mission, row["chain"], row["seq"]):
        raise BrokenError("", "was written for another place")


def _differences(rows: Iterable[dict[str, Any]], outcome: dict[str, Any]) -> list[str]:
    bodies = [json.loads(row["body"]) for row in rows]
    kinds = {body["kind"]: body["fields"] for body in bodies}
    fact = kinds.get("mission_sealed") or kinds.get("mission_completed")
    if not fact or outcome["sealed"] is not ("mission_sealed" in kinds):
        return ["the ledger tells another end of the mission"]
    values = {figure["name"]: figure["value"] for figure in outcome["figures"]}
    values["saved_seconds"] = values.pop("minutes_saved") * 60
    slack = {"triaged": 0, "drafts": 0, "escalations": 0, "breaches": 0, "saved_seconds": 59}
    wrong = [name for name in slack if abs(values[name] - fact[name]) > slack[name]]
    if sorted(outcome["breached"]) != sorted(fact.get("breached", outcome["breached"])):
        wrong.append("breached")
    return [f"{name} differs from the ledger" for name in wrong]


def main(arguments: list[str] | None = None) -> int:
    """Check the bundle the command line names and say so; return 0 when it is intact, else 1."""
    parser = argparse.ArgumentParser(description="Check a Triage Deck evidence bundle.")
    parser.add_argument("bag", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.add_argument("--signer", default="", metavar="FINGERPRINT", help="who must have signed")
    chosen = parser.parse_args(arguments)
    verdict = examine(chosen.bag, chosen.signer)
    problems = [{"path": path, "what": what} for path, what in verdict.problems]
    lines = ["NOT INTACT", *(f"{path or 'bundle'}: {what}" for path, what in verdict.problems)]
    known = "signed as you named" if verdict.signer_known else "signer not known"
    lines = lines if problems else [f"Intact, {known}. Key: {verdict.signer}"]
    if chosen.json:
        lines = [json.dumps({"ok": not problems} | verdict._asdict() | {"problems": problems})]
    for line in lines:  # a hostile name must not move the terminal's cursor
        sys.stdout.write((line if chosen.json else ascii(line)[1:-1]) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
