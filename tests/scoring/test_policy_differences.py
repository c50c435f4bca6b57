"""What changes from one policy to the next, in sentences."""

from scoring.case import Kind
from scoring.policy_file import policy_differences, read_policy
from tests.builders import a_policy
from tests.scoring.test_policy_file import TEXT, changed


def test_points_that_rise_are_said_with_their_unit_once() -> None:
    new = read_policy(changed("points = 8\n", "points = 9\n"))
    assert policy_differences(a_policy(), new) == ["child protection: 8 → 9 points"]


def test_a_policy_does_not_differ_from_itself() -> None:
    assert policy_differences(a_policy(), read_policy(TEXT)) == []


def test_every_sort_of_value_has_its_words() -> None:
    text = TEXT
    for old, new in (
        ('version = "2026-1"', 'version = "2026-2"'),
        ('visit = "10 working days"', 'visit = "2 weeks"'),
        ("unsettled_points = 8", "unsettled_points = 8.5"),
        ("promise = 12", "promise = 11"),
        ("plan_working_days = 2", "plan_working_days = 1"),
        ('deadline = "17:00"', 'deadline = "16:30"'),
        ('digest_day = "monday"', 'digest_day = "tuesday"'),
        ("low_end_percent = 70", "low_end_percent = 75"),
        ("[load]\n", "[load]\naverage_range = [20, 21.5]\n"),
        ("90 = 3", "80 = 3"),
        ("[load]\n", '[team_promises."North"]\nexperienced = 14\n[load]\n'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    assert policy_differences(a_policy(), read_policy(text)) == [
        "version: 2026-1 → 2026-2",
        "child protection, visits: 10 working days → 2 weeks",
        "looked-after child, unsettled: 8 → 8.5 points",
        "newly qualified (ASYE), promise: 12 → 11 children",
        "low end of the bandwidth: 70 → 75 %",
        "average range: none → 20 to 21.5",
        "time for a plan: 2 working days → 1 working day",
        "deadline: 17:00 → 16:30",
        "digest day: Monday → Tuesday",
        "travel from 80 minutes: none → 3 points",
        "travel from 90 minutes: 3 points → none",
        "North, promise to experienced: none → 14 children",
    ]


def test_a_kind_of_case_is_never_left_out() -> None:
    old = a_policy()
    heavier = {
        kind: type(rule)(rule.base + 10, rule.support_worker, rule.visit, rule.unsettled_base)
        for kind, rule in old.kinds.items()
    }
    assert len(policy_differences(old, a_policy(kinds=heavier))) == len(Kind)
