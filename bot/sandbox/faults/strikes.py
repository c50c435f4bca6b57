"""What a strike does to a call of the Web API, and to a delivery to the bot."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox.errors import Refused
from bot.sandbox.faults.kinds import Way
from bot.sandbox.faults.orders import Faults, Order

T = TypeVar("T")

GONE = web.Response
"""What a handler returns for form's sake once nobody is there to read it."""


async def call(
    faults: Faults,
    request: web.Request,
    method: str,
    arguments: Mapping[str, Any],
    answer: Callable[[], Awaitable[web.Response]],
) -> web.Response:
    """Returns what goes back for one call: `answer()`, unless a fault strikes.

    Raises Refused for a refusal, to be written down as any other.
    """
    order = faults.strike(method, arguments)
    if order is None:
        return await answer()
    if order.fault.way is Way.REFUSE:
        raise refusal(order)
    if order.fault.way is Way.SLOW:
        await asyncio.sleep(order.wait)
        return await answer()
    if order.fault.way in (Way.LOSE, Way.GARBLE):
        await answer()
    if order.fault.way is Way.GARBLE:
        return web.Response(text='{"ok": tr', content_type="application/json")
    if order.fault.way is Way.SILENCE:
        await asyncio.sleep(order.wait)
    return _hang_up(request)


def refusal(order: Order) -> Refused:
    """Returns Slack's refusal under the fault's name."""
    headers = {"Retry-After": str(math.ceil(order.wait))} if order.fault.asks_to_wait else {}
    return Refused(order.fault.error, status=order.fault.status, headers=headers)


def _hang_up(request: web.Request) -> web.Response:
    """Breaks the connection, so that the caller gets no answer."""
    if request.transport is not None:
        request.transport.abort()
    return GONE()


async def deliver(
    faults: Faults, kind: str, payload: Mapping[str, Any], send: Callable[[], Awaitable[T]]
) -> T:
    """Returns what came of delivering something to the bot: once, unless a fault strikes."""
    order = faults.strike(kind, payload.get("event", payload))
    if order is None:
        return await send()
    if order.fault.way is Way.TWICE:
        first, _ = await asyncio.gather(send(), send())
        return first
    await asyncio.sleep(order.wait)
    return await send()
