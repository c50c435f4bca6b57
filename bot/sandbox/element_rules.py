"""What Slack accepts in composition objects and block elements, as tables.

Source: the reference pages "Composition objects" and "Block elements", and slack_sdk's models.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.rules import (
    ByType,
    Items,
    Num,
    Obj,
    Problems,
    Rule,
    Str,
    at_least_one,
    exactly_one,
    say,
    yes_or_no,
)

ANY_TYPE = Str()
ID = Str(255)


def plain(most: int) -> Rule:
    """Gives the rule for plain text of up to `most` characters; only this kind of text has `emoji`."""
    return ByType(
        {"plain_text": Obj({"type": ANY_TYPE, "text": Str(most)}, {"emoji": yes_or_no})},
    )


def text(most: int) -> Rule:
    """Gives the rule for plain or mrkdwn text of up to `most` characters; only mrkdwn has `verbatim`."""
    return ByType(
        {
            "plain_text": Obj({"type": ANY_TYPE, "text": Str(most)}, {"emoji": yes_or_no}),
            "mrkdwn": Obj({"type": ANY_TYPE, "text": Str(most)}, {"verbatim": yes_or_no}),
        }
    )


CONFIRM = Obj(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": Str(choices=frozenset({"primary", "danger"}))},
)


def option(label: Rule, more: Mapping[str, Rule] | None = None) -> Rule:
    """Gives the rule for one option whose text follows `label`; `more` are further properties."""
    return Obj({"text": label, "value": Str(150)}, {"description": text(75), **(more or {})})


PLAIN_OPTION = option(plain(75))
RICH_OPTION = option(text(75))
OVERFLOW_OPTION = option(plain(75), {"url": Str(3000)})
OPTION_GROUP = Obj({"label": plain(75), "options": Items(PLAIN_OPTION, 100)})


def _is_private(host: str) -> bool:
    return host in {"localhost", "::1", "0.0.0.0"} or host.startswith(("127.", "10.", "192.168.", "169.254."))


def fetchable(value: Any, path: str, problems: Problems) -> None:
    """A web address of up to 3,000 characters that Slack's own servers can fetch a picture from."""
    before = len(problems)
    Str(3000)(value, path, problems)
    if len(problems) > before:
        return
    address = urlsplit(value)
    host = address.hostname or ""
    if address.scheme not in {"http", "https"} or _is_private(host) or "." not in host:
        say(problems, "downloading image failed", path)


SLACK_FILE = Obj({}, {"id": Str(), "url": Str()}, [exactly_one("id", "url")])
IMAGE_PARTS: Mapping[str, Rule] = {"image_url": fetchable, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = Obj(
    {"type": ANY_TYPE, "alt_text": Str(2000)}, IMAGE_PARTS, [exactly_one("image_url", "slack_file")]
)


def initial_among_options(value: Any, path: str, problems: Problems) -> None:
    """What is chosen from the start must be, word for word, one of the options."""
    offered = list(value.get("options", []))
    for group in value.get("option_groups", []):
        offered += group["options"]
    chosen = [("initial_option", value["initial_option"])] if "initial_option" in value else []
    chosen += [("initial_options", one) for one in value.get("initial_options", [])]
    for name, one in chosen:
        if one not in offered:
            say(problems, f"{name} must be one of the options", f"{path}/{name}")


def element(required: Mapping[str, Rule], optional: Mapping[str, Rule], *also: Rule) -> Rule:
    """Gives the rule for an interactive element with these properties besides `type` and `action_id`."""
    return Obj({"type": ANY_TYPE, **required}, {"action_id": ID, **optional}, also)


INPUT: dict[str, Rule] = {"placeholder": plain(150), "focus_on_load": yes_or_no}
MENU: dict[str, Rule] = {**INPUT, "confirm": CONFIRM}
SEVERAL: dict[str, Rule] = {"max_selected_items": Num(least=1)}
TYPED: dict[str, Rule] = {
    **INPUT,
    "dispatch_action_config": Obj(
        {},
        {
            "trigger_actions_on": Items(
                Str(choices=frozenset({"on_enter_pressed", "on_character_entered"})), 2
            )
        },
    ),
}
PICKED: dict[str, Rule] = {"confirm": CONFIRM, "focus_on_load": yes_or_no}
OPTIONS: dict[str, Rule] = {"options": Items(PLAIN_OPTION, 100), "option_groups": Items(OPTION_GROUP, 100)}
ONE_LIST = exactly_one("options", "option_groups")
FILTER = Obj(
    {},
    {
        "include": Items(Str(choices=frozenset({"im", "mpim", "private", "public"})), 4),
        "exclude_external_shared_channels": yes_or_no,
        "exclude_bot_users": yes_or_no,
    },
    [at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users")],
)
FEEDBACK = Obj({"text": plain(75), "value": Str(2000)}, {"accessibility_label": Str(75)})

ELEMENTS: dict[str, Rule] = {
    "button": element(
        {"text": plain(75)},
        {
            "url": Str(3000),
            "value": Str(2000),
            "style": Str(choices=frozenset({"primary", "danger"})),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
        },
    ),
    "static_select": element(
        {}, {**MENU, **OPTIONS, "initial_option": PLAIN_OPTION}, ONE_LIST, initial_among_options
    ),
    "multi_static_select": element(
        {},
        {**MENU, **OPTIONS, **SEVERAL, "initial_options": Items(PLAIN_OPTION, 100)},
        ONE_LIST,
        initial_among_options,
    ),
    "external_select": element(
        {}, {**MENU, "initial_option": PLAIN_OPTION, "min_query_length": Num(least=0)}
    ),
    "users_select": element({}, {**MENU, "initial_user": Str()}),
    "multi_users_select": element({}, {**MENU, **SEVERAL, "initial_users": Items(Str())}),
    "conversations_select": element(
        {},
        {
            **MENU,
            "initial_conversation": Str(),
            "default_to_current_conversation": yes_or_no,
            "response_url_enabled": yes_or_no,
            "filter": FILTER,
        },
    ),
    "channels_select": element({}, {**MENU, "initial_channel": Str(), "response_url_enabled": yes_or_no}),
    "overflow": element({"options": Items(OVERFLOW_OPTION, 5)}, {"confirm": CONFIRM}),
    "checkboxes": element(
        {"options": Items(RICH_OPTION, 10)},
        {**PICKED, "initial_options": Items(RICH_OPTION, 10)},
        initial_among_options,
    ),
    "radio_buttons": element(
        {"options": Items(RICH_OPTION, 10)}, {**PICKED, "initial_option": RICH_OPTION}, initial_among_options
    ),
    "datepicker": element(
        {}, {**MENU, "initial_date": Str(pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")}
    ),
    "timepicker": element(
        {}, {**MENU, "initial_time": Str(pattern=r"([01]\d|2[0-3]):[0-5]\d"), "timezone": Str()}
    ),
    "datetimepicker": element({}, {**PICKED, "initial_date_time": Num(least=10**9, most=10**10 - 1)}),
    "plain_text_input": element(
        {},
        {
            **TYPED,
            "initial_value": Str(3000, least=0),
            "multiline": yes_or_no,
            "min_length": Num(least=0, most=3000),
            "max_length": Num(least=1, most=3000),
        },
    ),
    "number_input": element(
        {"is_decimal_allowed": yes_or_no},
        {**TYPED, "initial_value": Str(), "min_value": Str(), "max_value": Str()},
    ),
    "email_text_input": element({}, {**TYPED, "initial_value": Str()}),
    "url_text_input": element({}, {**TYPED, "initial_value": Str()}),
    "image": IMAGE_ELEMENT,
    "feedback_buttons": element({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {}),
    "icon_button": element(
        {"icon": Str(), "text": plain(75)},
        {
            "value": Str(2000),
            "confirm": CONFIRM,
            "accessibility_label": Str(75),
            "visible_to_user_ids": Items(Str()),
        },
    ),
}

SINGLE_MENUS = {"static_select", "external_select", "users_select", "conversations_select", "channels_select"}
MULTI_MENUS = {"multi_static_select", "multi_users_select"}
PICKERS = {"datepicker", "timepicker", "checkboxes", "radio_buttons"}
TYPED_INPUTS = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}

IN_SECTION = {"button", "overflow", "image"} | SINGLE_MENUS | MULTI_MENUS | PICKERS
IN_ACTIONS = {"button", "overflow", "datetimepicker"} | SINGLE_MENUS | PICKERS
IN_INPUT = {"datetimepicker"} | SINGLE_MENUS | MULTI_MENUS | PICKERS | TYPED_INPUTS
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}


def elements(names: set[str]) -> Rule:
    """Gives the rule for one element of these types."""
    return ByType({name: ELEMENTS[name] for name in names})
