"""A white sheet with lines, dashes and words, twice as large inside so that edges are smooth."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

SCALE = 2
GROUND, INK, PALE, EDGE = "#ffffff", "#1a1a1a", "#d9d9d9", "#6b6b6b"
HELD, PROMISED = "#0b5394", "#8a3b00"
"""A dark blue and a dark orange: apart for every kind of colour blindness, and both dark on white."""
DASH, GAP = 22, 14


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart is drawn, in pixels from the top left."""

    left: int
    top: int
    right: int
    bottom: int

    def y(self, value: float, most: float) -> float:
        """How far down a value stands, with 0 at the bottom and `most` at the top."""
        return self.bottom - (self.bottom - self.top) * value / most


class Canvas:
    """A sheet of so many pixels."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        edge = (1, 1, size[0] * SCALE - 2, size[1] * SCALE - 2)
        self._draw.rounded_rectangle(edge, radius=24 * SCALE, outline=PALE, width=2 * SCALE)

    def title(self, at: Point, words: str) -> None:
        """The largest words."""
        self._write(at, words, 44, INK, "la")

    def note(self, at: Point, words: str, *, strong: bool = False) -> None:
        """What stands under a title or over a chart."""
        self._write(at, words, 38 if strong else 30, INK if strong else EDGE, "la")

    def mark(self, at: Point, words: str, anchor: str) -> None:
        """What stands at an axis."""
        self._write(at, words, 30, EDGE, anchor)

    def name(self, at: Point, words: str, *, dashed: bool = False) -> None:
        """The name at the end of a line, and under it its figure, in the line's colour."""
        self._write(at, words, 34, PROMISED if dashed else HELD, "lm", spacing=4)

    def rule(self, start: Point, end: Point) -> None:
        """A pale line across."""
        self._line([start, end], PALE, 2)

    def line(self, points: Sequence[Point]) -> None:
        """What is held: a thick line; a lone point is a dot."""
        if len(points) == 1:
            self.dot(points[0])
        self._line(points, HELD, 6)

    def dashes(self, points: Sequence[Point]) -> None:
        """What was promised: dashes that go on round its corners."""
        left, is_drawn = float(DASH), True
        for start, end in pairwise(points):
            length = hypot(end[0] - start[0], end[1] - start[1])
            done = 0.0
            while done < length:
                step = min(left, length - done)
                if is_drawn:
                    self._line(
                        [_along(start, end, done / length), _along(start, end, (done + step) / length)],
                        PROMISED,
                        5,
                    )
                done, left = done + step, left - step
                if left <= 0:
                    is_drawn = not is_drawn
                    left = float(DASH if is_drawn else GAP)

    def dot(self, at: Point) -> None:
        """Where a line ends."""
        x, y, r = at[0] * SCALE, at[1] * SCALE, 9 * SCALE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=HELD)

    def png(self) -> bytes:
        """The sheet as a file."""
        small = self._image.reduce(SCALE).quantize(32, method=Image.Quantize.FASTOCTREE)
        file = BytesIO()
        small.save(file, "PNG", compress_level=6)
        return file.getvalue()

    def _line(self, points: Sequence[Point], colour: str, width: int) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=width * SCALE, joint="curve")

    def _write(self, at: Point, words: str, size: int, colour: str, anchor: str, spacing: int = 0) -> None:
        place, font = (at[0] * SCALE, at[1] * SCALE), _font(size * SCALE)
        self._draw.text(place, words, fill=colour, font=font, anchor=anchor, spacing=spacing * SCALE)


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font; it has only plain letters, so no name of a person or team is ever drawn."""
    return ImageFont.load_default(size)
