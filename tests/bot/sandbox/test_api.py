"""Tokens, scopes, arguments, channels and people over the Web API."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.sandbox.stage import Json, Stage, section, staged


def client(stage: Stage) -> AsyncWebClient:
    return AsyncWebClient(token=stage.slack.bot_token, base_url=stage.slack.api_url, session=stage.session)


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-other", "invalid_auth"), (" ", "not_authed"), ("xapp-local-app", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(stage: Stage, token: str, error: str) -> None:
    assert (await stage.call("auth.test", token=token))["error"] == error


async def test_the_tokens_have_not_the_shape_of_real_ones(stage: Stage) -> None:
    assert not any(part.isdigit() for part in stage.slack.bot_token.split("-"))


async def test_auth_test_names_the_bot_and_the_granted_scopes(stage: Stage) -> None:
    answer = await client(stage).auth_test()
    assert answer["user_id"] == stage.slack.bot.id
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


async def test_a_revoked_token_is_refused(stage: Stage) -> None:
    stage.slack.revoke()
    assert await stage.error("auth.test") == "token_revoked"


async def test_a_method_slack_does_not_have_is_refused(stage: Stage) -> None:
    assert await stage.error("chat.shout") == "unknown_method"


async def test_a_missing_scope_is_named() -> None:
    async with staged(scopes=["users:read"]) as stage:
        answer = await stage.call("chat.postMessage", channel=stage.team.id, text="x")
        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            "chat:write",
            "users:read",
        )


async def test_a_private_channel_needs_its_own_scope() -> None:
    async with staged(scopes=["channels:read"]) as stage:
        assert (await stage.query("conversations.info", channel=stage.team.id))["needed"] == "groups:read"
        assert (await stage.query("conversations.list", types="private_channel"))["error"] == "missing_scope"


async def test_an_argument_the_method_does_not_have_is_refused(stage: Stage) -> None:
    assert (
        await stage.error("chat.postMessage", channel=stage.team.id, text="x", txet="y")
        == "invalid_arguments"
    )


async def test_a_form_only_method_ignores_a_json_body(stage: Stage) -> None:
    assert await stage.error("users.info", user=stage.ann.id) == "invalid_arguments"
    assert (await stage.query("users.info", user=stage.ann.id))["user"]["name"] == "ann"


async def test_every_call_is_written_down_without_its_token(stage: Stage) -> None:
    await stage.post(section())
    call = stage.slack.calls[-1]
    assert (call.method, call.ok, call.error) == ("chat.postMessage", True, None)
    assert "token" not in call.arguments


async def test_too_many_calls_get_429_and_a_time_to_wait(stage: Stage) -> None:
    for _ in range(5):
        await stage.post(section())
    with pytest.raises(SlackApiError) as refused:
        await client(stage).chat_postMessage(channel=stage.team.id, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"


async def test_a_channel_the_bot_is_not_in_is_refused(stage: Stage) -> None:
    town = stage.slack.add_channel("town", has_bot=False)
    secret = stage.slack.add_channel("secret", has_bot=False, is_private=True)
    old = stage.slack.add_channel("old", is_archived=True)
    for channel_id, error in [
        (town.id, "not_in_channel"),
        (secret.id, "channel_not_found"),
        ("C404", "channel_not_found"),
        (old.id, "is_archived"),
    ]:
        assert await stage.error("chat.postMessage", channel=channel_id, text="x") == error


async def test_joining_a_public_channel_lets_the_bot_post(stage: Stage) -> None:
    town = stage.slack.add_channel("town", has_bot=False)
    assert await stage.error("conversations.join", channel=town.id) is None
    assert await stage.error("chat.postMessage", channel=town.id, text="x") is None
    assert await stage.error("conversations.join", channel=stage.team.id) == (
        "method_not_supported_for_channel_type"
    )


async def test_posting_to_a_person_arrives_in_direct_messages(stage: Stage) -> None:
    opened = await client(stage).conversations_open(users=stage.ann.id)
    posted = await client(stage).chat_postMessage(channel=stage.ann.id, text="Hello")
    assert posted["channel"] == opened["channel"]["id"]
    assert [message.text for message in stage.slack.direct_messages(stage.ann)] == ["Hello"]


async def test_a_deactivated_person_cannot_be_written_to(stage: Stage) -> None:
    channel = stage.slack.direct_channel(stage.ann)
    stage.slack.deactivate(stage.ann)
    assert await stage.error("conversations.open", users=stage.ann.id) == "user_disabled"
    assert await stage.error("chat.postMessage", channel=stage.ann.id, text="x") == "channel_not_found"
    assert await stage.error("chat.postMessage", channel=channel.id, text="x") == "channel_not_found"
    assert (await stage.query("users.lookupByEmail", email="ann@council.example"))[
        "error"
    ] == "users_not_found"


async def test_only_the_bots_own_messages_can_be_changed(stage: Stage) -> None:
    theirs = stage.slack.say(stage.ann, stage.team, "Hello")
    where = {"channel": stage.team.id, "ts": theirs.ts}
    assert await stage.error("chat.update", text="x", **where) == "cant_update_message"
    assert await stage.error("chat.delete", **where) == "cant_delete_message"
    assert await stage.error("chat.update", text="x", channel=stage.team.id, ts="1.2") == "message_not_found"


async def test_an_update_keeps_what_it_does_not_name(stage: Stage) -> None:
    posted = await client(stage).chat_postMessage(channel=stage.team.id, text="a", blocks=[section("b")])
    await client(stage).chat_update(channel=stage.team.id, ts=posted["ts"], text="c")
    [message] = stage.slack.messages(stage.team)
    assert (message.text, message.blocks[0]["text"]["text"]) == ("c", "b")


async def test_a_message_for_one_person_is_seen_by_them_alone(stage: Stage) -> None:
    bo = stage.slack.add_person("Bo Jones")
    assert await stage.error("chat.postEphemeral", channel=stage.team.id, user=bo.id, text="x") == (
        "user_not_in_channel"
    )
    await client(stage).chat_postEphemeral(channel=stage.team.id, user=stage.ann.id, text="Psst")
    assert [one.text for one in stage.slack.messages(stage.team, stage.ann)] == ["Psst"]
    assert stage.slack.messages(stage.team, bo) == []
    assert (await stage.query("conversations.history", channel=stage.team.id))["messages"] == []


async def test_a_post_is_found_again_by_its_metadata(stage: Stage) -> None:
    metadata: Json = {"event_type": "caseload", "event_payload": {"outbox": "7"}}
    top = await client(stage).chat_postMessage(channel=stage.team.id, text="a", metadata=metadata)
    await client(stage).chat_postMessage(channel=stage.team.id, text="b", thread_ts=top["ts"])
    history = await client(stage).conversations_history(channel=stage.team.id, include_all_metadata=True)
    replies = await client(stage).conversations_replies(channel=stage.team.id, ts=top["ts"])
    assert [one.get("metadata") for one in history["messages"]] == [metadata]
    assert [one["text"] for one in replies["messages"]] == ["a", "b"]


@pytest.mark.parametrize("metadata", ["words", {"event_type": "x"}, {"event_type": 1, "event_payload": {}}])
async def test_metadata_of_another_form_is_refused(stage: Stage, metadata: object) -> None:
    error = await stage.error("chat.postMessage", channel=stage.team.id, text="x", metadata=metadata)
    assert error == "invalid_metadata_format"


async def test_lists_come_in_pages(stage: Stage) -> None:
    for number in range(4):
        stage.slack.add_person(f"Person {number}")
    names = [
        member["name"] async for page in await client(stage).users_list(limit=2) for member in page["members"]
    ]
    assert names == ["caseload", "ann", *[f"person.{number}" for number in range(4)]]


async def test_a_person_is_shown_as_slack_shows_them(stage: Stage) -> None:
    guest = stage.slack.add_person("Cy Guest", is_ultra_restricted=True)
    stranger = stage.slack.add_person("Di Away", is_stranger=True)
    users = {one["id"]: one for one in (await client(stage).users_list())["members"]}
    assert users[guest.id]["is_restricted"] is True
    assert users[stranger.id]["is_stranger"] is True
    assert users[stranger.id]["team_id"] != users[guest.id]["team_id"]


async def test_the_email_needs_its_scope() -> None:
    async with staged(scopes=["users:read"]) as stage:
        assert "email" not in (await stage.query("users.info", user=stage.ann.id))["user"]["profile"]
        assert (await stage.query("users.lookupByEmail", email="x"))["error"] == "missing_scope"


async def test_a_file_is_uploaded_in_three_steps_and_can_stand_in_a_block(stage: Stage) -> None:
    answer = await client(stage).files_upload_v2(
        channel=stage.team.id, content="a,b", filename="load.csv", initial_comment="Here"
    )
    picture = {"type": "image", "alt_text": "Load", "slack_file": {"id": answer["file"]["id"]}}
    assert await stage.post(picture) is None
    assert stage.slack.messages(stage.team)[0].files[0]["title"] == "load.csv"


async def test_a_permalink_leads_to_a_message_that_is_there(stage: Stage) -> None:
    message = stage.slack.say(stage.ann, stage.team, "Hello")
    answer = await client(stage).chat_getPermalink(channel=stage.team.id, message_ts=message.ts)
    assert answer["permalink"].endswith(message.ts.replace(".", ""))


async def test_members_and_own_channels_are_listed(stage: Stage) -> None:
    members = await client(stage).conversations_members(channel=stage.team.id)
    own = await client(stage).users_conversations(types="public_channel,private_channel")
    assert members["members"] == [stage.ann.id, stage.slack.bot.id]
    assert [one["name"] for one in own["channels"]] == ["team"]
