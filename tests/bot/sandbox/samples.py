"""Blocks and views of a chosen size, for the tests of limits and of drawing."""

import json
from typing import Any

from tests.bot.sandbox.stage import Json, actions, button, cell, modal, mrkdwn, option, plain, section

PICTURE = {"type": "image", "image_url": "https://council.example/map.png", "alt_text": "A map"}
CONFIRM = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}


def pressed(**more: Any) -> Json:
    return actions(button(**more))


def chart(series: int = 1, points: int = 1, label: int = 4, name: int = 4, **more: Any) -> Json:
    """A chart with so many series and points; `label` and `name` are lengths."""
    labels = [str(n).rjust(label, "x") for n in range(points)]
    data = [{"label": one, "value": 1.5} for one in labels]
    lines = [{"name": str(n).rjust(name, "x"), "data": data} for n in range(series)]
    body = {"type": "line", "series": lines, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": "Load", "chart": body, **more}


def pie(segments: int = 1, label: int = 4) -> Json:
    parts = [{"label": str(n).rjust(label, "x"), "value": n + 1} for n in range(segments)]
    return {"type": "data_visualization", "title": "Load", "chart": {"type": "pie", "segments": parts}}


def table(rows: int = 1, columns: int = 1, words: str = "cell", kind: str = "table") -> Json:
    body = {"type": kind, "rows": [[cell(words) for _ in range(columns)] for _ in range(rows)]}
    return body | ({"caption": "Caption"} if kind == "data_table" else {})


def table_of(characters: int, kind: str) -> Json:
    made = table(2, 1, "x", kind)
    made["rows"][1][0]["text"] = "x" * (characters - 1)
    return made


def markdown(characters: int) -> Json:
    return {"type": "markdown", "text": "x" * characters}


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Card"), **more}


def grouped(groups: int = 1, label: str = "Group", options: int = 1) -> Json:
    one = {"label": plain(label), "options": [option(str(n), str(n)) for n in range(options)]}
    return actions({"type": "static_select", "action_id": "a", "option_groups": [one] * groups})


def of_bytes(size: int) -> Json:
    made = modal(
        *[section("x" * 3000) for _ in range(80)], section("x"), section("x"), section("x"), section("x")
    )
    left = size - len(json.dumps(made).encode())
    for block in made["blocks"][80:]:
        more = min(left, 2999)
        block["text"]["text"] += "x" * more
        left -= more
    assert left == 0
    return made
