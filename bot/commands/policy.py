"""`caseload policy`: check a policy file, store it, or compare two."""

import argparse
from pathlib import Path

from bot.clock import Clock
from bot.opened import opened_database
from handlers.views.words import trial_note
from scoring.errors import BadFile
from scoring.policy import Policy
from scoring.policy_file import policy_differences, read_policy
from storage.change import Change, Source
from storage.policies import add_policy


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text in (("check", "list every mistake in a file"), ("apply", "store a version")):
        actions.add_parser(name, help=text).add_argument("file", type=Path)
    compare = actions.add_parser("compare", help="what differs between two files")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)


def run(given: argparse.Namespace) -> int:
    if given.action == "compare":
        old, new = _read(given.old), _read(given.new)
        print("\n".join(policy_differences(old, new)) or "The two files hold the same numbers.")
        return 0
    policy = _read(given.file)
    if given.action == "apply":
        with opened_database() as database, database.writing() as session:
            add_policy(session, Change(Clock().now(), Source.SHELL), _text(given.file))
        print(f"Version {policy.version} is stored; it counts from {policy.starts_on:%-d %B %Y}.")
    print(trial_note(policy))
    return 0


def _read(path: Path) -> Policy:
    return read_policy(_text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadFile(f"{path} can't be read as a text file.") from None
