"""Slack's Web API: every method answers 200; what went wrong is a word in the body."""

from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from desktop.sandbox.answers import answer, base_url, sandbox_of
from desktop.sandbox.approver import expect_visit
from desktop.sandbox.on_call import with_reactions
from desktop.sandbox.paging import decode_cursor, encode_cursor
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.slack_state import (
    TEAM,
    SlackError,
    conversations,
    email_of,
    find_conversation,
    find_message,
    find_user,
    messages_of,
    next_ts,
    open_direct,
    whoami,
    with_thread,
)
from desktop.sandbox.slack_tokens import check_scopes, check_token, revoke_token, scope_headers
from desktop.sandbox.state import Sandbox

Method = Callable[[Sandbox, Json], Json]
_NESTED = ("blocks", "metadata", "attachments")


async def call(request: Request) -> Response:
    """Serve ``/slack/api/METHOD``, arguments as form, JSON or query."""
    sandbox, name = sandbox_of(request), request.path_params["method"]
    headers: dict[str, str] = {}
    try:
        arguments = await _read_arguments(request)
        token = check_token(sandbox, request, arguments)
        headers = scope_headers(name, token)
        check_scopes(name, token)
        if name == "auth.revoke":
            return answer({"ok": True, **revoke_token(sandbox, token, arguments)}, headers=headers)
        method = _METHODS.get(name, _unknown)
        said = method(sandbox, {**arguments, "_base": base_url(request)})
        return answer({"ok": True, **said}, headers=headers)
    except SlackError as error:
        return answer({"ok": False, "error": error.word, **error.more}, headers=headers)


async def _read_arguments(request: Request) -> Json:
    arguments: Json = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        try:
            body = msgspec.json.decode(await request.body() or b"{}")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise SlackError("invalid_json") from error
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return arguments | {
            key: value if key in _NESTED else _scalar(value) for key, value in body.items()
        }
    arguments |= dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    return arguments | {key: _nested(arguments[key]) for key in _NESTED if key in arguments}


def _scalar(value: object) -> str:
    """Return an argument as a form would carry it, so that both ways in are one from here on."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _nested(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SlackError("invalid_arguments") from error


def _unknown(_: Sandbox, __: Json) -> Json:
    raise SlackError("unknown_method")


def _auth_test(sandbox: Sandbox, arguments: Json) -> Json:
    me = whoami(sandbox)
    who = {"user": me.get("name", ""), "user_id": me["id"]}
    return {"url": f"{arguments['_base']}/", "team": "Sandbox", "team_id": TEAM, **who}


def _list(sandbox: Sandbox, arguments: Json) -> Json:
    kinds = str(arguments.get("types", "public_channel")).split(",")
    rows = [row for row in conversations(sandbox) if _kind(row) in kinds]
    if _is_true(arguments.get("exclude_archived")):
        rows = [row for row in rows if not row["is_archived"]]
    return _page("channels", rows, arguments)


def _kind(channel: Json) -> str:
    if channel["is_im"]:
        return "im"
    return "private_channel" if channel.get("is_private") else "public_channel"


def _open(sandbox: Sandbox, arguments: Json) -> Json:
    users = [each for each in str(arguments.get("users", "")).split(",") if each]
    if arguments.get("channel"):
        return {"channel": find_conversation(sandbox, arguments["channel"])}
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("not_enough_users")
    channel = open_direct(sandbox, users[0])
    return {"channel": channel if _is_true(arguments.get("return_im")) else {"id": channel["id"]}}


def _info(sandbox: Sandbox, arguments: Json) -> Json:
    return {"channel": find_conversation(sandbox, str(arguments.get("channel", "")))}


def _history(sandbox: Sandbox, arguments: Json) -> Json:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    rows = messages_of(sandbox, channel["id"])
    seen = [with_thread(with_reactions(sandbox, row), rows) for row in rows[::-1]]
    newest = [row for row in seen if row.get("thread_ts", row["ts"]) == row["ts"]]
    return _page("messages", _between(newest, arguments), arguments, bare=_is_bare(arguments))


def _replies(sandbox: Sandbox, arguments: Json) -> Json:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    root = str(arguments.get("ts", ""))
    said = messages_of(sandbox, channel["id"])
    rows = [with_thread(with_reactions(sandbox, row), said) for row in said]
    thread = [row for row in rows if root in (row["ts"], row.get("thread_ts"))]
    if not thread:
        raise SlackError("thread_not_found")
    return _page("messages", _between(thread, arguments), arguments, bare=_is_bare(arguments))


def _between(rows: Sequence[Json], arguments: Json) -> list[Json]:
    oldest, latest = arguments.get("oldest") or "0", arguments.get("latest") or "9999999999"
    try:
        low, high = float(oldest), float(latest)
    except ValueError as error:
        raise SlackError("invalid_ts_oldest") from error
    if _is_true(arguments.get("inclusive")):
        return [row for row in rows if low <= float(row["ts"]) <= high]
    return [row for row in rows if low < float(row["ts"]) < high]


def _post(sandbox: Sandbox, arguments: Json) -> Json:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    _check_post(channel, arguments)
    message = {"type": "message", "user": whoami(sandbox)["id"], "team": TEAM}
    message |= {"text": arguments.get("text") or "", "ts": next_ts(sandbox)}
    for key in ("blocks", "attachments", "thread_ts", "metadata"):
        if arguments.get(key):
            message[key] = arguments[key]
    messages_of(sandbox, channel["id"]).append(message)
    sandbox.dirty = True
    if channel["is_im"]:
        expect_visit(sandbox, channel["user"], message)
    return {"channel": channel["id"], "ts": message["ts"], "message": message}


def _check_post(channel: Json, arguments: Json) -> None:
    if channel.get("is_archived"):
        raise SlackError("is_archived")
    if not channel["is_im"] and not channel["is_member"]:
        raise SlackError("not_in_channel")
    if not any(arguments.get(key) for key in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    if len(arguments.get("text") or "") > 40_000:
        raise SlackError("msg_too_long")
    blocks = arguments.get("blocks") or []
    if not isinstance(blocks, list) or len(blocks) > 50:
        raise SlackError("invalid_blocks")
    metadata = arguments.get("metadata") or {"event_type": "", "event_payload": {}}
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise SlackError("invalid_metadata_format")


def _update(sandbox: Sandbox, arguments: Json) -> Json:
    channel, message = _own_message(sandbox, arguments, "cant_update_message")
    for key in ("text", "blocks", "attachments", "metadata"):
        if key in arguments:
            message[key] = arguments[key]
    message["edited"] = {"user": message["user"], "ts": next_ts(sandbox)}
    sandbox.dirty = True
    parts = {"channel": channel["id"], "ts": message["ts"], "text": message["text"]}
    return {**parts, "message": message}


def _delete(sandbox: Sandbox, arguments: Json) -> Json:
    channel, message = _own_message(sandbox, arguments, "cant_delete_message")
    messages_of(sandbox, channel["id"]).remove(message)
    sandbox.dirty = True
    return {"channel": channel["id"], "ts": message["ts"]}


def _own_message(sandbox: Sandbox, arguments: Json, otherwise: str) -> tuple[Json, Json]:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    message = find_message(sandbox, channel["id"], str(arguments.get("ts", "")))
    if message["user"] != whoami(sandbox)["id"]:
        raise SlackError(otherwise)
    return channel, message


def _permalink(sandbox: Sandbox, arguments: Json) -> Json:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    ts = str(arguments.get("message_ts", ""))
    message = find_message(sandbox, channel["id"], ts)
    link = f"{arguments['_base']}/slack/archives/{channel['id']}/p{ts.replace('.', '')}"
    if message.get("thread_ts", ts) != ts:
        link += f"?thread_ts={message['thread_ts']}&cid={channel['id']}"
    return {"channel": channel["id"], "permalink": link}


def _react(sandbox: Sandbox, arguments: Json) -> Json:
    channel = find_conversation(sandbox, str(arguments.get("channel", "")))
    message = find_message(sandbox, channel["id"], str(arguments.get("timestamp", "")))
    name, me = str(arguments.get("name", "")).strip(":"), whoami(sandbox)["id"]
    if not name:
        raise SlackError("no_reaction")
    given = message.setdefault("reactions", [])
    row = next((each for each in given if each["name"] == name), None)
    if row and me in row["users"]:
        raise SlackError("already_reacted")
    if row is None:
        row = {"name": name, "users": [], "count": 0}
        given.append(row)
    row["users"].append(me)
    row["count"] += 1
    sandbox.dirty = True
    return {}


def _users(sandbox: Sandbox, arguments: Json) -> Json:
    return _page("members", sandbox.queue.slack["users"], arguments)


def _user(sandbox: Sandbox, arguments: Json) -> Json:
    return {"user": find_user(sandbox, str(arguments.get("user", "")))}


def _by_email(sandbox: Sandbox, arguments: Json) -> Json:
    wanted = str(arguments.get("email", "")).lower()
    for user in sandbox.queue.slack["users"]:
        if (email_of(user) or "").lower() == wanted:
            return {"user": user}
    raise SlackError("users_not_found")


def _page(name: str, rows: Sequence[Json], arguments: Json, bare: bool = False) -> Json:
    try:
        limit = min(int(arguments.get("limit") or 100), 1000)
        first = int(decode_cursor(arguments["cursor"])) if arguments.get("cursor") else 0
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    if limit < 1:
        raise SlackError("invalid_limit")
    last = first + limit
    part = list(rows[first:last])
    if bare:
        part = [{key: row[key] for key in row if key != "metadata"} for row in part]
    cursor = encode_cursor(str(last)) if last < len(rows) else ""
    more = {"has_more": bool(cursor)} if name == "messages" else {}
    return {name: part, **more, "response_metadata": {"next_cursor": cursor}}


def _is_bare(arguments: Json) -> bool:
    """Say whether metadata stays hidden; Slack shows it only on request."""
    return not _is_true(arguments.get("include_all_metadata"))


def _is_true(value: object) -> bool:
    return value in ("true", "True", "1")


_METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "api.test": lambda _, __: {},
    "conversations.list": _list,
    "conversations.open": _open,
    "conversations.info": _info,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "chat.postMessage": _post,
    "chat.update": _update,
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "reactions.add": _react,
    "users.list": _users,
    "users.info": _user,
    "users.lookupByEmail": _by_email,
}
