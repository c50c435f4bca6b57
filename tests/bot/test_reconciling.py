"""A Slack that fails in the middle of a post: nothing is lost, nothing stands twice, and the order stays."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from bot.sandbox import Person
from scoring.ids import SlackUserId, WorkerId
from scoring.people import Grade
from storage.accounts import Proposal, confirm_accounts, propose_accounts
from storage.backup import back_up, restore
from storage.change import Change, Source
from storage.details import PersonDetails
from storage.joining import add_worker
from storage.outbox import Recipe, add_recipes
from tests.bot.test_courier import TEAM, Yard, yard_on

HISTORIES = ("channels:history", "groups:history", "im:history")


@pytest.fixture
async def yard(sqlite_url: str) -> AsyncIterator[Yard]:
    async with yard_on(sqlite_url) as ready:
        yield ready


def repeats(yard: Yard) -> list[bool]:
    """Whether each post that Slack was sent said that it may be a repeat."""
    calls = [call.arguments for call in yard.slack.calls if call.method == "chat.postMessage"]
    marks = [each["metadata"] for each in calls]
    read = [json.loads(mark) if isinstance(mark, str) else mark for mark in marks]
    return [mark["event_payload"]["may_repeat"] for mark in read]


def looked(yard: Yard) -> int:
    """How often the bot has read what was said somewhere."""
    return sum(call.method in ("conversations.history", "conversations.replies") for call in yard.slack.calls)


LOSSES = ("lost_answer", "reset", "no_answer", "server_error", "garbled")


@pytest.mark.parametrize("fault", LOSSES)
async def test_whatever_becomes_of_an_answer_each_note_stands_once_and_in_its_order(
    yard: Yard, fault: str
) -> None:
    for number in range(4):
        yard.note(f"note {number}")
    yard.slack.faults.order(fault, methods=["chat.postMessage"], every=2, times=2, wait=0.05)
    for _ in range(8):
        await yard.later()
    assert yard.posted() == [f"note {number}" for number in range(4)]
    assert {state for state, _ in yard.states()} == {"sent"}
    assert yard.slack.faults.struck[fault] == 2


async def test_what_stands_is_found_and_what_was_read_for_it_is_kept_nowhere(yard: Yard) -> None:
    ann = yard.slack.add_person("Ann Smith")
    yard.slack.invite(yard.channel, ann)
    yard.slack.say(ann, yard.channel, "not for the bot")
    yard.slack.faults.order("lost_answer")
    yard.note("once")
    await yard.drain()
    [(state, _)] = yard.states()
    assert state == "unknown"
    assert looked(yard) == 0, "Slack is given a moment to finish"
    await yard.later()
    assert (yard.posted(), yard.states()) == (["not for the bot", "once"], [("sent", None)])
    assert looked(yard) == 1
    with yard.database.reading() as session:
        kept = str(session.exec_driver_sql("SELECT * FROM outbox").all())
    assert yard.slack.messages(yard.channel)[-1].ts in kept
    assert "not for the bot" not in kept


async def test_an_earlier_note_with_the_same_number_is_not_taken_for_it(yard: Yard) -> None:
    """After a restore the same numbers are given again."""
    yard.note("before the restore")
    await yard.drain()
    with yard.database.writing() as session:
        session.exec_driver_sql("DELETE FROM outbox")
    yard.slack.faults.order("reset")
    yard.now = yard.now.replace(microsecond=1)
    yard.note("after it")
    await yard.drain()
    await yard.later()
    assert yard.posted() == ["before the restore", "after it"]


async def test_what_went_out_after_the_backup_is_not_posted_again_after_the_restore(
    yard: Yard, tmp_path: Path
) -> None:
    file = yard.database.file
    assert file is not None
    yard.note("once")
    back_up(file, tmp_path / "copy.db")
    await yard.drain()
    yard.database.close()
    restore(file, tmp_path / "copy.db", yard.now)
    await yard.later()
    assert (yard.posted(), yard.states()) == (["once"], [("sent", None)])


async def test_only_what_was_said_since_the_last_post_is_read(yard: Yard) -> None:
    yard.note("long ago")
    await yard.drain()
    yard.now += timedelta(days=5)
    yard.slack.faults.order("reset")
    yard.note("now")
    await yard.drain()
    await yard.later()
    [history] = [call for call in yard.slack.calls if call.method == "conversations.history"]
    assert history.arguments["oldest"] == yard.slack.messages(yard.channel)[0].ts
    assert history.answer["messages"] == []
    assert yard.posted() == ["long ago", "now"]


async def test_a_reply_is_looked_for_in_its_thread(yard: Yard) -> None:
    yard.note("top")
    await yard.drain()
    top = yard.slack.messages(yard.channel)[0]
    yard.slack.faults.order("lost_answer")
    yard.note("reply", thread_ts=top.ts)
    await yard.drain()
    await yard.later()
    assert yard.posted() == ["top", "reply"]
    assert yard.slack.calls[-1].method == "conversations.replies"


async def test_a_rewritten_message_is_simply_rewritten_again(yard: Yard) -> None:
    yard.note("first")
    await yard.drain()
    yard.slack.faults.order("lost_answer", methods=["chat.update"])
    yard.note("second", update_ts=yard.slack.messages(yard.channel)[0].ts)
    await yard.drain()
    await yard.later()
    assert yard.posted() == ["second"]
    assert looked(yard) == 0


async def test_a_message_that_somebody_has_deleted_is_said_anew(yard: Yard) -> None:
    yard.note("first")
    await yard.drain()
    first = yard.slack.messages(yard.channel)[0]
    yard.slack.workspace.delete_message(first)
    yard.note("anew", update_ts=first.ts)
    await yard.drain()
    assert yard.posted() == ["anew"]


async def test_a_picture_whose_answer_was_lost_is_known_by_its_file(yard: Yard) -> None:
    yard.slack.faults.order("lost_answer", methods=["files.completeUploadExternal"])
    yard.note("The year.", png=True)
    await yard.drain()
    await yard.later()
    assert (yard.posted(), yard.states()) == (["The year."], [("sent", None)])


async def test_bytes_that_never_arrived_are_sent_again_without_looking(yard: Yard) -> None:
    yard.slack.faults.order("reset", methods=["upload"])
    yard.note("The year.", png=True)
    await yard.drain()
    await yard.later()
    assert (yard.posted(), looked(yard)) == (["The year."], 0)


async def test_when_nothing_is_left_to_say_what_stands_is_still_known(yard: Yard) -> None:
    yard.slack.faults.order("lost_answer")
    yard.note("overtaken")
    await yard.drain()
    with yard.database.writing() as session:
        session.exec_driver_sql("UPDATE outbox SET fixed = '{\"silent\": true}'")
    await yard.later()
    assert yard.states() == [("sent", None)]


@pytest.mark.parametrize("fault", ["ratelimited", "server_error", "no_answer"])
async def test_while_nobody_can_look_nothing_is_sent(yard: Yard, fault: str) -> None:
    yard.slack.faults.order("lost_answer")
    yard.note("once")
    await yard.drain()
    yard.slack.faults.order(fault, methods=["conversations.history"], times=2, wait=0.05)
    await yard.later()
    assert yard.states()[0][0] == "unknown"
    for _ in range(3):
        await yard.later(400)
    assert (yard.posted(), yard.states()) == (["once"], [("sent", None)])


async def test_without_the_history_scopes_it_is_sent_once_more_and_says_that_it_may_be_a_repeat(
    sqlite_url: str,
) -> None:
    async with yard_on(sqlite_url, ungranted=HISTORIES) as yard:
        yard.slack.faults.order("reset")
        yard.note("once more")
        await yard.drain()
        await yard.later()
        assert (yard.posted(), yard.states()) == (["once more"], [("sent", None)])
        assert repeats(yard) == [True]


async def test_an_answer_that_is_lost_again_and_again_unseen_ends_as_a_dead_letter(sqlite_url: str) -> None:
    async with yard_on(sqlite_url, ungranted=HISTORIES) as yard:
        yard.slack.faults.order("reset", times=0)
        yard.note("never seen")
        yard.note("behind it")
        for _ in range(4):
            await yard.later()
        assert yard.states()[0] == ("dead", "the answer was lost 3 times")
        yard.slack.faults.clear()
        for _ in range(3):
            await yard.later()
        assert yard.posted() == ["behind it"]


async def test_with_the_scopes_the_longest_trouble_makes_no_dead_letter(yard: Yard) -> None:
    yard.slack.faults.order("reset", methods=["chat.postMessage"], times=12)
    yard.note("kept")
    for _ in range(14):
        await yard.later(400)
    assert (yard.posted(), yard.states()) == (["kept"], [("sent", None)])


def join(yard: Yard) -> tuple[Person, WorkerId]:
    """Somebody with a confirmed account."""
    person = yard.slack.add_person("Sam Okafor", "sam@council.example", "sam")
    change = Change(yard.now, Source.SHELL)
    with yard.database.writing() as session:
        details = PersonDetails("Sam Okafor", "sam@council.example", None, Grade.EXPERIENCED, Fraction(1))
        worker = add_worker(session, change, details)
        user = SlackUserId(person.id)
        propose_accounts(session, change, [Proposal(user, "T0LOCAL01", worker)])
        confirm_accounts(session, change, [user])
    return person, worker


async def test_a_direct_message_is_looked_for_where_it_would_stand(yard: Yard) -> None:
    person, worker = join(yard)
    recipe = Recipe("note", TEAM, yard.now, worker, fixed={"words": "for Sam"})
    with yard.database.writing() as session:
        add_recipes(session, yard.now, [recipe])
    yard.slack.faults.order("lost_answer")
    await yard.drain()
    await yard.later()
    assert [message.text for message in yard.slack.direct_messages(person)] == ["for Sam"]
    assert yard.states() == [("sent", None)]


@pytest.mark.parametrize("fault", ["ratelimited", "message_limit_exceeded"])
async def test_what_slack_puts_off_waits_as_long_as_it_asks_and_holds_its_place(
    yard: Yard, fault: str
) -> None:
    yard.slack.faults.order(fault, methods=["chat.postMessage"], wait=7)
    yard.note("first")
    yard.note("second")
    await yard.drain()
    assert yard.posted() == []
    assert yard.states()[0] == ("queued", fault)
    await yard.later(5)
    assert yard.posted() == []
    await yard.later(60)
    assert yard.posted() == ["first", "second"]
    assert repeats(yard) == [False, False, False]


async def test_once_slack_takes_the_token_again_the_courier_goes_on(yard: Yard) -> None:
    assert yard.courier is not None
    yard.slack.faults.order("token_revoked", times=2)
    yard.note("kept")
    await yard.drain()
    assert yard.courier.revoked
    assert not await yard.courier.delivery.is_let_in()
    assert await yard.courier.delivery.is_let_in()
    yard.courier.revoked = False
    await yard.later(400)
    assert yard.posted() == ["kept"]


async def test_the_log_says_which_rule_refused_blocks_break_and_nothing_of_the_message(
    yard: Yard, caplog: pytest.LogCaptureFixture
) -> None:
    yard.note("said in words", broken=True)
    await yard.drain()
    assert yard.posted() == ["said in words"]
    assert "invalid_blocks: unsupported type: nonsense [json-pointer:/blocks/0/type]" in caplog.text
    assert "said in words" not in caplog.text
