"""What a fact and a signal are."""

import re
from typing import ClassVar

from msgspec import Struct


def kind_of(name: str) -> str:
    """Write a class name as the kind that stands in the ledger: ``EffectSent`` is ``effect_sent``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class Fact(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag=kind_of
):
    """What happened: a typed, frozen line of the ledger."""

    schema: ClassVar[int] = 1
    telemetry: ClassVar[tuple[str, ...] | None] = None
    """Fields telemetry may carry; None when the fact is not one of the 26 names."""


class Signal(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag=kind_of
):
    """What was seen: told on the bus and counted, never stored in the ledger."""

    telemetry: ClassVar[tuple[str, ...]] = ()
