"""The writing assistant's settings: checked at their fields, written beside what stands in the file, the key sealed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.connectors.assistant import ChatAssistant
from desktop.domain.errors import AssistantError, FieldError, InputError, RuleError
from desktop.preferences.assistant import AssistantBook
from desktop.preferences.assistant_rules import problems, with_assistant
from desktop.preferences.contract import AssistantSettings, Preferences
from desktop.preferences.service import load_preferences
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat

GOOD = AssistantSettings("https://llm.example/v1", MODEL)


class Secrets:
    """Keys in memory, as the vault keeps them."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def keep(self, name: str, secret: bytes) -> None:
        """Keep it."""
        self.kept[name] = secret

    async def secret(self, name: str) -> bytes | None:
        """Return it."""
        return self.kept.get(name)

    async def drop(self, name: str) -> None:
        """Forget it."""
        self.kept.pop(name, None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "preferences.toml"


@pytest.fixture
def book(file: Path) -> AssistantBook:
    def connect(now: AssistantSettings, key: str) -> ChatAssistant:
        return ChatAssistant(now.url, now.model, key, now.seconds)

    return AssistantBook(file, Secrets(), AssistantSettings(), connect)  # type: ignore[arg-type]


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


def test_it_is_off_as_long_as_nothing_is_said() -> None:
    assert not Preferences().assistant.may_be_asked
    assert problems(AssistantSettings()) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"url": "http://llm.example/v1"}, "url"),
        ({"url": "llm.example"}, "url"),
        ({"model": ""}, "model"),
        ({"model": "two\nlines"}, "model"),
        ({"seconds": 0}, "seconds"),
        ({"seconds": 121}, "seconds"),
        ({"tokens_per_mission": -1}, "tokens_per_mission"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_not_kept(
    book: AssistantBook, file: Path, changed: dict[str, str | int], field: str
) -> None:
    (wrong,) = await book.save(replace(GOOD, **changed), None)
    assert wrong.field == field
    assert not file.exists()
    assert book.known == AssistantSettings()


async def test_a_key_with_a_blank_is_no_key(book: AssistantBook) -> None:
    assert [one.field for one in await book.save(GOOD, "two words")] == ["key"]


async def test_saving_acts_at_once_and_is_read_again(book: AssistantBook, file: Path) -> None:
    assert await book.save(GOOD, KEY) == ()
    assert book.known == GOOD
    assert await book.read() == GOOD
    assert load_preferences(file).assistant == GOOD
    assert KEY not in file.read_text("utf-8")
    assert await book.has_key(GOOD.url)


async def test_every_other_line_of_the_file_stays_as_it_is(book: AssistantBook, file: Path) -> None:
    mine = '# my own words\nchannel = "eng-oncall"\n\n[pace]\nhome = 2.5  # slow\n'
    file.write_text(mine, "utf-8")
    await book.save(GOOD, None)
    await book.save(replace(GOOD, seconds=30), None)
    text = file.read_text("utf-8")
    assert text.startswith(mine)
    assert text.count("[assistant]") == 1
    assert load_preferences(file).pace.home == 2.5
    assert load_preferences(file).assistant.seconds == 30


@given(
    st.sampled_from(
        [
            "a = 1\n",
            "# [assistant]\n",
            "[pace]\n",
            "[assistant]\non = true\n",
            "\n",
            "[manual]\ndraft = 4 # x\n",
        ]
    ),
    st.integers(1, 120),
)
def test_the_table_takes_the_place_of_the_one_that_is_there(text: str, seconds: int) -> None:
    once = with_assistant(text, replace(GOOD, seconds=seconds))
    assert with_assistant(once, replace(GOOD, seconds=seconds)) == once


async def test_an_assistant_said_in_another_way_is_left_to_its_writer(
    book: AssistantBook, file: Path
) -> None:
    file.write_text("assistant = {on = false}\n", "utf-8")
    with pytest.raises(InputError, match="not saved"):
        await book.save(GOOD, None)
    assert file.read_text("utf-8") == "assistant = {on = false}\n"


async def test_a_broken_file_is_named_and_not_written_over(book: AssistantBook, file: Path) -> None:
    file.write_text("channel = ", "utf-8")
    with pytest.raises(InputError, match="cannot be used"):
        await book.save(GOOD, None)
    assert file.read_text("utf-8") == "channel = "


def test_an_address_by_hand_is_held_to_the_same_rules(file: Path) -> None:
    file.write_text('[assistant]\nurl = "http://evil.example"\nmodel = "m"\n', "utf-8")
    with pytest.raises(InputError, match="https"):
        load_preferences(file)


async def test_a_key_stays_with_its_address(book: AssistantBook, chat: ChatServer) -> None:
    await book.save(GOOD, KEY)
    here = AssistantSettings(chat.url, MODEL)
    await book.save(here, None)
    await book.agree()
    assistant, _ = await book.assistant()
    await assistant.reword("told", "text", 9)
    await assistant.close()
    assert chat.rights == [""], "the key of another host must not come here"
    await book.save(GOOD, None)
    assert await book.has_key(GOOD.url)


async def test_a_key_can_be_taken_away(book: AssistantBook) -> None:
    await book.save(GOOD, KEY)
    await book.save(GOOD, "")
    assert not await book.has_key(GOOD.url)


async def test_without_a_yes_there_is_no_way_to_it(book: AssistantBook) -> None:
    await book.save(GOOD, KEY)
    with pytest.raises(RuleError, match="is off"):
        await book.assistant()
    await book.agree()
    assistant, host = await book.assistant()
    await assistant.close()
    assert host == "llm.example"
    await book.save(replace(GOOD, on=False), None)
    with pytest.raises(RuleError, match="is off"):
        await book.assistant()


async def test_it_can_be_tried_out_with_words_of_ours_alone(
    book: AssistantBook, chat: ChatServer
) -> None:
    said = await book.try_out(AssistantSettings(chat.url, MODEL), KEY)
    assert said == f"{chat.url[7:-3]} answers as {MODEL} (100 tokens)."
    assert chat.texts == ["Answer with the one word: ready"]
    assert book.known == AssistantSettings(), "trying out keeps nothing"
    chat.fault = "401"
    with pytest.raises(AssistantError, match="key is not accepted"):
        await book.try_out(AssistantSettings(chat.url, MODEL), KEY)
    with pytest.raises(FieldError, match="no address"):
        await book.try_out(AssistantSettings(), None)
