"""The faults that can be ordered, each as the bot would suffer it over a real socket."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.sandbox.faults import FAULTS, Way
from tests.bot.sandbox.stage import Json, Stage, raw_bot


async def post(stage: Stage, **more: Any) -> Json:
    return await stage.call("chat.postMessage", channel=stage.team.id, text="words", **more)


def texts(stage: Stage) -> list[str]:
    return [message.text for message in stage.slack.messages(stage.team)]


REFUSALS = [name for name, fault in FAULTS.items() if fault.way is Way.REFUSE]


@pytest.mark.parametrize("name", REFUSALS)
async def test_what_is_refused_on_order_has_slacks_own_name_and_nothing_is_done(
    stage: Stage, name: str
) -> None:
    fault = FAULTS[name]
    stage.slack.faults.order(name, methods=["chat.postMessage"])
    headers = {"Authorization": f"Bearer {stage.slack.bot_token}"}
    body = {"channel": stage.team.id, "text": "words"}
    url = f"{stage.slack.api_url}chat.postMessage"
    async with stage.session.post(url, json=body, headers=headers) as answer:
        assert (answer.status, (await answer.json())["error"]) == (fault.status, fault.error)
        assert ("Retry-After" in answer.headers) is fault.asks_to_wait
    assert texts(stage) == []
    assert stage.slack.calls[-1].error == fault.error
    assert (await post(stage))["ok"]


async def test_a_lost_answer_leaves_the_post_standing_and_a_reset_does_not(stage: Stage) -> None:
    for name in ("lost_answer", "reset"):
        stage.slack.faults.order(name)
        with pytest.raises(aiohttp.ClientError):
            await post(stage)
    assert texts(stage) == ["words"]


async def test_slack_that_never_answers_has_done_nothing(stage: Stage) -> None:
    stage.slack.faults.order("no_answer")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(stage), 0.05)
    assert texts(stage) == []


async def test_a_slow_slack_does_what_it_was_asked(stage: Stage) -> None:
    stage.slack.faults.order("slow", wait=0.02)
    assert (await post(stage))["ok"]
    assert stage.slack.faults.struck["slow"] == 1


async def test_a_fault_strikes_as_often_where_and_for_as_long_as_it_was_ordered(stage: Stage) -> None:
    other = stage.slack.add_channel("other")
    stage.slack.faults.order("is_archived", channel=stage.team.id, times=0, every=2)
    errors = [(await post(stage)).get("error") for _ in range(4)]
    assert errors == [None, "is_archived", None, "is_archived"]
    assert await stage.error("chat.postMessage", channel=other.id, text="words") is None
    stage.slack.faults.clear("is_archived")
    assert [(await post(stage)).get("error") for _ in range(2)] == [None, None]
    stage.slack.faults.order("is_archived", times=0, seconds=0)
    assert (await post(stage))["ok"]


async def test_faults_are_ordered_listed_and_switched_off_over_http(stage: Stage) -> None:
    url = f"{stage.slack.page_url}/faults"
    async with stage.session.post(url, json={"fault": "server_error", "times": 2}) as answer:
        assert (await answer.json())["order"]["left"] == 2
    assert (await post(stage))["error"] == "internal_error"
    async with stage.session.get(url) as answer:
        listed = await answer.json()
    assert [(order["fault"], order["left"]) for order in listed["on"]] == [("server_error", 1)]
    assert listed["struck"] == {"server_error": 1}
    async with stage.session.delete(url) as answer:
        assert answer.status == 200
    assert (await post(stage))["ok"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"fault": "rain"}, "there is no fault rain"),
        ({"fault": "slow", "often": 2}, "an order has no often"),
        ({"fault": "slow", "times": -1}, "0 or more"),
        ({"fault": "slow", "times": "many"}, "many"),
        (["slow"], "an order has no slow"),
    ],
)
async def test_an_order_that_makes_no_sense_is_refused_in_words(stage: Stage, body: Any, words: str) -> None:
    async with stage.session.post(f"{stage.slack.page_url}/faults", json=body) as answer:
        assert answer.status == 400
        assert words in (await answer.json())["error"]
    assert stage.slack.faults.on == []


async def test_another_website_can_order_nothing(stage: Stage) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    url = f"{stage.slack.page_url}/faults"
    async with stage.session.post(url, json={"fault": "slow"}, headers=headers) as answer:
        assert answer.status == 403


async def test_an_event_delivered_twice_has_one_event_id(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.faults.order("duplicate")
        stage.slack.open_home(stage.ann)
        await stage.slack.settled()
        ids = [envelope["payload"]["event_id"] for envelope in bot.seen]
    assert len(ids) == 2
    assert len(set(ids)) == 1


async def test_a_late_command_still_arrives(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.faults.order("late", wait=0.02)
        assert (await stage.slack.type_command(stage.ann, stage.team, "/load me")).ok
    assert len(bot.seen) == 1


async def test_a_warned_connection_is_asked_to_leave_and_stays_open(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.faults.order("disconnect_warned")
        await stage.slack.wait_for(lambda: not stage.slack.connected)
        assert not bot.socket.closed


async def test_a_broken_connection_is_gone_without_a_word(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.faults.order("disconnect_unwarned")
        assert stage.slack.connected == 0
        await asyncio.wait_for(bot.ended.wait(), 2)
        assert (await stage.slack.type_command(stage.ann, stage.team, "/load me")).error == "dispatch_failed"


async def test_in_a_silent_connection_nothing_is_said_or_heard(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.faults.order("disconnect_silent")
        typing = asyncio.create_task(stage.slack.type_command(stage.ann, stage.team, "/load me"))
        await asyncio.sleep(0)
        await bot.socket.ping()
        stage.turn(4)
        assert (await typing).error == "operation_timeout"
        assert bot.seen == []
        assert stage.slack.connected == 1
