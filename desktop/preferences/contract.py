"""The settings, with their defaults and limits."""

from typing import Annotated

from msgspec import Meta, Struct

Minutes = Annotated[float, Meta(ge=0, le=240)]


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


class Preferences(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a lead may set. Shown where the number it decides is shown."""

    batch_size: Annotated[int, Meta(ge=1, le=200)] = 12
    threshold: Annotated[int, Meta(ge=2, le=100)] = 5
    undo_minutes: Annotated[int, Meta(ge=0, le=120)] = 15
    margin_minutes: Annotated[int, Meta(ge=1, le=60)] = 3
    window_minutes: Annotated[int, Meta(ge=5, le=1440)] = 90
    answer_minutes: Annotated[int, Meta(ge=1, le=240)] = 10
    stale_days: Annotated[int, Meta(ge=1, le=3650)] = 365
    channel: Annotated[str, Meta(pattern=r"^#?[a-z0-9_-]{1,80}$")] = "eng-oncall"
    verified_label: Annotated[str, Meta(min_length=1, max_length=80)] = "verified"
    vip_tag: Annotated[str, Meta(min_length=1, max_length=80)] = "vip"
    """The tag of an organisation, and"""
    vip_field: Annotated[str, Meta(min_length=1, max_length=80)] = "vip"
    """the key of its field, that make its tickets VIP: either will do."""
    category_title: Annotated[str, Meta(min_length=1, max_length=80)] = "Category"
    """The title of the ticket field that holds the category."""
    proxy: Annotated[str, Meta(pattern=r"^(https?://\S{1,200})?$")] = ""
    """The proxy to the services; the system's when empty."""
    pace: Pace = Pace()
    manual: Manual = Manual()
