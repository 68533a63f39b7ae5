"""The one promise a reply may make: news within a time the settings allow, in one exact sentence."""

from dataclasses import dataclass

from desktop.domain.plan import Draft
from desktop.triage.reply.wording import Wording, wording


@dataclass(frozen=True)
class Promise:
    """When a customer hears from us again.

    Attributes:
        minutes: From when the reply leaves, at the latest.
        in_hours: They count in opening hours, since the time falls outside of them.
    """

    minutes: int = 120
    in_hours: bool = False

    def words(self, words: Wording) -> str:
        """Return the sentence, the only one with authority."""
        return words.say("time_open" if self.in_hours else "time", span=words.span(self.minutes))


def promise_of(draft: Draft, minutes: int) -> Promise:
    """Return what a draft promised, read off its own sentence, within the minutes the settings allow now."""
    said = {slot.value for slot in draft.slots if slot.name == "time"}
    in_hours = Promise(minutes, in_hours=True)
    return in_hours if in_hours.words(wording(draft.language)) in said else Promise(minutes)
