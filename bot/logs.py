"""Logs: one line each, with a request's number; no child's reference, no token and nothing anybody typed.

As words, or (LOG_FORMAT=json) as one JSON object a line: at, level, logger, message, request, and of an error
its kind and where it happened.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from handlers.reception.numbers import NUMBER

TOKENS = re.compile(
    r"(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+"
    r"|(?<=//)[^/\s:@]*:[^/\s@]+(?=@)"  # an address's name and password
    r"|(?<=/services/)[\w/-]+|(?<=/commands/)[\w/-]+|(?<=/actions/)[\w/-]+"  # a response_url may be posted to
    r"|(?<=ticket=)[\w-]+"  # of a Socket Mode connection
)
LIBRARIES = (
    "slack_bolt", "slack_sdk", "apscheduler", "alembic", "uvicorn", "httpx", "httpcore", "aiohttp", "asyncio",
    "sqlalchemy", "psycopg", "openpyxl", "PIL",
)  # fmt: skip
"""What they say below a warning holds requests and answers, so what people typed."""

OURS = ("bot", "handlers", "storage", "scoring", "__main__")
"""Whose log messages are known to hold nothing from outside; of any other only the beginning is kept."""

DETAILS = re.compile(r"[(:{<\n]")
"""Where a library's message goes on to what it was about: an error's text, a payload."""


class Redacting(logging.Formatter):
    """Writes a record without tokens, whatever library it comes from; `secrets` are taken out as they are."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted((each for each in secrets if each), key=len, reverse=True)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the standard library's name
        record.message = _said(record)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the standard library's name
        """Where it happened and what kind of error it was; its message may hold what somebody typed."""
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), f"{kind.__name__} (its message is left out)"])

    def format(self, record: logging.LogRecord) -> str:
        number = _number(record)
        text = super().format(record)
        return self.redacted(f"{text} request={number}" if number else text)

    def redacted(self, text: str) -> str:
        """The text with every secret, token and password in it replaced."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return TOKENS.sub("[token]", text)


class AsJson(Redacting):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.redacted(_said(record)),
        }
        if number := _number(record):
            told["request"] = number
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["trace"] = "".join(traceback.format_tb(record.exc_info[2]))
        return json.dumps(told, ensure_ascii=False)


FORMATS: Mapping[str, type[Redacting]] = {"words": Redacting, "json": AsJson}
"""The values of LOG_FORMAT."""


def set_up_logs(level: int = logging.INFO, secrets: Collection[str] = (), log_format: str = "words") -> None:
    """Log to standard error, never one of these secrets; libraries say only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[log_format](secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in LIBRARIES:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    sys.excepthook = _log_fault


def _log_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ends the process goes the same way: Python's own words for it would hold the message."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("stopped by a fault", exc_info=(kind, error, trace))


def _said(record: logging.LogRecord) -> str:
    message = record.getMessage()
    if record.name.partition(".")[0] in OURS:
        return message
    return DETAILS.split(message, maxsplit=1)[0].rstrip()


def _number(record: logging.LogRecord) -> str:
    return str(getattr(record, "request", "") or NUMBER.get())
