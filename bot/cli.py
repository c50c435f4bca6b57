"""The `caseload` command line. Each command is a row in a table; errors end in a sentence and exit code 1."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.commands import audit, demo, forget, importing, manifest, migrate, people, policy, run_bot
from bot.config import BadSettings
from scoring.errors import CaseloadError

Run = Callable[[argparse.Namespace], int | None]


@dataclass(frozen=True, slots=True)
class CliCommand:
    """One command: its words, one line of help, its arguments and what it does."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Run


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
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except (BadSettings, CaseloadError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


COMMANDS: tuple[CliCommand, ...] = (
    CliCommand("run", "run the bot", run_bot.arguments, run_bot.run),
    CliCommand("demo", "try everything with a made-up council and a local Slack", demo.arguments, demo.run),
    CliCommand("migrate", "bring the database to this version's tables", migrate.arguments, migrate.run),
    CliCommand(
        "import", "plan, and with --apply carry out, what a file says", importing.arguments, importing.run
    ),
    CliCommand("people", "confirm Slack accounts; name an administrator", people.arguments, people.run),
    CliCommand("policy", "check, store or compare policy files", policy.arguments, policy.run),
    CliCommand("audit", "who did what, when, from where", audit.arguments, audit.run),
    CliCommand(
        "forget", "delete a case now, with the bot's messages that name it", forget.arguments, forget.run
    ),
    CliCommand("manifest", "print the Slack app manifest", manifest.arguments, manifest.run),
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="caseload", description="Caseload Promise: a council keeps its promise."
    )
    names = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        each = names.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(each)
        each.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
