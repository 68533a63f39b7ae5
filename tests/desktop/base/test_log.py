"""The log: event names, ids and places; whatever looks like a right to ask is blanked, wherever it stands."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.base.log import get_log, start_log, stop_log
from desktop.base.redaction import BLANK, clean_text

Lines = Callable[[], list[dict[str, Any]]]
LONG = "q" * 24 + "Z9" * 10
BASIC = base64.b64encode(b"sam@acme.test/token:s3cret").decode()


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Lines]:
    file = tmp_path / "deck.log"
    handler = start_log(file)
    yield lambda: [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    stop_log(handler)


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-1234-5678-abcDEF",
        "xoxe.xoxp-1-Mi0yLTM",
        "xoxp-11-22-33-abcdef",
        "ATATT3xFfGF0abc_def-123=",
        "ak_live_1234567890",
        "sandbox-zendesk-refresh-abcDEF123",
        "eyJhbGciOi.eyJzdWIi.c2ln",
        "7K3M-9QWE-RTY0-ABCD-1234-ZZZZ-0AB2",
        LONG,
        "ab" * 32,
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "GET failed for {} at 3", "'{}'", '{{"x": "{}"}}', "a={};"]
)
def test_what_looks_like_a_token_is_blanked_inside_any_text(secret: str, around: str) -> None:
    said = clean_text(around.format(secret))
    assert secret not in said
    assert BLANK in said


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer short1",
        "{'Authorization': 'Bearer short1'}",
        f"authorization=Basic {BASIC}",
        "headers=[('x', 'bearer short1')]",
        "x-api-key: short1",
        "/signed-in/zendesk?code=short1&state=short1",
        'body {"refresh_token": "short1", "client_secret": "short1"}',
        "http://deck.test/approval/short1",
        "otpauth://totp/x?secret=short1&issuer=T",
    ],
)
def test_headers_queries_and_links_lose_their_secret_and_keep_their_name(text: str) -> None:
    said = clean_text(text)
    assert "short1" not in said
    assert BASIC not in said
    assert BLANK in said


@pytest.mark.parametrize(
    "text",
    [
        "answered",
        "GET /api/v2/tickets/20434/audits",
        "01JDK3V8QW2Z7N5X4M6B9C0R1S",
        "No connection to https://acme.zendesk.com/api/v2.",
        "the code that came back",
        "status 503 on POST /oauth/tokens",
        "",
    ],
)
def test_what_a_log_is_read_for_stays(text: str) -> None:
    assert clean_text(text) == text


def test_values_are_cleaned_however_deep_they_lie(lines: Lines) -> None:
    get_log("test").info(
        "seen xoxb-1-2-abc", where=[{"at": "Bearer abcdef"}], what=("xoxb-9-9-zzz",)
    )
    (line,) = lines()
    assert "xoxb" not in json.dumps(line)
    assert "abcdef" not in json.dumps(line)
    assert line["event"].startswith("seen ")


def test_a_telling_name_is_blanked_whatever_it_holds(lines: Lines) -> None:
    get_log("test").info("kept", access_token=3, user_email="x", nested={"api_key": [1]}, count=7)
    (line,) = lines()
    assert (line["access_token"], line["user_email"]) == (BLANK, BLANK)
    assert (line["nested"], line["count"]) == ({"api_key": BLANK}, 7)


def breaks() -> None:
    try:
        {}["Anna is ill"]
    except KeyError as first:
        raise ValueError("Anna again") from first


@pytest.mark.announces("broke")
def test_an_exception_is_said_by_kind_and_place_without_its_words(
    lines: Lines, tmp_path: Path
) -> None:
    try:
        breaks()
    except ValueError:
        get_log("test").exception("broke")
    (line,) = lines()
    assert "Anna" not in (tmp_path / "deck.log").read_text("utf-8")
    kinds = [one for one in line["exception"] if ":" not in one]
    assert kinds == ["ValueError", "KeyError"]
    assert any("test_log.py" in one for one in line["exception"])
