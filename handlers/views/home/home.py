"""A Home put together: the day, what needs somebody, then a section for each thing they look after."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.messages import Block, View
from handlers.views.blocks import MOST_VIEW_BLOCKS, context, header, home_tab, section
from handlers.views.charts import MOST_CHARTS
from handlers.views.words import day_text
from scoring.working_time import london_day, london_time

LITTLE = (
    "You look after no team and hold no cases here, so there is little to show. "
    "`/caseload help` says what you can ask me."
)
FRESH = "As things were at {at}; it is drawn again whenever you open it."
CUT = "There is more than fits here. `/caseload` shows each part by itself: `/caseload help`."


def home_view(
    needs: Sequence[Block], sections: Sequence[Sequence[Block]], now: datetime, page: str = ""
) -> View:
    """What waits, then the sections that there are, within what Slack takes of blocks and of charts."""
    head = [header(day_text(london_day(now))), context(FRESH.format(at=f"{london_time(now):%H:%M}"))]
    rest = [block for part in sections for block in part] or [section(LITTLE)]
    shown = _within_charts([*head, *needs, *rest])
    if len(shown) >= MOST_VIEW_BLOCKS:
        shown = [*shown[: MOST_VIEW_BLOCKS - 2], context(CUT)]
    return home_tab(shown, page)


def _within_charts(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without the charts that are too many; what a chart shows is said in words as well."""
    kept, charts = list[Block](), 0
    for block in blocks:
        charts += block["type"] == "data_visualization"
        if block["type"] != "data_visualization" or charts <= MOST_CHARTS:
            kept.append(block)
    return kept
