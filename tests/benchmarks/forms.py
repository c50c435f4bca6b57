"""How soon a form is drawn again when somebody chooses in it, and how long a picture takes.

The bot is a process of its own in the large council; the local Slack is in this one. A redraw is timed from
the click until the local Slack has the new view: both hops, the bot's work and two renderings.
"""

import asyncio
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.manifest import manifest
from bot.sandbox import Channel, LocalSlack, Person, View
from handlers.views.pictures.year import year_picture
from scoring.ids import PolicyVersion, TeamId, WorkerId
from scoring.snapshots import Snapshot
from tests.benchmarks.copies import copied
from tests.benchmarks.council_people import TEAM_SIZE, account_of, channel_of
from tests.benchmarks.council_rows import WORKSPACE
from tests.benchmarks.findings import Finding, Part
from tests.benchmarks.processes import server

MOST_REDRAW, MOST_PICTURE = 150.0, 150.0
WEEKS = 52
KINDS = ("cp", "cin", "cla", "assessment")


def measure_forms(council: Path, now: datetime, teams: int, rounds: int, times: int) -> Part:
    """Rounds of redraws, each in the form of another team's supervisor."""
    with copied(council, "forms") as copy:
        found = asyncio.run(_redraw(copy, now, teams, rounds, times))
    medians = [median(each) for each in found]
    slowest = max(max(each) for each in found)
    finding = Finding("A form drawn again after a choice, both hops", medians, "ms", 0, most=MOST_REDRAW)
    text = (
        f"Each of {rounds} supervisors opens the form of `/allocate`, gives a new reference and chooses "
        f"another kind {times} times; the form then shows the points, the suggestions and each one's load "
        f"before and after. From the click until the local Slack has the new view: {finding.measured}, at "
        f"most {slowest:.0f} ms."
    )
    return Part("A form drawn again", [finding], text)


async def _redraw(council: Path, now: datetime, teams: int, rounds: int, times: int) -> list[list[float]]:
    async with LocalSlack(manifest("https://council.example"), is_paced=False) as slack:
        with server("ours", slack.api_url, council, now) as bot:
            await asyncio.to_thread(bot.wait_ready)
            slack.events_url = f"http://127.0.0.1:{bot.port}/slack/events"
            return [
                await _one_team(slack, TeamId(1 + number * (teams - 1) // rounds), times)
                for number in range(rounds)
            ]


async def _one_team(slack: LocalSlack, team: TeamId, times: int) -> list[float]:
    for id_ in range((team - 1) * TEAM_SIZE + 1, team * TEAM_SIZE + 1):
        user = account_of(WorkerId(id_))
        slack.workspace.add_person(Person(user, WORKSPACE, user, "", user.lower()))
    person = slack.workspace.people[account_of(WorkerId((team - 1) * TEAM_SIZE + 1))]
    channel = Channel(channel_of(team), f"team-{team}", members=[slack.bot.id, person.id])
    slack.workspace.add_channel(channel)
    await slack.type_command(person, channel, "/allocate")
    form = await slack.wait_for(lambda: next(iter(slack.open_views(person)), None))
    await _choose(slack, person, form, {"reference": f"NEW-{team}"}, is_heard=False)
    await _choose(slack, person, form, {"kind": KINDS[-1]})
    return [
        await _choose(slack, person, form, {"kind": KINDS[number % len(KINDS)]}) for number in range(times)
    ]


async def _choose(
    slack: LocalSlack, person: Person, form: View, values: dict[str, str], *, is_heard: bool = True
) -> float:
    before, started = form.hash, time.perf_counter()
    heard = await slack.fill(person, form, values)
    if is_heard or heard:
        await slack.wait_for(lambda: form.hash != before, timeout=30)
    return (time.perf_counter() - started) * 1000


def measure_pictures(times: int) -> Part:
    """A year's picture again and again; the first loads the library and the letters."""
    start = date(2026, 1, 4)
    version = PolicyVersion("2026-1")
    trend = [
        Snapshot(start + timedelta(weeks=week), 120 + week % 9, 9_000 + 70 * (week % 13), 131, 9_400, version)
        for week in range(WEEKS)
    ]
    found = []
    for _ in range(times + 1):
        started = time.perf_counter()
        year_picture("Team 1", trend)
        found.append((time.perf_counter() - started) * 1000)
    finding = Finding("The picture of a digest, after the first", found[1:], "ms", 0, most=MOST_PICTURE)
    text = (
        f"A year of {WEEKS} weeks as PNG takes {finding.measured}; the first in a process {found[0]:.0f} ms."
    )
    return Part("Pictures", [finding], text)
