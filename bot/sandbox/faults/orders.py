"""What is on now, and whether it strikes this call."""

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import CannotDo
from bot.sandbox.faults.kinds import DELIVERIES, FAULTS, Fault

NOT_CALLS = frozenset({*DELIVERIES, "connection"})
"""What `*` leaves out: faults of calls don't strike what goes the other way."""

PLACES = ("channel", "channel_id", "channels", "user_id", "user", "users", "channelId")
"""The arguments and fields that name a conversation or a person."""


@dataclass(eq=False)
class Order:
    """One fault that is on: `left` strikes (0: for as long as it is on), until `ends` on the real clock."""

    number: int
    name: str
    methods: frozenset[str]
    channel: str | None
    left: int | None
    ends: float | None
    every: int
    wait: float
    met: int = 0

    @property
    def fault(self) -> Fault:
        """What it does."""
        return FAULTS[self.name]

    def fits(self, method: str, body: Mapping[str, Any]) -> bool:
        """Returns whether it is about such a call; `body` are its arguments or the delivery's payload."""
        is_of_method = method in self.methods or ("*" in self.methods and method not in NOT_CALLS)
        return is_of_method and (self.channel is None or self.channel in _places(body))


def _places(body: Mapping[str, Any]) -> Iterable[str]:
    for name in PLACES:
        value = body.get(name)
        yield str(value.get("id") if isinstance(value, dict) else value)


class Faults:
    """Holds what has been ordered; `strike` is asked once for every call, delivery and connection."""

    def __init__(self, changed: Callable[[], None], seconds: Callable[[], float] = time.monotonic) -> None:
        self.changed, self._seconds = changed, seconds
        self._orders: list[Order] = []
        self._numbers = itertools.count(1)
        self.struck: Counter[str] = Counter()
        self.of_connections: Callable[[], None] = lambda: None

    def order(
        self,
        name: str,
        *,
        methods: Iterable[str] = (),
        channel: str | None = None,
        times: int = 1,
        seconds: float | None = None,
        every: int = 1,
        wait: float | None = None,
    ) -> Order:
        """Switches a fault on and returns the order; raises CannotDo if there is none of this name.

        `times` is how often it strikes (0: for as long as it is on), `seconds` for how long it stays on.
        """
        fault = FAULTS.get(name)
        if fault is None:
            raise CannotDo(f"there is no fault {name}; there are: {', '.join(FAULTS)}")
        if times < 0 or every < 1 or (seconds or 0) < 0 or (wait or 0) < 0:
            raise CannotDo("times, seconds and wait are 0 or more, every is 1 or more")
        ends = None if seconds is None else self._seconds() + seconds
        order = Order(
            next(self._numbers),
            name,
            frozenset(methods or fault.where),
            channel,
            times or None,
            ends,
            every,
            fault.wait if wait is None else wait,
        )
        self._orders.append(order)
        self.changed()
        if fault.is_of_connections:
            self.of_connections()
        return order

    def switch_on(self, name: str, **more: Any) -> Order:
        """Switches a fault on in its usual form until it is switched off; a connection's happens just once.

        `more` is as for `order`; there is one of each name then. Raises CannotDo if there is none.
        """
        self.clear(name)
        lasting = 1 if name in FAULTS and FAULTS[name].is_of_connections else 0
        return self.order(name, **{"times": lasting, **more})

    def clear(self, name: str | None = None) -> None:
        """Switches every fault of this name off, or all of them."""
        self._orders = [order for order in self._orders if name not in (None, order.name)]
        self.changed()

    @property
    def on(self) -> list[Order]:
        """What is on now, the oldest first."""
        now = self._seconds()
        self._orders = [order for order in self._orders if order.ends is None or now < order.ends]
        return list(self._orders)

    def strike(self, method: str, body: Mapping[str, Any]) -> Order | None:
        """Returns the fault that strikes this call, and counts it; None if none does."""
        for order in self.on:
            if order.fits(method, body):
                order.met += 1
                if order.met % order.every == 0:
                    self._count(order)
                    return order
        return None

    def _count(self, order: Order) -> None:
        self.struck[order.name] += 1
        if order.left is not None:
            order.left -= 1
            if order.left == 0:
                self._orders.remove(order)
        self.changed()
