"""Slack's memory: who speaks, which conversations there are, what was said."""

from collections.abc import Iterator

from desktop.domain.errors import RefusedError
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Sandbox

TEAM = "T00SANDBOX"


class SlackError(RefusedError):
    """A Slack error word, and what travels beside it, as ``ok: false`` with HTTP 200."""

    def __init__(self, word: str, more: Json | None = None) -> None:
        super().__init__("Slack refused", word, "Correct the request.", 200)
        self.word, self.more = word, more or {}


def whoami(sandbox: Sandbox) -> Json:
    """Return the Slack user the token speaks for: the lead by e-mail, else the first who approves nothing."""
    users: list[Json] = sandbox.queue.slack["users"]
    approving = {approver.slack_user_id for approver in sandbox.queue.approvers}
    lead = [user for user in users if email_of(user) == sandbox.me.get("email")]
    others = [user for user in users if user["id"] not in approving]
    return next(iter([*lead, *others]), {"id": "U00SANDBOX", "name": "sandbox"})


def email_of(user: Json) -> str | None:
    """Return a user's e-mail address, if Slack knows it."""
    found = (user.get("profile") or {}).get("email")
    return str(found) if found else None


def find_user(sandbox: Sandbox, user_id: str) -> Json:
    """Return a user by id. Raises SlackError."""
    known: dict[str, Json] = {
        user["id"]: user for user in (whoami(sandbox), *sandbox.queue.slack["users"])
    }
    if user_id not in known:
        raise SlackError("user_not_found")
    return known[user_id]


def conversations(sandbox: Sandbox) -> Iterator[Json]:
    """Yield the channels and the direct messages opened so far."""
    for channel in sandbox.queue.slack["channels"]:
        flags = {"is_channel": True, "is_im": False, "is_private": False, "is_archived": False}
        yield {**flags, "is_member": True, "name_normalized": channel.get("name"), **channel}
    yield from sandbox.state.conversations.values()


def find_conversation(sandbox: Sandbox, name: str) -> Json:
    """Return a conversation by id, ``#name`` or, as Slack allows, the id of a user to write to.

    Raises:
        SlackError: There is none.
    """
    for channel in conversations(sandbox):
        if name == channel["id"] or (name and name.lstrip("#") == channel.get("name")):
            return channel
    if name.startswith(("U", "W")):
        try:
            return open_direct(sandbox, name)
        except SlackError:
            pass
    raise SlackError("channel_not_found")


def open_direct(sandbox: Sandbox, user_id: str) -> Json:
    """Return the direct message conversation with a user, opening it if need be. Raises SlackError."""
    find_user(sandbox, user_id)
    channel_id = "D" + user_id[1:]
    if channel_id not in sandbox.state.conversations:
        direct = {"id": channel_id, "is_im": True, "is_channel": False, "user": user_id}
        sandbox.state.conversations[channel_id] = {**direct, "is_archived": False, "is_open": True}
        sandbox.dirty = True
    return sandbox.state.conversations[channel_id]


def messages_of(sandbox: Sandbox, channel_id: str) -> list[Json]:
    """Return the messages of a conversation, oldest first."""
    return sandbox.state.messages.setdefault(channel_id, [])


def find_message(sandbox: Sandbox, channel_id: str, ts: str) -> Json:
    """Return one message. Raises SlackError."""
    for message in messages_of(sandbox, channel_id):
        if message["ts"] == ts:
            return message
    raise SlackError("message_not_found")


def with_thread(message: Json, conversation: list[Json]) -> Json:
    """Return a message as it is seen now: one that was answered tells of its thread."""
    root = message["ts"]
    answers = [row for row in conversation if row.get("thread_ts") == root and row["ts"] != root]
    if not answers:
        return message
    who = list(dict.fromkeys(row["user"] for row in answers))
    thread = {"thread_ts": root, "reply_count": len(answers), "reply_users_count": len(who)}
    thread |= {"reply_users": who, "latest_reply": answers[-1]["ts"]}
    return {**message, **thread}


def next_ts(sandbox: Sandbox) -> str:
    """Return a message time stamp of sandbox time that no message has."""
    now = int(sandbox.now().timestamp() * 1_000_000)
    sandbox.state.last_ts = max(now, sandbox.state.last_ts + 1)
    return f"{sandbox.state.last_ts // 1_000_000}.{sandbox.state.last_ts % 1_000_000:06d}"
