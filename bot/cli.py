"""The `caseload` command line. Each command is a row in a table; errors end in a sentence and exit code 1."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from scoring.errors import CaseloadError


@dataclass(frozen=True, slots=True)
class CliCommand:
    """One command: its word, one line of help, and the module of `bot.commands` that does it."""

    name: str
    help: str
    module: str


BROKEN_PIPE = 141
"""What a shell says of a program whose reader (`head`) went away: 128 and the number of SIGPIPE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A reader who has seen enough ends it without a word."""
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the last flush at exit
        return BROKEN_PIPE


def _run(argv: Sequence[str] | None) -> int:
    words = sys.argv[1:] if argv is None else list(argv)
    arguments = _parser(words[0] if words else "").parse_args(words)
    try:
        return arguments.run(arguments) or 0
    except CaseloadError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


COMMANDS: tuple[CliCommand, ...] = (
    CliCommand("run", "run the bot", "run_bot"),
    CliCommand("demo", "try everything with a made-up council and a local Slack", "demo"),
    CliCommand("migrate", "bring the database to this version's tables", "migrate"),
    CliCommand("import", "plan, and with --apply carry out, what a file says", "importing"),
    CliCommand("people", "confirm Slack accounts; name an administrator", "people"),
    CliCommand("policy", "check, store or compare policy files", "policy"),
    CliCommand("outbox", "what waits to be posted, and what could not be delivered", "outbox"),
    CliCommand("doctor", "what is wrong, each with the step that mends it", "doctor"),
    CliCommand("backup", "copy the database while the bot runs", "backup"),
    CliCommand("restore", "put a backup in the database's place", "restore"),
    CliCommand("audit", "who did what, when, from where", "audit"),
    CliCommand("forget", "delete a case now, with the bot's messages that name it", "forget"),
    CliCommand("manifest", "print the Slack app manifest", "manifest"),
)


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Only the chosen command is imported: all of them take seconds, most a fraction of one."""
    parser = argparse.ArgumentParser(
        prog="caseload", description="Caseload Promise: a council keeps its promise."
    )
    names = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        each = names.add_parser(command.name, help=command.help, description=command.help)
        if command.name == chosen:
            module = import_module(f"bot.commands.{command.module}")
            module.arguments(each)
            each.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
