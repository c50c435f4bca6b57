"""What a plan may say, and how long reminders may be quiet."""

from datetime import date

import pytest

from scoring.errors import BadInput
from scoring.ids import WorkerId
from scoring.plans import PLAN_WORDS, Plan, PlanCode, decide_plan, decide_reminder
from tests.builders import a_policy
from tests.scoring.london import ENGLAND

POLICY = a_policy()
TODAY = date(2026, 11, 23)
WHO = WorkerId(9)


def plan(code: str = "MOVE", by_when: date = date(2026, 12, 2), text: str = "") -> Plan:
    return decide_plan(code, WHO, by_when, text, TODAY, POLICY, ENGLAND)


def test_a_plan_says_what_who_and_by_when() -> None:
    assert plan("share", text="  with  South ") == Plan(PlanCode.SHARE, WHO, date(2026, 12, 2), "with South")


def test_every_code_has_words() -> None:
    assert set(PLAN_WORDS) == set(PlanCode)


def test_a_plan_may_be_for_today() -> None:
    assert plan(by_when=TODAY).by_when == TODAY


@pytest.mark.parametrize(
    ("code", "by_when", "text", "field", "said"),
    [
        ("HOPE", date(2026, 12, 2), "", "code", "MOVE, SHARE, CLOSE, PAUSE, STAFF, REVIEW, OTHER"),
        ("MOVE", date(2026, 11, 20), "", "by_when", "in the past"),
        ("MOVE", date(2027, 1, 25), "", "by_when", "at most 22 January 2027"),
        ("MOVE", date(2026, 12, 25), "", "by_when", "the next working day is 29 December"),
        ("MOVE", date(2026, 12, 2), "x" * 201, "text", "201 characters; a plan has at most 200"),
        ("OTHER", date(2026, 12, 2), " ", "text", "Say in a few words"),
    ],
)
def test_what_cannot_be_a_plan_names_its_field(
    code: str, by_when: date, text: str, field: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        plan(code, by_when, text)
    assert caught.value.field == field


def test_a_plan_may_be_60_days_ahead_and_200_characters_long() -> None:
    assert plan(by_when=date(2027, 1, 22), text="x" * 200).by_when == date(2027, 1, 22)


def test_reminders_wait_at_most_5_working_days() -> None:
    assert decide_reminder(5, TODAY, POLICY, ENGLAND) == date(2026, 11, 30)
    for working_days in (0, 6):
        with pytest.raises(BadInput, match="1 to 5 working days"):
            decide_reminder(working_days, TODAY, POLICY, ENGLAND)
