"""The bodies Slack sends for what people do ("Interaction payloads", "Slash commands", "Events API")."""

from bot.sandbox.people import Channel, Json, Message, Person, View
from bot.sandbox.workspace import APP_ID, TEAM_DOMAIN, TEAM_ID, Workspace

VERIFICATION_TOKEN = "local-verification"
SHOWN_NAMES = {"im": "directmessage", "private_channel": "privategroup"}
"""The channel name a command or click carries where Slack keeps the true one to itself."""


def channel_name(channel: Channel) -> str:
    """Returns a channel's name as payloads give it."""
    return SHOWN_NAMES.get(channel.kind, channel.name)


def command(
    person: Person, channel: Channel, words: tuple[str, str], trigger_id: str, response_url: str
) -> Json:
    """Returns the payload of a slash command; `words` are the command and its text."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": person.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": words[0],
        "text": words[1],
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def interaction(kind: str, person: Person, trigger_id: str | None) -> Json:
    """Returns what every interaction carries."""
    body: Json = {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team_id,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if trigger_id is not None:
        body["trigger_id"] = trigger_id
    return body


def in_message(message: Message) -> Json:
    """Returns the part of an interaction about its message; an ephemeral message is not repeated in it."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    channel = {"id": message.channel.id, "name": channel_name(message.channel)}
    body: Json = {"container": container, "channel": channel, "state": {"values": message.values}}
    if message.ephemeral_to is None:
        body["message"] = message.as_message()
    return body


def in_view(view: View, workspace: Workspace) -> Json:
    """Returns the part of an interaction that tells of the view it happened in."""
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_view(workspace.view_owner()),
    }


def event(content: Json, event_id: str, at: float, channel: Channel | None, bot_user_id: str) -> Json:
    """Returns the envelope of an event; `at` is in seconds since 1970."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": content,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
    }
