"""What one person sees, in named parts of plain JSON, so that only what changes has to be sent again.

Of the workspace: `app`, `people`, `told`, `channels`, `clock`, `faults`. Of the person: `me`, `places`,
`views`, `home`, `assistant`, and `m <ts>` for each message of the place they look at.
"""

import time

from bot.sandbox.faults import FAULTS
from bot.sandbox.page.front import Front
from bot.sandbox.people import Channel, Json, Message, Person, View

MESSAGES_SHOWN = 150
"""The newest ones of a place; a browser need not hold more."""


def parts_for(front: Front, person_id: str, place: str) -> dict[str, Json]:
    """Returns every part by its name; `place` is the id of the channel they look at, or nothing."""
    looks, person = front.client, front.person(person_id)
    parts: dict[str, Json] = {
        "app": _app(front),
        "people": {each.id: _person(each) for each in looks.workspace.people.values()},
        "told": front.unread.told(),
        "channels": {each.id: each.name for each in looks.workspace.channels.values() if not each.is_im},
        "clock": {"offset": round(looks.workspace.keeper.now() - time.time())},
        "faults": _faults(front),
    }
    return parts if person is None else parts | _own(front, person, place)


def _own(front: Front, person: Person, place: str) -> dict[str, Json]:
    looks = front.client
    home = looks.home(person)
    places = {each.id: each for each in _places(front, person)}
    parts: dict[str, Json] = {
        "me": {"id": person.id},
        "places": {each.id: _place(front, person, each) for each in places.values()},
        "views": {"stack": [_view(view) for view in looks.open_views(person)]},
        "home": _view(home) if home else {},
        "assistant": _assistant(front, person),
    }
    shown = looks.messages(places[place], person)[-MESSAGES_SHOWN:] if place in places else []
    return parts | {f"m {message.ts}": _message(message) for message in shown}


def _app(front: Front) -> Json:
    manifest = front.client.workspace.manifest
    return {
        "run": front.run,
        "name": manifest.app_name,
        "bot": front.client.workspace.bot.id,
        "commands": [vars(command) for command in manifest.commands],
        "shortcuts": manifest.shortcuts,
        "has_home": manifest.has_home,
        "has_assistant": manifest.has_assistant,
        "is_read_only": not manifest.has_messages or manifest.messages_are_read_only,
        "is_connected": front.client.is_reachable,
        "notice": front.notice,
        "turns": list(front.turns),
        "turning": front.turning,
        "first": [person.id for person in front.first],
        "suggestions": [vars(suggestion) for suggestion in front.suggestions],
    }


def _faults(front: Front) -> Json:
    on = {order.name for order in front.faults.on}
    return {
        name: {
            "title": fault.title,
            "way": fault.way.value,
            "is_once": fault.is_of_connections,
            "is_on": name in on,
            "struck": front.faults.struck[name],
        }
        for name, fault in FAULTS.items()
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "handle": person.handle,
        "title": person.title,
        "is_bot": person.is_bot,
        "is_deleted": person.deleted,
    }


def _places(front: Front, person: Person) -> list[Channel]:
    channels = front.client.workspace.channels.values()
    mine = [each for each in channels if not each.is_im and person.id in each.members]
    return [*mine, front.client.direct_channel(person)]


def _place(front: Front, person: Person, channel: Channel) -> Json:
    bot = front.client.workspace.bot.id
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": [member for member in channel.members if member != bot],
        "is_archived": channel.is_archived,
        "is_shared": channel.is_ext_shared,
        "has_bot": bot in channel.members,
        "unread": front.unread.count(person, channel),
        "mark": front.unread.mark(person, channel),
    }


def _assistant(front: Front, person: Person) -> Json:
    """Their newest conversation in Slack's assistant, with what the bot has set in it; else nothing."""
    channel, known = front.client.direct_channel(person), front.client.workspace.assistant_threads
    thread = next((ts for where, ts in reversed(known) if where == channel.id), None)
    if thread is None:
        return {}
    said = [each for each in front.client.messages(channel, person) if each.thread_ts == thread]
    return {
        "channel": channel.id,
        "thread": thread,
        **known[channel.id, thread],
        "messages": [_message(each) for each in said if each.ts != thread][-MESSAGES_SHOWN:],
    }


def _message(message: Message) -> Json:
    return {
        "ts": message.ts,
        "channel": message.channel.id,
        "user": message.user_id,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "thread": message.thread_ts,
        "is_ephemeral": message.ephemeral_to is not None,
        "is_edited": message.edited_ts is not None,
        "values": message.values,
    }


def _view(view: View) -> Json:
    return {"id": view.id, "values": view.values, "definition": view.definition}
