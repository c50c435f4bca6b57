"""What is done to every request before it is read: what nobody types is taken out, what is endless refused.

PostgreSQL takes no NUL, and nobody types the other control characters. Those that turn text around are taken
out of a line or question; in a form they stay, for the field that holds them is told so and keeps the rest.
"""

import re
from dataclasses import replace
from typing import Any, TypeVar

from handlers.messages import Click, Command, OpenView, Question, Request, Submission
from scoring.errors import BadInput

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

MOST_CHARACTERS = 2_000
"""Slack lets people send 40,000; names are looked for in every word of it, which took seconds."""
TOO_LONG = "That is more than I can read at once. Please say it in a sentence or two; I keep nothing of it."

T = TypeVar("T", bound=Request)


def cleaned(request: T) -> T:
    """The request without control characters in anything somebody typed or chose; a new line may stay.

    Raises BadInput for a line or question that is longer than anything that could be meant.
    """
    if isinstance(request, Command | Question):
        if len(request.text) > MOST_CHARACTERS:
            raise BadInput(TOO_LONG)
        return replace(request, text=TURNING.sub(" ", _clean(request.text)))
    if isinstance(request, Click):
        view = _clean_view(request.view) if request.view is not None else None
        return replace(request, value=_clean(request.value), view=view)
    if isinstance(request, Submission):
        return replace(request, view=_clean_view(request.view))
    return request


def _clean_view(view: OpenView) -> OpenView:
    return replace(view, state={block: _clean(value) for block, value in view.state.items()})


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROLS.sub(" ", value)
    return [_clean(each) for each in value] if isinstance(value, list) else value
