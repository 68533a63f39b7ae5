"""Evidence's work: write the bundle of the sealed mission once, open any bundle offline."""

import asyncio
import re
from pathlib import Path

from desktop.domain.errors import RuleError
from desktop.domain.facts import AuditEventRecorded, AuditKind, BundleWritten
from desktop.evidence.bundle import write_bundle
from desktop.evidence.collect import gather
from desktop.evidence.contract import Review
from desktop.evidence.review import open_review
from desktop.ledger.ledger import Ledger
from desktop.ports import Keys
from desktop.stages.execute.contract import ExecuteCommands
from desktop.stages.reflect.contract import ReflectCommands

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@-]{0,79}")


class Evidence:
    """Implements ``EvidenceCommands``. ``path`` is where this mission's bundle goes."""

    def __init__(
        self,
        ledger: Ledger,
        keys: Keys,
        execute: ExecuteCommands,
        reflect: ReflectCommands,
        path: Path,
    ) -> None:
        self._ledger = ledger
        self._keys = keys
        self._execute = execute
        self._reflect = reflect
        self._path = path
        self._turn = asyncio.Lock()

    async def write(self) -> str:
        """Write the bundle and record its hash; when it lies there already, only say where."""
        if not self._ledger.mission.sealed:
            raise RuleError(
                "No evidence yet", "The mission is not sealed.", "Seal it first, then write it."
            )
        async with self._turn:
            there = await asyncio.to_thread(self._path.is_file)
            if self._ledger.mission.bundle is None or not there:
                contents = await gather(self._ledger, self._execute, self._reflect)
                sha256 = await write_bundle(contents, self._keys, self._path)
                await self._ledger.append(BundleWritten(sha256=sha256, minimal=True))
        return str(self._path)

    async def open(self, path: str) -> Review:
        """Check and read a bundle in a thread; that it was opened is recorded here."""
        review = await asyncio.to_thread(open_review, Path(path))
        named = _ID.fullmatch(review.view.mission)
        subject = review.view.mission if named else "unnamed"
        await self._ledger.append(
            AuditEventRecorded(event=AuditKind.BUNDLE_OPENED, subject=subject)
        )
        return review
