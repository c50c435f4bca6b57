"""Tables and charts as columns of text."""

from bot.sandbox.mrkdwn import Names
from bot.sandbox.people import Json


def rich_words(value: Json, names: Names) -> str:
    """Returns the words of rich text, one line for each paragraph or list item."""
    kind = value["type"]
    if "elements" in value:
        inner = [rich_words(part, names) for part in value["elements"]]
        if kind == "rich_text_list":
            return "\n".join(f"  • {line}" for line in inner)
        return ("\n" if kind == "rich_text" else "").join(inner)
    if kind == "user":
        return names.person(value["user_id"])
    if kind == "channel":
        return names.channel(value["channel_id"])
    if kind == "emoji":
        return f":{value['name']}:"
    return str(value.get("text") or value.get("fallback") or value.get("url") or value.get("range", ""))


def cell_words(cell: Json, names: Names) -> str:
    """Returns a table cell on one line."""
    words = (
        rich_words(cell, names) if cell["type"] == "rich_text" else str(cell.get("text", cell.get("value")))
    )
    return words.replace("\n", " ")


def columns(rows: list[list[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Returns rows as aligned lines with a rule under the first; columns in `right` are set to the right."""
    count = max(len(row) for row in rows)
    widths = [max(len(row[at]) if at < len(row) else 0 for row in rows) for at in range(count)]

    def line(row: list[str]) -> str:
        padded = [*row, *[""] * (count - len(row))]
        cells = [
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(padded, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return [line(rows[0]), "  ".join("─" * width for width in widths), *map(line, rows[1:])]


def table_lines(block: Json, names: Names) -> list[str]:
    """Returns a table or data table in columns; numbers and columns aligned right stand right."""
    rows = [[cell_words(cell, names) for cell in row] for row in block["rows"]]
    settings = block.get("column_settings", [])
    right = {at for at, setting in enumerate(settings) if setting.get("align") == "right"}
    if len(block["rows"]) > 1:
        right |= {at for at, cell in enumerate(block["rows"][1]) if cell["type"] == "raw_number"}
    caption = [f"{block['caption']}:"] if "caption" in block else []
    return [*caption, *columns(rows, frozenset(right))]


def chart_lines(block: Json) -> list[str]:
    """Returns a chart as its title and a small table of its numbers."""
    chart = block["chart"]
    title = f"{block['title']} ({chart['type']} chart)"
    if chart["type"] == "pie":
        rows = [["", "Value"], *[[part["label"], f"{part['value']:g}"] for part in chart["segments"]]]
        return [title, *columns(rows, frozenset({1}))]
    series = chart["series"]
    values = [{point["label"]: f"{point['value']:g}" for point in one["data"]} for one in series]
    heads = [chart["axis_config"].get("x_label", ""), *[one["name"] for one in series]]
    rows = [[label, *[one[label] for one in values]] for label in chart["axis_config"]["categories"]]
    return [title, *columns([heads, *rows], frozenset(range(1, len(heads))))]
