"""What Slack accepts in tables and charts ("Table", "Data table", "Data visualization block" pages)."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.element_rules import ANY_TYPE
from bot.sandbox.rules import ByType, Items, Num, Obj, Problems, Rule, Str, say, yes_or_no

TABLE_CHARACTERS = 10_000
COLUMNS = 20
TABLE_ROWS = 100
DATA_ROWS = 100
SERIES = 6
POINTS = 20
LABEL = Str(20)
STYLE = Obj(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), yes_or_no
    ),
)


def _part(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    """Gives the rule for one part of rich text with these properties besides `type` and `style`."""
    return Obj({"type": ANY_TYPE, **required}, {"style": STYLE, **(optional or {})})


RICH_PARTS = ByType(
    {
        "text": _part({"text": Str()}),
        "emoji": _part({"name": Str()}, {"unicode": Str(), "skin_tone": Num()}),
        "user": _part({"user_id": Str()}),
        "channel": _part({"channel_id": Str()}),
        "usergroup": _part({"usergroup_id": Str()}),
        "broadcast": _part({"range": Str(choices=frozenset({"here", "channel", "everyone"}))}),
        "link": _part({"url": Str()}, {"text": Str()}),
        "date": _part({"timestamp": Num(), "format": Str()}, {"url": Str(), "fallback": Str()}),
    }
)
RICH_SECTION = Obj({"type": ANY_TYPE, "elements": Items(RICH_PARTS)})
RICH_FRAMED = Obj({"type": ANY_TYPE, "elements": Items(RICH_PARTS)}, {"border": Num(0, 1)})
RICH_ELEMENTS = ByType(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_preformatted": RICH_FRAMED,
        "rich_text_quote": RICH_FRAMED,
        "rich_text_list": Obj(
            {
                "type": ANY_TYPE,
                "elements": Items(ByType({"rich_text_section": RICH_SECTION})),
                "style": Str(choices=frozenset({"bullet", "ordered"})),
            },
            {"indent": Num(0, 8), "offset": Num(0), "border": Num(0, 1)},
        ),
    }
)
RICH_CELL = Obj({"type": ANY_TYPE, "elements": Items(RICH_ELEMENTS)})
RAW_TEXT = Obj({"type": ANY_TYPE, "text": Str()})
RAW_NUMBER = Obj({"type": ANY_TYPE, "value": Num(fractions=True), "text": Str()})

TABLE_ROW = Items(ByType({"raw_text": RAW_TEXT, "rich_text": RICH_CELL, "raw_number": RAW_NUMBER}), COLUMNS)
COLUMN_SETTING = Obj(
    {}, {"align": Str(choices=frozenset({"left", "center", "right"})), "is_wrapped": yes_or_no}
)


def strings_of(value: Any) -> Iterator[str]:
    """Yields every string under a `text` property anywhere in the value: what a reader sees as words."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "text" and isinstance(part, str):
                yield part
            elif isinstance(part, (dict, list)):
                yield from strings_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_of(part)


def fits_a_table(value: Any, path: str, problems: Problems) -> None:
    """All the cells of one table hold 10,000 characters at most."""
    if sum(map(len, strings_of(value["rows"]))) > TABLE_CHARACTERS:
        say(problems, f"must be less than {TABLE_CHARACTERS + 1} characters in all cells", f"{path}/rows")


def has_even_rows(value: Any, path: str, problems: Problems) -> None:
    """Every row of a data table has as many cells as its first, and the header holds no rich text."""
    rows = value["rows"]
    if any(len(row) != len(rows[0]) for row in rows):
        say(problems, "all rows must have the same number of cells", f"{path}/rows")
    if any(cell["type"] == "rich_text" for cell in rows[0]):
        say(problems, "rich_text is not allowed in header cells", f"{path}/rows/0")
    if value.get("row_header_column_index", 0) >= len(rows[0]):
        say(problems, "must name a column of the table", f"{path}/row_header_column_index")


def has_a_point_per_category(value: Any, path: str, problems: Problems) -> None:
    """Series have different names, and each has one point for every category."""
    names = [series["name"] for series in value["series"]]
    if len(set(names)) < len(names):
        say(problems, "series names must be unique", f"{path}/series")
    categories = value["axis_config"]["categories"]
    for index, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if len(labels) != len(categories) or set(labels) != set(categories):
            say(problems, "labels must match the axis categories", f"{path}/series/{index}/data")


POINT = Obj({"label": LABEL, "value": Num(fractions=True)})
PLOT = Obj(
    {
        "type": ANY_TYPE,
        "series": Items(Obj({"name": LABEL, "data": Items(POINT, POINTS)}), SERIES),
        "axis_config": Obj({"categories": Items(LABEL, POINTS)}, {"x_label": Str(50), "y_label": Str(50)}),
    },
    {},
    [has_a_point_per_category],
)
SEGMENT = Obj({"label": LABEL, "value": Num(least=0, fractions=True)})
PIE = Obj({"type": ANY_TYPE, "segments": Items(SEGMENT, SERIES)})
CHART = ByType({"pie": PIE, "bar": PLOT, "line": PLOT, "area": PLOT})
