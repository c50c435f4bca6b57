"""A picture on its way: shared once with its words, taken up again where it broke off, given up for good."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.sandbox.errors import Refused
from bot.sandbox.people import Message
from tests.bot.test_courier import Yard, yard_on


@pytest.fixture
async def yard(sqlite_url: str) -> AsyncIterator[Yard]:
    async with yard_on(sqlite_url, is_paced=False) as ready:
        yield ready


def once(error: str, then: Callable[[Message], Message]) -> Callable[[Message], Message]:
    """Slack refuses the first message with this error, and takes the others."""
    refused: list[Message] = []

    def add(message: Message) -> Message:
        if not refused:
            refused.append(message)
            raise Refused(error)
        return then(message)

    return add


def refuse_once(yard: Yard, error: str) -> None:
    workspace = yard.slack.workspace
    workspace.add_message = once(error, workspace.add_message)  # type: ignore[method-assign,assignment]


def calls(yard: Yard) -> list[str]:
    return [call.method.removeprefix("files.") for call in yard.slack.calls if "files." in call.method]


async def try_again(yard: Yard) -> None:
    yard.now += timedelta(minutes=1)
    await yard.drain()


async def test_a_picture_is_shared_in_its_channel_with_its_words_and_what_it_shows(yard: Yard) -> None:
    yard.note("The year.", png=True)
    await yard.drain()
    [message] = yard.slack.messages(yard.channel)
    assert message.text == "The year."
    assert (message.files[0]["title"], message.files[0]["alt_txt"]) == ("A note", "What it shows")
    assert yard.states() == [("sent", None)]


async def test_what_broke_off_once_slack_had_the_bytes_is_only_shared_again(yard: Yard) -> None:
    refuse_once(yard, "fatal_error")
    yard.note("The year.", png=True)
    await yard.drain()
    assert yard.states() == [("unknown", "fatal_error")]
    await try_again(yard)
    assert calls(yard) == ["getUploadURLExternal", "completeUploadExternal", "completeUploadExternal"]
    assert yard.states() == [("sent", None)]
    assert len(yard.posted()) == 1


async def test_bytes_that_slack_has_dropped_are_uploaded_again(yard: Yard) -> None:
    refuse_once(yard, "file_not_found")
    yard.note("The year.", png=True)
    await yard.drain()
    assert yard.states() == [("queued", "file_not_found")]
    await try_again(yard)
    assert calls(yard) == ["getUploadURLExternal", "completeUploadExternal"] * 2
    assert yard.posted() == ["The year."]


async def test_a_picture_for_a_channel_that_is_gone_is_final_and_holds_nobody_else_up(yard: Yard) -> None:
    refuse_once(yard, "is_archived")
    yard.note("The year.", png=True)
    yard.note("next")
    await yard.drain()
    assert yard.states() == [("dead", "is_archived"), ("sent", None)]


async def test_an_upload_that_is_refused_outright_is_final(yard: Yard) -> None:
    yard.slack.workspace.new_id = lambda _letter: "F/../gone"  # type: ignore[method-assign,assignment]
    yard.note("The year.", png=True)
    await yard.drain()
    assert yard.states() == [("dead", "the upload: 404")]
