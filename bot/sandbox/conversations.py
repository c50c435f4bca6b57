"""The methods about channels and people ("conversations.*" and "users.*" method pages)."""

from typing import Any

from bot.sandbox.errors import Refused
from bot.sandbox.people import Channel, Json, Message, Person
from bot.sandbox.workspace import Workspace

PREFIX = {"public_channel": "channels", "private_channel": "groups", "im": "im"}
"""How the scopes of each type of conversation begin."""


def page(items: list[Any], arguments: Json, usual: int) -> tuple[list[Any], Json]:
    """Returns one page of items (`usual` is its default size) and the `response_metadata` to the next."""
    try:
        start, size = max(0, int(arguments.get("cursor") or 0)), int(arguments.get("limit") or usual)
    except (ValueError, OverflowError) as error:
        raise Refused("invalid_cursor") from error
    end = start + max(1, min(size, 1000))
    return items[start:end], {"next_cursor": str(end) if end < len(items) else ""}


def is_true(value: Any) -> bool:
    """Returns whether a parameter means yes, however the client wrote it."""
    return value in (True, 1, "1", "true", "True")


def need_scope(workspace: Workspace, scope: str) -> None:
    """Raises Refused (`missing_scope`) unless the manifest grants the scope."""
    scopes = workspace.manifest.scopes
    if scope not in scopes:
        raise Refused("missing_scope", extra={"needed": scope, "provided": ",".join(sorted(scopes))})


def open_conversation(workspace: Workspace, arguments: Json) -> Json:
    """conversations.open, for one person."""
    if "channel" in arguments:
        channel = workspace.channel_for_bot(arguments["channel"])
        return {"channel": {"id": channel.id}, "already_open": True}
    users = str(arguments.get("users", "")).split(",")
    person = workspace.people.get(users[0])
    if not users[0]:
        raise Refused("users_list_not_supplied")
    if person is None or len(users) > 1:
        raise Refused("user_not_found")
    if person.deleted:
        raise Refused("user_disabled")
    channel = workspace.direct_channel(person)
    return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}


def _readable(workspace: Workspace, arguments: Json, right: str) -> Channel:
    channel = workspace.channel_for_bot(arguments["channel"])
    need_scope(workspace, f"{PREFIX[channel.kind]}:{right}")
    return channel


def conversation_info(workspace: Workspace, arguments: Json) -> Json:
    """conversations.info."""
    return {"channel": _readable(workspace, arguments, "read").as_conversation(workspace.bot.id)}


def _of_types(workspace: Workspace, arguments: Json) -> list[Channel]:
    types = str(arguments.get("types") or "public_channel").split(",")
    for kind in types:
        if kind not in {*PREFIX, "mpim"}:
            raise Refused("invalid_types")
        need_scope(workspace, f"{PREFIX.get(kind, 'mpim')}:read")
    hide = is_true(arguments.get("exclude_archived"))
    return [
        channel
        for channel in workspace.channels.values()
        if channel.kind in types and not (hide and channel.is_archived)
    ]


def list_conversations(workspace: Workspace, arguments: Json) -> Json:
    """conversations.list: public channels, and of the others those the bot is in."""
    bot_id = workspace.bot.id
    seen = [
        channel.as_conversation(bot_id)
        for channel in _of_types(workspace, arguments)
        if channel.kind == "public_channel" or bot_id in channel.members
    ]
    channels, metadata = page(seen, arguments, 100)
    return {"channels": channels, "response_metadata": metadata}


def list_own_conversations(workspace: Workspace, arguments: Json) -> Json:
    """users.conversations: the channels a person (or, unnamed, the bot) is in."""
    user_id = arguments.get("user") or workspace.bot.id
    seen = [
        channel.as_conversation(workspace.bot.id)
        for channel in _of_types(workspace, arguments)
        if user_id in channel.members
        and (channel.kind == "public_channel" or workspace.bot.id in channel.members)
    ]
    channels, metadata = page(seen, arguments, 100)
    return {"channels": channels, "response_metadata": metadata}


def list_members(workspace: Workspace, arguments: Json) -> Json:
    """conversations.members."""
    members, metadata = page(_readable(workspace, arguments, "read").members, arguments, 100)
    return {"members": members, "response_metadata": metadata}


def join_conversation(workspace: Workspace, arguments: Json) -> Json:
    """conversations.join, for public channels."""
    channel = workspace.channel_for_bot(arguments["channel"])
    if channel.kind != "public_channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if workspace.bot.id not in channel.members:
        channel.members.append(workspace.bot.id)
        workspace.changes.happened()
    return {"channel": channel.as_conversation(workspace.bot.id)}


def _member_readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = _readable(workspace, arguments, "history")
    if workspace.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _moment(arguments: Json, name: str, usual: str) -> float:
    try:
        return float(arguments.get(name) or usual)
    except ValueError as error:
        raise Refused(f"invalid_ts_{name}") from error


def _window(messages: list[Message], arguments: Json) -> list[Message]:
    oldest, latest = _moment(arguments, "oldest", "0"), _moment(arguments, "latest", "inf")
    if is_true(arguments.get("inclusive")):
        return [message for message in messages if oldest <= float(message.ts) <= latest]
    return [message for message in messages if oldest < float(message.ts) < latest]


def _history(arguments: Json, messages: list[Message]) -> Json:
    with_metadata = is_true(arguments.get("include_all_metadata"))
    shown = [one.as_message(with_metadata=with_metadata) for one in _window(messages, arguments)]
    some, metadata = page(shown, arguments, 100)
    return {"messages": some, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def _shared(workspace: Workspace, channel: Channel) -> list[Message]:
    return [
        one for one in workspace.messages[channel.id].values() if not one.is_deleted and not one.ephemeral_to
    ]


def conversation_history(workspace: Workspace, arguments: Json) -> Json:
    """conversations.history: newest first, without replies in threads."""
    messages = _shared(workspace, _member_readable(workspace, arguments))
    tops = [one for one in messages if one.thread_ts in (None, one.ts)]
    return _history(arguments, tops[::-1])


def conversation_replies(workspace: Workspace, arguments: Json) -> Json:
    """conversations.replies: a message and the replies in its thread, oldest first."""
    messages = _shared(workspace, _member_readable(workspace, arguments))
    thread = [one for one in messages if arguments["ts"] in (one.ts, one.thread_ts)]
    if not thread:
        raise Refused("thread_not_found")
    return _history(arguments, thread)


def _as_user(workspace: Workspace, person: Person) -> Json:
    with_email = "users:read.email" in workspace.manifest.scopes
    return person.as_user(with_email=with_email, updated=int(workspace.keeper.now()))


def user_info(workspace: Workspace, arguments: Json) -> Json:
    """users.info."""
    person = workspace.people.get(arguments["user"])
    if person is None:
        raise Refused("user_not_found")
    return {"user": _as_user(workspace, person)}


def list_users(workspace: Workspace, arguments: Json) -> Json:
    """users.list: the people of this workspace, deactivated ones too, and strangers in shared channels."""
    members, metadata = page(list(workspace.people.values()), arguments, 1000)
    shown = [_as_user(workspace, person) for person in members]
    return {"members": shown, "cache_ts": int(workspace.keeper.now()), "response_metadata": metadata}


def user_by_email(workspace: Workspace, arguments: Json) -> Json:
    """users.lookupByEmail: active people of this workspace only."""
    wanted = str(arguments["email"]).lower()
    for person in workspace.people.values():
        if person.email.lower() == wanted and not (person.deleted or person.is_stranger or person.is_bot):
            return {"user": _as_user(workspace, person)}
    raise Refused("users_not_found")
