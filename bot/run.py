"""`caseload run`: the bot until somebody stops it, over Socket Mode or HTTP."""

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn

from bot.arriving import Arrivals
from bot.clock import Clock, monotonic
from bot.config import BadSettings, Settings
from bot.connections import MOST_CONNECTIONS, HastyProtocol
from bot.metrics import Now
from bot.pace import Pace
from bot.presence import Presence
from bot.readiness import Probe
from bot.socket_mode import SocketMode
from bot.stopping import Stop
from bot.web import web_app
from bot.wiring import Bot, assemble
from storage.database import Database, open_database
from storage.running import holding
from storage.schema import require_migrated
from storage.troubles import told

log = logging.getLogger(__name__)

LONGEST_ANSWERING = 5
"""Seconds in which requests that have come in over HTTP are answered at a stop; Slack waits for three."""


class Web(uvicorn.Server):
    """uvicorn that says when it listens, and leaves signals to us."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: `run` stops everything in its order."""
        yield


async def run(settings: Settings, clock: Clock) -> None:
    """Serve until SIGTERM or SIGINT; what has been acknowledged is finished first."""
    database = open_database(settings.database_url)
    try:
        with holding(database), told():
            await asyncio.to_thread(require_migrated, database)
            await _serve(settings, database, clock)
    finally:
        database.close()


async def _serve(settings: Settings, database: Database, clock: Clock) -> None:
    stop = Stop(settings.stop_seconds)
    async with serving(settings, database, clock) as bot:
        logging.getLogger().addHandler(bot.metrics.log_handler())
        settle_memory()
        await stop.wait()


def settle_memory() -> None:
    """Whatever was made at the start stays: the collector need never look at it again.

    It looks through everything each time some ten thousand objects were made; a country's loads, loaded and
    scored, took a fifth longer for it.
    """
    gc.collect()
    gc.freeze()


@contextlib.asynccontextmanager
async def serving(
    settings: Settings,
    database: Database,
    clock: Clock,
    pace: Pace | None = None,
    presence: Presence | None = None,
) -> AsyncIterator[Bot]:
    """A bot that is connected to Slack and serves its paths until the block ends."""
    async with assemble(settings, database, clock, pace, presence) as bot, _connected(bot) as is_connected:
        probe = Probe(
            database,
            clock.now,
            is_connected,
            lambda: bot.schedule.last_tick,
            lambda: bot.courier.revoked,
            lambda: bot.is_working,
            clock.now(),
        )
        now = Now(database, clock.now, lambda: probe.check().is_ready, lambda: bot.app.under_way)
        bot.metrics.watch(now)
        async with _listening(bot, probe):
            way = "Socket Mode" if settings.app_token else "HTTP"
            log.info("ready over %s, on port %s", way, settings.port)
            yield bot


@contextlib.asynccontextmanager
async def _connected(bot: Bot) -> AsyncIterator[Callable[[], bool]]:
    """The Socket Mode connection, if there is an app token; over HTTP Slack comes to us."""
    if bot.settings.app_token is None:
        yield lambda: True
        return
    handler = SocketMode(bot.app, bot.settings.app_token, bot.slack)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
    try:
        yield handler.is_open
    finally:
        await handler.finish()


@contextlib.asynccontextmanager
async def _listening(bot: Bot, probe: Probe) -> AsyncIterator[None]:
    over_http = bot.settings.app_token is None
    arrivals = Arrivals(bot.settings.signing_secret or "", monotonic) if over_http else None
    config = uvicorn.Config(
        web_app(probe, bot.app, arrivals, bot.metrics.text),
        http=HastyProtocol,
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
        server_header=False,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=LONGEST_ANSWERING,
    )
    server = Web(config)
    serving_task = asyncio.ensure_future(server.serve([_bound(bot.settings.port)]))
    try:
        await server.listening.wait()
        yield
    finally:
        server.should_exit = True
        await serving_task


def _bound(port: int) -> socket.socket:
    """A socket on the port; uvicorn itself would end the process where it is taken.

    It names its protocol: asyncio sends small answers at once, not 40 ms later, only where it reads TCP.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("0.0.0.0", port))
    except OSError:
        bound.close()
        raise BadSettings(f"PORT {port} is taken by another program. Choose another one.") from None
    return bound
