"""Problems in words: ours are said as they are, a foreign one is our fault and tells no value."""

import pytest

from desktop.domain.errors import Fault, InputError, ServiceError
from ui.bridge.problems import problem_of


@pytest.mark.parametrize(("kind", "fault"), [(InputError, Fault.USER), (ServiceError, Fault.SERVICE)])  # fmt: skip
def test_an_error_of_ours_is_said_in_its_own_words(kind: type, fault: Fault) -> None:
    problem = problem_of(kind("No ticket matches", "The scope is empty.", "Widen it."))
    assert (problem.title, problem.message, problem.remedy) == (
        "No ticket matches",
        "The scope is empty.",
        "Widen it.",
    )
    assert problem.fault is fault
    assert problem.details.splitlines()[-1] == f"Fault: {fault.value}"


def fail_with(secret: str) -> None:
    raise ValueError(f"cannot read {secret}")


def test_a_foreign_exception_is_our_own_fault_and_says_where() -> None:
    with pytest.raises(ValueError, match="cannot read") as caught:
        fail_with("anna@clinic.example")
    problem = problem_of(caught.value)
    assert problem.fault is Fault.PROGRAM
    assert problem.details.startswith("ValueError\n")
    assert "test_problems.py" in problem.details
    assert "fail_with" in problem.details


def test_no_value_of_a_variable_leaves_with_the_details() -> None:
    with pytest.raises(ValueError, match="cannot read") as caught:
        fail_with("anna@clinic.example")
    problem = problem_of(caught.value)
    said = " ".join((problem.title, problem.message, problem.remedy, problem.details))
    assert "anna" not in said
    assert "cannot read" not in said


def test_one_that_was_never_raised_can_be_said_too() -> None:
    assert problem_of(RuntimeError("secret")).details.strip() == "RuntimeError"
