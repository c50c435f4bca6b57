"""A team's supervision: everybody by name, when it was and is due; and whether two groups have it alike."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import floor

from handlers.messages import Block, Message
from handlers.views.blocks import actions, clip, context, section
from handlers.views.digests.words import MOST_TEXT, capital, first_few, fitting
from handlers.views.digests.worker_parts import interval_words
from handlers.views.loads.team_loads import table
from handlers.views.supervision.recording import record_team_button
from handlers.views.words import day_text, escape, listed, plural, short_day, trial_note
from scoring.case_words import counted
from scoring.ids import TeamId
from scoring.policy import Policy
from scoring.supervision import SOCIAL_WORKERS, SUPPORT_WORKERS, InTime, Supervised

MOST_TEAMS = 99
MOST_ROWS = 60
"""With names as long as they may be here, a table of these stays under Slack's 10,000 characters."""
MOST_NAME = 60
REST = "And {number} more: /caseload supervision @worker opens anybody's sheet."
COLUMNS = ("Worker", "Last", "How often", "Due by", "Overdue by")
MOST_NAMES = 12
COLUMNS = ("Worker", "Last", "How often", "Due by", "Overdue by")
GROUPS = (("social workers", SOCIAL_WORKERS), ("support workers", SUPPORT_WORKERS))


def team_message(team: TeamId, name: str, rows: Sequence[Supervised], today: date, policy: Policy) -> Message:
    """A team for those who look after it, by name: this is no ranking of people."""
    title = f"Supervision in {escape(name)}, {day_text(today)}"
    about = [*_summary(rows, today), *parity_lines(rows, policy)]
    blocks: list[Block] = [section(f"*{title}*\n" + "\n".join(about))]
    if rows:
        blocks.append(table(COLUMNS, [_cells(row) for row in rows[:MOST_ROWS]]))
    if len(rows) > MOST_ROWS:
        blocks.append(context(REST.format(number=len(rows) - MOST_ROWS)))
    blocks.append(actions(record_team_button(team)))
    hint = "/caseload supervision @worker opens somebody's sheet. Days away in full don't count."
    opening = [f"{title}.", *about]
    room = MOST_TEXT - sum(len(line) + 1 for line in opening)
    spoken = fitting([row_text(row) for row in rows], room, REST)
    return Message("\n".join([*opening, *spoken]), (*blocks, context(hint, trial_note(policy))))


def teams_message(teams: Sequence[tuple[str, Sequence[Supervised]]], more: int, policy: Policy) -> Message:
    """Several teams side by side, by name, in numbers alone."""
    title = "Supervision in your teams"
    about = parity_lines([row for _, rows in teams for row in rows], policy)
    lines = [f"{escape(name)}: {_team_text(rows)}." for name, rows in teams]
    rest = [f"and {more} more teams: /caseload supervision and a team's name."] if more else []
    cells = [[clip(name, MOST_NAME), *_team_cells(rows)] for name, rows in teams]
    grid = table(["Team", "People", "Overdue", f"In time, {_weeks(policy)}"], cells)
    hint = "/caseload supervision and a team's name shows everybody in it."
    opening = [f"{title}.", *about, *rest]
    room = MOST_TEXT - sum(len(line) + 1 for line in opening)
    text = "\n".join([*opening, *fitting(lines, room, "And {number} more teams.")])
    head = section("\n".join([f"*{title}*", *about]))
    return Message(text, (head, grid, context(*rest, hint, trial_note(policy))))


def parity_lines(rows: Iterable[Supervised], policy: Policy) -> list[str]:
    """How often each group had it in time: "social workers 9 of 10 (90 %) and support workers none due"."""
    people = list(rows)
    groups = [(name, _together(people, grades)) for name, grades in GROUPS]
    if not any(total.due for _, total in groups):
        return []
    said = [f"{name} {in_time_text(total)}" for name, total in groups]
    return [f"In time over the last {_weeks(policy)}: {listed(said)}."]


def in_time_text(total: InTime) -> str:
    """ "9 of 10 (90 %)"; never rounded up to what wasn't."""
    if not total.due:
        return "none due"
    return f"{total.in_time} of {total.due} ({floor(100 * total.in_time / total.due)} %)"


def row_text(row: Supervised) -> str:
    """One row as it is read aloud."""
    _, last, often, due, late = _cells(row)
    by = f"due by {due}" if row.standing.due_on and not row.standing.is_away else due
    was = f"last {last}" if row.standing.last is not None else last
    said = f"{escape(row.worker.name)}: {was}, {often}, {by}"
    return f"{said}, overdue by {late}." if row.standing.is_overdue else f"{said}."


def _summary(rows: Sequence[Supervised], today: date) -> Iterator[str]:
    overdue = [escape(row.worker.name) for row in rows if row.standing.is_overdue]
    there = (row for row in rows if not row.standing.is_away)
    due = [escape(row.worker.name) for row in there if row.standing.due_on == today]
    if overdue:
        yield capital(f"{counted(len(overdue), ('is', 'are'))} overdue: {_names(overdue)}.")
    if due:
        yield f"Due today: {_names(due)}."
    if not overdue and not due:
        yield "Nobody's is overdue." if rows else "Nobody is in post in this team today."


def _names(names: Sequence[str]) -> str:
    return listed(first_few(names, MOST_NAMES))


def _cells(row: Supervised) -> list[str]:
    standing = row.standing
    last = f"{_day(standing.last.held_on)}, {standing.last.minutes} min" if standing.last else "none recorded"
    due = "away now" if standing.is_away else _day(standing.due_on) if standing.due_on else "not known yet"
    late = plural(standing.overdue_days, "day") if standing.is_overdue else ""
    return [clip(row.worker.name, MOST_NAME), last, interval_words(standing.interval), due, late]


def _day(day: date) -> str:
    """ "Thu 5 Nov 2026": what was long ago needs its year."""
    return f"{short_day(day)} {day.year}"


def _team_text(rows: Sequence[Supervised]) -> str:
    people, overdue, in_time = _team_cells(rows)
    noun = "person" if len(rows) == 1 else "people"
    return f"{people} {noun}, {overdue} overdue, in time {in_time}"


def _team_cells(rows: Sequence[Supervised]) -> list[str]:
    overdue = sum(row.standing.is_overdue for row in rows)
    total = sum((row.in_time for row in rows), InTime())
    return [str(len(rows)), str(overdue), in_time_text(total)]


def _together(rows: Iterable[Supervised], grades: frozenset[str]) -> InTime:
    return sum((row.in_time for row in rows if row.worker.grade in grades), InTime())


def _weeks(policy: Policy) -> str:
    return plural(policy.supervision.parity_weeks, "week")
