"""What a checkup knows before it judges: the environment, the database, and what Slack has answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.config import Settings
from scoring.ids import ChannelId
from scoring.working_time import london_day
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a check has found: what is wrong, and the step that mends it.

    One that is only `advice` is worth doing and stops nothing; it doesn't make the checkup fail.
    """

    wrong: str
    mend: str
    is_advice: bool = False


@dataclass(frozen=True, slots=True)
class SlackAnswers:
    """What Slack says of the app. `refused` is its reason for refusing the bot token, None when it took it.

    `ahead` is how far this machine's clock is ahead of Slack's, to the second; None where Slack gave no time.
    `channels` are those the bot is in, with whether each is archived; None where Slack didn't say.
    """

    refused: str | None = None
    app_token_refused: str | None = None
    scopes: frozenset[str] | None = None
    ahead: timedelta | None = None
    channels: Mapping[ChannelId, bool] | None = None


@dataclass(frozen=True)
class Known:
    """Everything the checks may look at; `settings`, `slack` and `database` are None where there are none.

    `database` is one that answers, `is_migrated` whether its tables are this version's. `open_files` are
    those of SQLite's that others than their owner could open before anybody opened them here.
    """

    environment: Mapping[str, str]
    now: datetime
    settings: Settings | None = None
    problems: tuple[str, ...] = ()
    slack: SlackAnswers | None = None
    database: Database | None = None
    database_problem: Finding | None = None
    is_migrated: bool = False
    open_files: tuple[Path, ...] = ()
    find_zone: Callable[[str], ZoneInfo] = field(default=ZoneInfo)

    @property
    def today(self) -> date:
        """The London day."""
        return london_day(self.now)
