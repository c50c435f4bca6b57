"""Putting the bot together from its settings: every part is made here, once."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import aiohttp
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.addresses import answering_only
from bot.bank_holidays import BankHolidays
from bot.channels import SharedChannels
from bot.clock import Clock, monotonic, new_id
from bot.config import BadSettings, Settings
from bot.courier import Courier
from bot.delivery import Delivery
from bot.directory import SlackDirectory
from bot.heartbeat import Heartbeat, heartbeat_of
from bot.metrics import Metrics
from bot.numbered import NumberedApp
from bot.pace import Pace
from bot.post_errors import reason_of
from bot.presence import Presence
from bot.schedule import TICK_SECONDS, Schedule
from bot.slack_client import open_session, slack_client
from handlers.reception.dispatch import Dispatch
from handlers.reception.inbox import Inbox
from handlers.reception.listeners import listen
from handlers.reception.serving import Server
from handlers.reception.threads import Turns, in_thread
from handlers.routes import DRAWERS, ROUTE_TABLE
from storage.change import Change, Source
from storage.database import Database
from storage.policies import add_policy
from storage.running import this_process

log = logging.getLogger(__name__)

THREADS = 4
"""Features run in these; SQLite lets one write at a time. What nobody waits for has a thread of its own."""


class Threads:
    """One pool for what people wait for, and one thread for everything behind it."""

    def __init__(self) -> None:
        turns = Turns()
        self.features = turns.pool(THREADS, "feature")
        self.behind = turns.pool(1, "behind")

    def close(self) -> None:
        self.features.shutdown()
        self.behind.shutdown()


@dataclass
class Bot:
    """The running parts, for `run` and for the demonstration."""

    settings: Settings
    clock: Clock
    database: Database
    slack: AsyncWebClient
    session: aiohttp.ClientSession
    app: NumberedApp
    dispatch: Dispatch
    courier: Courier
    schedule: Schedule
    bank_holidays: BankHolidays
    workspace: str
    presence: Presence
    inbox: Inbox
    metrics: Metrics
    heartbeat: Heartbeat | None
    loops: Sequence["asyncio.Future[None]"] = ()

    @property
    def is_working(self) -> bool:
        """Whether the loops behind the answers go on."""
        return bool(self.loops) and not any(loop.done() for loop in self.loops)

    async def tick(self) -> None:
        """One tick of the timetable, counted, and then the sign of life.

        At leisure after it: whether the list of bank holidays is still fresh.
        """
        try:
            await self.schedule.tick()
        except Exception:
            self.metrics.ticked("failed")
            raise
        self.metrics.ticked("done")
        if self.heartbeat is not None:
            await self.heartbeat.beat()
        await self.bank_holidays.refresh()

    async def take_over(self) -> None:
        """Finish what a process that is gone had promised."""
        for undone in await self.inbox.undone():
            try:
                await self.dispatch.recover(undone)
            except Exception:
                log.exception("what was promised could not be finished; it is tried again")


@dataclass(frozen=True)
class Ground:
    """What every part of one bot stands on."""

    settings: Settings
    database: Database
    clock: Clock
    threads: Threads
    session: aiohttp.ClientSession
    presence: Presence
    metrics: Metrics

    def client(self, *, waits: bool = False) -> AsyncWebClient:
        """A client of the Web API whose calls are counted."""
        token, url = self.settings.bot_token, self.settings.api_url
        return slack_client(token, url, self.session, self.metrics.called, waits=waits)


@contextlib.asynccontextmanager
async def assemble(
    settings: Settings,
    database: Database,
    clock: Clock,
    pace: Pace | None = None,
    presence: Presence | None = None,
) -> AsyncIterator[Bot]:
    """A bot that works until the block ends: then it finishes what it has acknowledged.

    `pace` is Slack's own, and `presence` the product's, unless a test brings a faster one.
    """
    threads = Threads()
    async with open_session() as session:
        presence = presence or Presence(database, this_process(new_id()))
        ground = Ground(settings, database, clock, threads, session, presence, Metrics())
        bot = await _make(ground, pace or Pace(monotonic))
        scheduler = _scheduler(bot)
        await presence.beat()
        # It beats from now on: catching up may take longer than the others wait for a sign of life.
        loops = [asyncio.ensure_future(presence.run(bot.take_over, bot.schedule.tick))]
        try:
            await bot.courier.begin()
            await bot.take_over()
            await bot.schedule.catch_up()
            loops += [asyncio.ensure_future(bot.schedule.run()), asyncio.ensure_future(bot.courier.run())]
            bot.loops = loops
            scheduler.start()
            yield bot
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            await _stop(bot, loops)
            await presence.leave()
            if bot.heartbeat is not None:
                await bot.heartbeat.client.aclose()
            bot.inbox.close()
            threads.close()


def _scheduler(bot: Bot) -> AsyncIOScheduler:
    """What ticks, once it is started; a tick that takes longer swallows those it has missed."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        bot.tick, "interval", seconds=TICK_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
    )
    return scheduler


async def _make(ground: Ground, pace: Pace) -> Bot:
    database, threads, clock = ground.database, ground.threads, ground.clock
    slack = ground.client()
    workspace = await _workspace(slack)
    with database.writing() as stored:
        add_policy(stored, Change(clock.now(), Source.SHELL), ground.settings.policy_text)
    holidays = BankHolidays(database, threads.behind, clock.now, ground.settings.bank_holidays_url)
    await in_thread(threads.behind, holidays.read)
    delivery = Delivery(database, DRAWERS, slack, threads.behind, clock.now, holidays.calendar_of, pace)
    courier = Courier(database, threads.behind, clock.now, delivery)
    schedule = Schedule(
        database,
        threads.behind,
        clock.now,
        holidays.calendar_of,
        courier.wake,
        lambda: ground.presence.is_first,
    )
    inbox = Inbox(database, clock.now, new_id, ground.presence.here.id)
    dispatch = _dispatch(ground, slack, holidays, inbox, schedule)
    return Bot(
        settings=ground.settings,
        clock=clock,
        database=database,
        slack=slack,
        session=ground.session,
        app=_app(ground.settings, slack, dispatch, workspace),
        dispatch=dispatch,
        courier=courier,
        schedule=schedule,
        bank_holidays=holidays,
        workspace=workspace,
        presence=ground.presence,
        inbox=inbox,
        metrics=ground.metrics,
        heartbeat=heartbeat_of(ground.settings.heartbeat_url),
    )


def _dispatch(
    ground: Ground, slack: AsyncWebClient, holidays: BankHolidays, inbox: Inbox, schedule: Schedule
) -> Dispatch:
    """What answers people."""
    directory = SlackDirectory(slack, asyncio.get_running_loop())
    calendar_of = holidays.calendar_of
    server = Server(ground.database, ROUTE_TABLE, ground.clock.now, calendar_of, new_id, directory)
    serve = ground.metrics.observed(server.serve, ROUTE_TABLE)
    answering = ground.client(waits=True)
    features = ground.threads.features
    return Dispatch(serve, inbox, features, answering, schedule.wake, settle=schedule.settle)


def _app(settings: Settings, slack: AsyncWebClient, dispatch: Dispatch, workspace: str) -> NumberedApp:
    """What hears Slack."""
    app = NumberedApp(
        client=slack,
        signing_secret=settings.signing_secret or "",
        process_before_response=True,
        request_verification_enabled=False,  # bot.web does it, before anything is read
        logger=logging.getLogger("slack_bolt"),
    )
    is_shared = SharedChannels(slack, monotonic).is_shared
    listen(app, dispatch, workspace, is_shared, answering_only(settings.api_url))
    return app


async def _workspace(slack: AsyncWebClient) -> str:
    """The id of the workspace the token belongs to."""
    try:
        answer = await slack.auth_test()
    except SlackApiError as error:
        raise BadSettings(
            f"Slack refuses SLACK_BOT_TOKEN ({reason_of(error)}). Install the app again and "
            "copy the new token."
        ) from None
    except (aiohttp.ClientError, TimeoutError):
        raise BadSettings(
            "Slack can't be reached. Check the network and SLACK_API_URL, then start again."
        ) from None
    return str(answer["team_id"])


async def _stop(bot: Bot, loops: Sequence["asyncio.Future[None]"]) -> None:
    await bot.dispatch.finish()
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    await bot.courier.finish()
