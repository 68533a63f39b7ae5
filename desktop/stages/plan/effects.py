"""From a chosen plan to its effects: what exactly would be written where."""

from collections.abc import Iterable, Sequence

from desktop.domain.effect import PostEscalation, Request, SendReply, SetCategory, WriteNote
from desktop.domain.plan import Categorised, Cluster, Draft, DraftKind, FieldChange
from desktop.domain.ticket import BY_TAG, CategoryField, Channel, Snapshot, Ticket
from desktop.stages.plan.channel_text import for_channel
from desktop.stages.plan.routing import Routes, named

TAG = "triage_deck"
HANDED_OVER = "triage_needs_person"


def category_requests(
    answers: Iterable[Categorised], field: CategoryField | None, tickets: Sequence[Ticket]
) -> list[SetCategory]:
    """Set the category, or hand the ticket to a person with a tag."""
    before = {ticket.id: ticket.category for ticket in tickets}
    return [_category_request(answer, field, before.get(answer.ticket)) for answer in answers]


def _category_request(
    answer: Categorised, field: CategoryField | None, before: str | None
) -> SetCategory:
    if not answer.value or field is None:
        return SetCategory(answer.ticket, BY_TAG, None, (TAG, HANDED_OVER))
    if field.id != BY_TAG:
        return SetCategory(answer.ticket, field.id, answer.value, (TAG,))
    replaced = (before,) if before and before != answer.value else ()
    return SetCategory(answer.ticket, BY_TAG, answer.value, (TAG, answer.value), replaced)


def draft_requests(drafts: Iterable[Draft], to: Routes) -> list[Request]:
    """A public reply for the customer, or a note for the agent, who gets the ticket where it is routed.

    A draft that fails a check nobody may override becomes nothing that could leave.
    """
    return [
        SendReply(d.ticket, d.text)
        if d.kind is DraftKind.PUBLIC_REPLY
        else WriteNote(d.ticket, d.text, *to.of(d.ticket))
        for d in drafts
        if not d.blocked
    ]


def escalation_requests(
    clusters: Iterable[Cluster], channel: Channel, tickets: Sequence[Ticket]
) -> list[PostEscalation]:
    """One message per incident: what they share, how many, which tickets. No customer's text."""
    return [
        PostEscalation(channel.id, channel.name, c.id, escalation_text(c, tickets))
        for c in clusters
    ]


def escalation_text(cluster: Cluster, tickets: Sequence[Ticket]) -> str:
    """Return the message: counts and ids, so that no patient's word reaches a channel."""
    members = [ticket for ticket in tickets if ticket.id in cluster.tickets]
    vips = sum(ticket.vip for ticket in members)
    deadlines = [ticket.deadline for ticket in members if ticket.deadline]
    first = f" First SLA breach at {min(deadlines):%H:%M} UTC." if deadlines else ""
    ids = ", ".join(f"#{ticket}" for ticket in cluster.tickets)
    return for_channel(
        f"Incident: {cluster.name}\n"
        f"{len(members)} tickets, {vips} of VIP customers.{first}\n"
        f"{' '.join(cluster.reasons)}\n"
        f"Tickets: {ids}",
        members,
    )


def field_changes(
    requests: Iterable[Request], tickets: Sequence[Ticket], snapshot: Snapshot
) -> tuple[FieldChange, ...]:
    """Return the dry run: before and after of every field, and every comment or message."""
    known = {ticket.id: ticket for ticket in tickets}
    changes: list[FieldChange] = []
    for request in requests:
        if isinstance(request, SetCategory):
            ticket = known[request.ticket]
            tags = [tag for tag in request.add_tags if tag not in ticket.tags]
            if request.value:
                changes.append(
                    FieldChange(ticket.id, "category", ticket.category or "none", request.value)
                )
            if tags:
                changes.append(FieldChange(ticket.id, "tags", "", "+ " + " ".join(tags)))
            if request.drop_tags:
                gone = " ".join(request.drop_tags)
                changes.append(FieldChange(ticket.id, "tags", gone, f"removed {gone}"))
        elif isinstance(request, PostEscalation):
            changes.append(FieldChange(0, f"Slack #{request.name}", "", request.text))
        else:
            kind = "public reply" if isinstance(request, SendReply) else "internal note"
            changes.append(FieldChange(request.ticket, kind, "", request.text))
            changes += _owner_changes(request, snapshot) if isinstance(request, WriteNote) else []
    return tuple(changes)


def _owner_changes(request: WriteNote, snapshot: Snapshot) -> list[FieldChange]:
    """Only tickets without an owner are routed: before, there is nobody."""
    made = []
    if request.assignee_id:
        who = named(snapshot.agents, request.assignee_id)
        made.append(FieldChange(request.ticket, "assignee", "nobody", who))
    if request.group_id:
        groups = {one.id: one.name for one in snapshot.groups}
        where = groups.get(request.group_id, str(request.group_id))
        made.append(FieldChange(request.ticket, "group", "as it is", where))
    return made
