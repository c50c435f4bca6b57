"""The year's picture: a PNG of its own white ground, with gaps where nothing was known."""

from io import BytesIO

from PIL import Image

from handlers.views.pictures.canvas import HELD, PROMISED
from handlers.views.pictures.year import FRAMES, SIZE, year_picture
from scoring.snapshots import Snapshot
from tests.handlers.views.trend_values import weeks


def pixels(trend: list[Snapshot]) -> Image.Image:
    return Image.open(BytesIO(year_picture("North", trend).content)).convert("RGB")


def near(colour: tuple[int, ...], wanted: str) -> bool:
    """Whether a pixel has a colour, smoothed edges and a small palette allowed for."""
    target = tuple(int(wanted[place : place + 2], 16) for place in (1, 3, 5))
    return all(abs(one - other) < 30 for one, other in zip(colour, target, strict=True))


def has(picture: Image.Image, box: tuple[int, int, int, int], colour: str) -> bool:
    part = picture.crop(box)
    found = {part.getpixel((x, y)) for x in range(part.width) for y in range(part.height)}
    return any(isinstance(each, tuple) and near(each, colour) for each in found)


def test_it_is_a_white_sheet_of_two_charts_each_with_both_lines() -> None:
    picture = pixels(weeks(52))
    assert picture.size == SIZE
    assert picture.getpixel((30, 30)) in ((255, 255, 255), (254, 254, 254))  # its palette is small
    for frame in FRAMES:
        box = (frame.left, frame.top - 5, frame.right, frame.bottom + 5)
        assert has(picture, box, HELD)
        assert has(picture, box, PROMISED)


def test_what_was_not_known_is_not_drawn() -> None:
    trend = weeks(52)
    picture = pixels([*trend[:20], *trend[32:]])
    frame = FRAMES[0]
    width = frame.right - frame.left
    gap = (frame.left + width * 22 // 51, frame.top, frame.left + width * 30 // 51, frame.bottom - 5)
    assert not has(picture, gap, HELD)
    assert has(pixels(trend), gap, HELD)


def test_a_load_of_nothing_and_one_of_thousands_are_drawn_too() -> None:
    for trend in (weeks(2, children=(0,), promise=0), weeks(52, children=(3_900, 4_200), promise=4_000)):
        assert pixels(trend).size == SIZE


def test_names_stand_above_the_picture_and_not_in_it() -> None:
    same = {year_picture(whose, weeks(30)).content for whose in ("North", "Zoë Ødegård & <Söhne> 🎈")}
    assert len(same) == 1
    assert year_picture("Zoë Ødegård", weeks(30)).title == "Zoë Ødegård: the year to 22 November 2026"
