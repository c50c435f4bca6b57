"""Somebody's own caseload in their Home: both lines and why, how they moved, their cases by the page."""

from collections.abc import Iterator, Sequence

from handlers.messages import Block
from handlers.views.blocks import actions, button, context, header, section
from handlers.views.concerns.concerns import concern_button
from handlers.views.home.needs import case_button, typed_button
from handlers.views.loads.held import case_text, cases_held
from handlers.views.loads.loads import Caseload, about_lines
from handlers.views.trends import share_chart
from handlers.views.words import plural
from scoring.case import Case
from scoring.snapshots import Snapshot
from scoring.tenths import Tenths

PAGE = 10
"""Cases shown at once; each has a block of its own, for its button."""


def own_blocks(shown: Caseload, trend: Sequence[Snapshot], talk: Sequence[Block], page: int) -> list[Block]:
    """The worker's own section; `talk` is their open concern or the button for one, `page` counts from 0."""
    return [
        header("Your caseload"),
        section("\n".join(about_lines(shown))),
        *share_chart("Your load as a share of what we promised", trend),
        actions(
            typed_button("How it has moved", "/caseload trend me", "trend-me"),
            typed_button("Our promise to you", "/caseload breaches", "breaches-me"),
        ),
        *talk,
        *_cases(shown, page),
    ]


def no_concern_blocks() -> list[Block]:
    """What a worker presses to be heard."""
    return [actions(concern_button())]


def last_page(shown: Caseload) -> int:
    """The number of the last page of cases."""
    return max(len(cases_held(shown.worker.id, shown.cases, shown.points)) - 1, 0) // PAGE


def _cases(shown: Caseload, page: int) -> Iterator[Block]:
    held = cases_held(shown.worker.id, shown.cases, shown.points)
    if not held:
        return
    some = held[page * PAGE : (page + 1) * PAGE]
    yield section("*Your cases, the heaviest first*" if len(held) > 1 else "*Your case*")
    for points, case in some:
        yield section(_case_text(case, points, shown), case_button(case.reference))
    if len(held) > PAGE:
        first = page * PAGE + 1
        yield context(f"{first} to {first + len(some) - 1} of {plural(len(held), 'case')}.")
        yield actions(*_turning(page, last_page(shown)))


def _turning(page: int, last: int) -> Iterator[Block]:
    if page > 0:
        yield button("Heavier ones", "home_page:back", str(page - 1))
    if page < last:
        yield button("Lighter ones", "home_page:on", str(page + 1))


def _case_text(case: Case, held: Tenths, shown: Caseload) -> str:
    proposed = shown.proposed.get(case.id, "")
    return case_text(case, held, shown.worker.id, shown.points[case.id], proposed)
