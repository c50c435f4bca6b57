"""`caseload run`: the bot until somebody stops it, over Socket Mode or HTTP."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.clock import Clock
from bot.config import BadSettings, Settings
from bot.pace import Pace
from bot.readiness import Probe
from bot.web import web_app
from bot.wiring import Bot, assemble
from handlers.reception.payloads import is_whole
from storage.database import Database, open_database
from storage.schema import is_migrated

log = logging.getLogger(__name__)

PING_SECONDS = 10
"""How often a Socket Mode connection is probed; a silent one is replaced by the SDK."""


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


class Connection(AsyncSocketModeHandler):
    """Bolt's connection, which turns away what is no payload of Slack's; acknowledged, it comes no more."""

    async def handle(  # type: ignore[override]  # as the SDK's own does
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        if is_whole(req.payload):
            await super().handle(client, req)
            return
        log.warning("a request over Socket Mode was no payload of Slack's, and was turned away")
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))


async def run(settings: Settings, clock: Clock) -> None:
    """Serve until SIGTERM or SIGINT; what has been acknowledged is finished first."""
    database = open_database(settings.database_url)
    if not await asyncio.to_thread(is_migrated, database):
        database.close()
        raise BadSettings("The database isn't at this version's tables. Run `caseload migrate` first.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with serving(settings, database, clock):
            await stop.wait()
            log.info("stopping: finishing what was acknowledged")
    finally:
        database.close()


@contextlib.asynccontextmanager
async def serving(
    settings: Settings, database: Database, clock: Clock, pace: Pace | None = None
) -> AsyncIterator[Bot]:
    """A bot that is connected to Slack and serves its paths until the block ends."""
    async with assemble(settings, database, clock, pace) as bot, _connected(bot) as is_connected:
        probe = Probe(
            database,
            clock.now,
            is_connected,
            lambda: bot.schedule.last_tick,
            lambda: bot.courier.revoked,
            lambda: bot.is_working,
            clock.now(),
        )
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
    handler = Connection(bot.app, bot.settings.app_token, web_client=bot.slack, ping_interval=PING_SECONDS)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK leaves these two untyped
    try:
        yield lambda: _is_open(handler)
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def _is_open(handler: AsyncSocketModeHandler) -> bool:
    session = getattr(handler.client, "current_session", None)
    return session is not None and not session.closed


@contextlib.asynccontextmanager
async def _listening(bot: Bot, probe: Probe) -> AsyncIterator[None]:
    app = None if bot.settings.app_token else bot.app
    config = uvicorn.Config(
        web_app(probe, app, bot.settings.signing_secret or ""),
        log_level="warning",
        access_log=False,
        lifespan="off",
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
