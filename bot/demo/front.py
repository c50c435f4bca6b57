"""The page of the demonstration: where it is served, what is set up in it, and whether a browser opens it."""

import errno
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.demo.moments import next_hour, next_monday, tomorrow
from bot.demo.north import LEAH, PRIYA, SAM
from bot.demo.scene import Scene
from bot.demo.suggestions import suggestions
from scoring.people import Role

PORT = 8765
RHYS = "Rhys Pritchard"
"""Newly qualified."""

Say = Callable[[str], None]


def port_for(wanted: int, say: Say) -> int:
    """The port to listen on: the one that is wanted, or 0 (any free one) if it can't be had: that is said."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except (OSError, OverflowError) as problem:
            is_taken = getattr(problem, "errno", None) == errno.EADDRINUSE
            why = "is taken by another program" if is_taken else "can't be used here"
            say(f"Port {wanted} {why}, so another one is used.")
            return 0
    return wanted


def set_up(scene: Scene) -> None:
    """Whom the page begins with, how its clock is turned, and what there is to try."""
    page = scene.slack.page
    page.first = [scene.people[handle] for handle in _first(scene)]
    page.turns = {
        "Next hour": _turning(scene, next_hour),
        "Tomorrow 09:00": _turning(scene, tomorrow),
        "Next Monday 09:00": _turning(scene, next_monday),
    }
    page.suggestions = suggestions(scene.council)


def _first(scene: Scene) -> list[str]:
    """One of each: manager, workers, the service manager above them, the head, the analyst."""
    council = scene.council
    service = council.staff.team("North").service
    above = [
        person.handle
        for person in council.people
        for grant in person.grants
        if grant.role in (Role.HEAD, Role.ADMIN)
        or (grant.role is Role.SERVICE_MANAGER and grant.service == service)
    ]
    return [*(council.person(name).handle for name in (PRIYA, SAM, LEAH, RHYS)), *above]


def _turning(scene: Scene, moment: Callable[[datetime], datetime]) -> Callable[[], Awaitable[None]]:
    async def turn() -> None:
        await scene.turn_clock(moment(scene.now))

    return turn


def open_browser(url: str, opening: Callable[[str], object] = webbrowser.open) -> bool:
    """Open the page if somebody sits here, at a terminal with a display; returns whether."""
    has_display = sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    is_wanted = has_display and sys.stdout.isatty()
    if is_wanted:
        threading.Thread(target=opening, args=(url,), daemon=True).start()
    return is_wanted
