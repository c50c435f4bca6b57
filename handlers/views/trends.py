"""How a load has moved against what we promised: as charts, in words, and in one chart of shares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block
from handlers.views.charts import line_chart
from scoring.snapshots import Snapshot
from scoring.tenths import short_text
from scoring.trend import Course, build_course, percent_of

CHART_WEEKS = 20
"""What one of Slack's charts shows; a year is a picture."""
YEAR_WEEKS = 52
LEAST = 2
YEAR_PICTURE = "year_picture"
"""The recipe of a year's picture, on asking or under a team's weekly digest."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two lines: what is held, what it is held against, and how both are named and written."""

    name: str
    line: str
    title: str
    held: Callable[[Snapshot], int]
    promised: Callable[[Snapshot], int]
    figure: Callable[[int], str]
    unit: int

    def numbers(self, trend: Sequence[Snapshot]) -> tuple[list[float], list[float]]:
        """What a chart draws of it: the load and the line."""
        held = [self.held(each) / self.unit for each in trend]
        return held, [self.promised(each) / self.unit for each in trend]

    def course(self, trend: Sequence[Snapshot]) -> Course:
        """What the trend comes to on this line."""
        return build_course(trend, self.held, self.promised)


CHILDREN = Side(
    "Children", "Promise", "Children and what we promised",
    lambda each: each.children, lambda each: each.promise, str, 1,
)  # fmt: skip
POINTS = Side(
    "Points", "Bandwidth", "Points and the bandwidth",
    lambda each: each.points, lambda each: each.bandwidth, short_text, 10,
)  # fmt: skip
SIDES = (CHILDREN, POINTS)


def trend_charts(trend: Sequence[Snapshot]) -> list[Block]:
    """Two charts, children and points, each with its line; none for less than two weeks."""
    if len(trend) < LEAST:
        return []
    labels = [label_of(each) for each in trend]
    drawn = []
    for side in SIDES:
        held, promised = side.numbers(trend)
        drawn.append(line_chart(side.title, labels, {side.name: held, side.line: promised}))
    return drawn


def share_chart(title: str, trend: Sequence[Snapshot]) -> list[Block]:
    """Both lines in one chart, in per cent of what was promised; weeks without any promise are left out."""
    shares = [
        (label_of(each), percent_of(each.children, each.promise), percent_of(each.points, each.bandwidth))
        for each in trend
    ]
    known = [
        (label, children, points)
        for label, children, points in shares
        if children is not None and points is not None
    ]
    if len(known) < LEAST:
        return []
    labels, children, points = zip(*known, strict=True)
    series = {"Children, %": children, "Points, %": points, "Our promise": [100] * len(known)}
    return [line_chart(title, labels, series)]


def course_lines(trend: Sequence[Snapshot]) -> list[str]:
    """Each line's course in a sentence or two; nothing for less than two weeks."""
    return [_course_text(side, side.course(trend), trend) for side in SIDES] if len(trend) >= LEAST else []


def week_by_week(trend: Sequence[Snapshot]) -> list[str]:
    """What the charts show, for whoever has it read aloud."""
    if len(trend) < LEAST:
        return []
    return [
        f"{side.title}, week by week: "
        + ", ".join(
            f"{side.figure(side.held(each))} against {side.figure(side.promised(each))} "
            f"on {each.day.day} {each.day:%B}"
            for each in trend
        )
        + "."
        for side in SIDES
    ]


def policy_note(trend: Sequence[Snapshot]) -> list[str]:
    """That points of different policies don't compare, where there are several in a trend."""
    newest = [each for each in trend if each.policy == trend[-1].policy]
    if len(newest) == len(trend):
        return []
    since = newest[0].day
    return [f"Points before {since.day} {since:%B %Y} were counted by an earlier policy and don't compare."]


def alt_text(whose: str, trend: Sequence[Snapshot]) -> str:
    """What the year's picture shows, in the same figures."""
    first, last = trend[0].day, trend[-1].day
    span = f"from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    return f"Two line charts of {whose}, one point a week {span}. {' '.join(course_lines(trend))}"


def label_of(each: Snapshot) -> str:
    """ "8 Jun"."""
    return f"{each.day.day} {each.day:%b}"


def _course_text(side: Side, course: Course, trend: Sequence[Snapshot]) -> str:
    """ "Children: 42 against 45 on 22 November; 38 against 45 on 8 June; at most 47, on 3 September. …" """
    first, last = trend[0].day, trend[-1].day
    year = " %Y" if first.year != last.year else ""
    now = f"{side.figure(course.last)} against {side.figure(course.last_line)} on {_day(last, year)}"
    then = f"{side.figure(course.first)} against {side.figure(course.first_line)} on {_day(first, year)}"
    most = f"at most {side.figure(course.highest)}, on {_day(course.highest_on, year)}"
    return f"{side.name}: {now}; {then}; {most}. {_over_text(side, course)}"


def _over_text(side: Side, course: Course) -> str:
    line = "what we promised" if side is CHILDREN else "the bandwidth"
    if not course.over:
        return f"Never over {line} at the end of these {course.weeks} weeks."
    return f"Over {line} at the end of {course.over} of these {course.weeks} weeks."


def _day(day: date, year: str) -> str:
    return f"{day.day} {day.strftime('%B' + year)}"
