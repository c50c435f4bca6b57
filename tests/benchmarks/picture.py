"""The growth of each thing with size as a picture: plain SVG, dark on white, each line named at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10
from xml.sax.saxutils import escape

from tests.benchmarks.sizes import At

WIDTH, HEIGHT = 960, 880
LEFT, RIGHT = 80, 690
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was measured at every size; `dash` tells it from the others as its name does."""

    name: str
    of: Callable[[At], float | None]
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over one axis; both axes are logarithmic, so that what grows with size is a straight slope."""

    title: str
    unit: str
    top: int
    bottom: int
    lines: Sequence[Line]


PANELS = (
    Panel("What one person or one change waits for: flat", "ms", 90, 420, (
        Line("a supervisor's Home", lambda at: at.home_ms, "2 4"),
        Line("the due job after one change", lambda at: at.due_ms),
        Line("a view of one team", lambda at: at.team_ms, "9 5"),
    )),
    Panel("What is done to everybody: in step with size", "s", 510, 840, (
        Line("importing an Annex A", lambda at: at.importing_s),
        Line("reading its cells alone", lambda at: at.reading_s, "9 5"),
        Line("scoring everybody anew", lambda at: at.scoring_s, "12 4 2 4"),
        Line("loading the same alone", lambda at: at.loading_s, "2 4"),
    )),
)  # fmt: skip


def growth_picture(found: Sequence[At]) -> str:
    """The whole picture, with a sentence of what it shows for those who can't see it."""
    told = "; ".join(_told(line, panel.unit, found) for panel in PANELS for line in panel.lines)
    parts = [_text((LEFT, 36), "Growth with size, from a thousandth of England to three times as large", 20)]
    for panel in PANELS:
        parts += _panel(panel, found)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif">\n<title>Growth with size</title>\n<desc>{escape(told)}.</desc>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _panel(panel: Panel, found: Sequence[At]) -> list[str]:
    values = [value for line in panel.lines for at in found if (value := line.of(at)) is not None]
    low, high = _decades(min(values)), _decades(max(values), up=True)
    first, last = log10(found[0].cases), log10(found[-1].cases)

    def spot(cases: int, value: float) -> Point:
        x = LEFT + (RIGHT - LEFT) * (log10(cases) - first) / ((last - first) or 1)
        return x, panel.bottom - (panel.bottom - panel.top) * (log10(value) - low) / (high - low)

    parts = [_text((LEFT, panel.top - 18), panel.title, 16)]
    for power in range(low, high + 1):
        y = spot(found[0].cases, 10.0**power)[1]
        parts.append(f'<path d="M{LEFT} {y:.0f}H{RIGHT}" stroke="#d9d9d9"/>')
        parts.append(_text((LEFT - 10, y + 5), f"{10.0**power:,g} {panel.unit}", 13, "end"))
    under = panel.bottom + 22
    parts += [_text((spot(at.cases, 1.0)[0], under), f"{at.cases:,}", 13, "middle") for at in found]
    parts.append(_text((RIGHT + 40, under), "cases", 13))
    ends = []
    for line in panel.lines:
        points = [spot(at.cases, value) for at in found if (value := line.of(at)) is not None]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        look = f'fill="none" stroke="#0b3a66" stroke-width="2.5" stroke-dasharray="{line.dash}"'
        parts.append(f'<path d="{path}" {look}/>')
        ends.append((points[-1][1], line.name))
    return parts + [_text((RIGHT + 14, y), name, 14) for y, name in _apart(ends)]


def _apart(ends: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The names at the lines' ends, moved down where one would stand on another."""
    placed: list[tuple[float, str]] = []
    for y, name in sorted(ends):
        placed.append((max(y + 5, placed[-1][0] + 18) if placed else y + 5, name))
    return placed


def _decades(value: float, *, up: bool = False) -> int:
    power = log10(value)
    return -int(-power // 1) if up else int(power // 1)


def _told(line: Line, unit: str, found: Sequence[At]) -> str:
    known = [(at, value) for at in found if (value := line.of(at)) is not None]
    (small, least), (large, most) = known[0], known[-1]
    return f"{line.name}: {least:g} {unit} at {small.cases:,} cases, {most:g} {unit} at {large.cases:,}"


def _text(at: Point, words: str, size: int, anchor: str = "start") -> str:
    place = f'x="{at[0]:.0f}" y="{at[1]:.0f}"'
    return f'<text {place} font-size="{size}" text-anchor="{anchor}" fill="#1a1a1a">{escape(words)}</text>'
