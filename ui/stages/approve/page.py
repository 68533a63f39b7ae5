"""The Approve page: all a manager will see, whom it goes to, where the question stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.approval import Answer, Assurance, Packet, PacketSafeguard
from ui.stages.approve.presenter import ApprovePageView, ApprovePresenter
from ui.theme.counted import counted
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Rule, Section
from ui.widgets.diff import DiffLabel
from ui.widgets.field import Choice
from ui.widgets.icon import Icon
from ui.widgets.meter import Meter
from ui.widgets.page import Page, clear
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Label

_SHOWN = 5
_ASSURANCES = {
    Assurance.SIGNED_IN: "signed in: the account is verified",
    Assurance.ENROLLED: "enrolled: a code set up earlier fits",
    Assurance.VOUCHED: "vouched: whoever held the link. Replies stay with agents",
}
_TO_ASK = ("Ask for approval", "This is all your manager will see. Nothing runs before the answer.")
_TO_START = ("Approved", "This is what was approved, word for word.")


class ApprovePage(Page):
    """Draws an ``ApprovePageView``."""

    def __init__(self, presenter: ApprovePresenter) -> None:
        super().__init__(*_TO_ASK)
        self._presenter = presenter
        self._answer = Banner("ok", "circle-check")
        self._answer.hide()
        self._objective = Label("", "body", "text2", wrap=True)
        self._numbers = Label("", "name", wrap=True)
        self._meter = Meter()
        self._amended = DiffLabel()
        self._amended.hide()
        self._customers = SimpleTable(("Organisation", "Tickets", "VIP"))
        self._rest = Label("", "caption", "text2")
        self._drafts = SimpleTable(
            ("Ticket", "Organisation", "Kind", "Words", "Time left"), stretch=3
        )
        self._safeguards, self._rights, self._back = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._finals = QVBoxLayout()
        self.body.addWidget(self._answer)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._packet(), 5)
        columns.addWidget(self._send_to(), 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(columns)

    def _packet(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        head = Card()
        for part in (self._objective, self._numbers, self._amended, self._meter):
            head.body.addWidget(part)
        column.addWidget(head)
        column.addWidget(Section("Who is affected", "", "label"))
        column.addWidget(self._customers)
        column.addWidget(self._rest)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for title, lines in (("Safeguards", self._safeguards), ("Rights used", self._rights)):
            pair.addWidget(_lines_card(title, lines), 1)
        column.addLayout(pair)
        column.addWidget(_lines_card("Way back", self._back))
        column.addWidget(_lines_card("What is final, what Zendesk may do by itself", self._finals))
        column.addWidget(Section("Drafts", "as they will leave", "label"))
        column.addWidget(self._drafts)
        return column

    def _send_to(self) -> QWidget:
        card = Card()
        card.body.addWidget(Section("Send to"))
        self._who = Choice("Approver")
        self._who.activated.connect(lambda row: self._presenter.choose(self._who.itemData(row)))
        card.body.addWidget(self._who)
        card.body.addWidget(
            Label(
                "By Slack message, with a link that opens a read-only page.",
                "body",
                "text2",
                wrap=True,
            )
        )
        self._link = Label("", "mono", "text2", elide=True)
        card.body.addWidget(self._link)
        card.body.addWidget(Rule())
        for icon, words in (
            ("eye", "Opening the page decides nothing"),
            ("timer", "The link ends after 24 hours"),
            ("fingerprint", "Nobody approves their own plan"),
        ):
            card.body.addLayout(_line(icon, "text2", words, "text2"))
        self._state = Label("", "name", wrap=True)
        card.body.addWidget(Rule())
        card.body.addWidget(self._state)
        return card

    def show_view(self, view: ApprovePageView) -> None:
        """Draw the packet and where the question stands."""
        self._show_packet(view.packet)
        self._show_approvers(view)
        self._show_answer(view)

    def _show_packet(self, packet: Packet) -> None:
        tickets = sum(count for _, count, _ in packet.customers)
        self._objective.say(packet.objective)
        self._numbers.say(
            f"{counted(packet.categorised, 'ticket')} at {counted(len(packet.customers), 'organisation')}. "
            f"{counted(len(packet.drafts), 'draft')}, {counted(len(packet.escalations), 'escalation')}."
        )
        changed = next((one for one in packet.drafts if one.before), None)
        self._amended.setVisible(changed is not None)
        if changed is not None:
            self._numbers.say(packet.title)
            self._amended.show_diff(changed.before, changed.text)
        replies = sum(one.kind == "public reply" for one in packet.drafts)
        notes = len(packet.drafts) - replies
        self._meter.show_counts(packet.categorised, notes + len(packet.escalations), replies)
        rows = [
            (name, str(count), "VIP" if vip else "")
            for name, count, vip in packet.customers[:_SHOWN]
        ]
        self._customers.show_rows(rows)
        more = packet.customers[_SHOWN:]
        self._rest.say(
            f"and {len(more)} more, {sum(c for _, c, _ in more)} tickets of {tickets}"
            if more
            else ""
        )
        self._show_safeguards(packet.safeguards)
        _fill(self._rights, "check", "ok", list(packet.scopes_used))
        _fill(self._back, "undo-2", "text2", list(packet.undo_plan))
        _fill(self._finals, "info", "warn", [*packet.finals, *packet.triggers])
        for missing in packet.scopes_missing:
            self._rights.addLayout(_line("x", "warn", missing, "text2"))
        self._drafts.show_rows(
            [
                (f"#{one.ticket}", one.organisation, one.kind, " ".join(one.text.split()))
                for one in packet.drafts
            ],
            tickets=[(one.ticket,) for one in packet.drafts],
        )

    def _show_safeguards(self, lines: tuple[PacketSafeguard, ...]) -> None:
        clear(self._safeguards)
        for one in lines:
            self._safeguards.addLayout(
                _line(*_mark(one), _safeguard(one.text, one.passed, one.total))
            )

    def _show_approvers(self, view: ApprovePageView) -> None:
        if self._who.count() != len(view.approvers):
            self._who.clear()
            for one in view.approvers:
                self._who.addItem(one.name, one.id)
        if view.approver is not None:
            self._who.setCurrentIndex(self._who.findData(view.approver.id))
        self._who.setEnabled(not view.answered_yes)
        self._link.say(view.link)
        self._link.setVisible(bool(view.link))

    def _show_answer(self, view: ApprovePageView) -> None:
        asked = view.asked
        name = next((a.name for a in view.approvers if a.id == asked.approver), asked.approver)
        self.head(*(_TO_START if view.answered_yes else _TO_ASK))
        self._answer.setVisible(asked.answer is not None)
        if asked.packet is None:
            self._state.say("Not asked yet.")
        elif asked.answer is None:
            at = f"{asked.asked_at.astimezone():%H:%M}" if asked.asked_at else ""
            waits = "" if view.link else " The link ended when the window was closed: ask again."
            self._state.say(f"{name} was asked at {at}. No answer yet.{waits}")
        else:
            yes = asked.answer is Answer.APPROVE
            said = "said yes" if yes else "said no"
            self._answer.show_as("ok" if yes else "warn", "circle-check" if yes else "info")
            self._answer.say(f"{name} {said}.", asked.note)
            self._state.say(
                _ASSURANCES[asked.assurance].capitalize() + "." if asked.assurance else ""
            )


def _mark(one: PacketSafeguard) -> tuple[str, str]:
    """An empty box for what the approver checks, a warning where a draft fails."""
    if not one.total:
        return "square", "text2"
    return ("shield-check", "ok") if one.passed == one.total else ("triangle-alert", "warn")


def _safeguard(words: str, passed: int, total: int) -> str:
    return f"{words}: {passed} of {total}" if total else f"{words}: a person checks it"


def _lines_card(title: str, lines: QVBoxLayout) -> Card:
    card = Card()
    card.body.addWidget(Section(title, "", "label"))
    lines.setSpacing(4)
    card.body.addLayout(lines)
    card.body.addStretch(1)
    return card


def _fill(lines: QVBoxLayout, icon: str, token: str, words: list[str]) -> None:
    clear(lines)
    for one in words:
        lines.addLayout(_line(icon, token, one))


def _line(icon: str, token: str, words: str, tone: str = "text") -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Icon(icon, token), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body", tone, wrap=True), 1)
    return row
