"""`caseload doctor`: what is wrong, each with the step that mends it; exit code 1 when there is something."""

import argparse
import asyncio
import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.clock import Clock, machine_now
from bot.config import BadSettings, Settings, read_settings
from bot.doctor.asking import ask_slack
from bot.doctor.checks import Check, check_all
from bot.doctor.known import Finding, Known
from bot.doctor.opening import opened_if_it_answers
from bot.opened import opened_database
from handlers.upkeep.recounting import have_recounted
from handlers.views.words import plural

Found = list[tuple[Check, list[Finding]]]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for a machine to read")
    parser.add_argument(
        "--recount", action="store_true", help="have loads that are stored wrongly counted again by the bot"
    )


def run(given: argparse.Namespace) -> int:
    clock = Clock()
    if given.recount:
        return _recount(clock)
    found = examine(os.environ, clock)
    print("\n".join(_json(found) if given.json else _words(found)))
    return int(any(not each.is_advice for _, findings in found for each in findings))


def examine(
    environment: Mapping[str, str], clock: Clock, machine_time: Callable[[], datetime] = machine_now
) -> Found:
    """Every check with what it found; Slack is asked, nothing is changed.

    `clock` is the time the bot lives in, `machine_time` that of this machine, which Slack's is held against.
    """
    try:
        settings: Settings | None = read_settings(environment)
        problems: tuple[str, ...] = ()
    except BadSettings as bad:
        settings, problems = None, bad.problems
    slack = asyncio.run(ask_slack(settings, machine_time)) if settings is not None else None
    with opened_if_it_answers(environment) as opened:
        return check_all(
            Known(
                environment,
                clock.now(),
                settings,
                problems,
                slack,
                opened.database,
                opened.problem,
                opened.is_migrated,
                opened.open_files,
            )
        )


def _recount(clock: Clock) -> int:
    now = clock.now()
    with opened_database() as database:
        number = have_recounted(database, now)
    print(f"{plural(number, 'load')} will be counted again as soon as the bot runs.")
    return 0


def _words(found: Found) -> Iterator[str]:
    wrong = [(check, each) for check, findings in found for each in findings if not each.is_advice]
    advice = [(check, each) for check, findings in found for each in findings if each.is_advice]
    number = f"{plural(len(found), 'thing')} looked at."
    yield f"{number} {plural(len(wrong), 'fault')} to mend." if wrong else f"{number} Nothing to mend."
    yield from _listed("To mend", wrong)
    yield from _listed("Worth doing", advice)


def _listed(title: str, findings: list[tuple[Check, Finding]]) -> Iterator[str]:
    if findings:
        yield f"\n{title}:"
    for place, (check, each) in enumerate(findings, 1):
        yield f"  {check.name}: {each.wrong}"
        if place == len(findings) or findings[place][1].mend != each.mend:
            yield f"      {each.mend}"


def _json(found: Found) -> Iterator[str]:
    findings = [
        {"check": check.name, "wrong": each.wrong, "mend": each.mend, "is_advice": each.is_advice}
        for check, findings in found
        for each in findings
    ]
    yield json.dumps(
        {
            "is_well": all(each["is_advice"] for each in findings),
            "looked_at": [check.name for check, _ in found],
            "findings": findings,
        },
        indent=2,
        ensure_ascii=False,
    )
