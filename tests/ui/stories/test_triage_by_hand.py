"""What a person says stands, in the real window: incidents and categories changed by hand."""

from pathlib import Path

from tests.ui.stories.test_stories import tell


def test_incidents_and_categories_are_changed_by_hand(tmp_path: Path) -> None:
    found = tell(tmp_path, "triage_by_hand")["findings"]
    before, after = found["incidents"]
    assert after == before + 1
    assert found["category"] == "billing"
