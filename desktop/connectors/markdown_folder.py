"""A folder of Markdown files as a knowledge base: one file that shows what another service costs.

A page is a ``.md`` file: its title from the front matter, else its first heading, else its name; verified where the
front matter says so; its date from there, else the file's own. Links out of the folder are not followed.
"""

import asyncio
import contextlib
import os
import re
from datetime import UTC, datetime, time
from pathlib import Path

from desktop.base.clock import parse_instant
from desktop.connectors.plain_text import plain_text
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import KbPage
from desktop.ports import Account

_LARGEST = 512 * 1024
_MOST = 2000
_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.DOTALL)
_LINE = re.compile(r"^(\w+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"^(?:\s{0,3}(?:#{1,6}\s+|>\s?|```.*$|~~~.*$))|[*`]+", re.MULTILINE)
_YES = ("true", "yes", "1")


class MarkdownFolder:
    """Implements ``desktop.ports.KnowledgeService`` over a folder of this computer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def account(self) -> Account:
        """Return that the folder can be read. Raises RefusedError when it is not there."""
        await asyncio.to_thread(self._paths)
        return Account("folder", self._folder.name, ("read",))

    async def pages(self) -> tuple[KbPage, ...]:
        """Return every page, read in a thread. Raises RefusedError naming the file that cannot be one."""
        return await asyncio.to_thread(self._read)

    def _read(self) -> tuple[KbPage, ...]:
        return tuple(self._page(path) for path in self._paths())

    def _paths(self) -> list[Path]:
        root = self._folder.resolve()
        if not root.is_dir():
            raise _refused(
                self._folder.name, "is no folder", "Choose the folder of the pages again."
            )
        found = sorted(root.rglob("*.md"))  # does not go into folders that are links
        if len(found) > _MOST:
            few = f"Choose a folder of at most {_MOST} pages."
            raise _refused(root.name, f"holds {len(found)} pages", few)
        for path in found:
            if path.is_symlink() or not path.resolve().is_relative_to(root) or not path.is_file():
                raise _refused(path.name, "is a link or no file", "Put the page itself there.")
        return found

    def _page(self, path: Path) -> KbPage:
        text, changed = _text(path)
        front = _FRONT.match(text)
        said = {k.casefold(): v.strip("\"'") for k, v in _LINE.findall(front[1])} if front else {}
        body = text[front.end() :] if front else text
        heading = _HEADING.search(body)
        return KbPage(
            id=path.relative_to(self._folder.resolve()).as_posix(),
            title=said.get("title") or (heading[1] if heading else path.stem),
            body=_plain(body),
            url=path.as_uri(),
            verified=said.get("verified", "").casefold() in _YES,
            updated_at=_date(said.get("updated", "")) or changed,
        )


def _text(path: Path) -> tuple[str, datetime]:
    try:
        # What became a link since we looked is not opened, and no more is read than a page may have.
        with open(path, "rb", opener=_without_links) as file:
            changed = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise _refused(path.name, f"has more than {_LARGEST // 1024} kB", "Split the page.")
        return content.decode("utf-8-sig"), changed
    except UnicodeDecodeError as wrong:
        raise _refused(path.name, "is not UTF-8 text", "Save it as UTF-8.") from wrong
    except OSError as wrong:
        raise _refused(path.name, "cannot be read", "Check its permissions.") from wrong


def _without_links(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _plain(body: str) -> str:
    """Return the words: links by their text, marks dropped, HTML in between as any markup."""
    return plain_text(_MARKS.sub("", _LINK.sub(r"\1", body)).replace("\n", "<br>"))


def _date(text: str) -> datetime | None:
    for read in (
        parse_instant,
        lambda said: datetime.combine(datetime.fromisoformat(said), time(), UTC),
    ):
        with contextlib.suppress(ValueError):
            return read(text)
    return None


def _refused(name: str, what: str, remedy: str) -> RefusedError:
    return RefusedError("The knowledge folder cannot be read", f"{name} {what}.", remedy)
