"""Prepare's page: the services in plain words, then what came in."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as other

from desktop.domain.values import Readiness, StageName
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.reading import words
from tests.ui.stages.conftest import Sit
from ui.stages.prepare.presenter import PreparePageView


@pytest.fixture
async def prepare(seat: Sit, standing: Standing) -> Seat:
    await standing.prepare()
    one = seat(StageName.PREPARE)
    await one.enter()
    return one


async def test_each_service_says_exactly_what_is_used_and_what_cannot_happen(
    prepare: Seat,
) -> None:
    said = words(prepare.page())
    for card in prepare.view.prepare.cards:
        for line in (card.title, *card.does, *card.cannot):
            assert line in said
        assert f"Signed in as {card.account}" in said or card.reason in said


async def test_the_preview_counts_every_ticket_once(prepare: Seat) -> None:
    preview = prepare.view.prepare.preview
    said = words(prepare.page())
    vips = sum(count for _, count in preview.vips)
    assert f"{len(SCOPE)} tickets" in said
    assert f"{prepare.view.prepare.organisations} organisations · {vips} of VIP" in said
    clustered = sum(len(cluster.tickets) for cluster in preview.clusters)
    for cluster in preview.clusters:
        assert ", ".join(cluster.reasons) in said
    assert clustered == len(SCOPE)
    assert "On their own" not in said


async def test_tickets_without_a_match_are_counted_on_their_own(prepare: Seat) -> None:
    page: Any = prepare.page()
    first = prepare.view.prepare.preview.clusters[0]
    preview = other(prepare.view.prepare.preview, clusters=(first,))
    page.show_view(PreparePageView(replace(prepare.view.prepare, preview=preview)))
    lines = words(page).splitlines()
    assert lines[lines.index("On their own") + 2] == str(len(SCOPE) - len(first.tickets))


async def test_before_the_queue_is_read_only_the_services_are_shown(prepare: Seat) -> None:
    page: Any = prepare.page()
    page.show_view(PreparePageView(replace(prepare.view.prepare, preview=None)))
    said = words(page)
    assert "Zendesk" in said
    assert "What came in" not in said
    assert "VIP organisations" not in said


async def test_many_vip_organisations_end_with_how_many_more(prepare: Seat) -> None:
    page: Any = prepare.page()
    vips = tuple((f"Clinic {number}", 2) for number in range(8))
    preview = other(prepare.view.prepare.preview, vips=vips)
    page.show_view(PreparePageView(replace(prepare.view.prepare, preview=preview)))
    said = words(page)
    assert "Clinic 4" in said
    assert "Clinic 5" not in said
    assert "3 more" in said


async def test_a_service_that_is_away_says_why_instead_of_who(prepare: Seat) -> None:
    page: Any = prepare.page()
    cards = tuple(
        replace(card, readiness=Readiness.OFFLINE, account="", reason="It does not answer.")
        for card in prepare.view.prepare.cards
    )
    page.show_view(PreparePageView(replace(prepare.view.prepare, cards=cards)))
    said = words(page)
    assert said.count("It does not answer.") == len(cards)
    assert "Signed in as" not in said


async def test_cards_drawn_anew_still_say_what_went_wrong_on_them(prepare: Seat) -> None:
    page: Any = prepare.page()
    view = page._tool_views[0]
    view.take_fault(view.card.toolkit, "Zendesk said no.")
    cards = tuple(replace(card, account="Another") for card in prepare.view.prepare.cards)
    page.show_view(PreparePageView(replace(prepare.view.prepare, cards=cards)))
    said = words(page)
    assert said.count("Zendesk said no.") == 1
    assert said.count("Signed in as Another") == len(cards)


async def test_without_the_sentence_model_it_says_so(prepare: Seat) -> None:
    page: Any = prepare.page()
    by_words = other(prepare.view.prepare.preview, by_sense=False)
    assert "Compared by words alone." not in words(page)
    page.show_view(PreparePageView(replace(prepare.view.prepare, preview=by_words)))
    assert "Compared by words alone." in words(page)


async def test_looser_groups_wait_behind_their_title(prepare: Seat) -> None:
    page: Any = prepare.page()
    group = other(prepare.view.prepare.preview.clusters[0], name="token trouble")
    similar = other(prepare.view.prepare.preview, similar=(group,))
    page.show_view(PreparePageView(replace(prepare.view.prepare, preview=similar)))
    assert "token trouble" not in words(page)
    page._looser.unfold(True)
    assert "token trouble: 5 tickets" in words(page)
