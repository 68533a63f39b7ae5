"""An evidence bundle over everything, read-only; the mission goes on behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from desktop.domain.values import StageName
    from desktop.evidence.contract import Review
    from ui.shell.main_window import MainWindow
    from ui.shell.review_view import ReviewScreen


class BundleView(QObject):
    """Shows one bundle at a time; ``screen`` is None while there is none."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._words = self.title = ""
        self.screen: ReviewScreen | None = None

    def open(self, review: Review) -> None:
        """Show a bundle as it stood at its last fact."""
        from ui.shell.review_view import ReviewScreen

        self.close()
        self.screen = screen = ReviewScreen(review)
        screen.closed.connect(self.close)
        screen.staged.connect(self._show_stage)
        self._window.cover(screen)
        facts = review.view.facts
        began = f"{facts[0].at.astimezone():%d %b, %H:%M}" if facts else "unknown day"
        self._words = f"Mission of {began}"
        self.title = f"{review.view.name} · Triage Deck"
        self._window.say_title()
        self._show_stage(review.at(len(facts)).stage)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_stage(self, stage: StageName) -> None:
        bar = self._window.step_bar
        bar.say(self._words, "Evidence bundle")
        bar.stepper.show_steps(stage, stage, locked=True, sealed=False, waits=False)

    def close(self) -> None:
        """Go back to the mission, or to the first page."""
        if self.screen is None:
            return
        screen, self.screen = self.screen, None
        self._window.uncover(screen)
        self._window.show_again()
