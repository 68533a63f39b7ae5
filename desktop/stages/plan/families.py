"""Drafts of one incident shown as one master and what each says otherwise. Pure."""

from collections.abc import Iterable, Sequence

from desktop.domain.plan import Cluster, Draft
from desktop.stages.plan.contract import Family, Variant

_NAMES = {
    "greeting": "greeting",
    "thanks": "their problem",
    "sorry": "what it stops",
    "waited": "how long they wait",
    "again": "that they wrote before",
    "known": "what we know",
    "source": "the article",
    "now": "their steps",
    "later": "their later steps",
    "next": "next step",
    "time": "by when",
    "worse": "if it gets worse",
    "sign": "close",
}
"""The parts of a letter in words, in their order."""


def families(drafts: Sequence[Draft], clusters: Iterable[Cluster]) -> tuple[Family, ...]:
    """Return each incident with two drafts or more, the largest first; drafts of older versions have no parts, reworded ones not ours."""
    names = {cluster.id: cluster.name for cluster in clusters}
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        if draft.reworded is None and draft.cluster in names and draft.slots:
            groups.setdefault((draft.cluster, draft.language), []).append(draft)
    found = [_family(names[cluster], group) for (cluster, _), group in groups.items()]
    shared = [family for family in found if len(family.variants) > 1]
    return tuple(sorted(shared, key=lambda one: -len(one.variants)))


def _family(name: str, drafts: Sequence[Draft]) -> Family:
    spoken = [{slot.name: slot.value for slot in draft.slots} for draft in drafts]
    every = [part for part in _NAMES if any(part in one for one in spoken)]
    same = {part for part in every if len({one.get(part, "") for one in spoken}) == 1}
    master = "\n".join(
        spoken[0].get(part, "") if part in same else f"[{_NAMES[part]}]" for part in every
    )
    variants = tuple(
        Variant(
            draft.ticket,
            tuple((_NAMES[p], one[p]) for p in every if p not in same and p in one),
        )
        for draft, one in zip(drafts, spoken, strict=True)
    )
    return Family(name, drafts[0].language, master, variants)
