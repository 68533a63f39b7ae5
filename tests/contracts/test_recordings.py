"""Answers recorded from a live Zendesk account decode with our own types of the wire."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.connectors import zendesk_wire as wire
from desktop.connectors.answers import refusal
from tests.contracts.documents import document

_FOLDER = "zendesk/node-zendesk-fixtures/test/fixtures"


def recordings() -> Iterator[tuple[str, str, int, Any]]:
    """Yield method, path, status and body of every recorded exchange."""
    for path in sorted(document(_FOLDER).glob("*.json")):
        for row in json.loads(path.read_text("utf-8")):
            yield (
                row["method"],
                row["path"].partition("?")[0],
                row["status"],
                _body(row["response"]),
            )


def _body(response: Any) -> Any:
    if isinstance(response, list):
        text = bytes.fromhex("".join(response))
        return json.loads(gzip.decompress(text) if text[:2] == b"\x1f\x8b" else text)
    return response


def bodies(suffix: str, status: int = 200) -> list[bytes]:
    return [
        json.dumps(body).encode() for _, path, code, body in recordings()
        if path.endswith(suffix) and code == status
    ]  # fmt: skip


def test_organisations_decode() -> None:
    listed = bodies("/organizations.json")
    assert listed
    for body in listed:
        rows = json.loads(body)["organizations"]
        read = msgspec.convert(rows, list[wire.Organization])
        assert [one.id for one in read] == [row["id"] for row in rows]


def test_a_page_of_users_tickets_or_organisations_says_whether_there_is_more() -> None:
    pages = [
        body for _, _, status, body in recordings()
        if status == 200 and isinstance(body, dict) and "meta" in body
    ]  # fmt: skip
    assert pages
    for page in pages:
        assert msgspec.convert(page["meta"], wire.Meta).has_more is not None


def test_every_recorded_refusal_is_told_in_zendesks_own_words() -> None:
    refused = [row for row in recordings() if row[2] >= 400 and row[3] and isinstance(row[3], dict)]
    assert refused
    for method, path, status, body in refused:
        error = refusal("Zendesk", status, json.dumps(body).encode(), f"{method} {path}")
        assert "no reason given" not in error.message
        assert error.status == status


def test_every_recorded_user_and_ticket_decodes() -> None:
    kinds: dict[str, Any] = {
        "users": wire.User, "user": wire.User, "tickets": wire.Ticket, "ticket": wire.Ticket,
        "organization": wire.Organization,
    }  # fmt: skip
    decoded = 0
    for _, _, status, body in recordings():
        for name, kind in kinds.items() if isinstance(body, dict) and status < 400 else ():
            rows = body.get(name) or []
            decoded += len(msgspec.convert(rows if isinstance(rows, list) else [rows], list[kind]))
    assert decoded
