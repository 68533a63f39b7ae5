"""The vote of solved tickets by their words alone."""

import numpy as np

from desktop.domain.ticket import SolvedTicket
from desktop.triage.word_vote import WordVote

SOLVED = [
    SolvedTicket(1, "invoice charged twice", "billing"),
    SolvedTicket(2, "refund the invoice", "billing"),
    SolvedTicket(3, "token refused", "auth"),
    SolvedTicket(4, "expired token on login", "auth"),
]


def test_the_votes_of_a_text_sum_to_one_and_lead_to_its_like() -> None:
    vote = WordVote(SOLVED)
    (row,) = vote.votes(["a token was refused again"])
    assert abs(float(row.sum()) - 1) < 1e-9
    assert vote.labels[int(row.argmax())] == "auth"


def test_a_text_of_words_never_learnt_from_is_not_familiar() -> None:
    vote = WordVote(SOLVED)
    assert not vote.familiar("printer jams every morning")
    assert vote.familiar("the invoice and the refund charged twice")


def test_nothing_solved_gives_no_votes() -> None:
    assert np.asarray(WordVote([]).votes(["anything"])).shape == (1, 0)
