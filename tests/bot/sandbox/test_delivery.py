"""How commands and clicks reach the bot, what its acknowledgements do, and life without one."""

import pytest

from bot.sandbox import CannotDo, Message
from tests.bot.sandbox.stage import (
    Json,
    Stage,
    actions,
    button,
    field,
    option,
    raw_bot,
    section,
    select,
    staged,
)


async def clickable(stage: Stage, *elements: Json) -> Message:
    assert (
        await stage.post(section("Case"), actions(*elements or [button(action_id="go", value="7")])) is None
    )
    return stage.slack.messages(stage.team)[-1]


async def test_a_command_arrives_as_slack_sends_it(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        await stage.slack.type_command(stage.ann, stage.team, "/load @ann in #team, see https://a.example")
    payload = bot.seen[0]["payload"]
    assert bot.seen[0]["type"] == "slash_commands"
    assert payload["text"] == f"<@{stage.ann.id}|ann> in <#{stage.team.id}|team>, see <https://a.example>"
    assert (payload["command"], payload["user_id"], payload["channel_id"], payload["channel_name"]) == (
        "/load",
        stage.ann.id,
        stage.team.id,
        "privategroup",
    )
    assert {"team_id", "trigger_id", "response_url", "api_app_id", "user_name"} <= set(payload)
    assert "enterprise_id" not in payload


async def test_without_should_escape_the_text_stays_bare(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        await stage.slack.type_command(stage.ann, None, "/bare @ann #team")
    assert bot.seen[0]["payload"]["text"] == "@ann #team"
    assert bot.seen[0]["payload"]["channel_name"] == "directmessage"


async def test_a_command_that_is_not_in_the_manifest_cannot_be_typed(stage: Stage) -> None:
    with pytest.raises(CannotDo, match="/other"):
        await stage.slack.type_command(stage.ann, stage.team, "/other")


async def test_the_acknowledgement_of_a_command_is_a_message_to_the_person(stage: Stage) -> None:
    bo = stage.slack.add_person("Bo Jones")
    stage.slack.invite(stage.team, bo)
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: {"text": "Yours", "blocks": [section("Yours")]}
        outcome = await stage.slack.type_command(stage.ann, stage.team, "/load me")
        bot.answer = lambda envelope: {"text": "Everyone's", "response_type": "in_channel"}
        await stage.slack.type_command(stage.ann, stage.team, "/load all")
    assert outcome.message is not None
    assert outcome.message.text == "Yours"
    assert [message.text for message in stage.slack.messages(stage.team, bo)] == ["Everyone's"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"blocks": [section()]}, "no_text"),
        ({"text": "x", "blocks": [{"type": "wall"}]}, "invalid_blocks"),
        ({"text": "x", "shout": True}, "invalid_arguments"),
    ],
)
async def test_a_wrong_acknowledgement_is_a_failure_the_person_sees(
    stage: Stage, body: Json, error: str
) -> None:
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: body
        outcome = await stage.slack.type_command(stage.ann, stage.team, "/load me")
    assert outcome.error == error
    assert error in outcome.seen


async def test_with_no_bot_there_the_person_sees_that_it_failed(stage: Stage) -> None:
    outcome = await stage.slack.type_command(stage.ann, stage.team, "/load me")
    assert outcome.error == "dispatch_failed"
    assert stage.slack.failures[-1].kind == "slash_commands"


async def test_a_click_arrives_as_slack_sends_it(stage: Stage) -> None:
    message = await clickable(stage)
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: {"text": "is ignored"}
        assert (await stage.slack.click(stage.ann, message, "go")).ok
    payload = bot.seen[0]["payload"]
    assert payload["type"] == "block_actions"
    assert payload["container"]["message_ts"] == message.ts
    assert payload["channel"]["id"] == stage.team.id
    assert payload["message"]["blocks"] == message.blocks
    assert (payload["actions"][0]["type"], payload["actions"][0]["value"]) == ("button", "7")
    assert payload["user"] == {"id": stage.ann.id, "username": "ann", "name": "ann", "team_id": "T0LOCAL01"}
    assert {"trigger_id", "response_url", "state", "team", "api_app_id"} <= set(payload)
    assert len(stage.slack.messages(stage.team, stage.ann)) == 1


async def test_a_choice_in_a_message_is_in_its_state(stage: Stage) -> None:
    message = await clickable(stage, select(option(), option("Two", "2"), action_id="pick"))
    async with raw_bot(stage) as bot:
        await stage.slack.click(stage.ann, message, "pick", "Two")
    payload = bot.seen[0]["payload"]
    assert payload["actions"][0]["selected_option"] == option("Two", "2")
    [values] = payload["state"]["values"].values()
    assert values["pick"]["selected_option"]["value"] == "2"


async def test_of_several_buttons_the_value_tells_which(stage: Stage) -> None:
    one, two = button("One", action_id="go", value="1"), button("Two", action_id="go", value="2")
    assert await stage.post(actions(one), actions(two)) is None
    message = stage.slack.messages(stage.team)[-1]
    async with raw_bot(stage) as bot:
        await stage.slack.click(stage.ann, message, "go", "Two")
    assert bot.seen[0]["payload"]["actions"][0]["value"] == "2"
    with pytest.raises(CannotDo, match="2 elements"):
        await stage.slack.click(stage.ann, message, "go")


async def test_an_overflow_menu_sends_the_option(stage: Stage) -> None:
    message = await clickable(stage, {"type": "overflow", "action_id": "more", "options": [option()]})
    async with raw_bot(stage) as bot:
        await stage.slack.click(stage.ann, message, "more", "One")
    assert bot.seen[0]["payload"]["actions"][0]["selected_option"] == option()


async def test_a_click_in_a_message_for_one_person_does_not_repeat_the_message(stage: Stage) -> None:
    blocks = [actions(button(action_id="go"))]
    await stage.call("chat.postEphemeral", channel=stage.team.id, user=stage.ann.id, text="x", blocks=blocks)
    [message] = stage.slack.messages(stage.team, stage.ann)
    async with raw_bot(stage) as bot:
        await stage.slack.click(stage.ann, message, "go")
    assert bot.seen[0]["payload"]["container"]["is_ephemeral"] is True
    assert "message" not in bot.seen[0]["payload"]


async def test_a_response_url_replaces_and_deletes_what_was_clicked(stage: Stage) -> None:
    message = await clickable(stage)
    async with raw_bot(stage) as bot:
        await stage.slack.click(stage.ann, message, "go")
    url = bot.seen[0]["payload"]["response_url"]
    await stage.session.post(url, json={"text": "Done", "replace_original": True})
    assert (message.text, message.blocks) == ("Done", [])
    await stage.session.post(url, json={"delete_original": True})
    assert message.is_deleted
    async with stage.session.post(url, json={"text": "x", "replace_original": "true"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_arguments")
    async with stage.session.post(url, json={"text": "x", "blocks": [{"type": "wall"}]}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_blocks")


async def test_a_message_shortcut_arrives_from_a_thread_too(stage: Stage) -> None:
    top = stage.slack.say(stage.ann, stage.team, "Case")
    reply = stage.slack.say(stage.ann, stage.team, "More", thread=top)
    async with raw_bot(stage) as bot:
        assert (await stage.slack.shortcut(stage.ann, reply, "look")).ok
    payload = bot.seen[0]["payload"]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "look")
    assert payload["message"]["thread_ts"] == top.ts
    with pytest.raises(CannotDo):
        await stage.slack.shortcut(stage.ann, reply, "other")


async def test_without_interactivity_in_the_manifest_buttons_do_nothing() -> None:
    async with staged(interactive=False) as stage:
        message = await clickable(stage)
        assert (await stage.slack.click(stage.ann, message, "go")).error == "interactivity_not_enabled"


async def test_the_deactivated_and_those_outside_cannot_act(stage: Stage) -> None:
    message = await clickable(stage)
    outsider = stage.slack.add_person("Bo Jones")
    for person in (outsider, stage.ann):
        stage.slack.deactivate(stage.ann)
        with pytest.raises(CannotDo):
            await stage.slack.click(person, message, "go")
        with pytest.raises(CannotDo):
            await stage.slack.type_command(person, stage.team, "/load me")


async def test_a_form_field_in_a_message_is_not_clicked(stage: Stage) -> None:
    assert await stage.post(field(select(action_id="a"))) is None
    with pytest.raises(CannotDo):
        await stage.slack.click(stage.ann, stage.slack.messages(stage.team)[-1], "a", "One")


async def test_a_late_command_never_comes_again(stage: Stage) -> None:
    async with raw_bot(stage) as bot:
        bot.answer = lambda envelope: None
        bot.before_ack = lambda: stage.turn(4)
        outcome = await stage.slack.type_command(stage.ann, stage.team, "/load me")
    assert outcome.error == "operation_timeout"
    assert len(bot.seen) == 1


async def test_after_a_refresh_nothing_goes_to_the_old_connection(stage: Stage) -> None:
    async with raw_bot(stage) as old:
        await stage.slack.refresh_connections()
        async with raw_bot(stage) as new:
            assert (await stage.slack.type_command(stage.ann, stage.team, "/load me")).ok
            assert (len(old.seen), len(new.seen)) == (0, 1)


async def test_each_envelope_goes_to_one_connection(stage: Stage) -> None:
    async with raw_bot(stage) as one, raw_bot(stage) as two:
        for _ in range(4):
            await stage.slack.type_command(stage.ann, stage.team, "/load me")
        assert (len(one.seen), len(two.seen)) == (2, 2)
