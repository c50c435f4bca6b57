"""Stopping when told to: what was acknowledged is finished first, within a bound; told twice, at once."""

import asyncio
import logging
import os
import signal
from threading import Timer

log = logging.getLogger(__name__)

LEFT = 1
"""The exit code when something was left for the next start."""


class Stop:
    """Waits for SIGTERM or SIGINT. From the first on a stop may take so many seconds; a second ends it.

    What is left then is taken over at the next start, as after any other end: nothing acknowledged is lost.
    """

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._told = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):  # from now on: also while the bot is starting
            loop.add_signal_handler(number, self._tell)

    async def wait(self) -> None:
        """Come back when the process is told to stop."""
        await self._told.wait()

    def _tell(self) -> None:
        if self._told.is_set():
            self._give_up()
        log.info("stopping: finishing what was acknowledged")
        self._told.set()
        bound = Timer(self._seconds, self._give_up)  # a thread: also where the loop is what hangs
        bound.daemon = True
        bound.start()

    def _give_up(self) -> None:
        log.error("stopped before everything was finished; the next start finishes it")
        logging.shutdown()
        os._exit(LEFT)
