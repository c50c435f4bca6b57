"""What a person sees on its way to their browser: over a WebSocket, the changed parts only."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.sandbox.page.front import Front
from bot.sandbox.page.parts import parts_for
from bot.sandbox.people import Json

GATHERING = 0.02
"""Seconds in which changes gather, so that a handful of them are drawn once."""
HEARTBEAT = 20.0


@dataclass
class Watch:
    """One browser tab: as whom and where it looks, and what it was sent."""

    person: str = ""
    place: str = ""
    sent: dict[str, str] = field(default_factory=dict)

    def news(self, parts: dict[str, Json]) -> str:
        """Returns what has changed as JSON, or nothing: {"set": {name: part}, "gone": [name]}."""
        fresh = {name: json.dumps(part) for name, part in parts.items()}
        changed = [name for name, text in fresh.items() if self.sent.get(name) != text]
        gone = [name for name in self.sent if name not in fresh]
        self.sent = fresh
        if not changed and not gone:
            return ""
        pairs = ",".join(f"{json.dumps(name)}:{fresh[name]}" for name in changed)
        return f'{{"set":{{{pairs}}},"gone":{json.dumps(gone)}}}'


class Stream:
    """Keeps the open tabs up to date."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._open: set[web.WebSocketResponse] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serves one tab until it closes; each message from it says who looks where."""
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=0.1)
        await socket.prepare(request)
        self._open.add(socket)
        watch = Watch()
        sending = asyncio.ensure_future(self._send(socket, watch))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._look(watch, message.data)
        finally:
            sending.cancel()
            self._open.discard(socket)
        return socket

    def _look(self, watch: Watch, text: str) -> None:
        try:
            asked = json.loads(text)
            watch.person, watch.place = str(asked["as"]), str(asked["place"])
        except (ValueError, KeyError, TypeError):
            return
        self._front.client.workspace.changes.happened()

    async def _send(self, socket: web.WebSocketResponse, watch: Watch) -> None:
        changes = self._front.client.workspace.changes
        with contextlib.suppress(ConnectionError):  # the tab was closed
            while True:
                number = changes.number
                if news := watch.news(parts_for(self._front, watch.person, watch.place)):
                    await socket.send_str(news)
                await asyncio.sleep(GATHERING)
                if changes.number == number:
                    await changes.next()

    async def close(self) -> None:
        """Closes every tab's connection."""
        for socket in list(self._open):
            await socket.close()
