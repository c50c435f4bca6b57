"""How far a long import has come, told to whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Told = Callable[[str, int, int | None], None]
"""Given what is being done, how many are done, and how many there are in all, where that is known."""

AT_ONCE = 1_000
"""Rows written by one statement."""
EVERY = 5_000


def tell_nobody(_what: str, _done: int, _of: int | None) -> None:
    """For imports that nobody waits for."""


def counted(items: Iterable[T], what: str, told: Told) -> Iterator[T]:
    """The same items; every few thousand are told."""
    of = len(items) if isinstance(items, Sequence) else None
    for number, item in enumerate(items):
        if number and number % EVERY == 0:
            told(what, number, of)
        yield item


def batches(items: Sequence[T], what: str, told: Told) -> Iterator[Sequence[T]]:
    """The items, as many at a time as one statement writes; each batch is told."""
    for start in range(0, len(items), AT_ONCE):
        if start:
            told(what, start, len(items))
        yield items[start : start + AT_ONCE]
