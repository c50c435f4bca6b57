"""A small council on a local Slack with the bot connected: what the end-to-end tests act in."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

from bot.clock import Clock
from bot.config import Settings
from bot.manifest import manifest
from bot.matching import propose
from bot.pace import Pace
from bot.run import serving
from bot.sandbox import Channel, LocalSlack, Message, Outcome, Person
from bot.slack_client import open_session, slack_client
from bot.wiring import Bot
from scoring.ids import ChannelId, TeamId, WorkerId
from scoring.people import Grade, Role
from storage.accounts import confirm_accounts, list_proposals
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.details import PersonDetails, TeamDetails
from storage.joining import add_role, add_service, add_team, add_worker
from storage.policies import default_policy_text
from storage.teams import claim_start


@dataclass
class Town:
    """North: Ann supervises Sam (experienced), Jo (ASYE) and Lee (support worker); Kit works in South."""

    slack: LocalSlack
    database: Database
    clock: Clock
    settings: Settings
    people: dict[str, Person] = field(default_factory=dict)
    workers: dict[str, WorkerId] = field(default_factory=dict)
    teams: dict[str, TeamId] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    bot: Bot | None = None

    @property
    def change(self) -> Change:
        return Change(self.clock.now(), Source.SHELL)

    async def type(self, who: str, line: str, channel: str | None = "north") -> Outcome:
        """Somebody types a command in a channel."""
        where = self.channels[channel] if channel else None
        command, _, text = line.partition(" ")
        return await self.slack.type_command(self.people[who], where, f"{command} {text}".strip())

    async def settle(self) -> None:
        """Let the bot finish what it has been asked: rescoring, posts, answers on their way."""
        assert self.bot is not None
        await self.bot.dispatch.finish()
        await self.bot.schedule.settle()
        await self.bot.courier.drain()
        await self.slack.settled()

    async def turn(self, by: timedelta) -> None:
        """Turn the bot's clock, running every tick on the way."""
        assert self.bot is not None
        until = self.clock.now() + by
        while self.clock.now() < until:
            self.clock.turn_to(await self.bot.schedule.next_moment(until))
            await self.bot.schedule.tick()
            await self.bot.courier.drain()

    def told(self, who: str) -> list[str]:
        """The texts of the bot's direct messages to somebody."""
        return [message.text for message in self.slack.direct_messages(self.people[who])]

    def posted(self, channel: str) -> list[Message]:
        return self.slack.messages(self.channels[channel])


@contextlib.asynccontextmanager
async def town(database_url: str, clock: Clock, *, started: bool = True) -> AsyncIterator[Town]:
    """The town with its bot running over Socket Mode."""
    database = open_database(read_url(database_url))
    async with LocalSlack(manifest(), is_paced=False) as slack:
        settings = Settings(
            slack.bot_token, slack.app_token, slack.signing_secret, slack.api_url,
            read_url(database_url), 0, default_policy_text(),
        )  # fmt: skip
        place = Town(slack, database, clock, settings)
        settle_in(place, started)
        await match(place)
        async with serving(settings, database, clock, Pace(lambda: 0.0, never_wait)) as bot:
            place.bot = bot
            await slack.wait_connected()
            await place.settle()  # a bot is ready before every load has been counted
            yield place
    database.close()


async def never_wait(_seconds: float) -> None:
    """The town's Slack sets no pace, so that its tests needn't wait; the courier's own tests do pace."""


PEOPLE = (
    ("Ann Abbott", "north", Grade.TEAM_MANAGER),
    ("Sam Okafor", "north", Grade.EXPERIENCED),
    ("Jo Price", "north", Grade.NEWLY_QUALIFIED),
    ("Lee Marsh", "north", Grade.SUPPORT_WORKER),
    ("Sue Bright", "south", Grade.TEAM_MANAGER),
    ("Kit Novak", "south", Grade.EXPERIENCED),
    ("Mel Hart", "south", Grade.NONE),
    ("Hal Grey", "south", Grade.NONE),
)


def settle_in(place: Town, started: bool = True) -> None:
    """Bring the people and teams into the database and to Slack."""
    with place.database.writing() as session:
        service = add_service(session, place.change, "Safeguarding")
        for name in ("north", "south"):
            channel = place.slack.add_channel(f"team-{name}")
            place.channels[name] = channel
            details = TeamDetails(name.capitalize(), service, ChannelId(channel.id))
            place.teams[name] = add_team(session, place.change, details)
            if started:
                claim_start(session, place.teams[name], place.clock.now())
        for full, team, grade in PEOPLE:
            key = full.split(" ")[0].lower()
            email = f"{key}@council.example"
            person = PersonDetails(full, email, place.teams[team], grade, Fraction(1))
            place.workers[key] = add_worker(session, place.change, person)
            place.people[key] = place.slack.add_person(full, email, key)
            for channel in place.channels.values():
                place.slack.invite(channel, place.people[key])
        roles = (("ann", Role.SUPERVISOR, "north"), ("sue", Role.SUPERVISOR, "south"))
        for who, role, team in roles:
            add_role(session, place.change, place.workers[who], role, team=place.teams[team], is_first=True)
        add_role(session, place.change, place.workers["mel"], Role.SERVICE_MANAGER, service=service)
        add_role(session, place.change, place.workers["hal"], Role.HEAD)


async def match(place: Town) -> None:
    """Confirm everybody's Slack account."""
    async with open_session() as session:
        slack = slack_client(place.slack.bot_token, place.slack.api_url, session)
        await propose(place.database, slack, place.change)
    with place.database.writing() as session:
        confirm_accounts(session, place.change, [user for _, _, user in list_proposals(session)])
