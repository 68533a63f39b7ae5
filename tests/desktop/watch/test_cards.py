"""Cards: calm and short, one decision each, honest about what an approved reply still allows."""

import pytest

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Alert, Mission
from desktop.domain.plan import CheckResult, Draft, DraftKind
from desktop.watch.alerts import draft_alerts
from desktop.watch.card import About
from desktop.watch.cards import named_by, note_of, open_cards
from desktop.watch.clock_cards import SLA_GROUP

NOTE, REPLY = EffectKind.INTERNAL_NOTE, EffectKind.PUBLIC_REPLY
BEFORE = "Hello Ada,\nsign in with the JWT again.\nBye"
AFTER = "Hello Ada,\nsign in with the sign-in key again.\nBye"


def mission(
    *alerts: Alert, kind: EffectKind = NOTE, state: EffectState = EffectState.PLANNED
) -> Mission:
    effect = Effect("m1.001", kind, "7", "ab" * 32, state)
    return Mission("m1", effects={effect.id: effect}, alerts={a.id: a for a in alerts})


def draft(candidates: tuple[str, ...] = ("1", "2", "3")) -> Draft:
    return Draft(7, DraftKind.INTERNAL_NOTE, AFTER, BEFORE, None, candidates, ())


def alert(kind: AlertKind, ticket: int = 7, deadline: int = 0) -> Alert:
    level = 90 if kind is AlertKind.SLA else 0
    return Alert(f"{kind.value}-{ticket}", kind, ticket, deadline=deadline, level=level)


@pytest.mark.parametrize("kind", list(AlertKind))
@pytest.mark.parametrize("effect", [NOTE, REPLY])
def test_every_card_has_a_title_a_short_sentence_and_an_action(
    kind: AlertKind, effect: EffectKind
) -> None:
    (card,) = open_cards(mission(alert(kind), kind=effect), About(drafts={7: draft()}))
    assert card.title
    assert card.action
    for sentence in card.sentence.split(". "):
        assert 0 < len(sentence.split()) <= 14
    assert "!" not in card.sentence


def test_a_tone_card_shows_the_changed_lines_alone() -> None:
    (card,) = open_cards(mission(alert(AlertKind.TONE)), About(drafts={7: draft()}))
    assert card.before == "sign in with the JWT again."
    assert card.after == "sign in with the sign-in key again."
    assert (card.may_override, card.way_out) == (True, "Keep mine")


@pytest.mark.parametrize("kind", [AlertKind.TONE, AlertKind.KB_MISSING])
def test_an_approved_reply_cannot_be_changed_and_the_card_says_so(kind: AlertKind) -> None:
    (card,) = open_cards(mission(alert(kind), kind=REPLY), About(drafts={7: draft()}))
    assert "approved" in card.sentence
    assert (card.may_override, card.way_out) == (False, "")


def test_a_note_that_left_cannot_be_changed_either() -> None:
    gone = mission(alert(AlertKind.TONE), state=EffectState.CONFIRMED)
    assert note_of(gone, 7) is None
    assert not open_cards(gone)[0].may_override


def test_the_pages_that_come_near_are_counted() -> None:
    (card,) = open_cards(mission(alert(AlertKind.KB_MISSING)), About(drafts={7: draft()}))
    assert card.sentence == "3 articles come near, none is sure."


def test_several_clocks_are_one_card_and_one_clock_is_its_own() -> None:
    one, two = alert(AlertKind.SLA, 7, 9_000), alert(AlertKind.SLA, 8, 5_000)
    (alone,) = open_cards(mission(one, kind=REPLY))
    assert (alone.id, alone.ticket, alone.title) == ("sla-7", 7, "1 ticket inside 90 minutes")
    both = mission(one, two, kind=REPLY)
    (card,) = open_cards(both)
    assert (card.id, card.tickets) == (SLA_GROUP, 2)
    assert card.deadline is not None
    assert card.deadline.timestamp() == 5
    assert card.sentence == "The plan has no reply for 1 of them."
    assert {a.id for a in named_by(SLA_GROUP, both)} == {"sla-7", "sla-8"}
    assert named_by("nothing", both) == ()


def test_clocks_come_first() -> None:
    seen = mission(alert(AlertKind.TONE), alert(AlertKind.SLA, 7, 9_000))
    assert [card.kind for card in open_cards(seen)] == [AlertKind.SLA, AlertKind.TONE]


def test_a_repair_is_shown_by_the_sentences_it_touched() -> None:
    before = "Hello.\nWe are sorry. Your token is old. It was renewed. Write to us.\nBye."
    written = Draft(
        7, DraftKind.INTERNAL_NOTE, before.replace("token", "pass"), before, None, (), ()
    )
    raised = Alert("tone-7", AlertKind.TONE, 7)
    (card,) = open_cards(mission(raised), About(drafts={7: written}))
    assert (card.before, card.after) == ("Your token is old.", "Your pass is old.")


def test_a_draft_that_is_held_back_says_why_and_names_nobody() -> None:
    failed = CheckResult("no_foreign_values", False, "1 value of another customer", "hartigan")
    written = Draft(7, DraftKind.PUBLIC_REPLY, "x", "x", None, (), (failed,))
    assert [one.alert_kind for one in draft_alerts([written])] == [AlertKind.BLOCKED]
    (card,) = open_cards(
        mission(Alert("blocked-7", AlertKind.BLOCKED, 7)), About(drafts={7: written})
    )
    assert card.title == "Draft held back"
    assert "1 value of another customer" in card.sentence
    assert "hartigan" not in card.sentence
