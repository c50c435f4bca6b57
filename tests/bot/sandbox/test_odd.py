"""Whatever is sent, the local Slack answers as Slack would; it never breaks, and draws what it accepts."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.api import Api
from bot.sandbox.manifest import Manifest
from bot.sandbox.methods import METHODS
from bot.sandbox.mrkdwn import Names
from bot.sandbox.pace import Pace
from bot.sandbox.people import Channel, Message
from bot.sandbox.render import render_message
from bot.sandbox.surfaces import block_problems, complete
from bot.sandbox.timekeeping import Timekeeper
from bot.sandbox.values import start_values
from bot.sandbox.workspace import Workspace
from tests.bot.sandbox.stage import HandClock, Json, field, manifest, modal, option, section, select
from tests.bot.sandbox.test_blocks import ACCEPTED

ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text"]), inner),
    max_leaves=4,
)
BLOCKS = [block for blocks in ACCEPTED.values() for block in blocks]


def quiet_api() -> Api:
    clock = HandClock()
    workspace = Workspace(Manifest.read(manifest()), Timekeeper(clock), Pace(clock, is_on=False))
    workspace.add_channel(Channel("C1", "team", members=[workspace.bot.id]))
    return Api(workspace, "bot", "app")


def paths(value: Any) -> list[tuple[Any, ...]]:
    """Returns the way to every part inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for name, part in inner for way in [(name,), *[(name, *rest) for rest in paths(part)]]]


def changed(block: Json, way: tuple[Any, ...], value: Any) -> Json:
    made = copy.deepcopy(block)
    part: Any = made
    for name in way[:-1]:
        part = part[name]
    part[way[-1]] = value
    return made


@given(data=st.data(), name=st.sampled_from(sorted(METHODS)))
@settings(max_examples=300, deadline=None)
def test_odd_arguments_are_answered(data: st.DataObject, name: str) -> None:
    method = METHODS[name]
    known = {"channel": "C1", "ts": "1.2", "text": "words", "user": "U1", "users": "U1"}
    names = sorted({*method.required, *method.optional})
    arguments = {one: data.draw(st.just(known.get(one, "x")) | ODD, label=one) for one in names}
    token = "app" if method.needs_app_token else "bot"
    answer = quiet_api().answer(name, arguments, token)
    assert answer.body["ok"] is True or answer.body["error"]


@given(data=st.data(), block=st.sampled_from(BLOCKS), odd=ODD)
@settings(max_examples=500, deadline=None)
def test_a_block_with_one_odd_part_is_refused_or_drawn(data: st.DataObject, block: Json, odd: Any) -> None:
    made = changed(block, data.draw(st.sampled_from(paths(block))), odd)
    if not block_problems([made], "message", "/blocks"):
        stored = complete([made], lambda: "id")
        message = Message(Channel("C1", "team"), "1.2", "U1", "words", stored, values=start_values(stored))
        assert render_message(message, Names({}, {}))


@given(data=st.data(), odd=ODD)
@settings(max_examples=200, deadline=None)
def test_a_form_with_one_odd_part_is_refused_or_opened(data: st.DataObject, odd: Any) -> None:
    form = modal(
        field(select(option(), action_id="a"), block_id="b"), section(), private_metadata="x", callback_id="c"
    )
    made = changed(form, data.draw(st.sampled_from(paths(form))), odd)
    api = quiet_api()
    answer = api.answer("views.publish", {"user_id": "U0BOT0001", "view": made}, "bot")
    assert answer.body["error"] == "invalid_arguments"
    answer = api.answer("views.open", {"trigger_id": "none", "view": made}, "bot")
    assert answer.body["error"] in {"invalid_arguments", "invalid_trigger_id"}
