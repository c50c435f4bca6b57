"""The order of a file's rows never matters."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import open_database, read_url
from storage.sheets.annex_a import read_annex_a
from storage.sheets.case_plan import Here, plan_cases
from storage.sheets.columns import FileKind
from storage.sheets.findings import Plan
from storage.sheets.known import Coverage, People, Teams
from storage.sheets.workbook import open_sheets
from tests.builders import a_policy
from tests.storage.sheets.council import Council, a_council
from tests.storage.sheets.files import FILE_DAY, a_csv, annex_a
from tests.storage.sheets.values import some_people, some_teams

_days = st.sampled_from(
    [None, datetime(2025, 1, 1), datetime(2026, 1, 1), datetime(2027, 1, 1), "01/02/2026"]
)
_child = st.fixed_dictionaries(
    {
        "id": st.sampled_from([100001, 100002, 100003, "100004", "bad"]),
        "team": st.sampled_from(["North", "South", "East", "#N/A"]),
        "worker": st.sampled_from(["Sam Okafor", "Lee, Jo", "#N/A", "Nobody Known", "Priya\xa0Nair"]),
        "disability": st.sampled_from(["a) Yes", "b) No", None]),
        "start": _days,
        "end": _days,
        "seen": _days,
    }
)
_children = st.lists(_child, min_size=1, max_size=5)


def _without_places(plan: Plan) -> tuple[Any, ...]:
    """Everything a plan says but the row numbers, which the order decides."""
    lists = (plan.new, plan.waiting, plan.without_team, plan.unknown_workers, plan.ambiguous_workers)
    refused = sorted(entry.words for entry in plan.refused)
    return (lists, plan.unknown_teams, refused, plan.steps, plan.covers, plan.notes)


@given(list_6=_children, list_7=_children, order=st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_any_order_of_an_annex_as_rows_gives_the_same_plan(list_6: Any, list_7: Any, order: Any) -> None:
    policy = a_policy()

    def planned(first: Any, second: Any) -> Plan:
        always = [{"id": 999999}]
        listing = read_annex_a(open_sheets(annex_a(first, second, always)), policy, FILE_DAY)
        here = Here({}, People(some_people()), Teams(some_teams()), Coverage({}), policy, FILE_DAY)
        return plan_cases(listing, here).finish(FileKind.ANNEX_A, "annex_a", FILE_DAY, ())

    shuffled_6, shuffled_7 = list(list_6), list(list_7)
    order.shuffle(shuffled_6)
    order.shuffle(shuffled_7)
    assert _without_places(planned(list_6, list_7)) == _without_places(planned(shuffled_6, shuffled_7))


_row = st.builds(
    lambda *cells: ",".join(cells),
    st.sampled_from(["100001", "100002", "00100003", "943 476 5919"]),
    st.sampled_from(["cin", "cp", "LAC", "cinn"]),
    st.sampled_from(["sam@council.example", "Jo Lee", "", "x@y.example"]),
    st.sampled_from(["North", "South", ""]),
    st.sampled_from(["", "F1", "F2"]),
    st.sampled_from(["", "court", "travel=60; plo"]),
)


@pytest.fixture
def sqlite_council(sqlite_url: str) -> Iterator[Council]:
    """A council whose files are only planned, so that one does for every example."""
    database = open_database(read_url(sqlite_url))
    yield a_council(database)
    database.close()


@given(rows=st.lists(_row, min_size=1, max_size=6), order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_a_case_lists_rows_gives_the_same_plan(
    rows: list[str], order: Any, sqlite_council: Council
) -> None:
    heading = "reference,kind,worker_email,team,family,factors"
    shuffled = list(rows)
    order.shuffle(shuffled)
    first = sqlite_council.plan(a_csv(heading, *rows))
    second = sqlite_council.plan(a_csv(heading, *shuffled))
    assert first.steps == second.steps
    assert (first.new, first.waiting, first.covers) == (second.new, second.waiting, second.covers)
    assert len(first.refused) == len(second.refused)
