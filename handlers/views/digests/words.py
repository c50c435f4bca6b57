"""How the digests put things: whose promise, for how long, by when; never a name or a child's reference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block
from handlers.views.blocks import section
from handlers.views.words import day_text, duration_text, listed, moment_text
from scoring.case_words import counted, number_word
from scoring.digest import BreachNote
from scoring.digest_weeks import DigestDue, monday_of
from scoring.readings import Line, SubjectKind
from scoring.snapshots import Change
from scoring.tenths import short_text
from scoring.working_time import london_day

MOST_TEXT = 3_900
"""Characters of a message's text, which is read aloud; Slack takes 4,000 of a message that is rewritten."""
MOST_BLOCKS_TEXT = 11_000
"""Characters of all blocks of a message together; Slack takes some 13,200 and documents no number."""
MOST_DURATIONS = 3

COUNTED_LINES = {
    (SubjectKind.WORKER, Line.CHILDREN): ("colleague, on children", "colleagues, on children"),
    (SubjectKind.WORKER, Line.POINTS): ("colleague, on points", "colleagues, on points"),
    (SubjectKind.CASE, Line.WRONG_HOLDER): (
        "child who needs another worker",
        "children who need another worker",
    ),
    (SubjectKind.CASE, Line.WAITING_TOO_LONG): ("child waiting too long", "children waiting too long"),
}
TEAM_LINES = {
    Line.CHILDREN: "the team as a whole, on children",
    Line.POINTS: "the team as a whole, on points",
    Line.AVERAGE: "the team's average",
    Line.NOBODY_THERE: "children with nobody there for them",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a digest: what it is about, and a line for each thing."""

    title: str
    lines: Sequence[str]

    @property
    def text(self) -> str:
        """The part as it is read aloud."""
        return "\n".join([f"{self.title}:", *self.lines])

    @property
    def block(self) -> Block:
        """The part as it is seen."""
        return section("\n".join([f"*{self.title}*", *(f"• {line}" for line in self.lines)]))


def lateness_lines(due: DigestDue, today: date) -> list[str]:
    """What a digest says of itself when it is late, or covers weeks that had none."""
    lines = []
    if owed := [f"{monday_of(week).day} {monday_of(week):%B}" for week in due.weeks_owed[:-1]]:
        weeks = f"the week of {owed[0]}" if len(owed) == 1 else f"the weeks of {listed(owed)}"
        lines.append(f"This digest also covers {weeks}, which could not be sent.")
    if today > london_day(due.send_at):
        lines.append(f"It was due on {moment_text(due.send_at)} and is late; its numbers are today's.")
    return lines


def week_text(due: DigestDue) -> str:
    """ "week of 23 November"."""
    monday = monday_of(due.week)
    return f"week of {monday.day} {monday:%B}"


def change_text(change: Change) -> str:
    """ "2 more children and 8.5 fewer points than at the end of Sunday 15 November"."""
    then, children = f"than at the end of {day_text(change.since)}", _more_children(change.children)
    if not change.is_same_policy:
        return f"{children} {then}; the points of then were counted by another policy and don't compare"
    if change.children == 0 and change.points == 0:
        return f"as many children and points as at the end of {day_text(change.since)}"
    if change.children == 0:
        return f"{_more_points(change.points)} {then}, for as many children"
    if change.points == 0:
        return f"{children} {then}, with as many points"
    return f"{children} and {_more_points(change.points)} {then}"


def note_lines(notes: Iterable[BreachNote], word: str = "") -> list[str]:
    """One line for each sort of promise: "Two colleagues, on children: one for 12 days, one for 3 days".

    `word` stands before how long it lasted; without one that isn't said. Of a single child it never is.
    """
    groups: dict[tuple[SubjectKind, Line], list[BreachNote]] = {}
    for note in notes:
        groups.setdefault((note.subject.kind, note.line), []).append(note)
    sorts = ((kind, line) for kind in SubjectKind for line in Line)
    return [_group_line(*sort, groups[sort], word) for sort in sorts if sort in groups]


def day_or_past(day: date, is_past: bool) -> str:
    """ "by Friday 27 November", or that the day has passed."""
    return f"its day, {day_text(day)}, has passed: please review it" if is_past else f"by {day_text(day)}"


def capital(text: str) -> str:
    """The text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def first_few(items: Sequence[str], most: int) -> list[str]:
    """The first items, and how many more there are: ["A", "B", "3 more"]."""
    return list(items) if len(items) <= most else [*items[:most], f"{len(items) - most} more"]


def fitting(items: Sequence[str], characters: int, rest: str) -> list[str]:
    """As many items as these characters hold; where some are left out, `rest` says how many ("{number}")."""
    if sum(len(item) + 1 for item in items) <= characters:
        return list(items)
    taken: list[str] = []
    left = characters - len(rest) - len(str(len(items)))
    for item in items:
        left -= len(item) + 1
        if left < 0:
            break
        taken.append(item)
    return [*taken, rest.format(number=len(items) - len(taken))]


def _group_line(kind: SubjectKind, line: Line, notes: Sequence[BreachNote], word: str) -> str:
    said = TEAM_LINES[line] if kind is SubjectKind.TEAM else counted(len(notes), COUNTED_LINES[kind, line])
    said = capital(said)
    return said if kind is SubjectKind.CASE or not word else f"{said}{_durations(notes, word)}"


def _durations(notes: Sequence[BreachNote], word: str) -> str:
    """ ", for 3 days", ": one for 12 days, two for 3 days", ", for 4 hours to 12 days"."""
    lasted = sorted((note.lasted for note in notes), reverse=True)
    said = Counter(duration_text(each) for each in lasted)
    if len(said) > MOST_DURATIONS:
        return f", {word} {duration_text(lasted[-1])} to {duration_text(lasted[0])}"
    if len(said) > 1:
        return ": " + ", ".join(f"{number_word(number)} {word} {each}" for each, number in said.items())
    each = " each" if len(notes) > 1 else ""
    return f", {word} {next(iter(said))}{each}"


def _more_children(number: int) -> str:
    noun = "child" if abs(number) == 1 else "children"
    return f"{'no' if number == 0 else abs(number)} {'fewer' if number < 0 else 'more'} {noun}"


def _more_points(tenths: int) -> str:
    noun = "point" if abs(tenths) == 10 else "points"
    return f"{short_text(abs(tenths))} {'fewer' if tenths < 0 else 'more'} {noun}"
