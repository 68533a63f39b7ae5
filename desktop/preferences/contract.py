"""The settings, with their defaults and limits."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Protocol

from msgspec import Meta, Struct

from desktop.domain.errors import FieldError
from desktop.domain.sla.levels import ServiceLevels

Minutes = Annotated[float, Meta(ge=0, le=240)]
LONGEST_LOCK = 60
LockMinutes = Annotated[int, Meta(ge=1, le=LONGEST_LOCK)]


class Pace(Struct, frozen=True, forbid_unknown_fields=True):
    """Hands-on minutes per stage when no window measures them: 16 in all."""

    home: Minutes = 1
    define: Minutes = 2
    prepare: Minutes = 2
    plan: Minutes = 4
    approve: Minutes = 2
    execute: Minutes = 3
    reflect: Minutes = 2

    @property
    def total(self) -> float:
        """Minutes over all stages."""
        return (
            self.home
            + self.define
            + self.prepare
            + self.plan
            + self.approve
            + self.execute
            + self.reflect
        )


class Manual(Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes the same work takes by hand."""

    categorise: Minutes = 1.5
    draft: Minutes = 4
    escalate: Minutes = 6


class AssistantSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The writing assistant; off while it has no address.

    Attributes:
        url: The base of an API as OpenAI speaks it, like ``https://llm.example/v1``.
        model: What the host calls the model.
        on: Whether it may be asked; turned off it keeps its address.
        seconds: How long an answer may take.
        tokens_per_mission: What one mission may cost.
    """

    url: str = ""
    model: str = ""
    on: bool = True
    seconds: int = 20
    tokens_per_mission: int = 20_000

    @property
    def may_be_asked(self) -> bool:
        """Whether it is turned on and complete; whether somebody agreed to it is another question."""
        return bool(self.on and self.url and self.model)


class Preferences(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a lead may set. Shown where the number it decides is shown."""

    batch_size: Annotated[int, Meta(ge=1, le=200)] = 12
    threshold: Annotated[int, Meta(ge=2, le=100)] = 5
    undo_minutes: Annotated[int, Meta(ge=0, le=120)] = 15
    margin_minutes: Annotated[int, Meta(ge=1, le=60)] = 3
    window_minutes: Annotated[int, Meta(ge=5, le=1440)] = 90
    answer_minutes: Annotated[int, Meta(ge=1, le=240)] = 10
    update_minutes: Annotated[int, Meta(ge=15, le=10_080)] = 120
    """Within what time each reply promises news: the only time a draft may name."""
    stale_days: Annotated[int, Meta(ge=1, le=3650)] = 365
    channel: Annotated[str, Meta(pattern=r"^#?[a-z0-9_-]{1,80}$")] = "eng-oncall"
    verified_label: Annotated[str, Meta(min_length=1, max_length=80)] = "verified"
    vip_tag: Annotated[str, Meta(min_length=1, max_length=80)] = "vip"
    """The tag of an organisation, and"""
    vip_field: Annotated[str, Meta(min_length=1, max_length=80)] = "vip"
    """the key of its field, that make its tickets VIP: either will do."""
    category_title: Annotated[str, Meta(min_length=1, max_length=80)] = "Category"
    """The title of the ticket field that holds the category."""
    category_tag: Annotated[str, Meta(pattern=r"^[\w:.-]{0,40}$")] = ""
    """What the tags begin with that hold the category, where no field does: "cat_" for "cat_billing"."""
    proxy: Annotated[str, Meta(pattern=r"^(https?://\S{1,200})?$")] = ""
    """The proxy to the services; the system's when empty."""
    lock_minutes: LockMinutes = 10
    """After how long without a hand on it the window covers what it shows; an administrator may shorten it."""
    pace: Pace = Pace()
    manual: Manual = Manual()
    assistant: AssistantSettings = AssistantSettings()


class OpenDay(Struct, frozen=True):
    """One day of a schedule.

    Attributes:
        day: Its date there.
        windows: When it is open, in the schedule's own zone; none: closed.
        holiday: The public holiday it is, whether it is closed or has hours of its own; empty for none.
    """

    day: date
    windows: tuple[tuple[datetime, datetime], ...] = ()
    holiday: str = ""


class FreeDay(Struct, frozen=True):
    """A public holiday on which nothing counts."""

    day: date
    name: str


class Preview(Struct, frozen=True):
    """What service levels mean.

    Attributes:
        days: The next seven, today first; none while the hours have a problem or the week is empty.
        holidays: The next five public holidays that are closed.
        problems: Everything that cannot be, each at its field.
    """

    days: tuple[OpenDay, ...] = ()
    holidays: tuple[FreeDay, ...] = ()
    problems: tuple[FieldError, ...] = ()


class LevelsCommands(Protocol):
    """What a window may ask of the service levels that were entered."""

    async def read(self) -> ServiceLevels:
        """Return what was entered, the defaults when nothing was. Raises InputError for a broken file."""
        ...

    async def save(self, levels: ServiceLevels) -> tuple[FieldError, ...]:
        """Keep them when nothing is wrong; return what is. Raises StoreError when the disk fails."""
        ...

    async def preview(self, levels: ServiceLevels) -> Preview:
        """Return what they mean from today on, kept or not."""
        ...

    async def countries(self) -> tuple[tuple[str, str], ...]:
        """Return the countries whose public holidays are known, as (code, name)."""
        ...

    async def subdivisions(self, country: str) -> tuple[tuple[str, str], ...]:
        """Return a country's parts with holidays of their own, as (code, name). Raises FieldError."""
        ...


class AssistantCommands(Protocol):
    """What a window may ask of the writing assistant's settings."""

    async def read(self) -> AssistantSettings:
        """Return what is set. Raises InputError for a broken file."""
        ...

    async def has_key(self, url: str) -> bool:
        """Whether a key is kept for this address; it is never shown."""
        ...

    async def save(self, settings: AssistantSettings, key: str | None) -> tuple[FieldError, ...]:
        """Keep them at once when nothing is wrong; return what is. ``key`` None keeps the one that is there.

        Raises InputError for a broken file, StoreError when the disk fails.
        """
        ...

    async def try_out(self, settings: AssistantSettings, key: str | None) -> str:
        """Ask for one word, none of it a customer's; return in words what came. Raises AssistantError, InputError."""
        ...


class KeptBy(StrEnum):
    """What keeps the profile's key, and so what whoever comes back to a covered window has to show."""

    KEYRING = "keyring"
    PHRASE = "phrase"
    """A passphrase of the user's own."""
    PUBLISHED = "published"
    """The sandbox's own passphrase, which stands in the program: its customers are invented."""


class LockRule(Struct, frozen=True):
    """When the window covers what it shows.

    Attributes:
        minutes: What holds: the one that was chosen, or the administrator's where that is shorter.
        most: The administrator's; 60 where nobody set one.
        trouble: Why the administrator's file cannot be used, in words; empty when it can or is not there.
    """

    minutes: LockMinutes = 10
    most: LockMinutes = LONGEST_LOCK
    trouble: str = ""


class LockCommands(Protocol):
    """What a window may ask about being locked."""

    kept_by: KeptBy

    async def read(self) -> LockRule:
        """Return what holds now. Raises InputError for a broken file of settings."""
        ...

    async def save(self, minutes: int) -> LockRule:
        """Keep the choice; return what holds now. Raises InputError for a broken file or a wrong number, StoreError."""
        ...

    async def prove(self, passphrase: str) -> None:
        """Try the passphrase on the profile's key. Raises PassphraseError when it does not open it."""
        ...
