"""The heavy half of planning, run in a worker process: categories and drafts."""

from collections.abc import Mapping, Sequence, Set

from desktop.domain.brief import Safeguard
from desktop.domain.plan import Categorised, Cluster, Draft, DraftNeed, Reworded
from desktop.domain.ticket import Snapshot, Ticket
from desktop.triage.categories import SURE, Answer, learnt
from desktop.triage.corrections import SURE as BY_HAND
from desktop.triage.corrections import Correction, taught
from desktop.triage.drafts import Around, prepare
from desktop.triage.foreign import index
from desktop.triage.knowledge import Knowledge
from desktop.triage.reply.promise import Promise


def categorise(
    tickets: Sequence[Ticket], snapshot: Snapshot, corrections: tuple[Correction, ...] = ()
) -> tuple[Categorised, ...]:
    """Answer each ticket's category; None where nothing was learnt or it is not sure enough.

    What a person said of a ticket stands.
    """
    texts = {ticket.id: ticket.text for ticket in tickets}
    said = {
        one.ticket: Answer(one.category, BY_HAND)
        for one in corrections
        if one.about(texts.get(one.ticket))
    }
    answers = learnt(taught(snapshot.solved, corrections)).answers([t.text for t in tickets])
    known = {o.value for o in snapshot.category_field.options} if snapshot.category_field else set()
    return tuple(
        _categorised(ticket.id, said.get(ticket.id, answer), known)
        for ticket, answer in zip(tickets, answers, strict=True)
    )


def _categorised(ticket: int, answer: Answer, known: Set[str]) -> Categorised:
    sure = answer.confidence >= SURE and answer.label in known
    return Categorised(ticket, answer.label if sure else None, answer.confidence)


def write_drafts(
    needs: Sequence[DraftNeed],
    tickets: Sequence[Ticket],
    snapshot: Snapshot,
    safeguards: Sequence[Safeguard],
    stale_days: int,
    picked: Mapping[int, str],
    clusters: Sequence[Cluster] = (),
    promise: Promise | None = None,
    reworded: Mapping[int, Reworded] | None = None,
) -> tuple[Draft, ...]:
    """Write, repair and check every draft.

    Args:
        needs: Which tickets get one.
        tickets: Every ticket of the plan: none of their values may stand in another's draft.
        snapshot: The queue they come from, with its pages.
        safeguards: The brief's lines.
        stale_days: A page older than this is not linked.
        picked: The page a person chose for a ticket.
        clusters: The plan's incidents.
        promise: When a customer hears from us again.
        reworded: The words a person took from the writing assistant for a ticket.
    """
    known = {ticket.id: ticket for ticket in tickets}
    knowledge = Knowledge(snapshot.pages, snapshot.taken_at, stale_days)
    around = Around(tuple(clusters), snapshot.taken_at, promise or Promise(), index(tickets))
    return tuple(
        prepare(
            need,
            known[need.ticket],
            knowledge,
            safeguards,
            picked.get(need.ticket, ""),
            around=around,
            reworded=(reworded or {}).get(need.ticket),
        )
        for need in needs
    )
