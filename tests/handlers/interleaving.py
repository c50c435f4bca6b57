"""Two people or processes at the same moment, in the order that a test says.

with both_have_read(monkeypatch, "handlers.allocation.allocations.propose"): …
"""

import importlib
from collections.abc import Callable, Iterable
from functools import wraps
from threading import Barrier, BrokenBarrierError, Lock, Thread
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds: whoever waits for somebody who is kept out by a lock goes on alone after this."""


def meet_after(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Have the first two callers of a function wait for each other once it has answered."""
    real: Callable[..., Any] = getattr(importlib.import_module(module), name)
    barrier, lock, calls = Barrier(2), Lock(), list[int]()

    @wraps(real)
    def meeting(*args: Any, **more: Any) -> Any:
        answer = real(*args, **more)
        with lock:
            calls.append(1)
            meets = len(calls) <= 2
        if meets:
            wait(barrier)
        return answer

    monkeypatch.setattr(f"{module}.{name}", meeting)


def wait(barrier: Barrier) -> None:
    """Wait for the other one, but not for somebody who can't come."""
    try:
        barrier.wait(PATIENCE)
    except BrokenBarrierError:
        return


def at_once(*calls: Callable[[], T]) -> list[T]:
    """What each of these calls returns, all made at the same moment; an error is raised here."""
    answers: dict[int, T] = {}
    failures: list[Exception] = []

    def run(place: int, call: Callable[[], T]) -> None:
        try:
            answers[place] = call()
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    _run(threads)
    if failures:
        raise failures[0]
    return [answers[place] for place in range(len(calls))]


def _run(threads: Iterable[Thread]) -> None:
    started = list(threads)
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
