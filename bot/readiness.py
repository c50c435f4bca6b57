"""Ready is more than alive: database, migrations, Slack, the last tick, and posts that go out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.letters import find_oldest_waiting
from storage.schema import is_migrated

LONGEST_WITHOUT_TICK = timedelta(seconds=120)
LONGEST_IN_OUTBOX = timedelta(minutes=10)
"""Counted from the start at the earliest: after downtime there is a backlog, and that is no fault."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is ready and what isn't, each with a word."""

    checks: dict[str, str]

    @property
    def is_ready(self) -> bool:
        return all(word == "ok" for word in self.checks.values())


@dataclass
class Probe:
    """Asks each part. `is_connected` is about Slack, `last_tick` in the bot's time."""

    database: Database
    clock: Callable[[], datetime]
    is_connected: Callable[[], bool]
    last_tick: Callable[[], datetime | None]
    is_revoked: Callable[[], bool]
    is_working: Callable[[], bool]
    started_at: datetime

    def __post_init__(self) -> None:
        self.database.is_in_place()

    def check(self) -> Readiness:
        """How each part is; reading the database takes some milliseconds."""
        checks = self._stored()
        connected = self.is_connected() and not self.is_revoked()
        checks["slack"] = "ok" if connected else "token revoked" if self.is_revoked() else "not connected"
        tick = self.last_tick()
        late = tick is None or self.clock() - tick > LONGEST_WITHOUT_TICK
        checks["timetable"] = "no tick for two minutes" if late else "ok"
        checks["loops"] = "ok" if self.is_working() else "stopped; restart the bot"
        return Readiness(checks)

    def _stored(self) -> dict[str, str]:
        try:
            migrated = is_migrated(self.database)
            with self.database.reading() as session:
                oldest = find_oldest_waiting(session, self.clock()) if migrated else None
        except SQLAlchemyError:
            return {"database": "does not answer"}
        if not self.database.is_in_place():
            return {"database": "its file was moved or deleted; stop the bot, restore the file, start again"}
        stuck = oldest is not None and self.clock() - max(oldest, self.started_at) > LONGEST_IN_OUTBOX
        return {
            "database": "ok",
            "migrations": "ok" if migrated else "run `caseload migrate`",
            "outbox": "a message has waited for ten minutes" if stuck else "ok",
        }
