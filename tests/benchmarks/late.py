"""Answers that came too late for the acknowledgement: a small server that response_url points to."""

import asyncio
import json
from types import TracebackType
from typing import Self

PATIENCE_SECONDS = 60.0


class LateAnswers:
    """Listens while its block lasts and keeps the texts that are sent to `url`."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[str] = []
        self._came = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._receive, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/response"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()

    async def wait_for(self, number: int) -> None:
        """Come back when that many have come; TimeoutError after a minute."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._came:
            await self._came.wait_for(lambda: len(self.texts) >= number)

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = (await read_message(reader))[1]
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        writer.close()
        async with self._came:
            self.texts.append(text_of(body))
            self._came.notify_all()


async def read_message(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """The first line and the body of one HTTP request or answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = int(head.lower().partition("content-length:")[2].partition("\r\n")[0])
    return head.partition("\r\n")[0], await reader.readexactly(length)


def text_of(body: bytes) -> str:
    """What a message says; a body that is no message is given back as it is."""
    try:
        return str(json.loads(body)["text"])
    except (ValueError, KeyError, TypeError):
        return body.decode()
