"""A local Slack: a real server on 127.0.0.1 that the unmodified bot connects to through `SLACK_API_URL`.

It knows nothing of the bot. It refuses what Slack refuses, under Slack's own error names.

    async with LocalSlack(manifest) as slack:  # manifest: a dict in Slack's app-manifest form
        # give the bot: slack.api_url, slack.bot_token, slack.app_token, slack.signing_secret
        # Socket Mode is used when the bot is connected; else slack.events_url = "http://127.0.0.1:…/slack/events"
        await slack.wait_connected()

        ann = slack.add_person("Ann Smith", "ann@council.example", "ann", is_admin=True)
        team = slack.add_channel("team-north", [ann], is_private=True)

        outcome = await slack.type_command(ann, team, "/allocate AB-1234 cp")  # None: direct messages
        outcome.error, outcome.message, outcome.view, outcome.seconds
        [form] = slack.open_views(ann)
        outcome = await slack.submit(ann, form, {"worker": "Bo Jones"})  # by block_id; outcome.field_errors
        message = slack.messages(team, seen_by=ann)[-1]
        await slack.click(ann, message, "action_id", "value or label")
        slack.say(ann, team, "@caseload who has room?")  # app_mention, message.*
        await slack.shortcut(ann, message, "callback_id")
        thread = slack.open_assistant(ann)  # then slack.say(ann, None, "who has room?", thread=thread)
        slack.assistant(thread)  # its prompts, and "is working" while it stands there
        slack.open_home(ann)
        home = await slack.wait_for(lambda: slack.home(ann))  # woken by changes, never polling
        print(slack.show(home), slack.direct_messages(ann), slack.calls[-1], slack.events[-1], slack.failures)

`slack.faults` has it fail as Slack and networks do, on order (see bot.sandbox.faults).
`slack.page_url` shows all of it in a browser; `slack.page` sets the page up (see bot.sandbox.page).

Also `fill`, `close`, `suggest`; `invite`, `remove`, `archive`, `change_person`, `deactivate`;
`direct_channel`, `connected`, `refresh_connections`, `revoke`, `settled`; and `time_turned()` after turning
the clock given as `LocalSlack(manifest, clock=…)`. `failures` holds every failure a person saw.
What a person could not do in Slack raises `CannotDo`.
"""

from bot.sandbox.api import Call
from bot.sandbox.core import Event, Failure
from bot.sandbox.errors import CannotDo
from bot.sandbox.outcome import Outcome
from bot.sandbox.page import Suggestion
from bot.sandbox.people import Channel, Message, Person, View
from bot.sandbox.slack import LocalSlack

__all__ = [
    "Call",
    "CannotDo",
    "Channel",
    "Event",
    "Failure",
    "LocalSlack",
    "Message",
    "Outcome",
    "Person",
    "Suggestion",
    "View",
]
