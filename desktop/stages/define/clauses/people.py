"""Customers and assignees: "from Lakeside", "assigned to Priya", "mine", "unassigned"; who is both is asked about."""

from desktop.domain.scope import Filter
from desktop.domain.ticket import NOBODY, SOMEBODY, Agent
from desktop.stages.define.line import Line
from desktop.stages.define.names import Found, agents_at, nearest, organisations_at
from desktop.stages.define.part import Ask, Kind, Part

_HOLDERS = frozenset(["agent", "owner", "assignee", "bearbeiter", "bearbeiterin", "besitzer"])
_PEOPLE = frozenset(
    {
        "boss",
        "team",
        "manager",
        "colleague",
        "colleagues",
        "call",
        "next",
        "chef",
        "chefin",
        "kollegen",
        "kollegin",
    }
)
_LINKS = frozenset(
    ["to", "an", "the", "der", "den", "dem", "agent", "agents", "is", "=", ",", "von", "by", "ist"]
)


def read_assignee(line: Line, at: int) -> Part | Ask | None:
    """Read an assignee by cue or by a word for one."""
    for kind, agent in (("unassigned", NOBODY), ("mine", line.known.me)):
        length = line.length(kind, at)
        if length and not _of_somebody(line, at + length, kind):
            return _mine(agent) or _assigned(at + length, agent)
    refused = line.ends("not", at) or line.ends("strong_not", at)
    start = at + (line.word(at) in ("an", "a", "any", "einen", "den"))
    if refused and line.word(start) in _HOLDERS:
        return _assigned(start + 1, SOMEBODY)
    if length := line.length("assignee_cue", at):
        return _after_cue(line, at, at + length)
    if line.word(at) in _HOLDERS:
        return None
    length = line.length("assigned", at)
    return _assigned(at + length, SOMEBODY) if length else None


def _of_somebody(line: Line, at: int, kind: str) -> bool:
    """Whether the words mean somebody else: "not assigned to Priya", "my 11 o'clock"."""
    if kind == "mine":
        return _of_the_day(line, at)
    return line.word(at) in ("to", "an", "by", "von") and bool(agents_at(line, at + 1).length)


def _of_the_day(line: Line, at: int) -> bool:
    """Whether "my" is said of the speaker's day: "my 11 o'clock", "my meeting", "mein Termin um elf"."""
    if any(line.length(kind, at) for kind in ("chat", "part", "weekday", "day")):
        return True
    return bool(line.length("clock_tail", at + 1)) or line.word(at) in _PEOPLE


def _mine(agent: Agent) -> Ask | None:
    if agent.id == 0 and agent is not NOBODY:
        return Ask('Who are you? Nobody is signed in to the help desk, so "mine" names nobody.')
    return None


def _after_cue(line: Line, at: int, end: int) -> Part | Ask | None:
    while line.word(end) in _LINKS:
        end += 1
    if line.word(end) in ("me", "mich", "mir", "myself"):
        return _mine(line.known.me) or _assigned(end + 1, line.known.me)
    found = agents_at(line, end)
    if found.agents:
        return _listed(line, end, found)
    bare = line.words[at] in _HOLDERS or line.words[at] in ("agents", "zustaendig")
    if end >= len(line.tokens) or bare or not line.tokens[end].capital:
        return None
    names = ", ".join(nearest(line.word(end), [a.name for a in line.known.agents]))
    return Ask(f'No agent is called "{line.tokens[end].text}". Did you mean {names}?' if names else
               f'No agent is called "{line.tokens[end].text}". Who is meant?')  # fmt: skip


def _listed(line: Line, at: int, found: Found) -> Part | Ask:
    """Read "Priya or Jonas" after a cue."""
    if len(found.agents) > 1:
        return _which(line, at, found)
    agents, end = [found.agents[0]], at + found.length
    while joint := line.length("or", end) or line.length("and", end):
        more = agents_at(line, end + joint)
        if len(more.agents) != 1 or organisations_at(line, end + joint).organisations:
            break
        agents.append(more.agents[0])
        end += joint + more.length
    return Part(Kind.ASSIGNEE, end, Filter(assignees=tuple(agents)))


def read_name(line: Line, at: int) -> Part | Ask | None:
    """Read a customer's or an agent's name."""
    customers, agents = organisations_at(line, at), agents_at(line, at)
    if not (customers.length or agents.length) or _is_a_word(line, at, customers, agents):
        return None
    if line.ends("organisation_cue", at) or line.word(at - 1) in ("at", "bei", "beim", "vom"):
        agents = Found() if customers.length else agents
    if customers.length > agents.length or not agents.length:
        found, end = customers, at + customers.length
    elif agents.length > customers.length:
        found, end = agents, at + agents.length
    else:
        return _which(line, at, Found(agents.length, customers.organisations, agents.agents))
    if len(found.organisations) + len(found.agents) > 1:
        return _which(line, at, found)
    if found.organisations:
        return Part(Kind.ORGANISATION, end, Filter(organisations=found.organisations))
    return _assigned(end, found.agents[0])


def _is_a_word(line: Line, at: int, customers: Found, agents: Found) -> bool:
    """Whether one word that is a name also means something else here and is not written as a name."""
    if max(customers.length, agents.length) > 1 or line.ends("organisation_cue", at):
        return False
    common = any(
        line.length(kind, at) for kind in ("filler", "month", "level", "status", "channel")
    )
    return common and not (line.tokens[at].capital and at > 0)


def read_customer(line: Line, at: int) -> Part | Ask | None:
    """Read "customer Lakeside"; a customer nobody knows is asked about."""
    length = line.length("organisation_cue", at)
    end = at + length
    while length and line.word(end) in ("is", "=", ",", "named", "called", "the"):
        end += 1
    if not length or end >= len(line.tokens):
        return None
    if organisations_at(line, end).organisations:
        return read_name(line, end)
    if (line.ends("not", at) or line.ends("strong_not", at)) and line.word(at) in (
        "organisation",
        "organization",
    ):
        return Part(Kind.ORGANISATION, end, Filter(organisations=line.known.organisations))
    return unknown_customer(line, end) if line.tokens[end].capital and _strange(line, end) else None


def _strange(line: Line, at: int) -> bool:
    kinds = (
        "ticket",
        "filler",
        "level",
        "status",
        "day",
        "weekday",
        "span",
        "vip",
        "channel",
        "language",
        "month",
    )
    return not any(line.length(kind, at) for kind in kinds) and not agents_at(line, at).length


def unknown_customer(line: Line, at: int) -> Ask:
    """Ask which customer is meant, with those whose names begin alike."""
    end = at + 1
    while end < len(line.tokens) and line.tokens[end].capital and _strange(line, end):
        end += 1
    near = nearest(line.word(at), line.known.organisations)
    hint = f" Did you mean {', '.join(near)}?" if near else " Which one is meant?"
    return Ask(f'No open ticket is of a customer called "{line.said(at, end)}".{hint}')


def _which(line: Line, at: int, found: Found) -> Ask:
    """One question, with the intent each answer stands for."""
    end = at + found.length
    before, after = line.said(0, at), line.said(end, len(line.tokens))
    choices = [(f"Customer {o}", f"{before} customer {o} {after}") for o in found.organisations]
    choices += [
        (f"Assigned to {a.name}", f"{before} assigned to {a.name} {after}") for a in found.agents
    ]
    said = " or ".join(words[:1].lower() + words[1:] for words, _ in choices)
    tidy = tuple((words, " ".join(intent.split())) for words, intent in choices)
    return Ask(f'Who is meant by "{line.said(at, end)}": {said}?', tidy)


def _assigned(end: int, agent: Agent) -> Part:
    return Part(Kind.ASSIGNEE, end, Filter(assignees=(agent,)))
