"""A message outside a message: as a small window, or as a Home; and the newest blocks said in older ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from handlers.messages import Block, Message, View
from handlers.views.blocks import home_tab, modal, section
from handlers.views.words import BRAND, escape

AT_ONCE = 10
"""Lines in one block, so that none comes near Slack's 3,000 characters."""

Drawing = Callable[[Block], list[Block]]


def notice_view(message: Message) -> View:
    """A message as a small window of its own; windows have no pictures and their own kind of table."""
    return modal("notice", BRAND, _drawn(_blocks(message), IN_WINDOWS))


def notice_home(message: Message) -> View:
    """A message as a Home: a refusal with its sentence, and nothing else."""
    return home_tab(_blocks(message))


def plain_view(view: View) -> View:
    """The same view without the newest blocks, for a Slack that doesn't take them."""
    return {**view, "blocks": _drawn(view["blocks"], PLAINLY)[:100]}


def _blocks(message: Message) -> Sequence[Block]:
    return message.blocks or [section(message.text)]


def _drawn(blocks: Iterable[Block], drawings: Mapping[str, Drawing]) -> list[Block]:
    """The blocks, each of a kind that has a drawing here drawn so."""
    return [part for block in blocks for part in drawings.get(block["type"], _as_it_is)(block)]


def _as_it_is(block: Block) -> list[Block]:
    return [block]


def _paged_table(block: Block) -> list[Block]:
    """A message's table as the table that windows have."""
    rows: list[Any] = block["rows"]
    caption = ", ".join(_cell(cell) for cell in rows[0])
    table = {"type": "data_table", "caption": caption, "rows": rows, "page_size": 20}
    return [table] if len(rows) > 1 else []


def _listed_table(block: Block) -> list[Block]:
    """A table as lines: "• *Sam Okafor*: children 17 of 15, points 104 of 100"."""
    head, *rows = ([escape(_cell(cell)) for cell in row] for row in block["rows"])
    return _lines([_listed_row(head, row) for row in rows])


def _listed_row(head: Sequence[str], row: Sequence[str]) -> str:
    cells = [f"{name.lower()} {cell}" for name, cell in zip(head[1:], row[1:], strict=True)]
    return f"• *{row[0]}*: {', '.join(cells)}"


def _listed_chart(block: Block) -> list[Block]:
    """A chart's figures as lines: "• Children: 38 (8 Jun), 40 (15 Jun)"."""
    lines = []
    for series in block["chart"]["series"]:
        points = [f"{each['value']:g} ({escape(each['label'])})" for each in series["data"]]
        lines.append(f"• {escape(series['name'])}: {', '.join(points)}")
    return _lines([f"*{escape(block['title'])}*", *lines])


def _lines(lines: Sequence[str]) -> list[Block]:
    return [section("\n".join(lines[start : start + AT_ONCE])) for start in range(0, len(lines), AT_ONCE)]


def _cell(cell: Mapping[str, Any]) -> str:
    return str(cell.get("text") or cell.get("value", ""))


IN_WINDOWS: Mapping[str, Drawing] = {"table": _paged_table, "data_visualization": _listed_chart}
PLAINLY: Mapping[str, Drawing] = {
    "table": _listed_table,
    "data_table": _listed_table,
    "data_visualization": _listed_chart,
}
