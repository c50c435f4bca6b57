"""`caseload demo`: a made-up council on a local Slack, in the browser and in the terminal."""

import argparse
import asyncio
import contextlib
import logging
from collections.abc import Coroutine

from bot.demo.front import PORT, port_for
from bot.demo.reading import read_line
from bot.demo.show import SEED, show_all, show_page, show_tour
from bot.logs import set_up_logs
from scoring.errors import BadInput


def arguments(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--tour", action="store_true", help="tell the story in the terminal and leave")
    way.add_argument("--page", action="store_true", help="the page alone, at once: no story, no prompt")
    parser.add_argument(
        "--faults", action="store_true", help="after the story Slack has a bad day: it fails now and then"
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"where the page is (default: {PORT})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another council (default: {SEED})")


def run(given: argparse.Namespace) -> int:
    if given.tour and given.faults:
        raise BadInput("The story alone is told on a good day: leave out --tour or --faults.")
    set_up_logs(level=logging.ERROR)
    with contextlib.suppress(BrokenPipeError):  # whoever read it has seen enough
        asyncio.run(_wanted(given))
    return 0


def _wanted(given: argparse.Namespace) -> Coroutine[None, None, None]:
    if given.tour:
        return show_tour(given.seed)
    port = port_for(given.port, lambda words: print(words, flush=True))
    if given.page:
        return show_page(given.seed, port, has_faults=given.faults)
    return show_all(given.seed, port, read_line, has_faults=given.faults)
