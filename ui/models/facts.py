"""The facts of a bundle as a list: one line to a fact, read from the frozen lines when painted."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.evidence.contract import FactLine

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FactsModel(QAbstractListModel):
    """Row ``n`` is the fact after which the mission stood at step ``n + 1``."""

    def __init__(self, facts: tuple[FactLine, ...]) -> None:
        super().__init__()
        self.facts = facts

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many facts there are."""
        return 0 if parent.isValid() else len(self.facts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line in words, for people and for screen readers."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            fact = self.facts[index.row()]
            return f"{fact.at.astimezone():%H:%M:%S} {fact.title}. {fact.detail}"
        return None
