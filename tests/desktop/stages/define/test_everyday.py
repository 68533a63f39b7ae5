"""How support leads say it: exclusions, levels, owners, counts, times, channels, joints; English and German."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, SOMEBODY, Agent, Priority, Status
from desktop.stages.define.clauses.marks import CHANNELS
from desktop.stages.define.intent import parse
from desktop.stages.define.known import Known

U, H, N, L = Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW
HOUR, DAY = 3600, 86400
TODAY = datetime(2027, 3, 10, tzinfo=UTC)
"""A Wednesday."""
SAM, PRIYA, JONAS = Agent(1, "Sam Rivera"), Agent(2, "Priya Raman"), Agent(4, "Jonas Weber")
LAKE, NORTH, ROSE = "Lakeside Clinic", "Northgate Medical", "Klinikum Rosental"
EYES, CHESTNUT, RIVER = "Augenzentrum Birkenhof", "Praxis am Kastanienplatz", "Clínica Río Verde"
KNOWN = Known(
    now=TODAY + timedelta(hours=14, minutes=20),
    me=SAM,
    organisations=(LAKE, NORTH, ROSE, EYES, CHESTNUT, RIVER),
    agents=(SAM, PRIYA, JONAS),
    tags=frozenset({"careboard"}),
    words=" the careboard screen shows a widget for unlucky wards board crash low high nothing printer drucker ",
    channels=frozenset({"email", "chat", "voice", "web", "api"}),
)


def at(days: int, hour: float = 0) -> datetime:
    """A time of the day ``days`` before today."""
    return TODAY - timedelta(days=days) + timedelta(hours=hour)


def came(start: datetime | None, end: datetime | None = None) -> dict[str, Any]:
    """One window."""
    return {"window": Window(start, end)}


def less(*left: Filter, **fields: Any) -> dict[str, Any]:
    """What is left out, beside what is wanted."""
    return fields | {"without": left}


def by(channel: str) -> dict[str, Any]:
    """One channel."""
    return {"channels": CHANNELS[channel]}


LOW, PHONE = Filter(priorities=(L,)), Filter(channels=CHANNELS["voice"])
BILL, LAKES = Filter(topic="billing"), Filter(organisations=(LAKE,))
INVOICES = Filter(topic="Rechnungen")
EXCLUSIONS = [
    ("urgent ones, skip the low ones", less(LOW, priorities=(U,))),
    ("status open, drop the billing ones", less(BILL, statuses=(Status.OPEN,))),
    ("VIP tickets. You can drop the billing ones", less(BILL, vip=True)),
    ("VIP, leave out billing", less(BILL, vip=True)),
    ("VIP, leave the billing ones out", less(BILL, vip=True)),
    ("everything from today, none of the billing stuff", less(BILL, **came(at(0), at(-1)))),
    ("VIP, nothing on billing", less(BILL, vip=True)),
    ("VIP, nothing to do with billing", less(BILL, vip=True)),
    ("VIP w/o billing", less(BILL, vip=True)),
    ("VIP sans billing", less(BILL, vip=True)),
    ("VIP less billing", less(BILL, vip=True)),
    ("VIP bar the billing ones", less(BILL, vip=True)),
    ("VIP tickets, filter out billing", less(BILL, vip=True)),
    ("VIP tickets, no need for billing", less(BILL, vip=True)),
    ("VIP tickets, I don't need the billing ones", less(BILL, vip=True)),
    ("VIP tickets, I don't want billing", less(BILL, vip=True)),
    ("VIP tickets, ignore billing", less(BILL, vip=True)),
    ("VIP tickets, take out billing", less(BILL, vip=True)),
    ("VIP tickets, hide the billing ones", less(BILL, vip=True)),
    ("VIP tickets, billing can wait", less(BILL, vip=True)),
    ("VIP tickets, forget about billing", less(BILL, vip=True)),
    ("VIP tickets, not interested in billing", less(BILL, vip=True)),
    ("VIP tickets, billing aside", less(BILL, vip=True)),
    ("VIP tickets, billing not included", less(BILL, vip=True)),
    ("anything but billing", less(BILL)),
    ("anything other than billing for VIPs", less(Filter(topic="billing", vip=True))),
    ("urgent tickets outside of Lakeside", less(LAKES, priorities=(U,))),
    ("non-VIP this week", {"vip": False} | came(at(2), at(-5))),
    ("not phoned in, urgent", less(PHONE, priorities=(U,))),
    ("dringende Anrufe, aber Lakeside bitte weglassen", less(LAKES, priorities=(U,), **by("voice"))),
    ("VIP-Tickets, Rechnungen auslassen", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen raus", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen bitte rausnehmen", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen nicht dabei", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen kannst du weglassen", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen brauche ich nicht", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen interessieren mich nicht", less(INVOICES, vip=True)),
    ("VIP-Tickets, lass die Rechnungen weg", less(INVOICES, vip=True)),
    ("VIP-Tickets, aber nix mit Rechnungen", less(INVOICES, vip=True)),
    ("VIP-Tickets, bloß nichts zu Rechnungen", less(INVOICES, vip=True)),
    ("VIP-Tickets, nichts von Lakeside", less(LAKES, vip=True)),
    ("VIP-Tickets jenseits von Rechnungen", less(INVOICES, vip=True)),
    ("VIP-Tickets abseits von Rechnungen", less(INVOICES, vip=True)),
    ("VIP-Tickets, Rechnungen mal ausgeklammert", less(INVOICES, vip=True)),
    ("VIP-Tickets exkl. Rechnungen", less(INVOICES, vip=True)),
    ("dringende Tickets, nicht von Lakeside", less(LAKES, priorities=(U,))),
    ("dringende Tickets, die nicht von Lakeside kommen", less(LAKES, priorities=(U,))),
]  # fmt: skip
COMPLAINTS = [
    ("pharmacies aren't getting scripts", {"topic": "pharmacies scripts"}),
    ("who can't log in? VIPs", {"topic": "can't log in", "vip": True}),
    ("portal won't load", {"topic": "portal"}),
    ("invoices aren't arriving, today", {"topic": "invoices"} | came(at(0), at(-1))),
    ("clinics haven't received invoices", {"topic": "invoices"}),
    ("Wer kommt nicht ins Portal rein?", {"topic": "Login Portal"}),
    ("Leute kommen nicht in die App rein", {"topic": "Login App"}),
    ("Rechnungen kommen nicht an", {"topic": "Rechnungen"}),
    ("Rechnungen werden nicht verschickt", {"topic": "Rechnungen"}),
    ("Portal lädt nicht", {"topic": "Portal"}),
]
LEVELS = [
    ("Lakeside - above normal prio pls", {"organisations": (LAKE,), "priorities": (U, H)}),
    ("priority higher than normal", {"priorities": (U, H)}),
    ("below high priority", {"priorities": (N, L)}),
    ("nothing below high", {"priorities": (U, H)}),
    ("no lower than high", {"priorities": (U, H)}),
    ("normal or lower", {"priorities": (N, L)}),
    ("high or worse", {"priorities": (U, H)}),
    ("high and up, VIP", {"priorities": (U, H), "vip": True}),
    ("normal and down", {"priorities": (N, L)}),
    ("P1–P2 tickets", {"priorities": (U, H)}),
    ("Lakeside (low)", {"organisations": (LAKE,), "priorities": (L,)}),
    ("high (NOT urgent) within the past 50 minutes",
     less(Filter(priorities=(U,)), priorities=(U, H), max_age_seconds=3000)),
    ("unassigned low since yesterday", {"assignees": (NOBODY,), "priorities": (L,)} | came(at(1))),
    ("no prio, VIP", {"priorities": (None,), "vip": True}),
    ("über normal, VIP", {"priorities": (U, H), "vip": True}),
    ("nichts unter hoch", {"priorities": (U, H)}),
    ("hoch oder schlimmer", {"priorities": (U, H)}),
    ("normal oder drunter", {"priorities": (N, L)}),
    ("niedrig, Lakeside", {"organisations": (LAKE,), "priorities": (L,)}),
    ("Lakeside, ohne Prio", {"organisations": (LAKE,), "priorities": (None,)}),
    ("unter hoch, VIP", {"priorities": (N, L), "vip": True}),
]  # fmt: skip
OWNERS = [
    *[(f"urgent, {said}", {"priorities": (U,), "assignees": (NOBODY,)}) for said in (
        "not picked up by anyone", "not picked up", "nobody on it", "no owner", "no one's touched", "w/o assignee",
        "up for grabs", "nobody has taken", "free to take", "without anyone on it", "not yet assigned", "not taken",
        "hasn't been picked up", "unclaimed", "nobody's looking at", "still waiting for an owner")],
    *[(f"dringend, {said}", {"priorities": (U,), "assignees": (NOBODY,)}) for said in (
        "herrenlos", "nicht zugewiesen", "ohne Bearbeiter", "liegt bei niemandem", "hat noch keiner", "ohne Besitzer",
        "keinem zugeordnet", "um die sich niemand kümmert", "noch nicht übernommen", "noch frei", "nicht vergeben")],
    *[(f"urgent, {said}", {"priorities": (U,), "assignees": (SOMEBODY,)}) for said in (
        "with somebody", "already taken", "already picked up", "someone is on it", "somebody's working on")],
    ("dringend, schon vergeben", {"priorities": (U,), "assignees": (SOMEBODY,)}),
    ("what does Priya have from this week?", {"assignees": (PRIYA,)} | came(at(2), at(-5))),
    ("on Priya's plate, VIP", {"assignees": (PRIYA,), "vip": True}),
    ("was hängt bei Priya noch auf pending?", {"assignees": (PRIYA,), "statuses": (Status.PENDING,)}),
    ("was liegt bei Jonas?", {"assignees": (JONAS,)}),
    ("my urgent ones", {"assignees": (SAM,), "priorities": (U,)}),
    ("on my plate, VIP", {"assignees": (SAM,), "vip": True}),
    ("Quick one before my 11 o'clock with the board: VIP tickets from Lakeside",
     {"vip": True, "organisations": (LAKE,)}),
    ("Habe gleich Runde um elf: VIP-Tickets von Lakeside", {"vip": True, "organisations": (LAKE,)}),
    ("Jonas and Priya, status open", {"assignees": (JONAS, PRIYA), "statuses": (Status.OPEN,)}),
]  # fmt: skip
COUNTS = [
    ("last six to roll in", {"limit": 6, "order": Order.NEWEST}),
    ("last 5 that came in", {"limit": 5, "order": Order.NEWEST}),
    ("the last fourteen", {"limit": 14, "order": Order.NEWEST}),
    ("most recent eighteen from Lakeside", {"limit": 18, "order": Order.NEWEST, "organisations": (LAKE,)}),
    ("the 3 that have been around longest", {"limit": 3, "order": Order.OLDEST}),
    ("three longest waiting VIPs", {"limit": 3, "order": Order.OLDEST, "vip": True}),
    ("the five that came in last", {"limit": 5, "order": Order.NEWEST}),
    ("gib mir die 4 jüngsten von Lakeside", {"limit": 4, "order": Order.NEWEST, "organisations": (LAKE,)}),
    ("die letzten sechs, die reinkamen", {"limit": 6, "order": Order.NEWEST}),
    ("die sechzehn ältesten", {"limit": 16, "order": Order.OLDEST}),
    ("die 3 zuletzt gekommenen", {"limit": 3, "order": Order.NEWEST}),
    ("die 3 am längsten liegenden", {"limit": 3, "order": Order.OLDEST}),
]  # fmt: skip
TIMES = [
    ("urgent, before 6am today", {"priorities": (U,)} | came(at(0), at(0, 6))),
    ("VIP until 9am yesterday", {"vip": True} | came(at(1), at(1, 9))),
    ("VIP after 4pm yesterday", {"vip": True} | came(at(1, 16), at(0))),
    ("VIP by 10am today", {"vip": True} | came(at(0), at(0, 10))),
    ("VIP heute vor 6 Uhr", {"vip": True} | came(at(0), at(0, 6))),
    ("VIP vor 6 Uhr heute", {"vip": True} | came(at(0), at(0, 6))),
    ("VIP gestern nach 16 Uhr", {"vip": True} | came(at(1, 16), at(0))),
    ("VIP, the day before yesterday", {"vip": True} | came(at(2), at(1))),
    ("VIP, Monday and Tuesday", {"vip": True} | came(at(2), at(0))),
    ("VIP Monday to Tuesday", {"vip": True} | came(at(2), at(0))),
    ("VIP, past 90 minutes", {"vip": True, "max_age_seconds": 5400}),
    ("between two days and a week old", {"min_age_seconds": 2 * DAY, "max_age_seconds": 7 * DAY}),
    ("nur VIP-Kunden, egal wann", {"vip": True}),
    ("VIP, no matter when", {"vip": True}),
    ("VIP vorgestern", {"vip": True} | came(at(2), at(1))),
    ("VIP older than a fortnight", {"vip": True, "min_age_seconds": 14 * DAY}),
]
CHANNEL = [
    ("VIP calls", {"vip": True} | by("voice")),
    ("Lakeside rang", {"organisations": (LAKE,)} | by("voice")),
    ("chats n phone calls", {"channels": CHANNELS["chat"] + CHANNELS["voice"]}),
    ("raised via the API channel", by("api")),
    ("notification mails broken again??", {"topic": "notification mails"}),
    ("VIP, über das Telefon", {"vip": True} | by("voice")),
    ("VIPs who wrote to us by mail", {"vip": True} | by("email")),
    ("VIP über das Portal-Formular", {"vip": True} | by("web")),
]
NAMES = [
    ("Augenzentrum, urgent", {"organisations": (EYES,), "priorities": (U,)}),
    ("die 4 jüngsten vom Birkenhof oder der Praxis am Kastanienplatz",
     {"organisations": (EYES, CHESTNUT), "limit": 4, "order": Order.NEWEST}),
    ("urgent from Kastanienplatz", {"organisations": (CHESTNUT,), "priorities": (U,)}),
    ("Rio Verde, VIP", {"organisations": (RIVER,), "vip": True}),
    ("Rosental, low", {"organisations": (ROSE,), "priorities": (L,)}),
    ("Jonas, urgent", {"assignees": (JONAS,), "priorities": (U,)}),
    ("Lakeside n Northgate", {"organisations": (LAKE, NORTH)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [*EXCLUSIONS, *COMPLAINTS, *LEVELS, *OWNERS, *COUNTS, *TIMES, *CHANNEL, *NAMES],
)
def test_as_leads_say_it(text: str, parts: dict[str, Any]) -> None:
    assert parse(text, KNOWN).scope == Scope(**({"statuses": UNSOLVED} | parts))


@pytest.mark.parametrize("text", [
    "tickets whose priority is urgent and at the same time low", "Tickets, die zugleich dringend und niedrig sind",
    "same as last time, just without the annoying ones", "the usual", "wie immer, aber ohne die nervigen",
    "tickets from 31 February", "die vom 30.02.",
])  # fmt: skip
def test_what_cannot_be_is_asked_about(text: str) -> None:
    understood = parse(text, KNOWN)
    assert understood.scope is None
    assert understood.question
