"""`caseload demo`: a made-up council on a local Slack tells the story; then it is yours."""

import argparse
import asyncio
import contextlib
import logging

from bot.demo.reading import read_line
from bot.demo.show import SEED, show
from bot.logs import set_up_logs


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tour", action="store_true", help="tell the story and leave")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another council (default: {SEED})")


def run(given: argparse.Namespace) -> int:
    set_up_logs(logging.ERROR)
    with contextlib.suppress(BrokenPipeError):  # whoever read it has seen enough
        asyncio.run(show(given.seed, None if given.tour else read_line))
    return 0
