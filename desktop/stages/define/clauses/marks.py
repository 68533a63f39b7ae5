"""What a ticket bears: VIP, the channel it came by, the language it is written in, its tags and product."""

from desktop.domain.scope import Filter
from desktop.stages.define.line import Line
from desktop.stages.define.part import Ask, Kind, Part
from desktop.triage.lexicon import named_at

CHANNELS = {
    "email": ("email", "mail"), "chat": ("chat", "native_messaging", "messaging", "web_messaging"),
    "voice": ("voice", "phone", "phone_call_inbound", "phone_call_outbound", "voicemail"),
    "web": ("web", "web_form", "web_widget", "help_center", "web_service"), "api": ("api",),
    "mobile": ("mobile", "mobile_sdk"), "sms": ("sms",), "whatsapp": ("whatsapp",),
    "facebook": ("facebook",), "twitter": ("twitter", "x"),
}  # fmt: skip
"""How services write each way a ticket can come."""

_ARTICLES = frozenset(
    [
        "the",
        "a",
        "our",
        "den",
        "die",
        "das",
        "dem",
        "der",
        "unser",
        "unsere",
        "eine",
        "ein",
        ",",
        "=",
    ]
)


def read_vip(line: Line, at: int) -> Part | None:
    """Read "VIP", "VIP-Kunden", "key accounts"."""
    length = line.length("vip", at)
    return Part(Kind.VIP, at + length, Filter(vip=True)) if length else None


def read_channel(line: Line, at: int) -> Part | None:
    """Read "by phone", "email tickets", "channel web"; "API" and "mobile" are channels only behind "via"."""
    begin = line.skip("channel_cue", at)
    cued = begin > at
    if not cued and line.word(at) in ("from", "aus", "vom", "through"):
        begin, cued = at + 1, _came_so(line, at + 1)
    while cued and line.word(begin) in _ARTICLES:
        begin += 1
    length, channel = line.find("channel", begin)
    if not length or (
        not cued and (line.ends("topic_cue", at) or not _stands_alone(line, at, length))
    ):
        return None
    if not cued and _is_no_way(line, begin):
        return None
    end = line.skip("channel_noun", begin + length)
    named = cued or end > begin + length
    if not named and channel not in ("email", "chat", "voice", "sms", "whatsapp", "web"):
        return None
    return Part(Kind.CHANNEL, end, Filter(channels=CHANNELS[channel]))


def _is_no_way(line: Line, at: int) -> bool:
    """Whether the word is of something else: "API calls", "the consent form"."""
    word, before = line.word(at), line.word(at - 1)
    machine = before in (
        "api",
        "rest",
        "soap",
        "fhir",
        "http",
        "service",
        "function",
        "app",
        "system",
    )
    return word in ("form", "forms", "formular") or (word.startswith("call") and machine)


def _came_so(line: Line, at: int) -> bool:
    """Whether "from the mobile app" tells a way that tickets of this queue came; else it is a topic."""
    while line.word(at) in _ARTICLES:
        at += 1
    _, channel = line.find("channel", at)
    return channel in ("mobile", "web") and bool(
        line.known.channels.intersection(CHANNELS[channel])
    )


def _stands_alone(line: Line, at: int, length: int) -> bool:
    """Whether nothing follows that the word belongs to: "email delivery" and "phone app" are topics."""
    end = at + length
    if named_at(line.words, at)[0] > length or end >= len(line.tokens):
        return end >= len(line.tokens)
    kinds = (
        "ticket",
        "filler",
        "or",
        "and",
        "but",
        "not",
        "strong_not",
        "since",
        "language",
        "within",
        "channel_noun",
        "unassigned",
        "assigned",
        "mine",
        "vip",
        "order",
        *(
            "day",
            "weekday",
            "span",
            "part_today",
            "before",
            "after",
            "until",
            "between",
            "last",
            "younger",
            "older",
        ),
    )
    return line.word(end) in (",", ";") or any(line.length(kind, end) for kind in kinds)


def read_language(line: Line, at: int) -> Part | None:
    """Read "in German", "Spanish-language", "auf Englisch"."""
    length, code = line.find("language", at)
    if not length or line.ends("topic_cue", at):
        return None
    return Part(Kind.LANGUAGE, line.skip("language_tail", at + length), Filter(languages=(code,)))


def read_tag(line: Line, at: int) -> Part | Ask | None:
    """Read "tagged careboard", or a tag of the queue by itself, unless it names a topic."""
    begin = line.skip("tag_cue", at)
    cued = begin > at
    while cued and line.word(begin) in _ARTICLES:
        begin += 1
    for length in (3, 2, 1):
        for glue in ("_", "", "-"):
            tag = glue.join(line.words[begin : begin + length])
            if tag in line.known.tags and (cued or _is_a_product(line, begin, length)):
                return _tags(line, begin + length, (tag,), cued=cued)
    if not cued or begin >= len(line.tokens):
        return None
    word = line.tokens[begin].text
    if line.known.speaks_of(line.word(begin)):
        return _tags(line, begin + 1, (word,), cued=True)
    return Ask(f'No open ticket bears the tag "{word}" or speaks of it. What should it be?')


def _tags(line: Line, end: int, tags: tuple[str, ...], *, cued: bool) -> Part:
    """Read further tags behind "or", where the first was called one."""
    end += (tags[-1], line.word(end)) in line.known.products
    joint = line.length("or", end) or line.length("and", end)
    word = line.word(end + joint)
    spoken = (
        joint and word and line.known.speaks_of(word) and not named_at(line.words, end + joint)[0]
    )
    if cued and joint and (spoken or word in line.known.tags):
        return _tags(line, end + joint + 1, (*tags, word), cued=True)
    return Part(Kind.TAG, end, Filter(tags=tags))


def _is_a_product(line: Line, at: int, length: int) -> bool:
    kinds = ("filler", "ticket", "weak", "level", "status", "vip", "channel", "language")
    return not named_at(line.words, at)[0] and not any(line.length(k, at) >= length for k in kinds)
