"""`caseload run`: the bot, until it is stopped."""

import argparse
import asyncio
import os

from bot.clock import Clock
from bot.config import read_settings
from bot.logs import set_up_logs
from bot.run import run as run_bot


def arguments(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--socket", action="store_true", help="connect by Socket Mode (needs SLACK_APP_TOKEN)")
    way.add_argument("--http", action="store_true", help="be called over HTTP (needs SLACK_SIGNING_SECRET)")


def run(given: argparse.Namespace) -> int:
    """Without a way given, the app token decides."""
    over_http = True if given.http else False if given.socket else None
    settings = read_settings(os.environ, over_http)
    set_up_logs(secrets=settings.secrets, log_format=settings.log_format)
    asyncio.run(run_bot(settings, Clock()))
    return 0
