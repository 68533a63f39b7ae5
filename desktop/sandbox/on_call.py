"""The engineer on call: sees what is posted to a channel with a marker of ours, and says so with a reaction."""

from datetime import UTC, datetime, timedelta

from desktop.sandbox.queue_shapes import Json, OnCall
from desktop.sandbox.slack_state import whoami
from desktop.sandbox.state import Sandbox

_USUAL_SECONDS = 240.0
_REACTION = "eyes"


def with_reactions(sandbox: Sandbox, message: Json) -> Json:
    """Return a message as it is seen now: with the reaction once its time has come."""
    seen = on_call(sandbox)
    if seen is None or seen.answer_after_seconds is None or not _is_escalation(message):
        return message
    posted = datetime.fromtimestamp(float(message["ts"]), UTC)
    if sandbox.now() < posted + timedelta(seconds=seen.answer_after_seconds):
        return message
    given = {"name": _REACTION, "users": [seen.user], "count": 1}
    return {**message, "reactions": [*message.get("reactions", []), given]}


def on_call(sandbox: Sandbox) -> OnCall | None:
    """Return who the queue file names, else a colleague who approves nothing; None where there is none."""
    named: OnCall | None = sandbox.queue.slack.get("oncall")
    if named is not None:
        return named
    busy = {approver.slack_user_id for approver in sandbox.queue.approvers}
    busy.add(str(whoami(sandbox)["id"]))
    free = [user["id"] for user in sandbox.queue.slack["users"] if user["id"] not in busy]
    return OnCall(free[0], _USUAL_SECONDS) if free else None


def _is_escalation(message: Json) -> bool:
    metadata = message.get("metadata") or {}
    return bool(metadata.get("event_payload")) and "thread_ts" not in message
