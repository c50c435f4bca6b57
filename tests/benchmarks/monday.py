"""A Monday at nine: 150 teams and their supervisors."""

import json
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path

from scoring.working_time import london
from tests.benchmarks.copies import copied
from tests.benchmarks.council import Size, build_council
from tests.benchmarks.council_people import TEAM_SIZE
from tests.benchmarks.findings import Finding, Part
from tests.benchmarks.processes import local_slack, module

NINE = time(9)
MOST_COMPOSED = 10.0
PICTURES_A_MINUTE = 100
"""Slack's tier 4, in which its methods for files are; all of a minute's may come at once."""
LEAST_SECONDS = 2.0
"""A conversation takes a burst of three posts at once, then one a second; nobody gets more here."""
MOST_RATIO = 1.5
CASES_EACH = 12


def measure_monday(folder: Path, day: date, teams: int, rounds: int) -> Part:
    """The first Monday after the council's day, some times over."""
    size = Size(teams * TEAM_SIZE, teams * TEAM_SIZE * CASES_EACH)
    path = folder / f"monday-{teams}-{day}.db"
    if not path.exists():
        build_council(path, size, day)
    monday = london(day + timedelta(days=7 - day.weekday()), NINE)
    found = [_once(path, size, monday) for _ in range(rounds)]
    messages = int(found[0]["messages"])
    composed = Finding(
        f"A Monday 09:00 for {teams} teams and their supervisors, composed",
        [each["composed"] for each in found], "s", 1, most=MOST_COMPOSED,
    )  # fmt: skip
    delivered = Finding("Delivered", [each["delivered"] for each in found], "s", 1)
    allowed = max((teams - PICTURES_A_MINUTE) * 60 / PICTURES_A_MINUTE, LEAST_SECONDS)
    against = Finding(
        "Delivered, against what Slack's limits allow",
        [each["delivered"] / allowed for each in found], "×", 2, most=MOST_RATIO,
    )  # fmt: skip
    text = (
        f"{messages} messages: each of {teams} teams' digests with the year's picture under it, each "
        "supervisor's, and what the week's end brought. Composed is what the tick decides and every message "
        f"drawn once: {composed.measured}. Then the courier draws each again as it posts it, with today's "
        f"truth, to a local Slack in another process that keeps Slack's pace: {delivered.measured}. Slack "
        "takes about one post a second in one conversation (nobody gets more than three here, which is its "
        f"burst), and {PICTURES_A_MINUTE} pictures a minute: by that {teams} pictures take {allowed:.0f} s "
        "at "
        f"the least, and everything is out in {against.measured} of it, the digests themselves within the "
        "first seconds. (Slack also speaks of “several hundred” posts a minute in a workspace and gives no "
        "number; what it puts off waits for as long as it says.)"
    )
    return Part("A Monday at nine", [composed, against], text)


def _once(path: Path, size: Size, monday: datetime) -> dict[str, float]:
    with copied(path, "monday") as copy, local_slack(size.workers, is_paced=True) as api_url:
        command = module("tests.benchmarks.mondays", str(copy), monday.isoformat(), api_url)
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
