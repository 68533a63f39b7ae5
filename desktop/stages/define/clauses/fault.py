"""A "not" that complains and leaves nothing out: "aren't getting scripts", "kommt nicht ins Portal rein"."""

from desktop.stages.define.line import Line
from desktop.triage.lexicon import named_at

_BARE = frozenset({"not", "nicht", "noch nicht", "never", "no", "nie"})
"""They stand before what is left out too ("not scheduling"); "don't" and its like stand before verbs."""
_CONDITIONS = ("status", "channel", "level", "vip", "assigned", "unassigned", "order", "language")
_PARTICLES = frozenset(
    {
        "an",
        "auf",
        "rein",
        "rauf",
        "weiter",
        "durch",
        "hoch",
        "los",
        "da",
        "mehr",
        "in",
        "ins",
        "ans",
        "zum",
        "zur",
        "aufs",
    }
)
"""They belong to a verb said before: "kommen nicht an"; without one they lead to what is left out."""
_GOING = frozenset({
    "kommt", "kommen", "komme", "kam", "kamen", "geht", "gehen", "ging", "gingen", "gelangt", "gelangen", "kann",
    "koennen", "konnte", "konnten", "laeuft", "laufen", "laesst", "lassen", "laedt", "laden", "springt", "springen",
    "oeffnet", "oeffnen", "startet", "starten", "zeigt", "zeigen", "funktioniert", "funktionieren", "will", "wollen",
})  # fmt: skip
_COMING = frozenset(
    {"kommt", "kommen", "komme", "kam", "kamen", "kann", "koennen", "gelangt", "gelangen"}
)
_INTO = frozenset({"rein", "hinein", "reinkommen", "rauf", "drauf", "herein", "reinkommt"})
_NEAR = 5


def what_fails(line: Line, at: int, end: int) -> int:
    """Return the place behind a "not" and its verb where they say what does not work; 0 where they leave out."""
    length = line.length("fault_verb", end)
    if not length or any(line.length(kind, end) for kind in _CONDITIONS):
        return 0
    topic = bool(named_at(line.words, end)[0])
    if line.word(at) in _BARE and topic:
        return 0
    near = line.words[max(0, at - _NEAR) : at]
    if line.word(end) in _PARTICLES and not _GOING & set(near):
        return 0
    return end if topic else end + length


def shut_out(line: Line, at: int) -> bool:
    """Whether "kommt nicht ins Portal rein" says that somebody cannot log in."""
    near = line.words[max(0, at - _NEAR) : at]
    ahead = line.words[at + 1 : at + 1 + _NEAR]
    return bool(_COMING & set(near) and _INTO & set(ahead))
