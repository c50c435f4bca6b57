"""The shipped figures are the product's, and a file with mistakes says every one with its line."""

import re
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storage
from scoring.case import Factor, Kind
from scoring.errors import BadFile
from scoring.people import Grade
from scoring.policy import SupportWorkerMayLead, TravelStep, VisitInterval, VisitUnit
from scoring.policy_fields import FIELDS
from scoring.policy_file import read_policy

TEXT = Path(storage.__file__).with_name("default_policy.toml").read_text("utf-8")


def mistakes_of(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read_policy(text)
    return caught.value.mistakes


def changed(old: str, new: str) -> str:
    """The shipped file with its first `old` replaced, which must be there."""
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def line_of(start: str, after: str = "") -> int:
    """The line in the shipped file that begins with `start`, after the one that is `after`."""
    lines = TEXT.split("\n")
    first = lines.index(after) if after else 0
    return next(n for n, line in enumerate(lines, 1) if n > first and line.startswith(start))


def test_the_shipped_file_has_the_points_of_policy_guide_3() -> None:
    policy = read_policy(TEXT)
    assert {kind: rule.base for kind, rule in policy.kinds.items()} == {
        Kind.CIN: 40,
        Kind.ASSESSMENT: 50,
        Kind.S47: 70,
        Kind.CP: 80,
        Kind.CLA: 50,
        Kind.CARE_LEAVER: 30,
        Kind.CARERS: 40,
    }
    assert policy.kinds[Kind.CLA].unsettled_base == 80
    assert policy.factor_points == {
        Factor.COURT: 40,
        Factor.PREPROCEEDINGS: 20,
        Factor.INTERPRETER: 10,
        Factor.UASC: 10,
        Factor.DISABILITY: 10,
        Factor.FIRST_WEEKS: 10,
        Factor.CLOSING: -10,
    }
    assert policy.travel == (TravelStep(30, 10), TravelStep(60, 20), TravelStep(90, 30))
    assert (policy.family_share_percent, policy.first_weeks_days, policy.least_points) == (50, 42, 10)
    assert (policy.judgement_least, policy.judgement_most) == (-2, 3)


def test_the_shipped_file_has_the_visits_and_support_worker_rules_of_policy_guide_3() -> None:
    kinds = read_policy(TEXT).kinds
    weeks, working_days = VisitUnit.WEEKS, VisitUnit.WORKING_DAYS
    assert {kind: rule.visit for kind, rule in kinds.items()} == {
        Kind.CIN: VisitInterval(20, working_days),
        Kind.ASSESSMENT: None,
        Kind.S47: None,
        Kind.CP: VisitInterval(10, working_days),
        Kind.CLA: VisitInterval(6, weeks),
        Kind.CARE_LEAVER: VisitInterval(8, weeks),
        Kind.CARERS: VisitInterval(6, weeks),
    }
    may_lead = {kind for kind, rule in kinds.items() if rule.support_worker is SupportWorkerMayLead.ALWAYS}
    assert may_lead == {Kind.CARE_LEAVER}
    assert kinds[Kind.CIN].support_worker is SupportWorkerMayLead.LOWER_NEED


def test_the_shipped_file_has_the_promises_and_bandwidths_of_policy_guide_4() -> None:
    policy = read_policy(TEXT)
    assert {grade: (rule.promise, rule.bandwidth) for grade, rule in policy.grades.items()} == {
        Grade.NEWLY_QUALIFIED: (12, 900),
        Grade.EXPERIENCED: (15, 1000),
        Grade.ADVANCED_PRACTITIONER: (15, 1000),
        Grade.SUPPORT_WORKER: (15, 1000),
        Grade.SUPPORT_OFFICER: (0, 0),
        Grade.TEAM_MANAGER: (0, 0),
        Grade.NONE: (0, 0),
    }
    assert {grade for grade, rule in policy.grades.items() if not rule.may_lead} == {
        Grade.SUPPORT_OFFICER,
        Grade.NONE,
    }
    assert (policy.low_end_percent, policy.stable_element) == (70, 150)
    assert (policy.extra_least, policy.extra_most, policy.average_range) == (50, 100, None)


def test_the_shipped_file_has_the_times_of_policy_guide_6_and_12() -> None:
    policy = read_policy(TEXT)
    ledger, hours = policy.ledger, policy.hours
    assert (ledger.settling_hours, ledger.worse_percent, ledger.deadline) == (24, 120, time(17))
    assert (ledger.plan_working_days, ledger.climb_working_days, ledger.review_working_days) == (2, 2, 2)
    assert (ledger.waiting_working_days, ledger.waiting_urgent_working_days) == (3, 1)
    assert (ledger.nobody_there_working_days, ledger.remind_working_days) == (5, 5)
    assert (ledger.concern_working_days, ledger.baseline_messages) == (2, 5)
    assert (hours.quiet_from, hours.quiet_until, hours.reminder) == (time(18), time(8), time(9))
    assert (hours.digest_weekday, hours.digest_at, hours.digest_late_working_days) == (0, time(9), 2)
    assert policy.small_number == 5
    assert re.fullmatch(policy.reference_pattern, "AB/123456")


def test_the_shipped_figures_are_trial_figures() -> None:
    policy = read_policy(TEXT)
    assert (policy.version, policy.starts_on, policy.is_trial) == ("2026-1", date(2026, 1, 1), True)


def test_figures_that_somebody_agreed_are_not_trial_figures() -> None:
    agreed = 'agreed_by = "Leadership Team"\nagreed_on = 2026-02-03\n'
    policy = read_policy(changed('version = "2026-1"\n', 'version = "2026-1"\n' + agreed))
    assert (policy.agreed_by, policy.agreed_on, policy.is_trial) == (
        "Leadership Team",
        date(2026, 2, 3),
        False,
    )


def test_too_many_decimals_name_the_line_and_what_is_allowed() -> None:
    line = line_of("points", after="[kinds.cp]")
    assert mistakes_of(changed("points = 8\n", "points = 8.55\n")) == (
        f"line {line}: points for `cp` is 8.55; at most one decimal, from 0 to 50",
    )


def test_every_mistake_is_listed_at_once_in_the_order_of_the_file() -> None:
    text = changed("points = 8\n", "points = 8.55\n").replace("settling_hours", "setling_hours")
    text = text.replace('"monday" ', '"saturday" ').replace("low_end_percent = 70", "low_end_percent = 101")
    text = text.replace('digest_day = "monday"', 'digest_day = "saturday"')
    found = mistakes_of(text)
    assert [sentence.partition(": ")[2] for sentence in found] == [
        "points for `cp` is 8.55; at most one decimal, from 0 to 50",
        "`load.low_end_percent` is 101; a whole percentage from 1 to 100",
        "`ledger.settling_hours` is missing; a whole number from 1 to 336",
        "`ledger.setling_hours` isn't known here. Did you mean `settling_hours`?",
        '`hours.digest_day` is "saturday"; "monday" to "friday"',
    ]
    numbers = [int(sentence.removeprefix("line ").partition(":")[0]) for sentence in found]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("court = 4 ", "court = true ", "`factors.court` is true"),
        ("court = 4 ", 'court = "4" ', '`factors.court` is "4"'),
        ("court = 4 ", "court = nan ", "`factors.court` is NaN"),
        ("court = 4 ", "court = 1e-400000 ", "`factors.court` is 1E-400000"),
        ("court = 4 ", "court = 51 ", "from 0 to 50"),
        ("closing = -1 ", "closing = 1 ", "from -20 to 0"),
        ("promise = 12", "promise = 12.5", "promise for `newly_qualified` is 12.5; a whole number"),
        ("may_lead = false", "may_lead = 0", "true or false"),
        ('= "lower_need"', '= "sometimes"', 'one of "never", "lower_need", "always"'),
        ('"20 working days"', '"0 working days"', '"10 working days" or "6 weeks"'),
        ('"20 working days"', '"a fortnight"', '"10 working days" or "6 weeks"'),
        ('digest_at = "09:00"', 'digest_at = "01:30"', "not 01:00 to 01:59"),
        ('digest_at = "09:00"', 'digest_at = "9am"', 'a time such as "17:00"'),
        (
            'digest_at = "09:00"',
            'digest_at = "18:30"',
            "falls in the quiet hours; from 08:00 to before 18:00",
        ),
        ('reminder = "09:00"', 'reminder = "07:59"', "falls in the quiet hours"),
        (
            'quiet_until = "08:00"',
            'quiet_until = "19:00"',
            "must be earlier in the day than `hours.quiet_from`",
        ),
        ('digest_day = "monday"', 'digest_day = "sunday"', '"monday" to "friday"'),
        ("'^[A-Z]{0,4}[-/]?\\d{4,12}$'", "'([A-Z]'", "a regular expression"),
        ("'^[A-Z]{0,4}[-/]?\\d{4,12}$'", "'.*'", "that no empty text fits"),
        ("starts = 2026-01-01", 'starts = "1 January"', "a date such as 2026-04-01, without quotes"),
        ("starts = 2026-01-01", "starts = 2026-01-01T00:00:00", "a date such as"),
        ('version = "2026-1"', 'version = "next year!"', "letters, digits"),
        ("90 = 3", "90 = 2", "travel from 90 minutes must be more points than from 60 minutes"),
        ("90 = 3", "ninety = 3", "`travel.ninety` isn't a number of minutes"),
        ("90 = 3", "090 = 3", "`travel.090` isn't a number of minutes"),
        ("court = 4 ", "court = 1 ", "`factors.court` is less than `factors.preproceedings`"),
        ("extra_most = 10 ", "extra_most = 4 ", "`load.extra_most` is less than `load.extra_least`"),
        ("low_end_percent = 70 ", "low_end_percent = 101 ", "a whole percentage from 1 to 100"),
        ("least = 1\n", "least = 1\nmost = 2\n", "`pace.most` isn't known here. Did you mean"),
        ("[pace]", "[pase]", "`pase` isn't known here. Did you mean `pace`?"),
        ("[kinds.cp]", "[kinds.cpp]", "`kinds.cpp` isn't known here. Did you mean `cp`?"),
        ("starts = ", "agreed_on = 2026-01-01\nstarts = ", "`agreed_on` is given without `agreed_by`"),
        ("[load]\n", "[load]\naverage_range = [21, 20]\n", "the lower first"),
        ("[load]\n", "[load]\naverage_range = 20\n", "the lower first"),
        ("[load]\n", "[team_promises.North]\nexperiencd = 3\n[load]\n", "Did you mean `experienced`?"),
        ("[load]\n", "[team_promises]\nNorth = 14\n[load]\n", "it must be a table with its own keys"),
        ("[hours]\n", "[hours]\nextra_closed_days = 2026-12-24\n", "dates such as"),
    ],
)
def test_a_value_that_is_not_allowed_says_what_is(old: str, new: str, said: str) -> None:
    assert any(said in sentence for sentence in mistakes_of(changed(old, new)))


def test_a_missing_key_is_placed_at_its_table_and_never_filled_in() -> None:
    line = line_of("[kinds.s47]")
    text = changed("# Section 47 enquiry\n[kinds.s47]\npoints = 7\n", "# Section 47 enquiry\n[kinds.s47]\n")
    assert mistakes_of(text) == (
        f"line {line}: points for `s47` is missing; at most one decimal, from 0 to 50",
    )


def test_every_key_but_the_optional_ones_must_be_there() -> None:
    optional = {"visit"} | {field.path[-1] for field in FIELDS if field.shipped is not None}
    for number, line in enumerate(TEXT.split("\n")):
        key = line.partition(" = ")[0]
        if " = " in line and not line.startswith("#") and key not in optional and not key.isdigit():
            lines = TEXT.split("\n")
            del lines[number]
            assert any("is missing" in sentence for sentence in mistakes_of("\n".join(lines))), key


def test_an_empty_file_lists_every_key_that_is_missing() -> None:
    assert all("is missing" in sentence for sentence in mistakes_of(""))


def test_a_key_given_twice_names_both_lines() -> None:
    last = len(TEXT.split("\n"))
    first = line_of("small_number")
    assert mistakes_of(TEXT + "small_number = 4\n") == (
        f"line {last}: `privacy.small_number` is given twice; first on line {first}",
    )


def test_text_that_is_not_toml_says_where_it_stops_being() -> None:
    assert "at line 2, column" in mistakes_of('version = "1"\nstarts == 2026\n')[0]


def test_a_file_far_too_long_is_refused_unread() -> None:
    assert mistakes_of("#" * 100_001) == ()


def test_a_team_may_have_its_own_promises() -> None:
    policy = read_policy(changed("[load]\n", '[team_promises."North East"]\nexperienced = 14\n[load]\n'))
    assert policy.team_promises == {"North East": {Grade.EXPERIENCED: 14}}


def test_optional_figures_are_read_where_given() -> None:
    text = changed("[load]\n", "[load]\naverage_range = [20, 20.5]\n")
    text = text.replace("[hours]\n", "[hours]\nextra_closed_days = [2026-12-24]\n")
    policy = read_policy(text)
    assert policy.average_range == (200, 205)
    assert policy.hours.extra_closed_days == {date(2026, 12, 24)}


def test_a_time_may_be_written_as_toml_writes_times() -> None:
    assert read_policy(changed('digest_at = "09:00"', "digest_at = 10:30:00")).hours.digest_at == time(10, 30)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert read_policy("\ufeff" + TEXT.replace("\n", "\r\n")) == read_policy(TEXT)


@given(st.decimals(min_value=0, max_value=50, places=1))
def test_every_number_with_one_decimal_is_read_exactly(number: Decimal) -> None:
    policy = read_policy(changed("points = 8\n", f"points = {number}\n"))
    assert Decimal(policy.kinds[Kind.CP].base) == number * 10


@given(st.integers(0, len(TEXT)), st.text(max_size=8), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused_in_words(place: int, added: str, dropped: int) -> None:
    text = TEXT[:place] + added + TEXT[place + dropped :]
    with suppress(BadFile):
        read_policy(text)


def test_a_policy_of_the_first_release_still_loads_with_the_shipped_number_for_what_is_newer() -> None:
    first = Path(__file__).with_name("released").joinpath("policy-0001.toml").read_text("utf-8")
    assert "judgement_usual_weeks" not in first
    policy = read_policy(first)
    assert (policy.judgement_usual_weeks, policy.judgement_most_weeks) == (12, 26)


def test_closed_cases_are_kept_for_two_years_unless_the_file_says_otherwise() -> None:
    line = next(each for each in TEXT.split("\n") if each.startswith("keep_closed_months"))
    assert read_policy(TEXT).keep_closed_months == 24
    assert read_policy(TEXT.replace(f"{line}\n", "")).keep_closed_months == 24
    assert (
        read_policy(TEXT.replace("keep_closed_months = 24", "keep_closed_months = 6")).keep_closed_months == 6
    )
