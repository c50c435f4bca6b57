"""`caseload manifest`: the Slack app manifest, made from the routes."""

import argparse
import json

from bot.manifest import manifest
from scoring.errors import BadInput


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="the bot's public address, for HTTP instead of Socket Mode")


def run(given: argparse.Namespace) -> int:
    if given.url is not None and not given.url.startswith("https://"):
        raise BadInput("Slack sends to https addresses only: caseload manifest --url https://your.address")
    print(json.dumps(manifest(given.url), indent=2))
    return 0
