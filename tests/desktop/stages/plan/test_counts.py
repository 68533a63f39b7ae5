"""The rules behind the counts, held against a naive restatement of DESIGN §5."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.plan import Cluster, DraftKind
from desktop.domain.ticket import Organisation, Requester, SlaDeadline, Status, Ticket
from desktop.stages.plan.counts import draft_needs, escalations

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def ticket(number: int, vip: bool, age: int, left: int | None) -> Ticket:
    breach = NOW + timedelta(minutes=left) if left is not None else None
    return Ticket(
        number,
        "",
        "",
        Status.NEW,
        None,
        NOW - timedelta(minutes=age),
        "",
        Requester(1, "", ""),
        Organisation(1, "Ash", vip),
        (),
        None,
        None,
        (SlaDeadline("first_reply_time", "active", breach),) if breach else (),
    )


@st.composite
def queues(draw: st.DrawFn) -> tuple[list[Ticket], list[Cluster], frozenset[int]]:
    rows = draw(
        st.lists(
            st.tuples(st.booleans(), st.integers(0, 240), st.none() | st.integers(1, 400)),
            max_size=25,
        )
    )
    tickets = [ticket(n, *row) for n, row in enumerate(rows, start=1)]
    groups: dict[int, list[int]] = {}
    for one in tickets:
        groups.setdefault(draw(st.integers(0, 8)), []).append(one.id)
    clusters = [
        Cluster(f"c{n}", f"c{n}", tuple(members), ())
        for n, members in groups.items()
        if n and len(members) > 1
    ]
    at_risk = frozenset(
        t.id for t in tickets if t.deadline and t.deadline - NOW <= timedelta(minutes=90)
    )
    return tickets, clusters, at_risk


def naive(
    tickets: list[Ticket], clusters: list[Cluster], at_risk: frozenset[int], batch: int
) -> list[int]:
    wanted = set(at_risk)
    wanted |= {t.id for t in tickets if t.organisation and t.organisation.vip}
    for cluster in clusters:
        members = [t for t in tickets if t.id in cluster.tickets]
        members.sort(key=lambda t: (t.created_at, t.id))
        wanted.add(members[0].id)
    with_clock = [t for t in tickets if t.id in wanted and t.deadline]
    without = [t for t in tickets if t.id in wanted and not t.deadline]
    with_clock.sort(key=lambda t: (str(t.deadline), t.created_at, t.id))
    without.sort(key=lambda t: (t.created_at, t.id))
    return [t.id for t in with_clock + without][:batch]


@given(queue=queues(), batch=st.integers(1, 30))
def test_drafts_are_those_at_risk_of_vips_and_oldest_of_incidents(
    queue: tuple[list[Ticket], list[Cluster], frozenset[int]], batch: int
) -> None:
    tickets, clusters, at_risk = queue
    needs = draft_needs(tickets, clusters, at_risk, batch)
    assert [need.ticket for need in needs] == naive(tickets, clusters, at_risk, batch)
    public = {need.ticket for need in needs if need.kind is DraftKind.PUBLIC_REPLY}
    assert public == {need.ticket for need in needs} & at_risk
    assert all(need.reasons for need in needs)


@given(queue=queues(), threshold=st.integers(2, 8))
def test_large_incidents_and_those_with_a_vip_at_risk_are_escalated(
    queue: tuple[list[Ticket], list[Cluster], frozenset[int]], threshold: int
) -> None:
    tickets, clusters, at_risk = queue
    vips = {t.id for t in tickets if t.vip}
    wanted = [
        c.id
        for c in clusters
        if len(c.tickets) >= threshold or any(t in vips and t in at_risk for t in c.tickets)
    ]
    assert [c.id for c in escalations(tickets, clusters, at_risk, threshold)] == wanted
