"""The guard of free text: every rule with what it refuses, and ordinary sentences that come near it."""

import pytest

from handlers.reception.privacy import check_words, names_in
from scoring.errors import PersonalData
from storage.database import Database
from storage.people import list_names_holding
from tests.handlers.council import a_council

STAFF = ("Kit Novak", "Joann Leeson", "Mary Ann Bright", "Zoë O’Brien", "Jean Smith-Jones")
NAME = "the name of somebody who isn't on our staff"

REFUSED = [
    ("an NHS number", "see 943 476 5919"),
    ("an NHS number", "943-476-5919 moves"),
    ("an NHS number", "9434765919"),
    ("a pupil number (UPN)", "pupil H801200001001"),
    ("a pupil number (UPN)", "h80120000100b"),
    ("a National Insurance number", "NI AB 12 34 56 C"),
    ("a National Insurance number", "ab123456c"),
    ("a postcode", "visit at SW1A 1AA"),
    ("a postcode", "near m1 1ae"),
    ("an e-mail address", "write to peggy.s@mail.example"),
    ("a telephone number", "ring 07700 900123"),
    ("a telephone number", "+44 20 7946 0123"),
    ("a date of birth", "born in spring"),
    ("a date of birth", "D.O.B. known"),
    ("a full date, as of a birth", "since 03/12/2014"),
    ("a full date, as of a birth", "since 3.12.2014"),
    (NAME, "talk to Mrs Peggy Smithers"),
    (NAME, "Peggy Smithers"),
    (NAME, "Ask Peggy Smithers to wait"),
    (NAME, "JAYDEN SMITH moves"),
    (NAME, "Jayden SMITH moves"),
    (NAME, "Ann McDonald"),
    (NAME, "Élodie  Durand"),
    (NAME, "Peggy\nSmithers"),
    (NAME, "Peggy Smithers's school"),
    (NAME, "June Smithers"),
    (NAME, "mum Peggy agreed"),
    (NAME, "Mum PEGGY agreed"),
]
FINE = [
    "",
    "Move two cases by Friday",
    "MOVE TWO CASES BY FRIDAY",
    "Court on 3 December",
    "Court in May, review in June",
    "Team Manager agreed",
    "TEAM MANAGER AGREED",
    "Social Worker post from January",
    "Newly Qualified Social Worker starts Monday",
    "ASYE",
    "two CIN cases to MASH",
    "MASH CIN CP",
    "ASYE Social Worker",
    "Child Protection Conference on Tuesday",
    "Family Group Conference, then High Court",
    "Section 47 enquiry ends",
    "mum agreed to weekly visits",
    "the father and the aunt will help",
    "10 children, 104.5 points, 25 %",
    "by 3 December 2026",
    "2 of 15 cases, 0.5 FTE",
    "at 17:00 with the AP",
    "phone duty 0 to 5 days",
    "policy 2026-1, AB-1234567",
    "adobe and dobson",
]
STAFF_FINE = [
    "Kit Novak takes two",
    "Ask Kit Novak",
    "KIT NOVAK takes two",
    "Kit Novak's cases",
    "Mary Ann Bright",
    "Ann Bright co-works",
    "Zoë O'Brien and Kit Novak",
    "Jean Smith-Jones",
    "Ask Kit on Monday",
]
NEAR_STAFF = [
    "Ann Lee",
    "Ann Leeson",
    "Joann Lee",
    "Novak Kit",
    "Kit Novakova",
    "Kit Smithers",
    "Peggy Novak",
    "Mary Bright Ann",
    "Kit Novak Smithers",
    "Jean Smith",
]


@pytest.mark.parametrize(("what", "text"), REFUSED)
def test_what_looks_like_personal_data_is_refused_by_the_rules_name(what: str, text: str) -> None:
    with pytest.raises(PersonalData) as refused:
        check_words(text, STAFF, "text")
    assert f"That looks like {what}," in str(refused.value)
    assert refused.value.field == "text"
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", [*FINE, *STAFF_FINE])
def test_ordinary_sentences_and_colleagues_are_kept_as_they_are(text: str) -> None:
    assert check_words(text, STAFF, "text") == text


@pytest.mark.parametrize("text", NEAR_STAFF)
def test_nearly_a_colleague_is_no_colleague(text: str) -> None:
    with pytest.raises(PersonalData, match="isn't on our staff"):
        check_words(text, STAFF, "text")


@pytest.mark.parametrize("text", FINE)
def test_ordinary_sentences_need_nobody_to_be_looked_up(text: str) -> None:
    assert names_in(text) == []


def test_only_the_names_that_are_asked_for_come_from_the_database(database: Database) -> None:
    council = a_council(database)
    council.join("jo", "Joann Leeson", council.north)
    council.join("odd", "Per_ Cent%", council.north)
    with database.reading() as session:
        assert list_names_holding(session, names_in("Sam Okafor and Priya NAIR")) == [
            "Sam Okafor",
            "Priya Nair",
        ]
        assert list_names_holding(session, names_in("Ann Lee")) == []
        assert list_names_holding(session, ["per_ cent%"]) == ["Per_ Cent%"]
        assert list_names_holding(session, ["%"]) == []
        assert list_names_holding(session, []) == []
