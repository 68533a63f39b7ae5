"""Who gets the drafts for agents: a choice, and everybody's load beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.plan import AgentLoad
from desktop.stages.plan.contract import Routing
from ui.theme.counted import counted
from ui.widgets.field import Choice
from ui.widgets.fold import FoldCard
from ui.widgets.text import Label

_STAY, _LEAST = 0, -1
_SHOWN = 8
_WIDTH = 200


class Router(FoldCard):
    """``routed`` tells the route chosen: 0 whoever has the ticket, -1 the least loaded, else a group's id."""

    routed = Signal(int)

    def __init__(self) -> None:
        super().__init__("Who gets the drafts")
        self._choice = Choice("Drafts for agents go to")
        self._choice.setMinimumWidth(_WIDTH)
        self._choice.currentIndexChanged.connect(self._picked)
        self._offered: tuple[int, ...] = ()
        self._said = Label("", "body", "text2", wrap=True)
        self._loads = Label("", "body", "text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label("Drafts for agents go to", "body", "text2"))
        row.addWidget(self._choice)
        row.addStretch()
        self.inside.addLayout(row)
        self.inside.addWidget(self._said)
        self.inside.addWidget(self._loads)

    def show_routing(self, told: Routing, *, changeable: bool) -> None:
        """Draw the choices and the loads."""
        offered = (_STAY, _LEAST, *(group.id for group in told.groups))
        self._choice.blockSignals(True)
        if offered != self._offered:
            self._offered = offered
            self._choice.clear()
            self._choice.addItems(
                ["whoever has the ticket", "who has least", *(one.name for one in told.groups)]
            )
        self._choice.setCurrentIndex(offered.index(told.route))
        self._choice.blockSignals(False)
        self._choice.setEnabled(changeable)
        self._said.say(_sentence(told))
        self._loads.say(_loads(told.loads))
        self._loads.setVisible(bool(told.loads))

    def _picked(self, at: int) -> None:
        if 0 <= at < len(self._offered):
            self.routed.emit(self._offered[at])


def _sentence(told: Routing) -> str:
    added = sum(one.added for one in told.loads)
    if told.route == _STAY:
        return "Nothing is assigned. A draft on a ticket without an owner waits for somebody to take it."
    if told.route == _LEAST:
        return f"{counted(added, 'ticket')} without an owner get one; who has a ticket keeps it."
    return "Tickets without an owner go to this group; who has a ticket keeps it."


def _loads(loads: tuple[AgentLoad, ...]) -> str:
    told = ", ".join(
        f"{one.name} {one.open}{f' +{one.added}' if one.added else ''}" for one in loads[:_SHOWN]
    )
    more = f", and {len(loads) - _SHOWN} more" if len(loads) > _SHOWN else ""
    return f"Open tickets now: {told}{more}."
