"""What the screen says after second thoughts is what is so."""

from pathlib import Path

from tests.ui.stories.test_stories import tell


def test_an_emptied_intent_a_looked_up_ticket_and_an_undo_are_told_as_they_are(
    tmp_path: Path,
) -> None:
    found = tell(tmp_path, "second_thoughts")["findings"]
    assert found == {"emptied": ["", "Write the brief", False], "found": True, "drafts": 0.0}
