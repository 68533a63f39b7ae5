"""Slack: channels by name, messages that carry our marker, found again and withdrawn.

Slack says no with HTTP 200 and ``ok: false``; every answer is checked for that.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from desktop.connectors.answers import unclear
from desktop.connectors.carrier import Answer
from desktop.connectors.http import Http
from desktop.connectors.paging import Cursors
from desktop.connectors.reasons import clean, scopes
from desktop.connectors.slack_blocks import blocks, escape
from desktop.domain.effect import WHOLE_SERVICE, Receipt
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import Channel
from desktop.domain.values import Id
from desktop.domain.words import AnswerKind
from desktop.ports import Account, Answered

_EVENT = "triagedeck_effect"

_UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "unknown_error"}
)
"""Slack's words for a failure after which some of it may have happened all the same."""

_STATUS = dict.fromkeys(
    ("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"), 401
) | {"ratelimited": 429, "rate_limited": 429}
"""Slack's words as the status other services send: the whole service is away, not this one message."""

_REMEDIES = {
    401: "Sign in to Slack again on the tool card.",
    429: "The app's request limit is used up. Wait a minute and go on.",
}


_WORDS = {
    "not_in_channel": "Invite the app (or yourself) to the channel, then try again.",
    "missing_scope": "Sign in to Slack again with the permission named, or ask an admin for it.",
    "is_archived": "Choose another channel in the settings, or bring this one back in Slack.",
    "channel_not_found": "Check the channel's name in the settings; a private one must have us as a member.",
    "msg_too_long": "Shorten the message; Slack takes 40,000 characters.",
}
_OTHERWISE = "Check the channel and the app's permissions in Slack, then try again."

_RATES = {
    "conversations.list": 20,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.open": 50,
    "chat.postMessage": 60,
    "chat.update": 50,
    "chat.delete": 50,
}
"""Requests per minute by method, as Slack publishes them (tiers 2 and 3; a message a second): no answer says."""


class _More(Struct, frozen=True):
    next_cursor: str | None = None
    messages: list[str] | None = None


class _Answer(Struct, frozen=True):
    ok: bool
    error: str | None = None
    needed: str | None = None
    provided: str | None = None
    response_metadata: _More | None = None


class _Auth(_Answer, frozen=True):
    user_id: str | None = None
    user: str | None = None


class _Channel(Struct, frozen=True):
    id: str
    name: str | None = None
    is_archived: bool | None = None


class _Channels(_Answer, frozen=True):
    channels: list[_Channel] | None = None


class _Opened(_Answer, frozen=True):
    channel: _Channel | None = None


class _Metadata(Struct, frozen=True):
    event_type: str | None = None
    event_payload: dict[str, Any] | None = None


class _Reaction(Struct, frozen=True):
    users: list[str] | None = None


class _Message(Struct, frozen=True):
    ts: str | None = None
    user: str | None = None
    metadata: _Metadata | None = None
    reactions: list[_Reaction] | None = None


class _History(_Answer, frozen=True):
    messages: list[_Message] | None = None


class _Permalink(_Answer, frozen=True):
    permalink: str | None = None


class _Posted(_Answer, frozen=True):
    ts: str | None = None
    channel: str | None = None


A = TypeVar("A", bound=_Answer)


class Slack:
    """Implements ``desktop.ports.ChatService``. ``http`` is rooted at ``…/api``."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._private = True
        http.budget.rates = _RATES

    async def account(self) -> Account:
        """Return who posts, with the scopes Slack's own header names."""
        said, headers = await self._http.get_with_headers("/auth.test", _Auth)
        me = _checked(said, "auth.test")
        scopes = tuple(s.strip() for s in headers.get("x-oauth-scopes", "").split(",") if s.strip())
        return Account(me.user_id or "unknown", me.user or "", scopes)

    async def channel(self, name: str) -> Channel | None:
        """Return the channel of this name, public or private, with or without ``#``.

        Raises RefusedError when it is there but archived: nobody reads it any more.
        """
        wanted, cursor = name.lstrip("#"), ""
        cursors = Cursors(self._http.service)
        archived = False
        while True:
            page = await self._channels(cursor)
            for one in page.channels or ():
                if one.name == wanted and not one.is_archived:
                    return Channel(one.id, wanted)
                archived = archived or one.name == wanted
            cursor = cursors.next(_next(page.response_metadata))
            if not cursor:
                break
        if archived:
            raise _archived(wanted)
        return None

    async def _channels(self, cursor: str) -> _Channels:
        """Read a page of channels, the private ones among them where the token may see them."""
        method = "conversations.list"
        asked: dict[str, str | int] = {"limit": 200, "cursor": cursor}
        kinds = "public_channel,private_channel" if self._private else "public_channel"
        page = await self._http.get(f"/{method}", _Channels, types=kinds, **asked)
        if page.error == "missing_scope" and self._private:
            self._private = False
            return await self._channels(cursor)
        return _checked(page, method)

    async def post(self, channel: str, text: str, marker: Mapping[str, str]) -> Receipt:
        """Post once. The marker is the only way to find it again: Slack has no idempotency key."""
        metadata = {"event_type": _EVENT, "event_payload": dict(marker)}
        body: dict[str, Any] = {"channel": channel, "text": escape(text), "blocks": blocks(text)}
        body |= {"metadata": metadata, "unfurl_links": False, "unfurl_media": False}
        posted = await self._call("chat.postMessage", _Posted, body)
        return Receipt(posted.ts or "", posted.channel or channel)

    async def find(self, channel: str, effect: Id) -> Receipt | None:
        """Read the channel's history for our marker."""
        async for receipt in self._marked(channel, effect):
            return receipt
        return None

    async def twins(self, receipt: Receipt, effect: Id) -> tuple[Receipt, ...]:
        """Return every other message that carries our marker: one that arrived late beside ``receipt``."""
        found = [one async for one in self._marked(receipt.place, effect)]
        return tuple(one for one in found if one.remote != receipt.remote)

    async def _marked(self, channel: str, effect: Id) -> AsyncIterator[Receipt]:
        """Yield our messages for an effect, the newest first."""
        cursors, cursor = Cursors(self._http.service), ""
        while True:
            page = _checked(
                await self._http.get(
                    "/conversations.history",
                    _History,
                    channel=channel,
                    limit=200,
                    include_all_metadata="true",
                    cursor=cursor,
                ),
                "conversations.history",
            )
            for message in page.messages or ():
                payload = (message.metadata.event_payload if message.metadata else None) or {}
                if payload.get("triagedeck_effect") == effect:
                    yield Receipt(message.ts or "", channel)
            cursor = cursors.next(_next(page.response_metadata))
            if not cursor:
                return

    async def answered(self, receipt: Receipt) -> Answered | None:
        """Read the thread under our message and its reactions; our own do not count."""
        thread = _checked(
            await self._http.get(
                "/conversations.replies", _History, channel=receipt.place, ts=receipt.remote
            ),
            "conversations.replies",
        )
        ours = next((m.user for m in thread.messages or () if m.ts == receipt.remote), None)
        for message in thread.messages or ():
            if message.ts != receipt.remote and message.user and message.user != ours:
                return Answered(message.user, AnswerKind.REPLY)
            for reaction in message.reactions or []:
                others = [user for user in reaction.users or [] if user != ours]
                if message.ts == receipt.remote and others:
                    return Answered(others[0], AnswerKind.REACTION)
        return None

    async def permalink(self, receipt: Receipt) -> str:
        """Return the link to our message; empty when it is gone."""
        asked = {"channel": receipt.place, "message_ts": receipt.remote}
        found = await self._http.get("/chat.getPermalink", _Permalink, **asked)
        if found.error in ("message_not_found", "channel_not_found"):
            return ""
        return _checked(found, "chat.getPermalink").permalink or ""

    async def withdraw(self, receipt: Receipt) -> None:
        """Delete our message; where the workspace forbids it, say in it that it is withdrawn.

        Raises RefusedError when all of Slack is away (no connection, no token, no quota): it can be deleted later.
        """
        place = {"channel": receipt.place, "ts": receipt.remote}
        try:
            await self._call("chat.delete", _Answer, place)
        except RefusedError as refused:
            if "message_not_found" in refused.message:
                return
            if refused.status in WHOLE_SERVICE:
                raise
            text = "This escalation was withdrawn."
            await self._call("chat.update", _Answer, {**place, "text": text, "blocks": []})

    async def tell(self, person: str, text: str) -> None:
        """Open a direct conversation and write one message."""
        opened = await self._call("conversations.open", _Opened, {"users": person})
        where = opened.channel.id if opened.channel else person
        body = {"channel": where, "text": escape(text), "unfurl_links": False}
        await self._call("chat.postMessage", _Posted, body)

    async def _call(self, method: str, kind: type[A], body: Mapping[str, Any]) -> A:
        return _checked(await self._http.write("POST", f"/{method}", kind, body), method)


def token_expired(answer: Answer) -> bool:
    """Say whether Slack's answer means that the token has run out: it says so with 200."""
    return answer.status == 200 and b'"token_expired"' in answer.content[:300]


def _next(more: _More | None) -> str:
    return (more.next_cursor if more else None) or ""


def _checked(answer: A, method: str) -> A:
    if answer.ok:
        return answer
    told = (answer.response_metadata.messages if answer.response_metadata else None) or []
    more = f" ({clean('; '.join(told))})" if told else ""
    said = f"{method}: {answer.error or 'no reason given'}{scopes(answer.needed, answer.provided)}{more}"
    if answer.error in _UNCLEAR:
        raise unclear("Slack", said, 200)
    status = _STATUS.get(answer.error or "", 200)
    remedy = _WORDS.get(answer.error or "") or _REMEDIES.get(status) or _OTHERWISE
    raise RefusedError("Slack refused", said, remedy, status)


def _archived(name: str) -> RefusedError:
    return RefusedError(
        "The channel is archived",
        f"#{name} is there, but it is archived: nobody reads what is posted in it.",
        "Choose another channel in the settings, or bring this one back in Slack.",
    )
