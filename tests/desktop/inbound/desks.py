"""A toy desk with a packet like the reference mission's, and the server that shows it."""

from datetime import UTC, datetime

from desktop.domain.approval import Answer, Packet, PacketDraft, PacketEscalation, PacketSafeguard
from desktop.domain.errors import InputError, RuleError
from desktop.stages.approve.contract import PacketPage

TOKEN = "s3cret-of-the-link_0123456789abcdefghijklmn"
HOSTILE = "<script>alert(1)</script>"
ENDS = datetime(2026, 11, 24, 10, 28, tzinfo=UTC)


def packet() -> Packet:
    names = (
        "Harrowbay General",
        "Ossian Heart Institute",
        "Wexmere Health",
        "Quillan Care Network",
        "Tarnwick Regional",
        "Aldermoor Health",
        "Dunholm Pathology",
        HOSTILE,
    )
    reply = "Hello Mara,\n\nthe key rotation at 08:47 UTC ended your sessions.\n1. Open Settings, API keys.\n2. Make a new key.\n\nWe stay on it until you are back.\nSam"
    drafts = tuple(
        PacketDraft(
            48_200 + n,
            name,
            "public reply" if n < 3 else "internal note",
            reply,
            ENDS if n < 3 else None,
        )
        for n, name in enumerate(names)
    )
    return Packet(
        title="May we work on 47 tickets with this plan?",
        objective="Answer the sign-in tickets before any clock runs out, with steps from verified articles.",
        requested_by="Sam Okafor",
        customers=tuple((name, 1 + n % 3, n < 4) for n, name in enumerate(names)),
        categorised=47,
        drafts=drafts,
        escalations=(
            PacketEscalation(
                "#eng-oncall", "Key rotation 401", 14, "14 tickets: every API call answers 401."
            ),
        ),
        safeguards=(PacketSafeguard("Use verified KB", 7, 8), PacketSafeguard("No jargon", 8, 8)),
        undo_plan=(
            "For 15 minutes everything can be taken back.",
            "Slack messages: deleted, or marked as withdrawn.",
        ),
        finals=(
            "3 public replies leave after at most 15 minutes. Once sent, a reply cannot be recalled.",
        ),
        triggers=("Notify requester of public comment",),
        scopes_used=(
            "Zendesk: comment on tickets on your behalf",
            "Slack: post to the escalation channel",
        ),
        scopes_missing=("Confluence: no page could be read",),
        undo_minutes=15,
    )


class ToyDesk:
    """Remembers what was looked at and decided."""

    def __init__(self) -> None:
        self.looks = 0
        self.decided: list[tuple[Answer, str, str]] = []
        self.error: Exception | None = None
        self.code = "123456"

    async def look(self, token: str) -> PacketPage:
        if self.error:
            raise self.error
        if token != TOKEN:
            raise RuleError(
                "This link is not known", "It was replaced.", "Ask the lead for a new link."
            )
        self.looks += 1
        return self.page()

    async def decide(self, token: str, answer: Answer, note: str, code: str) -> PacketPage:
        await self.look(token)
        if self.decided:
            raise RuleError("This question is closed", self.state(), "Ask the lead for a new link.")
        if code and code != self.code:
            raise InputError("The code does not fit", "It is wrong.", "Type the six digits.")
        self.decided.append((answer, note, code))
        return self.page()

    def state(self) -> str:
        words = {Answer.APPROVE: "It was approved.", Answer.DECLINE: "It was declined."}
        return words[self.decided[0][0]] if self.decided else ""

    def page(self) -> PacketPage:
        return PacketPage(packet(), not self.decided, self.state(), "Priya Nandakumar", True, ENDS)
