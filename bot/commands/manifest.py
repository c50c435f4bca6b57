"""`caseload manifest`: the Slack app manifest, made from the routes."""

import argparse
import json

from bot.manifest import manifest


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", help="the bot's public address, for HTTP instead of Socket Mode")


def run(given: argparse.Namespace) -> int:
    print(json.dumps(manifest(given.url), indent=2))
    return 0
