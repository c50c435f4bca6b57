"""What people do with a form: fill it in, submit it, close it; and what the bot's answer to a submit does."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.acts import Acts
from bot.sandbox.core import Failure
from bot.sandbox.delivery import Ack
from bot.sandbox.errors import CannotDo, Refused
from bot.sandbox.outcome import Outcome
from bot.sandbox.people import Json, Person, View
from bot.sandbox.surfaces import check_view, elements_of
from bot.sandbox.values import SLOTS, chosen, is_empty
from bot.sandbox.workspace import Workspace, read_json

ALLOWED = {
    "errors": {"errors"},
    "update": {"view"},
    "push": {"view"},
    "clear": set[str](),
}
"""The properties beside `response_action`, by its value."""


def inputs_of(view: View) -> dict[str, Json]:
    """Returns the input blocks of a view by block_id."""
    return {block["block_id"]: block for block in view.blocks if block["type"] == "input"}


def missing(view: View) -> list[str]:
    """Returns the labels of the fields that must be filled in and are not."""
    return [
        block["label"]["text"]
        for block_id, block in inputs_of(view).items()
        if not block.get("optional") and is_empty(view.values[block_id][block["element"]["action_id"]])
    ]


def _show_errors(_: Workspace, view: View, body: Json) -> dict[str, str]:
    errors = body.get("errors")
    inputs = inputs_of(view)
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", ["errors must name at least one field"])
    for block_id, words in errors.items():
        if block_id not in inputs or not isinstance(words, str) or not words:
            raise Refused(
                "invalid_arguments", [f"{block_id} is not the block_id of an input block of this view"]
            )
    return errors


def _update(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    workspace.draw(view, check_view(read_json(body.get("view"), "invalid_arguments"), "modal"))
    return {}


def _push(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    workspace.push_modal(view.person, check_view(read_json(body.get("view"), "invalid_arguments"), "modal"))
    return {}


def _clear(workspace: Workspace, view: View, _: Json) -> dict[str, str]:
    workspace.close_modals(view.person)
    return {}


_RESPONSES: dict[str, Callable[[Workspace, View, Json], dict[str, str]]] = {
    "errors": _show_errors,
    "update": _update,
    "push": _push,
    "clear": _clear,
}


def carry_out(workspace: Workspace, view: View, body: Json) -> dict[str, str]:
    """Does what the answer to a submit asks, returns the words under fields; if empty, closes the view."""
    if not body:
        workspace.close_view(view)
        return {}
    action = body.get("response_action")
    if action not in ALLOWED or set(body) - {"response_action"} - ALLOWED[action]:
        raise Refused("invalid_arguments", [f"not an answer to a submit: {sorted(body)}"])
    return _RESPONSES[action](workspace, view, body)


class Forms(Acts):
    """Lets people work on a form as Slack's client does."""

    async def fill(self, person: Person, view: View, values: Mapping[str, Any]) -> list[Outcome]:
        """Types or chooses values by block_id; returns the outcomes of those the bot hears of at once.

        A text field takes a string, a select an option's value or label, a multi-select or checkboxes a list,
        a users select a Person or id, a date picker "YYYY-MM-DD"; None empties. Raises CannotDo for what the
        client refuses. The bot hears of fields with `dispatch_action` and of selects outside input blocks.
        """
        self._check_seen(person, view)
        heard = []
        for block_id, wanted in values.items():
            block, part = self._field(view, block_id)
            if block["type"] == "input" and not block.get("dispatch_action"):
                await self._enter(person, view, block, part, wanted)
            else:
                heard.append(await self._act(person, view, block, part, wanted))
        return heard

    async def enter(self, person: Person, view: View, values: Mapping[str, Any]) -> dict[str, str]:
        """Types or chooses values that the bot does not hear of yet, and returns what is wrong by block_id.

        This is what a form holds before somebody sends it or a field with `dispatch_action` is finished.
        """
        self._check_seen(person, view)
        problems = {}
        for block_id, wanted in values.items():
            try:
                await self._enter(person, view, *self._field(view, block_id), wanted)
            except CannotDo as problem:
                problems[block_id] = str(problem)
        return problems

    def _field(self, view: View, block_id: str) -> tuple[Json, Json]:
        for block in view.blocks:
            if block["block_id"] == block_id:
                parts = [part for part in elements_of(block) if part["type"] in SLOTS]
                if len(parts) == 1:
                    return block, parts[0]
        there = ", ".join(block["block_id"] for block in view.blocks)
        raise CannotDo(f"{block_id} is not a field of this view, which has: {there}")

    async def _enter(self, person: Person, view: View, block: Json, part: Json, wanted: Any) -> None:
        block_id, action_id = block["block_id"], part["action_id"]
        offered = None
        if part["type"] == "external_select" and wanted is not None:
            offered = await self.suggest(person, view, action_id, str(wanted), block_id=block_id)
        view.values[block_id][action_id] = chosen(part, wanted, offered)
        self.workspace.changes.happened()

    async def submit(self, person: Person, view: View, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fills in `values` (as `fill` does) and submits the form in front; Outcome.view is what is in front
        then.

        Raises CannotDo if required fields are empty, as Slack's client does not send such a form.
        """
        await self.fill(person, view, values or {})
        if self.workspace.front_view(person) is not view:
            raise CannotDo("another view is in front of this one")
        if "submit" not in view.definition:
            raise CannotDo("this view cannot be submitted")
        if empty := missing(view):
            raise CannotDo(f"please complete: {', '.join(empty)}")
        trigger_id = self.workspace.tickets.new_trigger(person, view.id)
        shown = {"view": view.as_view(self.workspace.view_owner()), "response_urls": []}
        body = payloads.interaction("view_submission", person, trigger_id) | shown
        return self._submitted(view, await self._deliver("interactive", body))

    def _submitted(self, view: View, ack: Ack) -> Outcome:
        if ack.error is not None:
            return Outcome(ack.error, ack.seconds, ack.body, view=view)
        try:
            errors = carry_out(self.workspace, view, ack.body)
        except Refused as refusal:
            self.failures.append(Failure("interactive", ack.body, refusal.name))
            return Outcome(refusal.name, ack.seconds, ack.body, tuple(refusal.problems), view=view)
        front = self.workspace.front_view(view.person)
        return Outcome(None, ack.seconds, ack.body, view=front, field_errors=errors)

    async def close(self, person: Person, view: View, *, everything: bool = False) -> Outcome | None:
        """Closes the form, or the whole stack; the bot hears of it if the form has notify_on_close."""
        self._check_seen(person, view)
        closing = list(self.workspace.stacks.get(person.id, [])) if everything else [view]
        for one in closing:
            self.workspace.close_view(one)
        if not view.definition.get("notify_on_close"):
            return None
        shown = {"view": view.as_view(self.workspace.view_owner()), "is_cleared": everything}
        ack = await self._deliver("interactive", payloads.interaction("view_closed", person, None) | shown)
        return Outcome(ack.error, ack.seconds, ack.body)
