"""Plain code run from the event loop: in a thread of a pool, awaited."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST_WAIT = 0.03
"""Seconds after which somebody stops waiting for a slow one before them, and runs beside it."""


class Turns:
    """Pools whose calls take turns, as long as each is quick.

    One interpreter runs one thread at a time anyway. Threads that run together hand it to each other at
    every row SQLite reads: 184 times in an allocation with sixteen people waiting, which doubled its cost.
    """

    def __init__(self) -> None:
        self._turn = Lock()

    def pool(self, threads: int, name: str) -> "Pool":
        return Pool(self, threads, name)

    def take(self, call: Callable[[], T]) -> T:
        """What the call returns, once it is its turn, or once it has waited long enough."""
        is_mine = self._turn.acquire(timeout=LONGEST_WAIT)
        try:
            return call()
        finally:
            if is_mine:
                self._turn.release()


class Pool(ThreadPoolExecutor):
    """Some threads that take turns with those of the other pools."""

    def __init__(self, turns: Turns, threads: int, name: str) -> None:
        super().__init__(threads, thread_name_prefix=name)
        self._turns = turns

    def submit(self, call: Callable[..., T], /, *args: Any, **named: Any) -> "Future[T]":
        return super().submit(self._turns.take, lambda: call(*args, **named))


async def in_thread(threads: Executor, call: Callable[[], T]) -> T:
    """What the call returns, without holding up anything else meanwhile; the request's number goes along."""
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, call)
