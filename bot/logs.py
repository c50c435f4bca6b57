"""Logs: one line each, with a request's number; no child's reference, no token and nothing anybody typed.

As words, or (LOG_FORMAT=json) as one JSON object a line: at, level, logger, message, request, and of an error
its kind and where it happened.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.reception.numbers import NUMBER

TOKENS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
"""Slack's tokens, and the name and password in an address."""

LEFT_OUT = "(its message is left out)"

OURS = ("bot", "handlers", "storage", "scoring", "__main__")
"""Whose log messages are known to hold nothing from outside; of any other only the beginning is kept."""

DETAILS = re.compile(r"[(:{<\n]")
"""Where a library's message goes on to what it was about: an error's text, a payload."""


class Redacting(logging.Formatter):
    """Writes a record without tokens, whatever library it comes from."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name the standard library calls
        """Where it happened and what kind of error it was; its message may hold what somebody typed."""
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), f"{kind.__name__} {LEFT_OUT}"])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = _said(record)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        number = _number(record)
        text = super().format(record)
        return without_tokens(f"{text} request={number}" if number else text)


class AsJson(Redacting):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
        }
        if number := _number(record):
            told["request"] = number
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["trace"] = "".join(traceback.format_tb(record.exc_info[2]))
        return without_tokens(json.dumps(told, ensure_ascii=False))


FORMATS: Mapping[str, logging.Formatter] = {
    "words": Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"),
    "json": AsJson(),
}
"""The values of LOG_FORMAT."""


def set_up_logs(log_format: str = "words", level: int = logging.INFO) -> None:
    """Log to standard error; the SDKs say only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[log_format])
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("slack_bolt", "slack_sdk", "apscheduler", "alembic", "uvicorn", "httpx", "httpcore"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


def without_tokens(text: str) -> str:
    """The text with every token and password in it replaced."""
    return TOKENS.sub("[token]", text)


def _said(record: logging.LogRecord) -> str:
    message = record.getMessage()
    if record.name.partition(".")[0] in OURS:
        return message
    return DETAILS.split(message, maxsplit=1)[0].rstrip()


def _number(record: logging.LogRecord) -> str:
    return str(getattr(record, "request", "") or NUMBER.get())
