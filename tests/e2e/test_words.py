"""Asking in words with the real bot on the local Slack: where an answer goes, and who sees it."""

import logging

import pytest

from bot.sandbox import Message
from tests.e2e.town import Town


async def answered(place: Town) -> None:
    """Let every event reach the bot, and the bot finish."""
    await place.slack.settled()
    await place.settle()


async def ask(place: Town, who: str, text: str, thread: Message | None = None) -> str:
    """What somebody gets for words in their direct messages."""
    before = len(place.told(who))
    place.slack.say(place.people[who], None, text, thread=thread)
    await answered(place)
    [_, answer] = place.told(who)[before:]
    return answer


async def test_a_question_in_a_direct_message_is_answered_there(place: Town) -> None:
    await place.type("ann", "/allocate AB-1234 cp @sam because=AGREED")
    await answered(place)
    assert (await ask(place, "ann", "hows sam doing?")).startswith("Sam Okafor's caseload")
    assert (await ask(place, "ann", "and jo?")).startswith("Jo Price's caseload")


async def test_an_answer_that_slack_puts_off_follows_when_slack_says_so(
    place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    place.slack.faults.order("ratelimited", methods=["chat.postMessage"], wait=1)
    assert (await ask(place, "ann", "who has room?")).startswith("3 people in North have room")
    assert place.slack.faults.struck["ratelimited"] == 1
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_mention_in_a_channel_is_answered_to_the_asker_alone(place: Town) -> None:
    ann, north = place.people["ann"], place.channels["north"]
    bot = place.slack.workspace.bot.handle
    place.slack.say(ann, north, f"@{bot} how is sam doing?")
    await answered(place)
    assert not any("caseload" in message.text for message in place.posted("north")[1:])
    [_, answer] = place.slack.messages(north, seen_by=ann)
    assert answer.ephemeral_to == ann.id
    assert answer.text.startswith("Sam Okafor's caseload")


async def test_in_a_thread_the_answer_is_in_the_thread_and_so_is_what_its_button_says(place: Town) -> None:
    ann, north = place.people["ann"], place.channels["north"]
    bot = place.slack.workspace.bot.handle
    top = place.slack.say(ann, north, "Morning all")
    place.slack.say(ann, north, f"@{bot} who has room? any breaches?", thread=top)
    await answered(place)
    answer = place.slack.messages(north, seen_by=ann)[-1]
    assert answer.thread_ts == top.ts
    outcome = await place.slack.click(ann, answer, "ask:0")
    await answered(place)
    assert outcome.error is None
    said = place.slack.messages(north, seen_by=ann)[-1]
    assert (said.thread_ts, said.ephemeral_to) == (top.ts, ann.id)
    assert "promise" in said.text


async def test_a_command_in_words_opens_the_filled_in_form(place: Town) -> None:
    ann = place.people["ann"]
    await ask(place, "ann", "allocate AB-1234 cp to jo")
    outcome = await place.slack.click(ann, place.slack.direct_messages(ann)[-1], "allocate_form")
    await answered(place)
    assert outcome.error is None
    [form] = place.slack.open_views(ann)
    assert form.values["reference"]
    assert "Jo Price" in place.slack.show(form)


async def test_slacks_assistant_greets_offers_questions_and_answers_in_its_thread(place: Town) -> None:
    ann = place.people["ann"]
    thread = place.slack.open_assistant(ann, place.channels["north"])
    await answered(place)
    prompts = place.slack.assistant(thread)["prompts"]
    assert [each["title"] for each in prompts][:2] == ["What needs me?", "Who has room?"]
    assert "Hello Ann" in place.slack.direct_messages(ann)[-1].text
    place.slack.say(ann, None, prompts[1]["message"], thread=thread)
    await answered(place)
    answer = place.slack.direct_messages(ann)[-1]
    assert answer.thread_ts == thread.ts
    assert "room" in answer.text
    assert "assistant.threads.setStatus" in [call.method for call in place.slack.calls]
    assert "status" not in place.slack.assistant(thread)


async def test_a_question_sent_twice_by_slack_is_answered_once(place: Town) -> None:
    assert await ask(place, "ann", "who has room?")
    told = len(place.told("ann"))
    event = next(each for each in place.slack.events if each.name == "message")
    assert event.is_acked
    await place.slack._deliver("events_api", event.payload)
    await answered(place)
    assert len(place.told("ann")) == told


async def test_bots_edits_and_slacks_own_notices_are_not_answered(place: Town) -> None:
    assert await ask(place, "ann", "who has room?")
    told = len(place.told("ann"))
    asked = next(each.payload for each in place.slack.events if each.name == "message")
    others = (
        {"bot_id": "B0OTHER"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"edited": {"user": "U1", "ts": "1.1"}},
    )
    for number, more in enumerate(others):
        payload = {**asked, "event": asked["event"] | more, "event_id": f"Ev{number}"}
        ack = await place.slack._deliver("events_api", payload)
        assert ack.error is None
    await answered(place)
    assert len(place.told("ann")) == told


async def test_whoever_left_the_channel_hears_by_direct_message(place: Town) -> None:
    ann, north = place.people["ann"], place.channels["north"]
    bot = place.slack.workspace.bot.handle
    place.slack.say(ann, north, f"@{bot} who has room?")
    place.slack.remove(north, ann)
    await answered(place)
    assert any("room" in text for text in place.told("ann"))


async def test_strangers_and_shared_channels_hear_why_they_get_no_answer(place: Town) -> None:
    stranger = place.slack.add_person(
        "Stan", "stan@other.example", "stan", team_id="T0OTHER", is_stranger=True
    )
    shared = place.slack.add_channel("with-partners", [stranger, place.people["ann"]], is_ext_shared=True)
    bot = place.slack.workspace.bot.handle
    for person in (stranger, place.people["ann"]):
        place.slack.say(person, shared, f"@{bot} how is sam?")
        await answered(place)
        answer = place.slack.messages(shared, seen_by=person)[-1]
        assert answer.ephemeral_to == person.id
        assert "council" in answer.text
        assert "Sam" not in answer.text


async def test_nothing_asked_stands_in_the_log_or_the_database(
    place: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await ask(place, "ann", "how is zebedee doing, and what of quagmire?")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("slack", "aio"))]
    assert not any("zebedee" in line or "quagmire" in line for line in ours)
    with place.database.reading() as session:
        for table in ("inbox", "last_query", "audit", "outbox"):
            rows = session.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert not any("zebedee" in str(row) for row in rows)


async def test_everything_said_in_words_was_accepted_by_slack(place: Town) -> None:
    for text in (
        "who has room",
        "compare the teams",
        "how is sam? any breaches?",
        "hello",
        "?",
        "close AB-1",
    ):
        await ask(place, "ann", text)
    assert [(call.method, call.error) for call in place.slack.calls if not call.ok] == []
    assert place.slack.failures == []
