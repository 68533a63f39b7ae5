"""An independent second opinion: what a queue must yield, straight from the rules, with nothing of desktop/.

The rules (critical = high or urgent; 90 minutes; oldest of a cluster; threshold 5; batch 12) are those of
resources/queues/README.md. Topic and same-incident labels are planted, everything else is computed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Verdict:
    """Ticket ids: in scope, inside 90 minutes, drafts (most urgent first, at most a batch), escalated clusters."""

    scope: frozenset[int]
    at_risk: frozenset[int]
    drafts: tuple[int, ...]
    candidates: frozenset[int]
    escalations: frozenset[frozenset[int]]


def judge(
    queue: dict[str, Any],
    topic: Iterable[int],
    clusters: Iterable[Iterable[int]],
    batch: int = 12,
    threshold: int = 5,
) -> Verdict:
    """Work out scope, drafts and escalations of ``queue`` for the default intent (critical, 4 hours)."""
    zendesk, now, wanted = queue["zendesk"], instant(queue["now"]), set(topic)
    agents = {user["id"] for user in zendesk["users"] if user["role"] in ("agent", "admin")}
    vips = {org["id"] for org in zendesk["organizations"] if "vip" in org["tags"]}
    tickets = {t["id"]: t for t in zendesk["tickets"] if t["id"] in wanted and in_scope(t, now)}
    due = {i: deadline(t, zendesk["sla_policies"], agents) for i, t in tickets.items()}
    created = {i: instant(t["created_at"]) for i, t in tickets.items()}
    at_risk = {i for i, at in due.items() if now <= at <= now + timedelta(minutes=90)}
    vip = {i for i, t in tickets.items() if t["organization_id"] in vips}
    incidents = [frozenset(c).intersection(tickets) for c in clusters]
    incidents = [c for c in incidents if len(c) > 1]
    oldest = {min(c, key=lambda i: (created[i], i)) for c in incidents}
    ranked = sorted(at_risk | vip | oldest, key=lambda i: (due[i], created[i], i))
    grave = [c for c in incidents if len(c) >= threshold or c & vip & at_risk]
    return Verdict(
        frozenset(tickets),
        frozenset(at_risk),
        tuple(ranked[:batch]),
        frozenset(ranked),
        frozenset(grave),
    )


def in_scope(ticket: dict[str, Any], now: datetime) -> bool:
    """High or urgent, younger than four hours, neither solved nor closed."""
    young = instant(ticket["created_at"]) > now - timedelta(hours=4)
    return (
        young
        and ticket["priority"] in ("high", "urgent")
        and ticket["status"] not in ("solved", "closed")
    )


def deadline(ticket: dict[str, Any], policies: list[dict[str, Any]], agents: set[int]) -> datetime:
    """When the running reply clock breaches; ``NEVER`` when no clock runs."""
    matching = (
        p for p in sorted(policies, key=lambda p: p["position"]) if applies(p["filter"], ticket)
    )
    policy: dict[str, Any] = next(matching, {"policy_metrics": []})
    targets = {
        m["metric"]: m["target"]
        for m in policy["policy_metrics"]
        if m["priority"] == ticket["priority"]
    }
    replied, waiting = False, None
    for comment in sorted(ticket["comments"][1:], key=lambda c: instant(c["created_at"])):
        if comment["public"] and comment["author_id"] in agents:
            replied, waiting = True, None
        elif comment["public"] and waiting is None:
            waiting = instant(comment["created_at"])
    start, metric = (
        (waiting, "next_reply_time")
        if replied
        else (instant(ticket["created_at"]), "first_reply_time")
    )
    return start + timedelta(minutes=targets[metric]) if start and metric in targets else NEVER


def applies(filters: dict[str, Any], ticket: dict[str, Any]) -> bool:
    """Whether a policy's filter takes the ticket: all of ``all`` and, if there are any, one of ``any``."""
    some = filters.get("any", [])
    return all(holds(c, ticket) for c in filters.get("all", [])) and (
        not some or any(holds(c, ticket) for c in some)
    )


def holds(condition: dict[str, Any], ticket: dict[str, Any]) -> bool:
    """Whether one condition is true; ``includes`` asks for one word in common."""
    field = "tags" if condition["field"] == "current_tags" else condition["field"]
    have, want = set(listed(ticket[field])), set(listed(condition["value"]))
    return bool(have & want) is not condition["operator"].startswith(("not_", "is_not"))


def listed(value: Any) -> list[Any]:
    """Return a value as a list; words of a text apart, as tags are written."""
    return (
        list(value)
        if isinstance(value, list)
        else value.split()
        if isinstance(value, str)
        else [value]
    )


def instant(text: str) -> datetime:
    """Read an RFC 3339 instant."""
    return datetime.fromisoformat(text)
