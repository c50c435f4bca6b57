"""The scene: a local Slack with a council's people and channels, its bot, and a clock that can be turned.

It says nothing and asks nothing: a story, a prompt or a page acts in it, and looks at what Slack received.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import Clock
from bot.config import Settings
from bot.demo.council import Council
from bot.demo.filling import fill
from bot.demo.sight import Sight
from bot.demo.titles import title_of
from bot.manifest import manifest
from bot.matching import propose
from bot.run import serving
from bot.sandbox import Channel, LocalSlack, Message, Outcome, Person, View
from bot.slack_client import open_session, slack_client
from bot.wiring import Bot
from scoring.ids import ChannelId, ServiceId
from scoring.people import Role
from scoring.working_time import london_day
from storage.accounts import confirm_accounts, list_proposals
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.migrating import migrate


@dataclass
class Scene:
    """Everybody is found by their handle, every channel by its name; `sight` knows what is new for whom."""

    council: Council
    slack: LocalSlack
    bot: Bot
    people: Mapping[str, Person]
    channels: Mapping[str, Channel]
    sight: Sight
    _turning: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def now(self) -> datetime:
        """The time in which the bot lives."""
        return self.bot.clock.now()

    def team_channel(self, person: Person) -> Channel | None:
        """The channel of somebody's own team; None for those above the teams."""
        mine = [each for each in self.channels.values() if person.id in each.members]
        return mine[0] if len(mine) == 1 else None

    async def say(self, person: Person, line: str, channel: Channel | None = None) -> Outcome:
        """Somebody types a slash command: in that channel, else in their team's, else directly to the bot."""
        outcome = await self.slack.type_command(person, channel or self.team_channel(person), line)
        await self.settle()
        return outcome

    async def click(
        self, person: Person, where: Message | View, action_id: str, value: Any = None
    ) -> Outcome:
        """Somebody presses a button or chooses in a menu."""
        outcome = await self.slack.click(person, where, action_id, value)
        await self.settle()
        return outcome

    async def fill_in(self, person: Person, form: View, values: Mapping[str, Any]) -> None:
        """Somebody fills fields, one after the other, as the form is drawn again."""
        for block_id, value in values.items():
            await self.slack.fill(person, form, {block_id: value})
            await self.settle()

    async def submit(self, person: Person, form: View) -> Outcome:
        """Somebody sends a form."""
        outcome = await self.slack.submit(person, form)
        await self.settle()
        return outcome

    async def settle(self) -> None:
        """Let the bot finish: answers on their way, rescoring, posts."""
        await self.bot.dispatch.finish()
        await self.bot.schedule.settle()
        await self.bot.courier.drain()
        await self.slack.settled()

    async def turn_clock(self, to: datetime) -> None:
        """Turn the bot's clock, running every tick up to the new time; it never goes back.

        What people have just done is seen to first, so that it happens at its own time.
        """
        async with self._turning:
            await self.settle()
            while self.now < to:
                self.bot.clock.turn_to(await self.bot.schedule.next_moment(to))
                await self.bot.schedule.tick()
                await self.bot.courier.drain()
            await self.settle()


@contextlib.asynccontextmanager
async def open_scene(council: Council, port: int = 0) -> AsyncIterator[Scene]:
    """The council on a local Slack with its bot connected, until the block ends; nothing is left behind.

    `port` is the local Slack's, whose messages carry the time in which the bot lives; 0 takes any free one.
    """
    with TemporaryDirectory(prefix="caseload-demo-", ignore_cleanup_errors=True) as folder:
        url = read_url(f"sqlite:///{Path(folder) / 'demo.db'}")
        database = open_database(url)
        try:
            await asyncio.to_thread(migrate, database)
            clock = Clock(council.now - Clock().now())
            async with LocalSlack(manifest(), port=port, clock=lambda: clock.now().timestamp()) as slack:
                people, channels = _move_in(slack, council)
                ids = {team.name: ChannelId(channels[channel_name(team.name)].id) for team in council.teams}
                await asyncio.to_thread(fill, database, council, ids)
                await _match(database, slack, council.now)
                settings = Settings(
                    bot_token=slack.bot_token,
                    app_token=slack.app_token,
                    signing_secret=slack.signing_secret,
                    api_url=slack.api_url,
                    database_url=url,
                    port=0,
                    policy_text=council.policy_text,
                )
                async with serving(settings, database, clock) as bot:
                    await slack.wait_connected()
                    scene = Scene(council, slack, bot, people, channels, Sight(slack))
                    await scene.settle()
                    yield scene
        finally:
            database.close()


def channel_name(team: str) -> str:
    """A team's channel: "looked-after"."""
    return team.lower().replace(" ", "-")


def _move_in(slack: LocalSlack, council: Council) -> tuple[dict[str, Person], dict[str, Channel]]:
    """Everybody in post has an account; each team has a channel, read by those above it too."""
    today = london_day(council.now)
    people = {
        each.handle: slack.add_person(each.name, each.email, each.handle, title=title_of(each, council))
        for each in council.people
        if each.worker is None or each.worker.is_in_post(today)
    }
    channels = {}
    for team in council.teams:
        name = channel_name(team.name)
        members = [
            people[each.handle]
            for each in council.people
            if each.handle in people
            and ((each.worker and each.worker.team == team.id) or _stands_above(each.grants, team.service))
        ]
        channels[name] = slack.add_channel(name, members, is_private=True)
    return people, channels


def _stands_above(grants: Any, service: ServiceId) -> bool:
    return any(
        grant.role is Role.HEAD or (grant.role is Role.SERVICE_MANAGER and grant.service == service)
        for grant in grants
    )


async def _match(database: Database, slack: LocalSlack, now: datetime) -> None:
    """Slack accounts are proposed by e-mail and confirmed, as an administrator does it."""
    change = Change(now, Source.SHELL)
    async with open_session() as session:
        await propose(database, slack_client(slack.bot_token, slack.api_url, session), change)
    with database.writing() as stored:
        confirm_accounts(stored, change, [user for _, _, user in list_proposals(stored)])
