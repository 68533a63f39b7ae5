"""What an admin supplies: the policy wins field by field, what is wrong is named, a refused change loses nothing."""

from pathlib import Path

import pytest

from desktop.accounts.setup import SetupBook, load_setup, settled
from desktop.domain.account import PORTS
from desktop.domain.errors import InputError
from desktop.domain.values import Toolkit

POLICY = """
ports = [30001, 30002]
[zendesk]
subdomain = "acme"
[composio]
user_id = "sam"
auth_configs = { slack = "ac_1" }
[[approvers]]
name = "Mira Vogel"
email = "mira@acme.com"
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.toml"
    file.write_text(POLICY, "utf-8")
    return file


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    return tmp_path / "accounts.json"


def test_without_any_file_everything_is_still_to_be_said(tmp_path: Path) -> None:
    setup = load_setup(tmp_path / "none.toml", tmp_path / "none.json")
    assert setup.zendesk.subdomain == ""
    assert setup.ports == PORTS
    assert settled(tmp_path / "none.toml") == frozenset()


def test_a_policy_is_read_whole(policy: Path, typed: Path) -> None:
    setup = load_setup(policy, typed)
    assert setup.zendesk.subdomain == "acme"
    assert setup.ports == (30001, 30002)
    assert setup.composio.auth_configs == {Toolkit.SLACK: "ac_1"}
    assert [one.email for one in setup.approvers] == ["mira@acme.com"]


def test_the_policy_wins_field_by_field_and_what_it_leaves_out_can_be_typed(
    policy: Path, typed: Path
) -> None:
    typed.write_text('{"zendesk": {"subdomain": "other", "client_id": "mine"}}', "utf-8")
    setup = load_setup(policy, typed)
    assert (setup.zendesk.subdomain, setup.zendesk.client_id) == ("acme", "mine")


def test_what_the_policy_says_is_settled_and_nothing_else_is(policy: Path) -> None:
    assert settled(policy) == {
        "zendesk.subdomain",
        "composio.user_id",
        "composio.auth_configs",
        "approvers",
    }


def test_what_was_typed_is_there_at_once_and_after_a_restart(policy: Path, typed: Path) -> None:
    book = SetupBook(policy, typed)
    book.change({"zendesk.client_id": " triagedeck ", "slack.client_id": "10.20"})
    assert book.value("zendesk.client_id") == "triagedeck"
    assert SetupBook(policy, typed).now().slack.client_id == "10.20"


def test_a_second_change_keeps_the_first(policy: Path, typed: Path) -> None:
    book = SetupBook(policy, typed)
    book.change({"zendesk.client_id": "one"})
    book.change({"confluence.site": "acme"})
    assert (book.value("zendesk.client_id"), book.value("confluence.site")) == ("one", "acme")


@pytest.mark.parametrize(
    ("field", "pasted"),
    [
        ("zendesk.subdomain", "https://Acme.zendesk.com/agent/filters/1"),
        ("zendesk.subdomain", "acme.zendesk.com"),
        ("zendesk.subdomain", "  acme "),
        ("zendesk.subdomain", "acme.zendesk.com:443/agent"),
        ("zendesk.subdomain", "https://acme.zendesk.com?brand=2"),
        ("confluence.site", "https://acme.atlassian.net/wiki/spaces/KB"),
    ],
)
def test_a_whole_address_from_the_browser_means_its_first_part(
    tmp_path: Path, typed: Path, field: str, pasted: str
) -> None:
    book = SetupBook(tmp_path / "none.toml", typed)
    book.change({field: pasted})
    assert book.value(field) == "acme"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zendesk.subdomain", "acme.evil.example"),
        ("zendesk.subdomain", "acme@evil"),
        ("zendesk.subdomain", "a b"),
        ("confluence.site", "-acme"),
        ("slack.client_id", "9" * 201),
    ],
)
def test_a_refused_change_names_the_field_and_loses_nothing(
    tmp_path: Path, typed: Path, field: str, value: str
) -> None:
    book = SetupBook(tmp_path / "none.toml", typed)
    book.change({"zendesk.subdomain": "acme", "slack.client_id": "1.2", "confluence.site": "kb"})
    before, kept = typed.read_bytes(), book.now()
    with pytest.raises(InputError) as said:
        book.change({"zendesk.client_id": "new", field: value})
    assert field.split(".")[1] in said.value.message
    assert said.value.remedy
    assert typed.read_bytes() == before
    assert book.now() == kept


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[zendesk]\nsubdomain = "a_b"', "zendesk.subdomain"),
        ("[zendesk]\nsubdomian = 'acme'", "subdomian"),
        ("ports = [80]", "ports"),
        ("ports = []", "ports"),
        ('address = "http://evil.example:80"', "address"),
        ('[[approvers]]\nname = "M"\nemail = "nobody"', "email"),
        ("[composio]\nauth_configs = { jira = 'x' }", "jira"),
        ("not toml at all", "line 1"),
    ],
)
def test_a_policy_that_cannot_be_used_says_what_is_wrong_in_which_file(
    tmp_path: Path, typed: Path, text: str, names: str
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as said:
        load_setup(file, typed)
    assert "policy.toml" in said.value.message
    assert names in said.value.message


def test_a_bad_policy_is_named_although_something_was_typed(tmp_path: Path, typed: Path) -> None:
    typed.write_text('{"zendesk": {"client_id": "good"}}', "utf-8")
    file = tmp_path / "policy.toml"
    file.write_text('[zendesk]\nsubdomain = "a_b"', "utf-8")
    with pytest.raises(InputError) as said:
        load_setup(file, typed)
    assert "policy.toml" in said.value.message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"zendesk": 3}'])
def test_a_damaged_file_of_what_was_typed_is_said_in_words(
    policy: Path, typed: Path, content: bytes
) -> None:
    typed.write_bytes(content)
    with pytest.raises(InputError) as said:
        load_setup(policy, typed)
    assert "accounts.json" in said.value.message


def test_a_policy_of_another_shape_is_said_in_words(tmp_path: Path, typed: Path) -> None:
    typed.write_text('{"zendesk": {"client_id": "good"}}', "utf-8")
    file = tmp_path / "policy.toml"
    file.write_text('zendesk = "acme"', "utf-8")
    with pytest.raises(InputError) as said:
        load_setup(file, typed)
    assert "policy.toml" in said.value.message
