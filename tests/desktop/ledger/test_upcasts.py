"""Old lines are read as the present ones: nothing of what they said is lost."""

from desktop.ledger.upcasts import upcast


def test_what_undo_left_alone_was_once_only_counted() -> None:
    old = {"effect": "e1", "conflicts": 2}
    assert upcast("undo_confirmed", 1, old, {}) == {
        "effect": "e1",
        "kept": ["unnamed-1", "unnamed-2"],
    }
