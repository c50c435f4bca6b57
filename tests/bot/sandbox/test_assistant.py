"""Slack's assistant: its thread, its questions to press, and what is refused."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import CannotDo
from bot.sandbox.people import Json
from tests.bot.sandbox.stage import Stage, staged

METHOD = "assistant.threads.setSuggestedPrompts"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    events, scopes = ["assistant_thread_started", "message.im"], ["assistant:write", "chat:write"]
    async with staged(assistant=True, events=events, scopes=scopes) as ready:
        yield ready


def prompts(number: int) -> list[Json]:
    return [{"title": f"{place}", "message": "words"} for place in range(number)]


async def test_opening_it_tells_the_bot_of_a_thread_in_the_direct_messages(stage: Stage) -> None:
    thread = stage.slack.open_assistant(stage.ann, stage.team)
    [event] = stage.slack.events
    told = event.payload["event"]["assistant_thread"]
    assert told["thread_ts"] == thread.ts
    assert told["channel_id"] == stage.slack.direct_channel(stage.ann).id
    assert told["context"]["channel_id"] == stage.team.id


async def test_up_to_four_questions_stand_in_it(stage: Stage) -> None:
    thread = stage.slack.open_assistant(stage.ann)
    place = {"channel_id": thread.channel.id, "thread_ts": thread.ts}
    assert await stage.error(METHOD, prompts=prompts(4), **place) is None
    assert stage.slack.assistant(thread)["prompts"] == prompts(4)
    for wrong in (prompts(5), [], [{"title": "No message"}], "words"):
        assert await stage.error(METHOD, prompts=wrong, **place) == "invalid_arguments"
    assert await stage.error(METHOD, prompts=prompts(1), channel_id=thread.channel.id, thread_ts="1.1") == (
        "invalid_thread_ts"
    )


async def test_that_an_answer_is_coming_stands_there_until_it_comes(stage: Stage) -> None:
    thread = stage.slack.open_assistant(stage.ann)
    place = {"channel_id": thread.channel.id, "thread_ts": thread.ts}
    assert await stage.error("assistant.threads.setStatus", status="is looking…", **place) is None
    assert stage.slack.assistant(thread)["status"] == "is looking…"
    await stage.call("chat.postMessage", channel=thread.channel.id, thread_ts=thread.ts, text="Here it is.")
    assert "status" not in stage.slack.assistant(thread)


async def test_an_app_without_it_has_none() -> None:
    async with staged() as stage:
        with pytest.raises(CannotDo):
            stage.slack.open_assistant(stage.ann)
