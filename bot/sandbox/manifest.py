"""Reads what the local Slack needs from an app manifest in Slack's JSON form ("App manifest" page)."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class SlashCommand:
    """What Slack's client shows of a command while it is typed."""

    name: str
    description: str
    hint: str


@dataclass(frozen=True)
class Manifest:
    """What the council's administrator has granted and switched on for the app."""

    app_name: str
    handle: str
    scopes: frozenset[str]
    commands: tuple[SlashCommand, ...]
    escaped: dict[str, bool]
    events: frozenset[str]
    shortcuts: dict[str, str]
    has_home: bool
    has_assistant: bool
    has_messages: bool
    messages_are_read_only: bool
    is_interactive: bool

    @classmethod
    def read(cls, manifest: Json) -> "Manifest":
        """Returns the grant in a manifest: scopes, slash commands (and whether escaped), events, shortcuts,
        tabs.

        Message shortcuts are kept by callback_id. A missing part means: not granted, not switched on.
        """
        features: Json = manifest.get("features", {})
        settings: Json = manifest.get("settings", {})
        home: Json = features.get("app_home", {})
        name: str = manifest.get("display_information", {}).get("name", "App")
        commands: list[Json] = features.get("slash_commands", [])
        shortcuts: list[Json] = features.get("shortcuts", [])
        bot_name: str = features.get("bot_user", {}).get("display_name", name)
        return cls(
            app_name=name,
            handle=bot_name.lower().replace(" ", "-"),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            commands=tuple(
                SlashCommand(one["command"], one.get("description", ""), one.get("usage_hint", ""))
                for one in commands
            ),
            escaped={one["command"]: one.get("should_escape") is True for one in commands},
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            shortcuts={one["callback_id"]: one["name"] for one in shortcuts if one["type"] == "message"},
            has_home=home.get("home_tab_enabled") is True,
            has_assistant="assistant_view" in features,
            has_messages=home.get("messages_tab_enabled", True) is True,
            messages_are_read_only=home.get("messages_tab_read_only_enabled", False) is True,
            is_interactive=settings.get("interactivity", {}).get("is_enabled") is True,
        )
