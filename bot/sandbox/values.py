"""What is typed and chosen in a view or message: Slack's `state.values`, and how a person's choice becomes
one.

Source: "View submission payloads" and "Block actions payloads" (the shape of each element's value).
"""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import CannotDo
from bot.sandbox.people import Channel, Json, Person
from bot.sandbox.surfaces import elements_of

Values = dict[str, dict[str, Json]]


@dataclass(frozen=True)
class Slot:
    """Where an element keeps its value in the state, where it starts from, and of what kind it is."""

    name: str
    initial: str
    kind: str

    @property
    def is_many(self) -> bool:
        """Whether several things can be chosen."""
        return self.kind in {"options", "ids"}


SLOTS: dict[str, Slot] = {
    "plain_text_input": Slot("value", "initial_value", "text"),
    "email_text_input": Slot("value", "initial_value", "email"),
    "url_text_input": Slot("value", "initial_value", "url"),
    "number_input": Slot("value", "initial_value", "number"),
    "static_select": Slot("selected_option", "initial_option", "option"),
    "external_select": Slot("selected_option", "initial_option", "option"),
    "radio_buttons": Slot("selected_option", "initial_option", "option"),
    "multi_static_select": Slot("selected_options", "initial_options", "options"),
    "checkboxes": Slot("selected_options", "initial_options", "options"),
    "users_select": Slot("selected_user", "initial_user", "id"),
    "multi_users_select": Slot("selected_users", "initial_users", "ids"),
    "conversations_select": Slot("selected_conversation", "initial_conversation", "id"),
    "channels_select": Slot("selected_channel", "initial_channel", "id"),
    "datepicker": Slot("selected_date", "initial_date", "date"),
    "timepicker": Slot("selected_time", "initial_time", "time"),
    "datetimepicker": Slot("selected_date_time", "initial_date_time", "moment"),
}
_FORMS = {
    "email": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "an email address"),
    "url": (r"https?://\S+", "a web address"),
    "number": (r"-?\d+(\.\d+)?", "a number"),
    "date": (r"\d{4}-\d\d-\d\d", "a date (YYYY-MM-DD)"),
    "time": (r"([01]\d|2[0-3]):[0-5]\d", "a time (HH:MM)"),
}


def start_values(blocks: list[Json], kept: Values | None = None) -> Values:
    """Returns the state a person finds in blocks: `kept` where block_id, action_id and type are the same,
    else initial.

    Slack keeps even an untouched field under the same ids: a changed initial value needs a new block_id.
    """
    values: Values = {}
    for block in blocks:
        for part in elements_of(block):
            slot = SLOTS.get(part["type"])
            if slot is None:
                continue
            fresh = {"type": part["type"], slot.name: part.get(slot.initial, [] if slot.is_many else None)}
            before = (kept or {}).get(block["block_id"], {}).get(part["action_id"])
            same = before is not None and before["type"] == part["type"]
            values.setdefault(block["block_id"], {})[part["action_id"]] = before if same and before else fresh
    return values


def options_of(part: Json) -> list[Json]:
    """Returns the options an element offers, those in groups included."""
    grouped = [option for group in part.get("option_groups", []) for option in group["options"]]
    return [*part.get("options", []), *grouped]


def _option(wanted: Any, offered: list[Json]) -> Json:
    for option in offered:
        if wanted in (option["value"], option["text"]["text"], option):
            return option
    labels = ", ".join(option["text"]["text"] for option in offered)
    raise CannotDo(f"{wanted!r} is not among the options: {labels}")


def _id(wanted: Any) -> str:
    return wanted.id if isinstance(wanted, (Person, Channel)) else str(wanted)


def _check_length(part: Json, typed: str) -> None:
    least, most = part.get("min_length", 0), part.get("max_length", 3000)
    if not least <= len(typed) <= most:
        raise CannotDo(f"the field takes {least} to {most} characters, not {len(typed)}")


def _check_number(part: Json, typed: str) -> None:
    if "." in typed and not part["is_decimal_allowed"]:
        raise CannotDo(f"{typed} is not a whole number")
    if "min_value" in part and float(typed) < float(part["min_value"]):
        raise CannotDo(f"{typed} is less than {part['min_value']}")
    if "max_value" in part and float(typed) > float(part["max_value"]):
        raise CannotDo(f"{typed} is more than {part['max_value']}")


def _typed(part: Json, kind: str, wanted: Any) -> str | None:
    typed = str(wanted)
    if not typed:
        return None
    if kind in _FORMS and not re.fullmatch(_FORMS[kind][0], typed):
        raise CannotDo(f"{typed!r} is not {_FORMS[kind][1]}")
    if part["type"] == "plain_text_input":
        _check_length(part, typed)
    if kind == "number":
        _check_number(part, typed)
    return typed


def _many(part: Json, slot: Slot, wanted: Any, offered: list[Json]) -> list[Any]:
    items = list(wanted) if isinstance(wanted, (list, tuple, set, frozenset)) else [wanted]
    if len(items) > part.get("max_selected_items", len(items)):
        raise CannotDo(f"no more than {part['max_selected_items']} can be chosen")
    return [_option(item, offered) if slot.kind == "options" else _id(item) for item in items]


def chosen(part: Json, wanted: Any, offered: list[Json] | None = None) -> Json:
    """Returns the state of an element once a person types or chooses `wanted`; None empties it.

    Options are named by value or by label, people and channels by object or id. `offered` are the options of
    an external select. Raises CannotDo for what Slack's client would not let them enter.
    """
    slot = SLOTS[part["type"]]
    state: Json = {"type": part["type"]}
    if slot.is_many:
        state[slot.name] = [] if wanted is None else _many(part, slot, wanted, offered or options_of(part))
    elif wanted is None:
        state[slot.name] = None
    elif slot.kind == "option":
        state[slot.name] = _option(wanted, offered or options_of(part))
    elif slot.kind == "id":
        state[slot.name] = _id(wanted)
    elif slot.kind == "moment":
        state[slot.name] = int(wanted)
    else:
        state[slot.name] = _typed(part, slot.kind, wanted)
    return state


def is_empty(state: Json) -> bool:
    """Returns whether nothing is typed or chosen."""
    return not state[SLOTS[state["type"]].name]
