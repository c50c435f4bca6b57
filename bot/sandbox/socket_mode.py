"""Socket Mode: one-time tickets, envelopes out, acknowledgements in ("Using Socket Mode" page)."""

import asyncio
import itertools
import json
from collections.abc import Callable

from aiohttp import WSMsgType, web

from bot.sandbox.faults import Faults, Way
from bot.sandbox.people import Json
from bot.sandbox.timekeeping import Changes
from bot.sandbox.workspace import APP_ID

CONNECTIONS = 10
CLOSING_SECONDS = 0.5
DEBUG_INFO = {"host": "local-applink", "build_number": 1, "approximate_connection_time": 18060}


class SocketMode:
    """Keeps the open connections; each envelope goes to one of them, in turn."""

    def __init__(self, changes: Changes, faults: Faults) -> None:
        self._changes, self._faults = changes, faults
        self._breaks: dict[web.WebSocketResponse, Callable[[], None]] = {}
        self._mute: set[web.WebSocketResponse] = set()
        self._saying: set[asyncio.Task[None]] = set()
        faults.of_connections = self._strike_all
        self._open: list[web.WebSocketResponse] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self.link = ""

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def new_link(self) -> str:
        """Returns a WebSocket address with a ticket that opens one connection."""
        ticket = f"{next(self._numbers):032x}"
        self._tickets.add(ticket)
        return f"{self.link}?ticket={ticket}&app_id={APP_ID}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection until it closes; a ticket that is unknown or used is refused."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid_ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSING_SECONDS, autoping=False)
        await socket.prepare(request)
        if self.connected >= CONNECTIONS:
            await self._say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return socket
        await self._serve(socket, request)
        return socket

    async def _serve(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        info = {"num_connections": self.connected + 1, "connection_info": {"app_id": APP_ID}}
        await socket.send_json({"type": "hello", **info, "debug_info": DEBUG_INFO})
        self._open.append(socket)
        self._breaks[socket] = lambda: _break(request)
        self._changes.happened()
        self._strike(socket)
        try:
            async for message in socket:
                if socket in self._mute:
                    continue
                if message.type is WSMsgType.TEXT:
                    self._take_ack(message.data)
                elif message.type is WSMsgType.PING:
                    await socket.pong(message.data)
        finally:
            self._forget(socket)

    def _take_ack(self, text: str) -> None:
        try:
            ack = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.pop(ack.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(ack.get("payload") or {})

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._open:
            self._open.remove(socket)
        self._breaks.pop(socket, None)
        self._mute.discard(socket)
        self._changes.happened()

    def _strike_all(self) -> None:
        for socket in list(self._open):
            self._strike(socket)

    def _strike(self, socket: web.WebSocketResponse) -> None:
        """Has a connection suffer what has been ordered for it, if anything has."""
        order = self._faults.strike("connection", {})
        if order is None:
            return
        if order.fault.way is Way.MUTE:
            self._mute.add(socket)
        elif order.fault.way is Way.DROP:
            self._breaks[socket]()
            self._forget(socket)
        else:
            self._open.remove(socket)
            saying = asyncio.get_running_loop().create_task(self._say_goodbye(socket, "refresh_requested"))
            self._saying.add(saying)
            saying.add_done_callback(self._saying.discard)
        self._changes.happened()

    async def send(self, kind: str, payload: Json, retry: Json) -> "asyncio.Future[Json]":
        """Sends an envelope; returns the future of its acknowledgement's payload (empty if it has none)."""
        envelope_id = f"{next(self._numbers):08x}-0000-4000-8000-000000000000"
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        socket = self._open.pop(0)
        self._open.append(socket)
        if socket in self._mute:
            return answer
        await socket.send_json(
            {
                "envelope_id": envelope_id,
                "type": kind,
                "payload": payload,
                "accepts_response_payload": kind != "events_api",
                **retry,
            }
        )
        return answer

    async def ask_refresh(self) -> None:
        """Asks for every connection to be opened anew, as Slack does at times, and leaves the old ones."""
        old, self._open = self._open, []
        self._changes.happened()
        for socket in old:
            await self._say_goodbye(socket, "refresh_requested")

    async def close(self) -> None:
        """Closes all connections."""
        for socket in list(self._open):
            await socket.close()

    async def _say_goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": DEBUG_INFO})


def _break(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
