"""The path `/faults`: what there is and what is on, switching on, and switching off."""

from typing import Any

from aiohttp import web

from bot.sandbox.errors import CannotDo
from bot.sandbox.faults.kinds import FAULTS
from bot.sandbox.faults.orders import Faults, Order

NAMES = frozenset({"fault", "methods", "channel", "times", "seconds", "every", "wait"})


class Control:
    """Lets a program of this machine order faults; browsers' pages from elsewhere are refused before."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """Returns the paths."""
        return [
            web.get("/faults", self._list),
            web.post("/faults", self._order),
            web.delete("/faults", self._clear),
        ]

    async def _list(self, _: web.Request) -> web.Response:
        kinds = {
            name: {"title": fault.title, "way": fault.way.value, "methods": fault.where}
            for name, fault in FAULTS.items()
        }
        on = [_shown(order) for order in self._faults.on]
        return web.json_response({"ok": True, "faults": kinds, "on": on, "struck": self._faults.struck})

    async def _order(self, request: web.Request) -> web.Response:
        try:
            order = _read(self._faults, await request.json())
        except (CannotDo, ValueError, TypeError, KeyError, AttributeError) as problem:
            return web.json_response({"ok": False, "error": f"{problem}"}, status=400)
        return web.json_response({"ok": True, "order": _shown(order)})

    async def _clear(self, request: web.Request) -> web.Response:
        self._faults.clear(request.query.get("fault"))
        return web.json_response({"ok": True})


def _read(faults: Faults, body: dict[str, Any]) -> Order:
    if unknown := sorted(set(body) - NAMES):
        raise CannotDo(f"an order has no {', '.join(unknown)}; it has {', '.join(sorted(NAMES))}")
    seconds, wait = body.get("seconds"), body.get("wait")
    methods = body.get("methods", ())
    return faults.order(
        str(body.get("fault", "")),
        methods=[methods] if isinstance(methods, str) else [str(each) for each in methods],
        channel=body.get("channel"),
        times=int(body.get("times", 1)),
        seconds=None if seconds is None else float(seconds),
        every=int(body.get("every", 1)),
        wait=None if wait is None else float(wait),
    )


def _shown(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "fault": order.name,
        "methods": sorted(order.methods),
        "channel": order.channel,
        "left": order.left,
        "every": order.every,
        "wait": order.wait,
    }
