"""One cell, whatever the spreadsheet made of it."""

from datetime import date, datetime, time
from fractions import Fraction

import pytest

from scoring.case import Factor
from scoring.errors import BadInput, PersonalData
from scoring.people import Grade, ReductionReason, Role
from storage.sheets import cells, words
from storage.sheets.case_list import read_factors
from storage.sheets.references import read_family, reference_reader
from tests.builders import a_policy

read_reference = reference_reader(a_policy())


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "#N/A", "#n/a", "-1", -1, None, "NULL", "#REF!"])
def test_what_systems_write_for_nothing_is_nothing(blank: object) -> None:
    assert cells.read_text(blank) is None
    assert cells.read_day(blank) is None
    assert read_reference(blank) is None


@pytest.mark.parametrize(
    "written",
    [
        "31/01/2026", "31/1/26", "31-01-2026", "31.01.2026", "2026-01-31", "2026-01-31T00:00:00",
        "31/01/2026 00:00", "31 January 2026", "31-Jan-2026", datetime(2026, 1, 31), date(2026, 1, 31), 46053,
        "46053", " 31/01/2026\xa0",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: object) -> None:
    assert cells.read_day(written) == date(2026, 1, 31)


@pytest.mark.parametrize("written", ["01/31/2026", "31/02/2026", "=H2+5", "soon", "2027"])
def test_what_is_no_date_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        cells.read_day(written)
    assert written not in str(refused.value)


def test_the_first_of_january_1900_is_an_open_end() -> None:
    assert cells.read_day("1900-01-01") is None
    assert cells.read_day(datetime(1900, 1, 1)) is None


@pytest.mark.parametrize(
    "written", ["60%", "0,6", "0.6", 0.6, ".6", "22.2 hrs", "22,2 hours", "22.2h", "0.6 FTE", "60 %"]
)
def test_six_tenths_of_a_post_is_read_however_it_is_written(written: object) -> None:
    assert cells.read_fte(written) == Fraction(3, 5)


@pytest.mark.parametrize("written", ["60", "1.2", "120%", "40 hrs", "part time", "-0.5"])
def test_more_than_a_post_or_no_number_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match=r"22\.2 hrs"):
        cells.read_fte(written)


@pytest.mark.parametrize("written", ["50%", "50", 50, 0.5, "0.5", "50 %"])
def test_half_of_somebodys_time_is_read_however_it_is_written(written: object) -> None:
    assert cells.read_share(written) == Fraction(1, 2)


def test_one_hundred_per_cent_and_one_are_all_of_it_and_one_per_cent_is_not() -> None:
    assert cells.read_share("100") == cells.read_share(1) == 1
    assert cells.read_share("1%") == Fraction(1, 100)


@pytest.mark.parametrize(
    ("written", "meant"), [("a) Yes", True), ("N", False), ("c) Unknown", None), ("b) No", False)]
)
def test_yes_and_no_carry_annex_a_letters(written: str, meant: bool | None) -> None:
    assert cells.read_yes_no(written) is meant


def test_a_digest_at_half_past_one_is_refused_because_it_comes_twice_in_october() -> None:
    assert cells.read_minute("09:00") == cells.read_minute(time(9)) == cells.read_minute("9.00 am") == 540
    with pytest.raises(BadInput, match="twice"):
        cells.read_minute("01:30")


def test_a_digest_on_a_saturday_is_refused() -> None:
    assert cells.read_weekday("Friday") == 4
    with pytest.raises(BadInput, match="Monday to Friday"):
        cells.read_weekday("Saturday")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ASYE", Grade.NEWLY_QUALIFIED), ("NQSW", Grade.NEWLY_QUALIFIED), ("SW", Grade.EXPERIENCED),
        ("Senior Social Worker", Grade.EXPERIENCED), ("advanced_practitioner", Grade.ADVANCED_PRACTITIONER),
        ("Support-Worker", Grade.SUPPORT_WORKER), ("none", Grade.NONE),
    ],
)  # fmt: skip
def test_grades_go_by_many_names(written: str, meant: Grade) -> None:
    assert words.read_grade(written) is meant


def test_an_unknown_grade_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadInput, match="Did you mean “experienced”"):
        words.read_grade("experianced")
    with pytest.raises(BadInput, match="write one of newly_qualified"):
        words.read_grade("astronaut")


def test_several_roles_stand_in_one_cell() -> None:
    assert words.read_roles("Worker; Team Manager") == frozenset((Role.WORKER, Role.SUPERVISOR))
    assert words.read_reason("Mat leave") is ReductionReason.MATERNITY


def test_factors_are_words_with_minutes_of_travel() -> None:
    assert read_factors("Court; travel=60; interpreter") == (
        frozenset((Factor.COURT, Factor.INTERPRETER)),
        60,
        False,
    )
    assert read_factors("travel=45 minutes") == (frozenset(), 45, False)
    assert read_factors("unsettled, PLO") == (frozenset((Factor.PREPROCEEDINGS,)), 0, True)
    assert read_factors(None) == (frozenset(), 0, False)


@pytest.mark.parametrize(
    "written", ["court; mum is unwell", "travel=900", "travel=-5", "travel: - 5", "first_weeks", "travel"]
)
def test_a_word_that_is_no_factor_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_factors(written)
    assert "mum" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (123456, "123456"), (123456.0, "123456"), ("123456.0", "123456"), ("00123456", "00123456"),
        ("abc-1234", "ABC-1234"), ("\xa0123456 ", "123456"), ("RND000215205", "RND000215205"),
    ],
)  # fmt: skip
def test_a_reference_keeps_its_leading_zeros_and_loses_excels_point_zero(written: object, kept: str) -> None:
    assert read_reference(written) == kept


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("943 476 5919", "NHS"), ("9434765919", "NHS"), (9434765919, "NHS"), ("A123456789012", "UPN"),
        ("SW123456", "registration"), ("07700900123", "telephone"), ("1.23457E+11", "shortened by Excel"),
        ("Smith, John", "doesn't look like"), ("AB", "doesn't look like"),
    ],
)  # fmt: skip
def test_what_is_no_reference_is_refused_by_its_rule_and_never_repeated(written: object, rule: str) -> None:
    with pytest.raises(BadInput, match=rule) as refused:
        read_reference(written)
    assert str(written) not in str(refused.value)


def test_a_council_with_ten_digit_references_keeps_those_that_could_be_nhs_numbers() -> None:
    own = reference_reader(a_policy(reference_pattern=r"^\d{10}$"))
    assert own("9434765919") == "9434765919"


def test_ten_digits_that_fail_the_nhs_check_are_a_reference() -> None:
    assert read_reference("9434765918") == "9434765918"


def test_a_family_key_is_never_a_surname() -> None:
    assert read_family("fam-12") == "FAM-12"
    assert read_family(14159183.0) == "14159183"
    rule = "A family key is letters and digits with at least one digit, never a name"
    with pytest.raises(BadInput, match=rule):
        read_family("Smith")
    with pytest.raises(PersonalData):
        read_family("943 476 5919")
