"""A seeded generator of other queues, and the truth it planted in them.

Same rules as the default queue, other words, sizes, incidents, VIPs and clocks: whoever fits the program to
one queue fails here. One seed and size always give the same queue.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.queues import shapes
from tests.queues.shapes import Json

INTENT = "Triage high-priority API authentication tickets from the last 4 hours"
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
TOPIC = "api_authentication"


@dataclass(frozen=True)
class Truth:
    """What was planted: ids of the topic, of the scope, of same incidents in scope, and inside 90 minutes."""

    intent: str
    topic: frozenset[int]
    scope: frozenset[int]
    clusters: frozenset[frozenset[int]]
    at_risk: frozenset[int]


@dataclass
class Draft:
    """A ticket before it has an id; ages in minutes before now."""

    category: str
    text: str
    age: float
    priority: str | None
    vip: bool = False
    risk: bool = False
    incident: int = -1
    scope: bool = False
    status: str = "new"
    later: list[tuple[str, float, str, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Targets:
    """Minutes to a first reply by priority, for everybody and for VIPs, and to a next reply."""

    standard: Json
    vip: Json
    following: Json


def generate(seed: int, size: int) -> tuple[Json, Truth]:
    """Return a queue of ``size`` open tickets (120 to 600) and the truth planted in it.

    Raises:
        ValueError: When ``size`` is out of that range.
    """
    if not 120 <= size <= 600:
        raise ValueError(f"size must be 120 to 600, not {size}")
    return _Writer(Random(seed), size).write()


class _Writer:
    """Writes one queue; holds the dice, the chosen names and the counters."""

    def __init__(self, dice: Random, size: int) -> None:
        self.dice, self.size = dice, size
        self.now = datetime(2027, 1, 4, 9, 0, tzinfo=UTC) + timedelta(
            days=dice.randrange(300), minutes=dice.randrange(540)
        )
        self.vendor = dice.choice(WORDS["vendors"])
        self.targets = Targets(
            {
                "urgent": dice.choice([180, 210, 240]),
                "high": dice.choice([420, 480]),
                "normal": 1440,
                "low": 2880,
            },
            {
                "urgent": dice.choice([100, 120]),
                "high": dice.choice([200, 240]),
                "normal": 600,
                "low": 1440,
            },
            {"urgent": 120, "high": dice.choice([180, 240]), "normal": 1440, "low": 2880},
        )
        self.comments, self.turn = shapes.Numbers(700_001), shapes.Numbers(0)
        self.organizations, self.users = self._people()

    def write(self) -> tuple[Json, Truth]:
        """Plan the scope, surround it, number the tickets by age and note the truth."""
        scope = self._scope()
        drafts = sorted([*scope, *self._around(self.size - len(scope))], key=lambda d: -d.age)
        ids = {id(draft): 20_000 + 7 * n for n, draft in enumerate(drafts)}
        incidents: dict[int, set[int]] = {}
        for draft in scope:
            if draft.incident >= 0:
                incidents.setdefault(draft.incident, set()).add(ids[id(draft)])
        truth = Truth(
            INTENT,
            frozenset(ids[id(d)] for d in drafts if d.category == TOPIC),
            frozenset(ids[id(d)] for d in scope),
            frozenset(frozenset(c) for c in incidents.values()),
            frozenset(ids[id(d)] for d in scope if d.risk),
        )
        return self._queue([self._ticket(ids[id(d)], d) for d in drafts]), truth

    # The scope: incidents of two and more, and problems told once.

    def _scope(self) -> list[Draft]:
        total = max(18, min(90, round(self.size * self.dice.uniform(0.13, 0.18))))
        kinds = self.dice.sample(range(len(WORDS["incidents"])), self.dice.randint(3, 6))
        alone = min(
            len(WORDS["singles"]["lines"]) - 4, total - 2 * len(kinds) - 3, round(total * 0.4)
        )
        lines = self.dice.sample(WORDS["singles"]["lines"], alone)
        drafts = [self._draft(TOPIC, line) for line in lines]
        for kind, members in zip(kinds, self._shares(total - alone, len(kinds)), strict=True):
            code = f"{self.dice.choice('BFGKQXZ')}{self.dice.choice('DLMPRW')}-{self.dice.randrange(2000, 9999)}"
            drafts += [self._member(kind, code) for _ in range(members)]
        for draft in drafts:
            draft.scope = True
        self._plant_clocks(drafts)
        return drafts

    def _shares(self, members: int, incidents: int) -> list[int]:
        """Split ``members`` into incidents of at least two, the first of at least five."""
        shares = [2] * incidents
        shares[0] += 3
        for _ in range(members - sum(shares)):
            shares[min(self.dice.randrange(incidents), self.dice.randrange(incidents))] += 1
        return shares

    def _member(self, kind: int, code: str) -> Draft:
        """Tell incident ``kind`` once more: an opening and three of its facts, in another order each time."""
        incident = WORDS["incidents"][kind]
        told = " ".join(
            [self.dice.choice(WORDS["openings"]), *self.dice.sample(incident["facts"], 3)]
        ).strip()
        draft = self._draft(TOPIC, f"{incident['subject']} | {told}", code)
        draft.incident = kind
        return draft

    def _plant_clocks(self, drafts: list[Draft]) -> None:
        """Choose who is VIP and who is inside 90 minutes; everybody else has 150 minutes or more."""
        order = self.dice.sample(drafts, len(drafts))
        risky, vips = self.dice.randint(3, 8), self.dice.randint(2, 6)
        for draft in order[:risky]:
            draft.risk = True
        for draft in order[risky - 1 : risky - 1 + vips]:
            draft.vip = True
        for draft in drafts:
            (self._make_risky if draft.risk else self._make_safe)(draft)

    def _make_risky(self, draft: Draft) -> None:
        left = self.dice.uniform(24, 88)
        if draft.vip or self.dice.random() < 0.7:
            draft.priority = "urgent"
            draft.age = (self.targets.vip if draft.vip else self.targets.standard)["urgent"] - left
            return
        asked = self.targets.following["high"] - left
        draft.priority, draft.status, draft.age = "high", "open", min(222.0, asked + 30)
        draft.later = [
            ("agent", (draft.age + asked) / 2, self.dice.choice(WORDS["replies"]), True),
            ("customer", asked, self.dice.choice(WORDS["follow_ups"]), True),
        ]

    def _make_safe(self, draft: Draft) -> None:
        targets = self.targets.vip if draft.vip else self.targets.standard
        urgent = not draft.vip and self.dice.random() < 0.3
        draft.priority = "urgent" if urgent else "high"
        draft.age = self.dice.uniform(3, min(220, targets[draft.priority] - 155))
        if self.dice.random() < 0.1:
            draft.status = "pending"
            draft.later = [("agent", draft.age * 0.6, self.dice.choice(WORDS["replies"]), True)]

    # Everything around it.

    def _around(self, wanted: int) -> list[Draft]:
        drafts = [
            self._trap(category, line)
            for category, lines in WORDS["lookalikes"].items()
            for line in lines
        ]
        drafts += [
            self._outside(line) for line in WORDS["outside"]["lines"] * (1 + self.size // 300)
        ]
        pool = [(c, line) for c, words in WORDS["categories"].items() for line in words["open"]]
        while len(drafts) < wanted:
            category, line = self.dice.choice(pool)
            drafts.append(self._bystander(category, line))
        return drafts[:wanted]

    def _trap(self, category: str, line: str) -> Draft:
        """A young critical ticket of another subject."""
        draft = self._draft(category, line)
        draft.priority, draft.age = self.dice.choice(["high", "urgent"]), self.dice.uniform(5, 230)
        return draft

    def _outside(self, line: str) -> Draft:
        """The right topic, but too old (some by minutes) or not critical."""
        draft = self._draft(TOPIC, line)
        if self.dice.random() < 0.5:
            draft.priority, draft.age = "high", 240 + self.dice.choice([1.5, 4, 20, 300, 3000])
        else:
            draft.priority, draft.age = (
                self.dice.choice(["normal", "low", None]),
                self.dice.uniform(5, 230),
            )
        return draft

    def _bystander(self, category: str, line: str) -> Draft:
        draft = self._draft(category, line)
        draft.text += f" {self.dice.choice(WORDS['openings'])}"
        draft.priority = self.dice.choice(["high", "normal", "normal", "low", None])
        draft.age = self.dice.choice([self.dice.uniform(2, 235), self.dice.uniform(250, 9000)])
        draft.vip = self.dice.random() < 0.08
        if self.dice.random() < 0.5:
            draft.status = self.dice.choice(["open", "pending", "hold"])
            draft.later = [("agent", draft.age * 0.5, self.dice.choice(WORDS["replies"]), True)]
            draft.later += [("agent", draft.age * 0.4, self.dice.choice(WORDS["notes"]), False)]
        return draft

    def _draft(self, category: str, line: str, code: str = "") -> Draft:
        """Fill the slots of a line."""
        slots = {
            "vendor": self.vendor,
            "api": f"{self.vendor} Open API",
            "site": self.dice.choice(WORDS["places"]),
            "n": self.dice.randrange(3, 97),
            "code": code,
        }
        return Draft(category, line.format(**slots), 0.0, None)

    # Into the services' shapes.

    def _people(self) -> tuple[list[Json], list[Json]]:
        places = self.dice.sample(WORDS["places"], len(WORDS["places"]))
        organizations = [
            shapes.organization(1001 + n, f"{place} {self.dice.choice(WORDS['kinds'])}", n < 4)
            for n, place in enumerate(places)
        ]
        users = [shapes.user(shapes.LEAD, "Sam Rivera", "admin")]
        users += [shapes.user(i, f"Agent {i}", "agent") for i in shapes.AGENTS]
        for n, organization in enumerate(organizations):
            name = (
                f"{self.dice.choice(WORDS['first_names'])} {self.dice.choice(WORDS['last_names'])}"
            )
            users.append(shapes.user(2001 + n, name, "end-user", organization["id"]))
        return organizations, users

    def _ticket(self, ident: int, draft: Draft, category: str | None = None) -> Json:
        subject, _, body = draft.text.partition(" | ")
        n = (
            self.turn.next() % 4
            if draft.vip
            else 4 + self.turn.next() % (len(self.organizations) - 4)
        )
        requester, agent = 2001 + n, self.dice.choice(shapes.AGENTS)
        comments = [shapes.comment(self.comments.next(), requester, self._ago(draft.age), body)]
        for who, age, text, public in draft.later:
            author = agent if who == "agent" else requester
            comments.append(
                shapes.comment(self.comments.next(), author, self._ago(age), text, public)
            )
        return {
            "id": ident, "subject": subject, "description": body, "type": "incident", "status": draft.status,
            "priority": draft.priority, "created_at": comments[0]["created_at"],
            "updated_at": comments[-1]["created_at"], "requester_id": requester, "submitter_id": requester,
            "organization_id": 1001 + n, "assignee_id": None if draft.status == "new" else agent, "group_id": 41,
            "tags": ["vip"] if draft.vip else [], "custom_fields": [{"id": shapes.CATEGORY_FIELD, "value": category}],
            "via": {"channel": "email"}, "comments": comments,
        }  # fmt: skip

    def _solved(self) -> list[Json]:
        """Past tickets of every category, fifteen each, with their category."""
        solved: list[Json] = []
        for category, words in WORDS["categories"].items():
            for n in range(15):
                draft = self._draft(category, words["solved"][n % len(words["solved"])])
                draft.age, draft.priority, draft.status = (
                    self.dice.uniform(20_000, 400_000),
                    "normal",
                    "closed",
                )
                draft.later = [("agent", draft.age - 90, self.dice.choice(WORDS["replies"]), True)]
                solved.append(self._ticket(1000 + len(solved), draft, category))
        return solved

    def _arrivals(self) -> list[Json]:
        hour = self.now.replace(minute=0)
        hours = [hour - timedelta(hours=n) for n in range(35 * 24, -1, -1)]
        busy = [8 if 8 <= at.hour < 18 and at.weekday() < 5 else 1 for at in hours]
        surge = [0] * (len(hours) - 4) + [self.size // 20] * 4
        return [
            {"hour": shapes.stamp(at), "count": b + s}
            for at, b, s in zip(hours, busy, surge, strict=True)
        ]

    def _pages(self) -> list[Json]:
        """One article per incident, verified and fresh but for the first (unverified) and second (stale)."""
        fresh, stale = self.now - timedelta(days=40), self.now - timedelta(days=700)
        articles = [incident["article"] for incident in WORDS["incidents"]]
        self.dice.shuffle(articles)
        kinds = [(fresh, ["draft"]), (stale, ["verified"])] + [(fresh, ["verified"])] * (
            len(articles) - 2
        )
        return [
            shapes.page(500 + n, a, at, labels)
            for n, (a, (at, labels)) in enumerate(zip(articles, kinds, strict=True))
        ]

    def _queue(self, tickets: list[Json]) -> Json:
        """Put the file together in the format of resources/queues/README.md."""
        policies = [
            shapes.policy(
                61,
                1,
                "VIP",
                {"operator": "includes", "value": "vip"},
                self.targets.vip,
                self.targets.following,
            ),
            shapes.policy(
                62,
                2,
                "All",
                {"operator": "not_includes", "value": "test"},
                self.targets.standard,
                self.targets.following,
            ),
        ]
        zendesk = {
            "organizations": self.organizations, "users": self.users, "groups": [{"id": 41, "name": "Support"}],
            "tickets": tickets, "ticket_fields": [shapes.category_field(list(WORDS["categories"]))],
            "sla_policies": policies, "schedules": [], "solved_tickets": self._solved(), "arrivals": self._arrivals(),
        }  # fmt: skip
        confluence = {
            "spaces": [{"id": "1", "key": "KB", "name": "Knowledge"}],
            "pages": self._pages(),
        }
        return {
            "format": 1, "name": f"{self.vendor}, {self.size} tickets", "now": shapes.stamp(self.now), "zendesk": zendesk,
            "confluence": confluence, "slack": shapes.slack(), "approvers": [shapes.approver()], "faults": [],
        }  # fmt: skip

    def _ago(self, minutes: float) -> datetime:
        return self.now - timedelta(minutes=minutes)
