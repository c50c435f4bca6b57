"""What Slack's client makes of the text a person types: mentions, channels and links."""

import re
from collections.abc import Callable

from bot.sandbox.workspace import Workspace

_MENTION = re.compile(r"(?<![\w<])@([\w.-]*\w)")
_CHANNEL = re.compile(r"(?<![\w<])#([\w-]+)")
_LINK = re.compile(r"(?<![<|])https?://[^\s>|]+")


def escape_command(text: str, workspace: Workspace) -> str:
    """Returns a command's text as `should_escape: true` sends it: <@U…|handle>, <#C…|name>, <https://…>."""
    return _escape(text, workspace, lambda user_id, handle: f"<@{user_id}|{handle}>")


def escape_message(text: str, workspace: Workspace) -> str:
    """Returns a message's text as Slack stores it: &, < and > escaped, mentions as <@U…>."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _escape(safe, workspace, lambda user_id, _: f"<@{user_id}>")


def _escape(text: str, workspace: Workspace, mention: Callable[[str, str], str]) -> str:
    def person(match: re.Match[str]) -> str:
        found = workspace.handles.get(match[1])
        return mention(found.id, found.handle) if found else match[0]

    def channel(match: re.Match[str]) -> str:
        found = [one for one in workspace.channels.values() if one.name == match[1] and not one.is_im]
        return f"<#{found[0].id}|{found[0].name}>" if found else match[0]

    text = _LINK.sub(lambda match: f"<{match[0]}>", text)
    return _CHANNEL.sub(channel, _MENTION.sub(person, text))
