"""The one place that reads the time and makes ids.

`now` can be turned for a demonstration; signatures, pacing and retries use `monotonic`, which can't.
"""

import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4


class Clock:
    """The time the bot lives in: the machine's, plus what a demonstration has turned it by."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """This moment, UTC."""
        return datetime.now(UTC) + self._offset

    def turn_to(self, moment: datetime) -> None:
        """From now on it is this moment; never earlier than it was."""
        self._offset += max(moment - self.now(), timedelta(0))


def machine_now() -> datetime:
    """This moment by the machine's own clock, UTC, whatever the bot's has been turned to."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds that only ever grow, for pacing and time-outs."""
    return time.monotonic()


def new_id() -> str:
    """A short id nobody has had before, for logs and for requests."""
    return uuid4().hex[:12]
