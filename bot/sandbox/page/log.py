"""What the bot called, for the curious: each call of the Web API with its answer, and what failed."""

from collections.abc import Iterable

from bot.sandbox.api import Call
from bot.sandbox.core import Failure
from bot.sandbox.people import Json

SHOWN = 100


def log_of(calls: Iterable[Call], failures: list[Failure]) -> Json:
    """Returns the newest calls and failures, newest first."""
    numbered = list(enumerate(calls, 1))
    return {
        "calls": [_call(number, call) for number, call in numbered[: -SHOWN - 1 : -1]],
        "failures": [{"kind": each.kind, "error": each.error} for each in reversed(failures[-SHOWN:])],
    }


def _call(number: int, call: Call) -> Json:
    return {
        "number": number,
        "method": call.method,
        "at": call.at,
        "error": call.error or "",
        "arguments": call.arguments,
        "answer": call.answer,
    }
