"""A small bot on the real slack_bolt, as the tests over Socket Mode and over HTTP run it."""

from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Channel, LocalSlack, Person
from tests.bot.sandbox.stage import actions, button, field, modal, section

FORM = modal(field({"type": "plain_text_input", "action_id": "words"}, block_id="note"), callback_id="form")


def bolt_app(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncApp:
    """Returns a bot that answers a command, opens and checks a form, greets and draws a Home."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)

    @app.command("/load")
    async def load(ack: Any, command: Any) -> None:
        await ack(text=f"Load of {command['text']}", blocks=[section(), actions(button(action_id="edit"))])

    @app.action("edit")
    async def edit(ack: Any, body: Any, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.view("form")
    async def form(ack: Any, view: Any, body: Any, client: Any) -> None:
        words = view["state"]["values"]["note"]["words"]["value"]
        if words == "bad":
            await ack(response_action="errors", errors={"note": "Not that"})
        else:
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text=f"Noted: {words}")

    @app.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section("Welcome")]}
        )

    @app.event("app_mention")
    async def mention(event: Any, say: Any) -> None:
        await say(text="You called?", thread_ts=event["ts"])

    return app


async def goes_round(slack: LocalSlack) -> None:
    """Has Ann use everything the bot offers, and checks what she sees."""
    ann: Person = slack.add_person("Ann Smith")
    team: Channel = slack.add_channel("team", [ann])

    shown = await slack.type_command(ann, team, "/load me")
    assert shown.message is not None
    assert slack.show(shown.message).splitlines() == ["@caseload (only you see this)", "words", "[Go]"]

    clicked = await slack.click(ann, shown.message, "edit")
    assert clicked.view is not None
    refused = await slack.submit(ann, clicked.view, {"note": "bad"})
    assert refused.field_errors == {"note": "Not that"}
    assert (await slack.submit(ann, clicked.view, {"note": "good"})).ok
    assert slack.open_views(ann) == []
    [note] = await slack.wait_for(lambda: slack.direct_messages(ann))
    assert note.text == "Noted: good"

    slack.open_home(ann)
    home = await slack.wait_for(lambda: slack.home(ann))
    assert slack.show(home) == "Welcome"

    called = slack.say(ann, team, "@caseload hello")
    await slack.wait_for(lambda: len(slack.messages(team)) == 2)
    assert slack.messages(team)[1].thread_ts == called.ts
    await slack.settled()
    assert slack.failures == []
    assert [call.error for call in slack.calls if not call.ok] == []
