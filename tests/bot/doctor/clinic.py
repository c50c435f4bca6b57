"""A council on a local Slack in which all is well, for tests that spoil one thing and ask the doctor."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.clock import Clock
from bot.commands.doctor import Found, examine
from bot.sandbox import Channel, LocalSlack
from scoring.ids import PolicyVersion
from storage.database import Database
from storage.marks import TICK, put_mark
from storage.policies import approve_policy
from storage.tables.people import TEAMS
from tests.handlers.views_council import Council, open_council


@dataclass
class Clinic:
    """A healthy council; `environment` is what the bot would be started with."""

    council: Council
    slack: LocalSlack
    environment: dict[str, str]
    channels: dict[str, Channel] = field(default_factory=dict)
    machine_ahead: timedelta = timedelta(0)

    async def ask(self) -> Found:
        clock = Clock(self.council.now - datetime.now(UTC))
        return await asyncio.to_thread(
            examine, self.environment, clock, lambda: datetime.now(UTC) + self.machine_ahead
        )

    def change(self, statement: Any) -> None:
        """Change something in the database behind everybody's back."""
        with self.council.database.writing() as session:
            session.execute(statement)


def well(council: Council, slack: LocalSlack) -> Clinic:
    """The settled council with its channels on this Slack, and what its bot is started with."""
    url = council.database.engine.url.render_as_string(hide_password=False)
    clinic = Clinic(
        council,
        slack,
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url,
        },
    )
    for name, team in council.teams.items():
        clinic.channels[name] = slack.add_channel(f"team-{name.lower()}")
        clinic.change(update(TEAMS).where(TEAMS.c.id == team).values(channel_id=clinic.channels[name].id))
    if council.database.file is not None:
        council.database.file.chmod(0o600)
        for path in council.database.file.parent.glob(f"{council.database.file.name}-*"):
            path.chmod(0o600)
    return clinic


def settled(database: Database) -> Council:
    """A council with a few children, its policy agreed and its bot ticking."""
    council = open_council(database)
    council.holds("sam", 3)
    council.holds(None, 1, start=1100)
    with database.writing() as session:
        approve_policy(session, PolicyVersion("2026-1"), "The leadership team", date(2026, 1, 15))
        put_mark(session, TICK, council.now)
    return council
