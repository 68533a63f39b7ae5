"""A service that answers what it is told to: for what the sandbox does not do, or must not."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from desktop.connectors.carrier import Answer, Ask
from desktop.connectors.http import Http

Reply = Callable[[dict[str, str]], Any]


class Recorded:
    """Implements ``Carrier``. ``asked`` are the requests so far; a path nobody recorded is a 404."""

    def __init__(self, replies: Mapping[str, Reply], base_url: str = "https://x.test") -> None:
        self.replies, self._base = dict(replies), base_url
        self.asked: list[Ask] = []

    async def base_url(self) -> str:
        return self._base

    async def close(self) -> None:
        pass

    async def carry(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        path, _, query = ask.path.partition("?")
        reply = self.replies.get(f"{ask.method} {path}") or self.replies.get(path)
        if reply is None:
            return Answer(404, {}, b'{"error":"InvalidEndpoint","description":"Not found"}')
        said = reply(dict(parse_qsl(query)) | {k: str(v) for k, v in (ask.params or {}).items()})
        return said if isinstance(said, Answer) else Answer(200, {}, msgspec.json.encode(said))

    def count(self, path: str) -> int:
        return sum(ask.path.partition("?")[0] == path for ask in self.asked)


def recorded(replies: Mapping[str, Reply], service: str = "Zendesk") -> tuple[Http, Recorded]:
    """Return a client of such a service, and the service."""
    carrier = Recorded(replies)
    return Http(service, carrier), carrier
