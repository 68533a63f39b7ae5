"""Clients that others wrote drive the sandbox as they are: it is the services they know, or they would fail."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from atlassian import Confluence, ConfluenceV2
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, Ticket
from zenpy.lib.exception import APIException, RecordNotFoundException

from desktop.sandbox.process import SandboxProcess
from tests.sandboxes import start_sandbox

NUMBER = 48104


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    process = start_sandbox()
    yield process
    process.close()


@pytest.fixture
def zendesk(sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", sandbox.url.removeprefix("http://"))
    monkeypatch.setenv("ZENPY_FORCE_SCHEME", "http")
    client = Zenpy(subdomain="sandbox", oauth_token="any", disable_cache=True)
    yield client
    client.tickets.session.close()


@pytest.fixture
def slack(sandbox: SandboxProcess) -> WebClient:
    return WebClient("any", base_url=f"{sandbox.url}/slack/api/")


def test_zenpy_knows_who_it_is_and_lists_by_cursor(zendesk: Any) -> None:
    assert zendesk.users.me().id
    listed = list(islice(zendesk.tickets(cursor_pagination=100), 250))
    assert len({ticket.id for ticket in listed}) == 250


def test_zenpy_searches_pages_of_pages_and_exports(zendesk: Any) -> None:
    words = {"type": "ticket", "status_less_than": "solved"}
    found = zendesk.search(**words)
    assert len(list(islice(found, 150))) == 150
    exported = list(zendesk.search_export(query="status<solved", type="ticket"))
    assert len(exported) == found.count >= 302


def test_zenpy_exports_what_changed(zendesk: Any) -> None:
    changed = zendesk.tickets.incremental(start_time=1, paginate_by_time=False)
    assert next(iter(changed)).id
    assert changed.after_cursor


def test_zenpy_writes_a_private_comment_and_reads_it_back(zendesk: Any) -> None:
    ticket = zendesk.tickets(id=NUMBER)
    ticket.comment = Comment(body="Looked at it", public=False)
    ticket.tags = [*ticket.tags, "seen"]
    done = zendesk.tickets.update(ticket)
    assert {"Comment", "Change"} <= {event["type"] for event in done.audit.events}
    assert "seen" in zendesk.tickets(id=NUMBER).tags
    comments = list(zendesk.tickets.comments(ticket=NUMBER))
    assert (comments[-1].body, comments[-1].public) == ("Looked at it", False)


def test_zenpy_changes_many_and_waits_for_the_job(zendesk: Any) -> None:
    tickets = [
        Ticket(id=one.id, priority="low")
        for one in islice(zendesk.search(type="ticket", status="open"), 3)
    ]
    job = zendesk.tickets.update(tickets)
    done = zendesk.job_status(id=job.id)
    assert (done.status, len(done.results)) == ("completed", 3)
    assert [row.error for row in done.results if not row.success] == []


def test_zenpy_creates_a_ticket_and_is_told_what_is_wrong(zendesk: Any) -> None:
    made = zendesk.tickets.create(Ticket(subject="New", comment=Comment(body="Written down")))
    assert zendesk.tickets(id=made.ticket.id).subject == "New"
    with pytest.raises(RecordNotFoundException):
        zendesk.tickets(id=1)
    with pytest.raises(APIException):
        zendesk.tickets.update(Ticket(id=NUMBER, priority="huge"))


def test_slack_sdk_posts_updates_reads_and_deletes(slack: WebClient) -> None:
    assert slack.auth_test()["user_id"]
    channels = [one for page in slack.conversations_list(limit=2) for one in page["channels"]]
    where = next(one["id"] for one in channels if one["name"] == "eng-oncall")
    marker = {"event_type": "escalation", "event_payload": {"run_id": "m1"}}
    posted = slack.chat_postMessage(channel=where, text="Look at this", metadata=marker)
    ts = posted["ts"]
    slack.chat_postMessage(channel=where, text="I do", thread_ts=ts)
    slack.reactions_add(channel=where, timestamp=ts, name="eyes")
    slack.chat_update(channel=where, ts=ts, text="Look at that")
    root, answer = slack.conversations_replies(channel=where, ts=ts)["messages"]
    assert (root["text"], root["reactions"][0]["name"]) == ("Look at that", "eyes")
    assert answer["text"] == "I do"
    link = slack.chat_getPermalink(channel=where, message_ts=ts)["permalink"]
    assert ts.replace(".", "") in link
    read = slack.conversations_history(channel=where, include_all_metadata=True)["messages"]
    assert [row["metadata"] for row in read if row["ts"] == ts] == [marker]
    assert slack.chat_delete(channel=where, ts=ts)["ok"]
    with pytest.raises(SlackApiError) as refused:
        slack.chat_delete(channel=where, ts=ts)
    assert refused.value.response["error"] == "message_not_found"


@pytest.mark.filterwarnings("ignore:V1 methods are deprecated:DeprecationWarning")
def test_atlassian_python_api_reads_pages_and_searches(sandbox: SandboxProcess) -> None:
    pages = ConfluenceV2(url=f"{sandbox.url}/wiki", token="any")
    first = pages.get_pages(limit=3)[0]
    shown = pages.get_page_by_id(first["id"], body_format="storage")
    assert shown["body"]["storage"]["value"]
    search = Confluence(url=f"{sandbox.url}/wiki/rest/api", token="any", cloud=True)
    hits = search.cql('label = "verified" and type = page', limit=5)
    assert len(hits["results"]) == 5
