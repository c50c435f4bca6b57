"""A plan in plain English: one of something is said as one."""

from datetime import date

import pytest

from storage.sheets.columns import FileKind
from storage.sheets.findings import Entry, Plan
from storage.sheets.plan_lines import LISTS, SINGULAR, plan_lines
from tests.storage.sheets.council import Council
from tests.storage.sheets.files import a_csv

TEAMS_FILE = "team,service,channel,established_fte,digest_day,digest_time"
ONE = (Entry("AB-1", "said"),)


def counts(**lists: tuple[Entry, ...]) -> str:
    return plan_lines(Plan(FileKind.CASES, "cases", date(2026, 6, 8), **lists))[1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 unknown worker, 1 refused row, 0 unchanged."),
        (2, "2 unknown workers, 2 refused rows, 0 unchanged."),
    ],
)
def test_counts_agree_with_their_words(number: int, said: str) -> None:
    assert counts(refused=ONE * number, unknown_workers=ONE * number) == said


def test_every_singular_belongs_to_a_list() -> None:
    assert set(SINGULAR) <= {word for _, word, _ in LISTS}


def changed(plan: Plan) -> list[str]:
    return [str(entry) for entry in plan.changed]


def test_a_teams_changes_are_said_with_their_new_values(council: Council) -> None:
    row = "North,Safeguarding,C0123456789,5.5,Tuesday,08:30"
    assert changed(council.take(a_csv(TEAMS_FILE, row))) == [
        "North: posts 5.5, digest on Tuesdays at 08:30, channel"
    ]
    later = a_csv(TEAMS_FILE, "North,Care,C0123456789,5.5,Tuesday,09:00")
    assert changed(council.plan(later)) == ["North: digest at 09:00, service to Care"]
