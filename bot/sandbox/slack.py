"""The local Slack as a whole: started, reached by the bot, and acted in by people."""

import time
from collections import deque
from types import TracebackType
from typing import Self

from bot.sandbox.api import Api, Call
from bot.sandbox.cast import Cast
from bot.sandbox.client import Client
from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import Faults
from bot.sandbox.manifest import Manifest
from bot.sandbox.pace import Pace
from bot.sandbox.page import Front, Paths
from bot.sandbox.people import Json
from bot.sandbox.server import Server
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.timekeeping import Clock, Timekeeper
from bot.sandbox.workspace import Workspace

BOT_TOKEN = "xoxb-local-bot"
APP_TOKEN = "xapp-local-app"
SIGNING_SECRET = "local-signing-secret"


class LocalSlack(Client, Cast):
    """A Slack workspace on 127.0.0.1 in which one app, described by its manifest, is installed.

    `clock` gives seconds since 1970 and decides every limit of time (`time_turned` after turning it by hand);
    `port` 0 takes any free one; with `is_paced` False no call is refused for coming too fast.
    """

    def __init__(
        self, manifest: Json, *, port: int = 0, clock: Clock = time.time, is_paced: bool = True
    ) -> None:
        keeper = Timekeeper(clock)
        workspace = Workspace(Manifest.read(manifest), keeper, Pace(clock, is_on=is_paced))
        self.faults = Faults(workspace.changes.happened)
        self._sockets = SocketMode(workspace.changes, self.faults)
        super().__init__(workspace, Delivery(keeper, self._sockets, SIGNING_SECRET, self.faults))
        workspace.new_link = self._sockets.new_link
        self._api = Api(workspace, BOT_TOKEN, APP_TOKEN)
        self.page = Front(self, self.faults)
        self._server = Server(workspace, self._api, self._sockets, Paths(self.page, self._api), self.faults)
        self._port = port
        self.bot_token, self.app_token, self.signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET

    async def start(self) -> Self:
        """Starts listening and returns itself."""
        self._port = await self._server.start(self._port)
        return self

    async def stop(self) -> None:
        """Stops listening and drops what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await self._server.stop()
        await self._delivery.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def page_url(self) -> str:
        """The address of the page for a browser on this machine."""
        return f"http://localhost:{self._port}"

    @property
    def api_url(self) -> str:
        """The address to give to the bot as SLACK_API_URL, with its slash at the end."""
        return f"{self.workspace.base_url}/api/"

    @property
    def events_url(self) -> str | None:
        """Where commands, clicks and events are posted to while no Socket Mode connection is open."""
        return self._delivery.events_url

    @events_url.setter
    def events_url(self, url: str | None) -> None:
        self._delivery.events_url = url

    @property
    def calls(self) -> deque[Call]:
        """The last 10,000 Web API calls with their answers, oldest first; posts to response URLs too."""
        return self._api.calls

    @property
    def connected(self) -> int:
        """How many Socket Mode connections are open."""
        return self._sockets.connected

    async def wait_connected(self, timeout: float = 5.0) -> None:
        """Returns once a Socket Mode connection is open; raises TimeoutError after `timeout` real seconds."""
        await self.wait_for(lambda: self.connected, timeout)

    async def refresh_connections(self) -> None:
        """Asks the bot to connect anew, as Slack does now and then."""
        await self._sockets.ask_refresh()

    def revoke(self) -> None:
        """Takes back the app's tokens: every call is answered `token_revoked`."""
        self._api.is_revoked = True

    def time_turned(self) -> None:
        """Has waits for acknowledgements and repeats look at the clock, after a test has turned it."""
        self.workspace.keeper.turned()
