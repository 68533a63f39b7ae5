"""What a letter takes from a page: its explanation, and only the steps that are the customer's."""

from desktop.triage.reply.pages import explanation, steps
from desktop.triage.reply.wording import wording
from tests.desktop.triage.tickets import page

EN, DE = wording("en"), wording("de")
AGENTS = page(
    1,
    "Sign-in refused",
    "The sign-in is refused when the customer's clock is wrong. The customer may be angry.\nWhat to do\n"
    "- Ask for the time of the host and compare it with ours.\n"
    "- Ask the customer not to change the password.\n"
    "- Switch the tolerance on.\n"
    "- Ask the customer to sign in again and to wait.\n"
    "- Let the customer clear the list once the key is published.\n"
    "- Tell the partner that it will be fixed by Monday.\n",
)


def test_an_explanation_speaks_to_the_customer_not_about_them() -> None:
    assert explanation(AGENTS, EN) == "The sign-in is refused when your clock is wrong."


def test_only_what_the_page_asks_of_the_customer_is_theirs_and_what_waits_for_us_stands_apart() -> (
    None
):
    found = steps(AGENTS, EN)
    assert found.now == (
        "Please let us have the time of the host.",
        "Please do not change the password.",
        "Please clear the list once the key is published.",
    )
    assert found.later == ("Please sign in again and wait.",)


def test_a_page_for_customers_gives_its_steps_at_most_four() -> None:
    body = "Labels wait in a row.\n" + "".join(
        f"- Press button {n} of the printer.\n" for n in range(9)
    )
    assert len(steps(page(1, "Labels wait", body), EN).now) == 4


def test_a_page_in_another_language_is_linked_and_not_quoted() -> None:
    assert explanation(AGENTS, DE) == ""
    assert steps(AGENTS, DE).now == ()


def test_a_page_has_no_authority_over_our_time() -> None:
    body = "The key works again within five minutes. It was held for a check.\n- Wait.\n"
    assert explanation(page(1, "The key is held", body), EN) == "It was held for a check."


def test_lines_of_programs_are_left_to_the_agent() -> None:
    body = "The export reads $HOME/export first. It stops when the disk is full.\n- Set {path} again.\n- Free some room.\n"
    told = page(1, "Export stops", body)
    assert explanation(told, EN) == "It stops when the disk is full."
    assert steps(told, EN).now == ("Free some room.",)
