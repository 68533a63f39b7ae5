"""The packet a manager reads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from desktop.domain.approval import Packet, PacketDraft, PacketEscalation, PacketSafeguard
from desktop.domain.brief import Brief, Check, Safeguard
from desktop.domain.effect import PostEscalation, Request, SendReply, SetCategory, WriteNote
from desktop.domain.mission import Mission
from desktop.domain.plan import SILENT, Cluster, Draft
from desktop.domain.ticket import Snapshot, Ticket
from desktop.triage.safeguards import named

_USED = {
    "Zendesk: comment on tickets on your behalf": (SendReply, WriteNote),
    "Zendesk: change tags and the category field": (SetCategory,),
    "Slack: post to the escalation channel": (PostEscalation,),
}


def make_packet(
    mission: Mission,
    brief: Brief,
    snapshot: Snapshot,
    clusters: Sequence[Cluster],
    requests: Sequence[Request],
    written: Sequence[Draft],
    requested_by: str,
    tickets: Sequence[int],
    now: datetime,
    before: str = "",
) -> Packet:
    """Return the packet for these effects on these tickets: the plan's, or an increment's.

    ``before`` are the approved words of the held reply that this increment amends; empty for one of tickets.
    """
    known = {ticket.id: ticket for ticket in snapshot.tickets}
    scope = [known[ticket] for ticket in tickets]
    more = mission.open_increment is not None
    minutes = mission.rules.undo_seconds // 60
    drafts = tuple(
        _draft(r, known, snapshot, before) for r in requests if isinstance(r, SendReply | WriteNote)
    )
    return Packet(
        title=_amends(tickets) if before else _works_on(len(scope), more=more),
        objective=f"Same brief: {brief.objective}" if more else brief.objective,
        requested_by=requested_by,
        customers=_customers(scope),
        categorised=sum(isinstance(r, SetCategory) for r in requests),
        drafts=drafts,
        escalations=tuple(
            _escalation(r, clusters) for r in requests if isinstance(r, PostEscalation)
        ),
        safeguards=(*_safeguards(brief.safeguards, written), *(_silent(written) if before else ())),
        undo_plan=_undo_plan(minutes, requests),
        finals=(*_finals(drafts, minutes, now), *_promised(written), *_held_back(written)),
        triggers=_triggers(snapshot.triggers),
        scopes_used=(*_used(requests), *_assigning(requests)),
        scopes_missing=() if snapshot.pages else ("Confluence: no page could be read",),
        undo_minutes=minutes,
    )


def _amends(tickets: Sequence[int]) -> str:
    return f"May the reply to #{tickets[0]} leave with other words?"


def _works_on(count: int, *, more: bool) -> str:
    word = "ticket" if count == 1 else "tickets"
    return f"May we work on {count} {'more ' if more else ''}{word} with this plan?"


def _customers(tickets: Iterable[Ticket]) -> tuple[tuple[str, int, bool], ...]:
    counted: Counter[tuple[str, bool]] = Counter()
    for ticket in tickets:
        if ticket.organisation:
            counted[ticket.organisation.name, ticket.vip] += 1
    ordered = sorted(counted.items(), key=lambda item: (not item[0][1], -item[1], item[0][0]))
    return tuple((name, count, vip) for (name, vip), count in ordered)


def _draft(
    request: SendReply | WriteNote, known: dict[int, Ticket], snapshot: Snapshot, before: str
) -> PacketDraft:
    ticket = known[request.ticket]
    kind = "public reply" if isinstance(request, SendReply) else _note(request, snapshot)
    name = ticket.organisation.name if ticket.organisation else "no organisation"
    deadline = ticket.deadline if isinstance(request, SendReply) else None
    return PacketDraft(ticket.id, name, kind, request.text, deadline, before)


def _note(request: WriteNote, snapshot: Snapshot) -> str:
    """Say whose ticket the note makes it, where it is routed."""
    owners = {one.id: one.name for one in snapshot.agents}
    owners |= {one.id: one.name for one in snapshot.groups}
    wanted = request.assignee_id or request.group_id
    return f"internal note, to {owners.get(wanted, wanted)}" if wanted else "internal note"


def _used(requests: Sequence[Request]) -> tuple[str, ...]:
    """Name the rights these changes need, no other."""
    return tuple(
        right for right, kinds in _USED.items() if any(isinstance(r, kinds) for r in requests)
    )


def _assigning(requests: Sequence[Request]) -> tuple[str, ...]:
    """Say that tickets change hands, where any does."""
    routed = any(isinstance(r, WriteNote) and (r.assignee_id or r.group_id) for r in requests)
    return ("Zendesk: assign tickets that have no owner",) if routed else ()


def _escalation(request: PostEscalation, clusters: Sequence[Cluster]) -> PacketEscalation:
    cluster = next(c for c in clusters if c.id == request.cluster)
    return PacketEscalation(f"#{request.name}", cluster.name, len(cluster.tickets), request.text)


def _safeguards(
    safeguards: Sequence[Safeguard], written: Sequence[Draft]
) -> tuple[PacketSafeguard, ...]:
    """Each line with its verdicts; what only a person can check has none and is the approver's to tick."""
    names = {one: name for name, one in named(safeguards)}
    return tuple(_safeguard(one, names.get(one, ""), written) for one in safeguards)


def _safeguard(safeguard: Safeguard, name: str, written: Sequence[Draft]) -> PacketSafeguard:
    verdicts = [c.passed for d in written for c in d.checks if c.check == name]
    return PacketSafeguard(safeguard.text, sum(verdicts), len(verdicts), safeguard.understood)


def _silent(written: Sequence[Draft]) -> tuple[PacketSafeguard, ...]:
    """Words a person wrote may fail what every draft is held to: that is not kept from who answers for them."""
    failed = (one for draft in written for one in draft.checks if not one.passed)
    return tuple(
        PacketSafeguard(f"{one.check.replace('_', ' ').capitalize()} ({one.detail})", 0, 1)
        for one in failed
        if one.check in SILENT
    )


_WAY_BACK: tuple[tuple[type[Request], str], ...] = (
    (
        SetCategory,
        "Tags and categories: the previous values return, where nobody changed them since.",
    ),
    (WriteNote, "Internal notes: a note says that ours is withdrawn."),
    (PostEscalation, "Slack messages: deleted, or marked as withdrawn."),
    (SendReply, "Public replies: cancelled without a trace, as long as they are held."),
)


def _undo_plan(minutes: int, requests: Sequence[Request]) -> tuple[str, ...]:
    kinds = {type(request) for request in requests}
    lines = tuple(words for kind, words in _WAY_BACK if kind in kinds)
    if kinds <= {SendReply}:
        return lines
    everything = f"For {minutes} minutes everything can be taken back, one by one or all at once."
    return (everything, *lines)


def _finals(drafts: Sequence[PacketDraft], minutes: int, now: datetime) -> tuple[str, ...]:
    public = [draft for draft in drafts if draft.kind == "public reply"]
    late = sum(draft.leaves_at is not None and draft.leaves_at <= now for draft in public)
    in_time = len(public) - late
    once = "Once sent, a reply cannot be recalled."
    lines = []
    if in_time:
        lines.append(
            f"{_leave(in_time)} after at most {minutes} minutes, before any clock runs out. {once}"
        )
    if late:
        clocks = "its clock has" if late == 1 else "their clocks have"
        lines.append(f"{_leave(late)} at once, unheld: {clocks} run out. {once}")
    return tuple(lines)


def _leave(count: int) -> str:
    return "1 public reply leaves" if count == 1 else f"{count} public replies leave"


def _promised(written: Sequence[Draft]) -> tuple[str, ...]:
    """Name the one promise the drafts make, in their own words: nothing else in them may be one."""
    said = dict.fromkeys(s.value for d in written for s in d.slots if s.name == "time")
    checks = (check for draft in written for check in draft.checks)
    broken = any(one.check == Check.NO_PROMISE and not one.passed for one in checks)
    rest = "They promise more than that: read them." if broken else "Nothing else is promised."
    named = tuple(f'Drafts promise: "{sentence}" {rest}' for sentence in said)
    return named or (
        ("The words promise something nobody authorised: read them.",) if broken else ()
    )


def _held_back(written: Sequence[Draft]) -> tuple[str, ...]:
    """Say which drafts do not leave, since they fail a check nobody may override."""
    names = ", ".join(f"#{draft.ticket}" for draft in written if draft.blocked)
    return (f"Held back, to be answered by hand: {names}.",) if names else ()


def _triggers(titles: tuple[str, ...] | None) -> tuple[str, ...]:
    if titles is None:
        return ("We may not read this account's triggers: what they do by themselves is unknown.",)
    return titles
