"""What may be said on the command line to open a window."""

from pathlib import Path
from typing import Any

import pytest

from ui.app import window as opening
from ui.app.arguments import run
from ui.app.window import Options


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options a window would be opened with; no window is: that is the session's test."""
    asked: list[Options] = []

    def note(options: Options) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr(opening, "run_window", note)
    return asked


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], Options()),
        (["window"], Options()),
        (["window", "--sandbox"], Options(sandbox=True)),
        (["window", "--queue", "q.json"], Options(queue=Path("q.json"))),
        (["window", "--out", "p", "--alone"], Options(folder=Path("p"), alone=True)),
    ],
)
def test_the_words_become_options(
    opened: list[Options], words: list[str], options: Options
) -> None:
    assert run(words) == 0
    assert opened == [options]


def test_a_bundle_is_named_in_full(opened: list[Options], tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    run(["review", "a.triagebag"])
    assert opened[0].bag == tmp_path / "a.triagebag"


@pytest.mark.parametrize("words", [["review"], ["close"], ["window", "--nonsense"]])
def test_what_is_not_understood_ends_with_a_usage(
    opened: list[Options], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    assert "usage: triagedeck" in capsys.readouterr().err
    assert opened == []
