"""Slack against the sandbox's process: posting once, finding, withdrawing; refusals in Slack's words."""

from collections.abc import AsyncIterator

import httpx
import pytest

from desktop.connectors.access import Fixed
from desktop.connectors.direct import Direct
from desktop.connectors.http import Http
from desktop.connectors.slack import Slack
from desktop.connectors.slack_blocks import escape
from desktop.domain.effect import Receipt
from desktop.domain.errors import RefusedError, UnknownOutcomeError
from desktop.ports import Connections
from tests.desktop.connectors.conftest import Outside, failure
from tests.desktop.connectors.recorded import Recorded, Reply, recorded

ONCALL = "C04ENGONCAL"


def marker(effect: str) -> dict[str, str]:
    return {"triagedeck_effect": effect, "triagedeck_mission": "m1"}


def history(outside: Outside, channel: str = ONCALL) -> list[str]:
    read = outside.client.get(
        "/slack/api/conversations.history", params={"channel": channel, "limit": 200}
    )
    return [message["text"] for message in read.json()["messages"]]


async def test_a_channel_is_found_by_name_with_or_without_its_sign(services: Connections) -> None:
    for name in ("eng-oncall", "#eng-oncall"):
        found = await services.chat.channel(name)
        assert found is not None
        assert found.id == ONCALL
    assert await services.chat.channel("nowhere") is None


async def test_a_message_is_posted_found_by_its_marker_and_withdrawn(
    services: Connections, outside: Outside
) -> None:
    receipt = await services.chat.post(ONCALL, "Incident: one", marker("post.1"))
    assert await services.chat.find(ONCALL, "post.1") == receipt
    assert await services.chat.find(ONCALL, "post.2") is None
    assert "Incident: one" in history(outside)
    await services.chat.withdraw(receipt)
    assert "Incident: one" not in history(outside)
    await services.chat.withdraw(receipt)


async def test_where_deleting_is_forbidden_the_message_says_it_is_withdrawn(
    services: Connections, outside: Outside
) -> None:
    receipt = await services.chat.post(ONCALL, "Incident: two", marker("post.3"))
    outside.fault("slack", "status", path="/slack/api/chat.delete", status=403)
    await services.chat.withdraw(receipt)
    assert "Incident: two" not in history(outside)
    assert "This escalation was withdrawn." in history(outside)


async def test_while_all_of_slack_is_away_a_message_is_not_called_withdrawn(
    services: Connections, outside: Outside
) -> None:
    receipt = await services.chat.post(ONCALL, "Incident: later", marker("post.while-away"))
    outside.fault("slack", "status", path="/slack/api/chat.delete", status=429, retry_after=3600)
    error = await failure(lambda: services.chat.withdraw(receipt))
    assert error.status == 429
    assert "Incident: later" in history(outside)
    await services.chat.withdraw(receipt)
    assert await services.chat.find(ONCALL, "post.while-away") is None


async def test_text_can_neither_mention_nor_link(services: Connections, outside: Outside) -> None:
    await services.chat.post(ONCALL, "<!channel> & <https://x|y>", marker("post.4"))
    assert "&lt;!channel&gt; &amp; &lt;https://x|y&gt;" in history(outside)
    assert escape("a < b & c > d") == "a &lt; b &amp; c &gt; d"


async def test_one_person_is_told_in_a_conversation_of_their_own(
    services: Connections, outside: Outside
) -> None:
    before = history(outside)
    await services.chat.tell("U04DANAKIPL", "Please look: http://127.0.0.1/approval/x")
    assert history(outside) == before
    state = outside.client.get("/sandbox/state").text
    assert "approval/x" in state


async def test_a_channel_that_is_not_there_is_refused_in_words(services: Connections) -> None:
    error = await failure(lambda: services.chat.post("C0NOWHERE", "x", marker("post.5")))
    assert isinstance(error, RefusedError)
    assert "channel_not_found" in error.message


@pytest.fixture
async def scripted() -> AsyncIterator[tuple[Slack, list[str]]]:
    """A Slack whose every answer is ``ok: false`` with the word at hand."""
    words: list[str] = []

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"ok": False, "error": words[0]})

    carrier = Direct("Slack", Fixed("http://127.0.0.1:1", "token"))
    carrier._writers[True] = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    http = Http("Slack", carrier)
    yield Slack(http), words
    await http.close()


@pytest.mark.parametrize(
    ("word", "kind", "status"),
    [
        ("invalid_auth", RefusedError, 401),
        ("token_revoked", RefusedError, 401),
        ("ratelimited", RefusedError, 429),
        ("not_in_channel", RefusedError, 200),
        ("fatal_error", UnknownOutcomeError, 200),
        ("internal_error", UnknownOutcomeError, 200),
    ],
)
async def test_slacks_words_are_sorted_by_what_may_have_happened(
    scripted: tuple[Slack, list[str]], word: str, kind: type[Exception], status: int
) -> None:
    slack, words = scripted
    words.append(word)
    error = await failure(lambda: slack.post("C1", "x", {}))
    assert type(error) is kind
    assert error.status == status
    assert word in error.message


async def test_a_message_gone_meanwhile_is_withdrawn_enough(
    scripted: tuple[Slack, list[str]],
) -> None:
    slack, words = scripted
    words.append("message_not_found")
    await slack.withdraw(Receipt("1.0", "C1"))


async def test_what_is_approved_is_what_is_posted_as_text_and_as_blocks(
    services: Connections, outside: Outside
) -> None:
    receipt = await services.chat.post(ONCALL, "Incident: x\nOne.\nTickets: #1", marker("post.6"))
    link = await services.chat.permalink(receipt)
    assert receipt.remote.replace(".", "") in link
    messages = outside.client.get("/sandbox/state").json()["messages"][ONCALL]
    (message,) = [one for one in messages if one["ts"] == receipt.remote]
    assert message["text"] == "Incident: x\nOne.\nTickets: #1"
    assert message["blocks"][0]["text"]["text"] == "Incident: x"
    await services.chat.withdraw(receipt)
    assert await services.chat.permalink(receipt) == ""


async def test_a_withdrawn_message_that_cannot_be_deleted_keeps_no_blocks(
    services: Connections, outside: Outside
) -> None:
    receipt = await services.chat.post(ONCALL, "Incident: y\nTwo.", marker("post.7"))
    outside.fault("slack", "status", path="/slack/api/chat.delete", status=403)
    await services.chat.withdraw(receipt)
    messages = outside.client.get("/sandbox/state").json()["messages"][ONCALL]
    (message,) = [one for one in messages if one["ts"] == receipt.remote]
    assert message["blocks"] == []


def channels(reply: Reply) -> tuple[Slack, Recorded]:
    http, app = recorded({"/conversations.list": reply}, "Slack")
    return Slack(http), app


async def test_an_archived_channel_is_named_as_archived() -> None:
    rows = [{"id": "C1", "name": "eng", "is_archived": True}]
    slack, _ = channels(lambda _: {"ok": True, "channels": rows})
    error = await failure(lambda: slack.channel("#eng"))
    assert "archived" in error.message
    rows.append({"id": "C2", "name": "eng", "is_archived": False})
    found = await slack.channel("eng")
    assert found is not None
    assert found.id == "C2"


async def test_private_channels_are_seen_where_the_token_may_see_them() -> None:
    def reply(asked: dict[str, str]) -> object:
        if "private" in asked["types"]:
            return {"ok": False, "error": "missing_scope", "needed": "groups:read", "provided": "x"}
        return {"ok": True, "channels": [{"id": "C1", "name": "eng"}]}

    slack, app = channels(reply)
    for _ in range(2):
        found = await slack.channel("eng")
        assert found is not None
    assert app.count("/conversations.list") == 3


async def test_a_missing_permission_and_slacks_own_hints_are_told() -> None:
    said = {
        "ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "users:read",
        "response_metadata": {"messages": ["[ERROR] no such field: blocks"]},
    }  # fmt: skip
    http, _ = recorded({"POST /chat.postMessage": lambda _: said}, "Slack")
    slack = Slack(http)
    error = await failure(lambda: slack.post("C1", "x", {}))
    assert "needed: chat:write" in error.message
    assert "users:read" in error.message
    assert "no such field" in error.message
    assert "permission" in error.remedy


@pytest.mark.parametrize("name", ["channels", "response_metadata"])
async def test_a_null_in_a_list_of_channels_is_none(name: str) -> None:
    slack, _ = channels(
        lambda _: {"ok": True, "channels": [], "response_metadata": {}} | {name: None}
    )
    assert await slack.channel("eng") is None


async def test_a_second_message_with_our_marker_is_told_beside_the_first(
    services: Connections,
) -> None:
    first = await services.chat.post(ONCALL, "Incident: twins", marker("post.twins"))
    assert await services.chat.twins(first, "post.twins") == ()
    late = await services.chat.post(ONCALL, "Incident: twins", marker("post.twins"))
    assert await services.chat.twins(first, "post.twins") == (late,)
    assert await services.chat.twins(late, "post.twins") == (first,)
