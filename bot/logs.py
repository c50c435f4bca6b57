"""Logs: one line each, with a request id; no child's reference, no token and nothing anybody typed."""

import logging
import re
import sys
import traceback
from typing import Any

TOKENS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+")


class Redacting(logging.Formatter):
    """Writes a record without tokens, whatever library it comes from."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name the standard library calls
        """Where it happened and what kind of error it was; its message may hold what somebody typed."""
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), f"{kind.__name__} (its message is left out)"])

    def format(self, record: logging.LogRecord) -> str:
        number = getattr(record, "request", "")
        text = super().format(record)
        return TOKENS.sub("[token]", f"{text} request={number}" if number else text)


def set_up_logs(level: int = logging.INFO) -> None:
    """Log to standard error; the SDKs say only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("slack_bolt", "slack_sdk", "apscheduler", "alembic", "uvicorn", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
