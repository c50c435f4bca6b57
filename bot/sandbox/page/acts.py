"""What a person can do in the page, by name; each takes the request's JSON and returns what came of it.

`ok` is whether it went well, `seen` the sentence to show if not, `errors` the words under fields by block_id.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.acts import Place
from bot.sandbox.errors import CannotDo
from bot.sandbox.forms import inputs_of
from bot.sandbox.outcome import Outcome
from bot.sandbox.page.front import Front
from bot.sandbox.people import Channel, Json, Message, Person, View

Act = Callable[[Front, Person, Json], Awaitable[Json]]
FINE: Json = {"ok": True}


def _answer(outcome: Outcome | None) -> Json:
    if outcome is None:
        return FINE
    return {"ok": outcome.ok, "seen": outcome.seen, "errors": outcome.field_errors}


def _channel(front: Front, body: Json) -> Channel:
    channel = front.client.workspace.channels.get(str(body["channel"]))
    if channel is None:
        raise CannotDo("there is no such channel")
    return channel


def _message(front: Front, body: Json) -> Message:
    message = front.client.workspace.messages[_channel(front, body).id].get(str(body["ts"]))
    if message is None:
        raise CannotDo("this message is no longer there")
    return message


def _view(front: Front, body: Json) -> View:
    view = front.client.workspace.find_view(str(body["view"]))
    if view is None:
        raise CannotDo("this form is no longer open")
    return view


def _where(front: Front, body: Json) -> Place:
    return _view(front, body) if "view" in body else _message(front, body)


async def say(front: Front, person: Person, body: Json) -> Json:
    """Sends what is in the composer: a slash command, or a message, in a thread if `thread` is given."""
    text, thread = str(body["text"]).strip(), body.get("thread")
    if text.startswith("/") and thread:
        raise CannotDo("slash commands do not work in threads; mention the app instead")
    if text.startswith("/"):
        return _answer(await front.client.type_command(person, _channel(front, body), text))
    front.client.say(person, _channel(front, body), text, str(thread) if thread else None)
    return FINE


async def click(front: Front, person: Person, body: Json) -> Json:
    """Presses a button, or chooses `value` in a select, picker or menu outside a form's input blocks."""
    where = _where(front, body)
    if isinstance(where, View):
        await _enter(front, person, where, body)
    named = {"block_id": str(body["block"])}
    return _answer(await front.client.click(person, where, str(body["action"]), body.get("value"), **named))


async def fill(front: Front, person: Person, body: Json) -> Json:
    """Finishes one field of which the bot hears at once, with what is typed in the others so far."""
    view = _view(front, body)
    await _enter(front, person, view, body)
    heard = await front.client.fill(person, view, {str(body["block"]): body.get("value")})
    return _answer(heard[-1] if heard else None)


async def submit(front: Front, person: Person, body: Json) -> Json:
    """Sends a form with what is typed in it."""
    view = _view(front, body)
    if problems := await _enter(front, person, view, body):
        return {"ok": False, "seen": "", "errors": problems}
    return _answer(await front.client.submit(person, view))


async def _enter(front: Front, person: Person, view: View, body: Json) -> dict[str, str]:
    there = inputs_of(view)
    typed = {name: value for name, value in dict(body.get("typed", {})).items() if name in there}
    return await front.client.enter(person, view, typed)


async def close(front: Front, person: Person, body: Json) -> Json:
    """Closes the form in front."""
    return _answer(await front.client.close(person, _view(front, body)))


async def suggest(front: Front, person: Person, body: Json) -> Json:
    """Types into an external select."""
    action, block, query = str(body["action"]), str(body["block"]), str(body["query"])
    options = await front.client.suggest(person, _where(front, body), action, query, block_id=block)
    return {**FINE, "options": options}


async def shortcut(front: Front, person: Person, body: Json) -> Json:
    """Uses a message shortcut."""
    return _answer(await front.client.shortcut(person, _message(front, body), str(body["callback"])))


async def open_home(front: Front, person: Person, _: Json) -> Json:
    """Opens the Home tab."""
    front.client.open_home(person)
    return FINE


async def open_assistant(front: Front, person: Person, body: Json) -> Json:
    """Begins a conversation in Slack's assistant, beside the channel they look at."""
    viewing = front.client.workspace.channels.get(str(body.get("channel", "")))
    front.client.open_assistant(person, None if viewing is None or viewing.is_im else viewing)
    return FINE


async def read(front: Front, person: Person, body: Json) -> Json:
    """Has read a channel up to a message."""
    front.unread.read(person, _channel(front, body), float(body["ts"]))
    return FINE


async def turn(front: Front, _: Person, body: Json) -> Json:
    """Turns the clock."""
    await front.turn(str(body["turn"]))
    return FINE


async def fault(front: Front, _: Person, body: Json) -> Json:
    """Switches a fault on until it is switched off, or off; all of them go off under no name."""
    name, is_on = str(body["fault"]), body["on"] is True
    if is_on:
        front.faults.switch_on(name)
    else:
        front.faults.clear(name or None)
    return FINE


ACTS: Mapping[str, Act] = {
    "say": say,
    "click": click,
    "fill": fill,
    "submit": submit,
    "close": close,
    "suggest": suggest,
    "shortcut": shortcut,
    "home": open_home,
    "assistant": open_assistant,
    "read": read,
    "turn": turn,
    "fault": fault,
}

QUIET = frozenset({"read", "home"})
"""What changes nothing, and is let through while the page is held."""
