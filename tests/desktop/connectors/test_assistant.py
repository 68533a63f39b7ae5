"""The writing assistant's connector: one question, one answer, every failure in words, the key nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from desktop.connectors.assistant import ChatAssistant
from desktop.connectors.hosts import checked_endpoint
from desktop.domain.errors import AssistantError, Fault, InputError
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat

TOLD, TEXT = "Keep every mark.", "Thank you for [[1]]."


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


@pytest.fixture
async def assistant(chat: ChatServer) -> AsyncIterator[ChatAssistant]:
    made = ChatAssistant(chat.url, MODEL, KEY, 5)
    yield made
    await made.close()


async def test_it_asks_once_as_the_api_wants_it_and_reads_words_and_cost(
    chat: ChatServer, assistant: ChatAssistant
) -> None:
    chat.reword = lambda text: text.replace("Thank you", "Many thanks")
    words = await assistant.reword(TOLD, TEXT, 77)
    assert (words.text, words.tokens) == ("Many thanks for [[1]].", 100)
    (asked,) = chat.asked
    assert asked == {
        "model": MODEL,
        "messages": [{"role": "system", "content": TOLD}, {"role": "user", "content": TEXT}],
        "temperature": 0,
        "max_tokens": 77,
    }
    assert chat.rights == [f"Bearer {KEY}"]
    assert KEY.encode() not in chat.received[0]


async def test_a_host_that_wants_no_key_gets_none(chat: ChatServer) -> None:
    made = ChatAssistant(chat.url, MODEL, "", 5)
    await made.reword(TOLD, TEXT, 9)
    await made.close()
    assert chat.rights == [""]


async def test_a_host_that_does_not_count_is_counted_for(
    chat: ChatServer, assistant: ChatAssistant
) -> None:
    chat.tokens = None
    assert (await assistant.reword(TOLD, TEXT, 9)).tokens >= len(TOLD + TEXT + TEXT) // 3


@pytest.mark.parametrize(
    ("fault", "title", "whose", "costs"),
    [
        ("401", "The key is not accepted", Fault.USER, False),
        ("403", "The key is not accepted", Fault.USER, False),
        ("404", "There is no such model", Fault.USER, False),
        ("400", "The writing assistant refused", Fault.SERVICE, False),
        ("429", "The writing assistant asks for a pause", Fault.SERVICE, False),
        ("500", "The writing assistant failed", Fault.SERVICE, True),
        ("503", "The writing assistant failed", Fault.SERVICE, True),
        ("redirect", "The writing assistant is elsewhere", Fault.USER, False),
        ("nonsense", "The writing assistant failed", Fault.SERVICE, True),
        ("html", "This is no writing assistant", Fault.USER, True),
        ("cut", "The answer is cut", Fault.SERVICE, True),
        ("empty", "The answer is empty", Fault.SERVICE, True),
        ("filtered", "The writing assistant refused", Fault.SERVICE, True),
    ],
)
async def test_every_failure_is_said_in_words_and_nothing_is_sent_twice(
    chat: ChatServer, assistant: ChatAssistant, fault: str, title: str, whose: Fault, costs: bool
) -> None:
    chat.fault = fault
    with pytest.raises(AssistantError) as failed:
        await assistant.reword(TOLD, TEXT, 9)
    error = failed.value
    assert (error.title, error.fault, error.tokens > 0) == (title, whose, costs)
    assert "127.0.0.1" in error.message
    assert "draft stays as it is" in error.remedy
    assert KEY not in f"{error.title}{error.message}{error.remedy}{error!r}"
    assert len(chat.received) == 1


async def test_it_waits_no_longer_than_it_was_told(chat: ChatServer) -> None:
    chat.fault = "slow"
    made = ChatAssistant(chat.url, MODEL, KEY, 0.3)
    with pytest.raises(AssistantError, match=r"too slow.*within 0\.3 seconds"):
        await made.reword(TOLD, TEXT, 9)
    await made.close()
    assert len(chat.received) == 1


async def test_it_can_be_cancelled(chat: ChatServer, assistant: ChatAssistant) -> None:
    chat.fault = "slow"
    asking = asyncio.ensure_future(assistant.reword(TOLD, TEXT, 9))
    await chat.was_asked()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_host_that_is_not_there_is_said_so() -> None:
    made = ChatAssistant("http://127.0.0.1:9/v1", MODEL, KEY, 5)
    with pytest.raises(AssistantError, match="cannot be reached") as failed:
        await made.reword(TOLD, TEXT, 9)
    await made.close()
    assert failed.value.fault is Fault.MACHINE
    assert failed.value.tokens == 0


async def test_a_key_no_header_can_carry_is_refused_before_anything_is_sent(
    chat: ChatServer,
) -> None:
    made = ChatAssistant(chat.url, MODEL, "a\nb", 5)
    with pytest.raises(AssistantError, match="key cannot be sent"):
        await made.reword(TOLD, TEXT, 9)
    await made.close()
    assert chat.received == []


@pytest.mark.parametrize(
    "address",
    [
        "https://llm.example/v1",
        "https://llm.example:8443/openai/v1",
        "http://127.0.0.1:11434/v1",
        "http://localhost:1234/v1",
    ],
)
def test_an_assistant_may_be_anywhere_by_https_and_here_by_http(address: str) -> None:
    assert checked_endpoint(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://llm.example/v1",
        "http://127.0.0.1.evil.example/v1",
        "http://localhost@evil.example/v1",
        "https://user:secret@llm.example/v1",
        "https://llm.example/v1?key=secret",
        "https://llm.example/v1#x",
        "https://llm.example\\@evil.example/v1",
        "https://",
        "ftp://llm.example/v1",
        "https://llm .example",
        "llm.example",
        "https://llm.example:0/v1",
        "https://llm.example:99999/v1",
        f"https://{'a' * 90}.example/v1",
        "",
    ],
)  # fmt: skip
def test_no_key_goes_to_any_other_address(address: str) -> None:
    with pytest.raises(InputError) as refused:
        checked_endpoint(address)
    assert "secret" not in str(refused.value)


async def test_a_redirect_is_not_followed_so_the_key_stays_here(
    chat: ChatServer, assistant: ChatAssistant
) -> None:
    chat.fault = "redirect"
    with pytest.raises(AssistantError):
        await assistant.reword(TOLD, TEXT, 9)
    assert len(chat.rights) == 1
