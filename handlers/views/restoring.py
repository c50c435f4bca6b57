"""A form as somebody had filled it in, drawn again with what was wrong above it."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from handlers.messages import Block, OpenView, View
from handlers.views.blocks import section

Fill = Callable[[Block, Any], None]


def restored_form(form: OpenView, sentences: Sequence[str]) -> View:
    """The form with everything typed still in it, and the sentences on top."""
    view = deepcopy(dict(form.drawn))
    blocks: list[Block] = view["blocks"]
    for block in blocks:
        value = form.state.get(block.get("block_id", ""))
        if block["type"] == "input" and value:
            FILLS.get(block["element"]["type"], _nothing)(block["element"], value)
    view["blocks"] = [section("\n".join(f"*{sentence}*" for sentence in sentences)), *blocks]
    return view


def _nothing(_element: Block, _value: Any) -> None:
    """An element whose value can't be set again."""


def _text(element: Block, value: Any) -> None:
    element["initial_value"] = value


def _date(element: Block, value: Any) -> None:
    element["initial_date"] = value


def _option(element: Block, value: Any) -> None:
    chosen = [option for option in element["options"] if option["value"] == value]
    if chosen:
        element["initial_option"] = chosen[0]


def _options(element: Block, values: Any) -> None:
    chosen = [option for option in element["options"] if option["value"] in values]
    if chosen:
        element["initial_options"] = chosen


FILLS: Mapping[str, Fill] = {
    "plain_text_input": _text,
    "datepicker": _date,
    "static_select": _option,
    "checkboxes": _options,
}
