"""Every shape of error body the services use becomes words; nothing that looks like a key comes along."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.connectors.answers import exhausted, moved, refusal, unclear, unreadable
from desktop.connectors.reasons import reason, scopes
from desktop.domain.errors import Fault

SHAPES = {
    "zendesk, a word and a description": (
        '{"error":"RecordNotFound","description":"Not found"}', "RecordNotFound: Not found"),
    "zendesk, details by field": (
        '{"error":"RecordInvalid","description":"Record validation errors","details":{"base":'
        '[{"description":"Category: is required when solving"}]}}',
        "RecordInvalid: Record validation errors: Category: is required when solving"),
    "zendesk, title and message": (
        '{"error":{"title":"Forbidden","message":"You do not have access"}}',
        "Forbidden: You do not have access"),
    "zendesk, a list": (
        '{"errors":[{"code":"InvalidPaginationDepth","title":"Too deep","detail":"10000 rows"}]}',
        "Too deep: 10000 rows"),
    "zendesk, a sentence": ('{"error":"Couldn\'t authenticate you"}', "Couldn't authenticate you"),
    "confluence v1": (
        '{"statusCode":400,"data":{"authorized":true,"errors":[{"message":{"translation":"Bad CQL"}}]},'
        '"message":"Could not parse cql"}',
        "Could not parse cql: Bad CQL"),
    "confluence v2": (
        '{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}',
        "Not Found: NOT_FOUND"),
    "atlassian's gateway": ('{"code":401,"message":"scope does not match"}', "scope does not match"),
    "atlassian's sign-in": (
        '{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}',
        "invalid_grant: Unknown or invalid refresh token."),
    "slack": ('{"ok":false,"error":"ratelimited"}', "ratelimited"),
    "composio": (
        '{"error":{"message":"No account","code":1810,"slug":"NoAccount","suggested_fix":"Link one"}}',
        "No account: Link one"),
    "composio, 200": ('{"data":{},"successful":false,"error":"Zendesk said 403"}', "Zendesk said 403"),
    "a web page": ("<html><p>blocked</p>", "a web page instead of a reason"),
    "nothing": ("", ""),
    "no object": ("[1]", ""),
    "deep": ("[" * 100_000, ""),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape: str) -> None:
    body, words = SHAPES[shape]
    assert reason(body.encode()) == words


def test_a_key_that_is_said_back_is_blanked() -> None:
    body = b'{"error":"Invalid key ak_7f3a9c2e-4b1d8f6a0c5e7d9b2f4a"}'
    assert reason(body) == "Invalid key […]"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["error", "errors", "message", "details", "data", "description", "title", "detail"]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON)
@example({"error": None, "data": {"errors": 1}})
@settings(max_examples=300)
def test_no_shape_of_error_is_too_strange(said: object) -> None:
    import msgspec

    assert isinstance(reason(msgspec.json.encode(said)), str)


def test_a_missing_permission_is_named() -> None:
    assert scopes("chat:write", "users:read") == " (needed: chat:write; the token has: users:read)"
    assert scopes(None, None) == ""


def test_a_refusal_says_whose_fault_it_is_and_what_to_do() -> None:
    mine = refusal("Zendesk", 400, b"{}", "GET /x")
    assert (mine.fault, mine.status) == (Fault.PROGRAM, 400)
    assert refusal("Zendesk", 403, b"{}", "GET /x").fault is Fault.SERVICE
    page = unreadable("Zendesk", b" <!doctype html>", "GET /x")
    assert page.fault is Fault.MACHINE
    assert "Wi-Fi" in page.message


def test_a_redirect_names_the_other_host_and_not_its_query() -> None:
    error = moved("Slack", 302, "https://evil.example/a?token=1", "GET /x")
    assert "evil.example" in error.message
    assert "token" not in error.message
    assert "another page" in moved("Slack", 302, "/login", "GET /x").message


@pytest.mark.parametrize(
    ("seconds", "when"),
    [(61, "1 minute"), (600, "10 minutes"), (7200, "2 hours"), (1e9, "a day or more")],
)
def test_a_pause_too_long_to_wait_out_says_when_to_go_on(seconds: float, when: str) -> None:
    assert when in exhausted("Zendesk", seconds, b"", "GET /x").remedy


def test_only_a_write_is_said_to_be_read_back() -> None:
    assert "Nothing was changed" in unclear("Slack", "status 503 on GET /auth.test", 503).remedy
    assert "read back" in unclear("Slack", "status 503 on POST /chat.postMessage", 503).remedy
