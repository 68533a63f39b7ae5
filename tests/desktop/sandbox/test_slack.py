"""Slack: every answer is 200 with ok or an error word; what is posted can be found, changed, taken back."""

from typing import Any

import httpx
import pytest

from desktop.sandbox.queue_shapes import OnCall
from desktop.sandbox.state import Sandbox

METADATA = {"event_type": "escalation", "event_payload": {"run_id": "m1"}}


async def call(client: httpx.AsyncClient, method: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.post(f"/slack/api/{method}", json=arguments)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def test_who_am_i(client: httpx.AsyncClient) -> None:
    assert (await call(client, "auth.test"))["user_id"] == "U1"


async def test_a_token_is_asked_for_and_may_come_in_the_form(client: httpx.AsyncClient) -> None:
    bare = {"authorization": ""}
    refused = await client.post("/slack/api/auth.test", headers=bare)
    assert refused.json() == {"ok": False, "error": "not_authed"}
    given = await client.post("/slack/api/auth.test", headers=bare, data={"token": "xoxp-1"})
    assert given.json()["ok"]


async def test_a_message_is_found_by_its_marker_only_when_metadata_is_asked_for(
    client: httpx.AsyncClient,
) -> None:
    posted = await call(
        client, "chat.postMessage", channel="#eng-oncall", text="x", metadata=METADATA
    )
    plain = await call(client, "conversations.history", channel="C1")
    full = await call(client, "conversations.history", channel="C1", include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == METADATA
    assert full["messages"][0]["ts"] == posted["ts"]


async def test_a_form_may_carry_nested_json(client: httpx.AsyncClient) -> None:
    form = {"channel": "C1", "text": "x", "blocks": '[{"type": "divider"}]'}
    posted = await client.post("/slack/api/chat.postMessage", data=form)
    assert posted.json()["message"]["blocks"] == [{"type": "divider"}]


async def test_threads_are_kept_apart(client: httpx.AsyncClient) -> None:
    root = await call(client, "chat.postMessage", channel="C1", text="root")
    await call(client, "chat.postMessage", channel="C1", text="reply", thread_ts=root["ts"])
    thread = await call(client, "conversations.replies", channel="C1", ts=root["ts"])
    top = await call(client, "conversations.history", channel="C1")
    assert [row["text"] for row in thread["messages"]] == ["root", "reply"]
    assert [row["text"] for row in top["messages"]] == ["root"]


async def test_history_pages_and_spans(client: httpx.AsyncClient) -> None:
    stamps = [
        (await call(client, "chat.postMessage", channel="C1", text=str(n)))["ts"] for n in range(3)
    ]
    assert len(set(stamps)) == 3
    first = await call(client, "conversations.history", channel="C1", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await call(client, "conversations.history", channel="C1", limit=2, cursor=cursor)
    texts = [row["text"] for row in first["messages"] + rest["messages"]]
    assert texts == ["2", "1", "0"]
    later = await call(client, "conversations.history", channel="C1", oldest=stamps[1])
    assert [row["text"] for row in later["messages"]] == ["2"]


async def test_a_message_is_changed_and_deleted(client: httpx.AsyncClient) -> None:
    posted = await call(client, "chat.postMessage", channel="C1", text="x")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    assert (await call(client, "chat.update", **where, text="withdrawn"))["text"] == "withdrawn"
    link = await call(client, "chat.getPermalink", channel="C1", message_ts=posted["ts"])
    assert posted["ts"].replace(".", "") in link["permalink"]
    assert (await call(client, "chat.delete", **where))["ok"]
    assert (await call(client, "chat.delete", **where))["error"] == "message_not_found"


async def test_a_direct_message_is_opened_once(client: httpx.AsyncClient) -> None:
    first = await call(client, "conversations.open", users="U2")
    again = await call(client, "conversations.open", users="U2", return_im=True)
    assert again["channel"]["id"] == first["channel"]["id"]
    listed = await call(client, "conversations.list", types="im")
    assert [row["user"] for row in listed["channels"]] == ["U2"]


async def test_people_are_found(client: httpx.AsyncClient) -> None:
    assert len((await call(client, "users.list"))["members"]) == 2
    assert (await call(client, "users.info", user="U2"))["user"]["name"] == "mara"
    found = await call(client, "users.lookupByEmail", email="MARA@deck.test")
    assert found["user"]["id"] == "U2"


@pytest.mark.parametrize(
    ("method", "arguments", "word"),
    [
        ("chat.postMessage", {"channel": "C9", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C2", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "C1"}, "no_text"),
        ("chat.postMessage", {"channel": "C1", "text": "x" * 40_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": "C1", "text": "x", "metadata": {}}, ""),
        (
            "chat.postMessage",
            {"channel": "C1", "text": "x", "metadata": {"a": 1}},
            "invalid_metadata_format",
        ),
        ("chat.update", {"channel": "C1", "ts": "1.0", "text": "x"}, "message_not_found"),
        ("conversations.open", {"users": "U9"}, "user_not_found"),
        ("conversations.info", {"channel": "C9"}, "channel_not_found"),
        ("users.lookupByEmail", {"email": "nobody@deck.test"}, "users_not_found"),
        ("moon.land", {}, "unknown_method"),
    ],
)
async def test_errors_are_words(
    client: httpx.AsyncClient, method: str, arguments: dict[str, Any], word: str
) -> None:
    assert (await call(client, method, **arguments)).get("error", "") == word


async def test_the_engineer_on_call_reacts_to_an_escalation_when_his_time_has_come(
    client: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    sandbox.queue.slack["oncall"] = OnCall("U2", 120.0)
    channel = sandbox.queue.slack["channels"][0]["id"]
    marked = {"event_type": "e", "event_payload": {"effect": "1"}}
    body = {"channel": channel, "text": "Incident", "metadata": marked}
    posted = (await client.post("/slack/api/chat.postMessage", json=body)).json()
    where = {"channel": channel, "ts": posted["ts"]}
    seen = (await client.get("/slack/api/conversations.replies", params=where)).json()
    assert "reactions" not in seen["messages"][0]
    await client.post("/sandbox/clock", json={"advance_seconds": 121})
    seen = (await client.get("/slack/api/conversations.replies", params=where)).json()
    assert seen["messages"][0]["reactions"] == [{"name": "eyes", "users": ["U2"], "count": 1}]


async def test_small_talk_gets_no_reaction(client: httpx.AsyncClient, sandbox: Sandbox) -> None:
    sandbox.queue.slack["oncall"] = OnCall("U2", 0.0)
    channel = sandbox.queue.slack["channels"][0]["id"]
    body = {"channel": channel, "text": "Lunch?"}
    posted = (await client.post("/slack/api/chat.postMessage", json=body)).json()
    where = {"channel": channel, "ts": posted["ts"]}
    seen = (await client.get("/slack/api/conversations.replies", params=where)).json()
    assert "reactions" not in seen["messages"][0]


async def test_reactions_threads_and_permalinks_read_back(client: httpx.AsyncClient) -> None:
    root = (await call(client, "chat.postMessage", channel="C1", text="root"))["ts"]
    answer = (await call(client, "chat.postMessage", channel="C1", text="a", thread_ts=root))["ts"]
    react = {"channel": "C1", "timestamp": root, "name": "eyes"}
    assert (await call(client, "reactions.add", **react))["ok"]
    assert (await call(client, "reactions.add", **react))["error"] == "already_reacted"
    assert (await call(client, "reactions.add", channel="C1", timestamp=root))["ok"] is False
    thread = await call(client, "conversations.replies", channel="C1", ts=root)
    first, second = thread["messages"]
    assert first["reactions"] == [{"name": "eyes", "users": ["U1"], "count": 1}]
    assert (first["reply_count"], first["latest_reply"], first["thread_ts"]) == (1, answer, root)
    assert (second["ts"], "reply_count" in second) == (answer, False)
    (shown,) = (await call(client, "conversations.history", channel="C1"))["messages"]
    assert shown == first
    links = [
        (await call(client, "chat.getPermalink", channel="C1", message_ts=ts))["permalink"]
        for ts in (root, answer)
    ]
    assert links[0].endswith(f"/slack/archives/C1/p{root.replace('.', '')}")
    assert links[1].endswith(f"p{answer.replace('.', '')}?thread_ts={root}&cid=C1")
