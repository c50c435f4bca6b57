"""Plain code run from the event loop: in a thread of a pool, awaited."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

T = TypeVar("T")


async def in_thread(threads: Executor, call: Callable[[], T]) -> T:
    """What the call returns, without holding up anything else meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(threads, call)
