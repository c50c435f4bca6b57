"""Slack's own charts: lines over time and bars side by side. What they show is always said in words too."""

from collections.abc import Mapping, Sequence

from handlers.messages import Block
from handlers.views.blocks import clip

MOST_POINTS = 20
MOST_LABEL = 20
MOST_TITLE = 50
MOST_CHARTS = 2
"""Of all charts in one message or Home."""


def line_chart(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Block:
    """Lines over time; a series has a number for each label."""
    return _chart("line", title, labels, series)


def bar_chart(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Block:
    """Bars side by side, in the order given; long names are cut so that no two become the same."""
    return _chart("bar", title, _apart(labels), series)


def _chart(kind: str, title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]]) -> Block:
    shown = [
        {
            "name": name,
            "data": [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)],
        }
        for name, values in series.items()
    ]
    chart = {"type": kind, "series": shown, "axis_config": {"categories": list(labels)}}
    return {"type": "data_visualization", "title": clip(title, MOST_TITLE), "chart": chart}


def _apart(labels: Sequence[str]) -> list[str]:
    cut = [clip(label, MOST_LABEL) for label in labels]
    return [
        label if cut.count(label) == 1 else f"{clip(label, MOST_LABEL - 3).removesuffix('…')} {place}"
        for place, label in enumerate(cut, 1)
    ]
