"""Events: what is sent, to whom it is due, and how often."""

from tests.bot.sandbox.stage import Stage, raw_bot, staged


async def test_an_unacknowledged_event_comes_again_three_times_and_is_given_up(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: None
        bot.before_ack = lambda: stage.turn(4)
        stage.slack.open_home(stage.ann)
        [event] = stage.slack.events
        await stage.slack.wait_for(lambda: event.attempts == 2)
        stage.turn(60)
        await stage.slack.wait_for(lambda: event.attempts == 3)
        stage.turn(300)
        await stage.slack.settled()
    assert (event.attempts, event.is_acked) == (4, False)
    assert [one.get("retry_attempt") for one in bot.seen] == [0, 1, 2, 3]
    assert bot.seen[1]["retry_reason"] == "timeout"
    assert len({one["payload"]["event_id"] for one in bot.seen}) == 1


async def test_an_acknowledged_event_comes_once(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        stage.slack.open_home(stage.ann)
        await stage.slack.settled()
    assert len(bot.seen) == 1
    assert (bot.seen[0]["type"], bot.seen[0]["accepts_response_payload"]) == ("events_api", False)
    assert bot.seen[0]["payload"]["event"]["user"] == stage.ann.id


async def test_only_subscribed_events_that_the_scopes_allow_are_sent() -> None:
    async with staged(scopes=["app_mentions:read"], events=["app_mention", "user_change"]) as stage:
        stage.slack.say(stage.ann, stage.team, "@caseload hello")
        stage.slack.change_person(stage.ann, name="Ann Jones")
        stage.slack.open_home(stage.ann)
        assert [event.name for event in stage.slack.events] == ["app_mention"]


async def test_the_bot_does_not_hear_of_channels_it_is_not_in(stage: Stage) -> None:
    other = stage.slack.add_channel("other", [stage.ann], has_bot=False)
    stage.slack.say(stage.ann, other, "@caseload hello")
    assert stage.slack.events == []


async def test_a_strangers_mention_in_a_shared_channel_says_so(stage: Stage) -> None:
    away = stage.slack.add_person("Di Away", is_stranger=True)
    shared = stage.slack.add_channel("shared", [away], is_ext_shared=True)
    stage.slack.say(away, shared, "@caseload & co")
    [event] = stage.slack.events
    assert event.payload["is_ext_shared_channel"] is True
    assert event.payload["event"]["user_team"] == away.team_id
    assert event.payload["event"]["text"] == f"<@{stage.slack.bot.id}> &amp; co"


async def test_people_and_channels_that_change_are_told(stage: Stage) -> None:
    stage.slack.deactivate(stage.ann)
    town = stage.slack.add_channel("town", has_bot=False)
    stage.slack.invite(town, stage.slack.bot)
    stage.slack.archive(town)
    changed, joined = [event.payload["event"] for event in stage.slack.events]
    assert (changed["type"], changed["user"]["deleted"]) == ("user_change", True)
    assert (joined["type"], joined["user"]) == ("member_joined_channel", stage.slack.bot.id)


async def test_direct_messages_are_heard_as_message_im(stage: Stage) -> None:
    stage.slack.say(stage.ann, None, "who has room?")
    [event] = stage.slack.events
    assert (event.name, event.payload["event"]["channel_type"]) == ("message", "im")
