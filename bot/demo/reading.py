"""Reading lines that somebody types, without holding up the bot."""

import asyncio
import contextlib
import threading


async def read_line(prompt: str) -> str | None:
    """The next line, None once there are no more.

    A thread waits for it: pipes, files and terminals all work, and leaving never waits for the thread.
    """
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str | None] = loop.create_future()

    def deliver(text: str | None) -> None:
        if not line.done():
            line.set_result(text)

    def wait() -> None:
        try:
            text: str | None = input(prompt)
        except (EOFError, UnicodeDecodeError):
            text = None
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(deliver, text)

    threading.Thread(target=wait, daemon=True).start()
    return await line
