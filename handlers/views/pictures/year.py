"""A year of a team's or somebody's own load as a picture, where Slack's own chart has no room for it.

Readable on a phone (few, large words), in light and dark (its own white ground) and without telling colours
apart: what is held is a thick line with its name at its end, what was promised a dashed one with its own.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from handlers.messages import Picture
from handlers.views.pictures.canvas import Canvas, Frame
from handlers.views.trends import SIDES, Side, alt_text
from scoring.snapshots import Snapshot

SIZE = (1000, 1180)
TITLE = "A year against what we promised"
TITLE_AT = (40, 28)
FRAMES = (Frame(130, 230, 770, 580), Frame(130, 740, 770, 1090))
MOST_GAP = timedelta(days=7)
"""Further apart two days' ends aren't joined: what wasn't known isn't drawn."""
MOST_MARKS = 6
APART = 90
"""Pixels between two names at the lines' ends."""


def year_picture(whose: str, trend: Sequence[Snapshot]) -> Picture:
    """The picture of at least two days' ends, the earliest first; whose it is stands in its title above."""
    canvas = Canvas(SIZE)
    first, last = trend[0].day, trend[-1].day
    canvas.title(TITLE_AT, TITLE)
    canvas.note((TITLE_AT[0], TITLE_AT[1] + 54), f"{_day(first)} to {_day(last)}, at each week's end")
    for side, frame in zip(SIDES, FRAMES, strict=True):
        _draw_side(canvas, frame, side, trend)
    title = f"{whose}: the year to {last.day} {last:%B %Y}"
    return Picture(f"trend-{last.isoformat()}.png", title, alt_text(whose, trend), canvas.png())


def _draw_side(canvas: Canvas, frame: Frame, side: Side, trend: Sequence[Snapshot]) -> None:
    held, promised = side.numbers(trend)
    top = _round_up(max([*held, *promised, 1]))
    canvas.note((TITLE_AT[0], frame.top - 76), side.name, strong=True)
    for value in (0, top / 2, top):
        y = frame.y(value, top)
        canvas.rule((frame.left, y), (frame.right, y))
        canvas.mark((frame.left - 12, y), f"{value:,g}", anchor="rm")
    for day in _marked_days(trend[0].day, trend[-1].day):
        canvas.mark((_x(frame, day, trend), frame.bottom + 14), f"{day:%b}", anchor="ma")
    days = [each.day for each in trend]
    for run in _runs(days):
        canvas.dashes([(_x(frame, days[at], trend), frame.y(promised[at], top)) for at in run])
        canvas.line([(_x(frame, days[at], trend), frame.y(held[at], top)) for at in run])
    _name_ends(canvas, frame, side, trend[-1], top)


def _name_ends(canvas: Canvas, frame: Frame, side: Side, last: Snapshot, top: float) -> None:
    """What each line is and where it has come to, beside its end; moved apart where they meet."""
    held, promised = side.held(last), side.promised(last)
    high, low = (frame.y(value / side.unit, top) for value in (held, promised))
    if abs(high - low) < APART:
        middle, up = (high + low) / 2, 1 if held >= promised else -1
        high, low = middle - up * APART / 2, middle + up * APART / 2
    canvas.dot((frame.right, frame.y(held / side.unit, top)))
    canvas.name((frame.right + 22, high), f"{side.name}\n{side.figure(held)}")
    canvas.name((frame.right + 22, low), f"{side.line}\n{side.figure(promised)}", dashed=True)


def _x(frame: Frame, day: date, trend: Sequence[Snapshot]) -> float:
    first, last = trend[0].day, trend[-1].day
    return frame.left + (frame.right - frame.left) * (day - first).days / (last - first).days


def _runs(days: Sequence[date]) -> Iterator[list[int]]:
    """The places of days that follow each other without a gap."""
    run = [0]
    for place, (before, after) in enumerate(pairwise(days), 1):
        if after - before > MOST_GAP:
            yield run
            run = []
        run.append(place)
    yield run


def _marked_days(first: date, last: date) -> list[date]:
    """The first of some months, evenly, so that their names don't touch."""
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    within = [day for day in months if first <= day <= last]
    step = -(-len(within) // MOST_MARKS) or 1
    return within[::step]


def _round_up(value: float) -> float:
    """The next number that halves well: 42 → 50, 840 → 1000."""
    scale = 1
    while value > scale * 10:
        scale *= 10
    return float(next(step * scale for step in (1, 2, 4, 5, 6, 8, 10) if step * scale >= value))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
