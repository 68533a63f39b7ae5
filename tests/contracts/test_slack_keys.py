"""Slack's answers hold no key that the live service was never seen to send."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx

from desktop.sandbox.app import make_app
from desktop.sandbox.process import default_queue
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from tests.contracts.documents import document
from tests.contracts.traffic import recorded
from tests.desktop.sandbox.sign_ins import bearer, slack_token

# Methods nobody recorded answer in the shape of one that was: the same messages, the same user.
ALIKE = {
    "conversations.replies": "conversations.history",
    "users.lookupByEmail": "users.info",
    "chat.update": "chat.postMessage",
}
_EDITED = {"message.edited", "message.edited.user", "message.edited.ts"}
ALSO = {"chat.update": {"text"} | _EDITED, "auth.revoke": {"revoked"}}
"""Keys that were not recorded; the official document of 2021 names them, recorded history the edit."""

_FREE = ("event_payload", "blocks", "attachments")
"""What an application fills in as it likes."""


def keys(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key, lists as if their rows were one."""
    if isinstance(value, list):
        for each in value:
            yield from keys(each, path)
    elif isinstance(value, dict):
        for name, inner in value.items():
            here = f"{path}.{name}".lstrip(".")
            yield here
            if name not in _FREE:
                yield from keys(inner, here)


@cache
def known(method: str) -> frozenset[str]:
    """Return the keys seen in the live service's answers to a method."""
    name = ALIKE.get(method, method)
    text = document(f"slack/recorded-keys/{name}.json").read_text("utf-8")
    return frozenset(keys(json.loads(text))) | ALSO.get(method, set())


async def test_a_sign_in_a_thread_and_a_refusal_hold_no_such_key_either() -> None:
    document("slack/recorded-keys")
    transport = httpx.ASGITransport(app=make_app(open_sandbox(load_queue(default_queue()))))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:1") as client:
        granted = await slack_token(client, user_scope="chat:write,channels:history")
        assert set(keys(granted)) <= known("oauth.v2.access")
        headers = bearer(granted["authed_user"])

        async def call(method: str, **arguments: str) -> Any:
            answer = await client.post(f"/slack/api/{method}", data=arguments, headers=headers)
            assert set(keys(answer.json())) <= known(method), method
            return answer.json()

        root = await call("chat.postMessage", channel="#eng-oncall", text="x")
        place = {"channel": root["channel"]}
        await call("chat.postMessage", **place, text="y", thread_ts=root["ts"])
        await call("conversations.replies", **place, ts=root["ts"])
        await call("conversations.history", **place)
        await call("chat.getPermalink", **place, message_ts=root["ts"])
        await call("chat.update", **place, ts=root["ts"], text="z")
        assert (await call("users.info", user="U1"))["error"] == "missing_scope"
        assert await call("auth.revoke") == {"ok": True, "revoked": True}


def test_no_answer_holds_a_key_slack_never_sends() -> None:
    document("slack/recorded-keys")
    strange: set[str] = set()
    heard = [one for one in recorded() if one.service == "Slack"]
    assert {one.path.rpartition("/")[2] for one in heard} >= {"chat.postMessage", "auth.test"}
    for one in heard:
        method = one.path.rpartition("/")[2]
        assert one.status == 200
        strange |= {f"{method}: {key}" for key in set(keys(one.answer)) - known(method)}
    assert strange == set()
