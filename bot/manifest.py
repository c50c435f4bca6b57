"""The Slack app manifest, made from the routes, so that Slack offers just what the bot answers."""

from collections.abc import Mapping
from typing import Any

from handlers.messages import Command
from handlers.routes import ROUTES
from handlers.views.words import BRAND

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "questions asked by mentioning the bot; the answer is the asker's alone",
    "assistant:write": "questions to press in Slack's assistant",
    "channels:history": "whether a post whose answer was lost stands in its channel; nothing of it is kept",
    "channels:read": "whether a channel is shared with another organisation, where the bot stays quiet",
    "chat:write": "alerts, digests and answers",
    "commands": "the slash commands",
    "files:write": "the year's picture of a load",
    "groups:history": "the same as channels:history, for private channels",
    "groups:read": "the same as channels:read, for private channels",
    "im:history": "questions asked in direct messages, and lost posts there; nothing of them is kept",
    "im:write": "direct messages to workers and supervisors",
    "users:read": "who is a guest, deactivated or of another workspace",
    "users:read.email": "proposing whose Slack account is whose",
}
"""What the bot asks Slack for, each with its reason."""

OPTIONAL_SCOPES = ("channels:history", "groups:history")
"""What a council may refuse: a post whose answer was lost is then sent again, marked as a possible repeat.

Slack lists an optional scope in both places (its manifest reference, "oauth_config.scopes.bot_optional").
"""

EVENTS: Mapping[str, str] = {
    "app_mention": "a question in a channel",
    "app_home_opened": "the Home tab is opened",
    "assistant_thread_started": "Slack's assistant is opened",
    "message.im": "a question in a direct message",
    "user_change": "an account becomes a guest's or is deactivated",
}
"""What Slack tells the bot of, each with its reason."""

ASSISTANT = "Answers questions about caseloads: who has room, how a team stands, what needs you."
DESCRIPTION = "Keeps a council's caseload promise to its children's social workers."


def manifest(url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at the bot's public address."""
    target = {} if url is None else {"url": f"{url.rstrip('/')}/slack/events"}
    request = {} if url is None else {"request_url": target["url"]}
    return {
        "display_information": {"name": BRAND, "description": DESCRIPTION, "background_color": "#1d5f5a"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "assistant_view": {"assistant_description": ASSISTANT, "suggested_prompts": []},
            "bot_user": {"display_name": BRAND, "always_online": True},
            "slash_commands": [{**command, **target} for command in slash_commands()],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **request},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def slash_commands() -> list[dict[str, Any]]:
    """One entry for each slash command; its hint names what may follow."""
    routes = [route for route in ROUTES if route.entry is Command]
    return [
        {
            "command": route.name,
            "description": route.summary,
            "usage_hint": _hint(route.name, route.usage),
            "should_escape": True,
        }
        for route in routes
        if " " not in route.name
    ]


def _hint(name: str, usage: str) -> str:
    more = [route.name.removeprefix(f"{name} ") for route in ROUTES if route.name.startswith(f"{name} ")]
    return " | ".join([usage.removeprefix(name).strip(), *more])
