"""Slips in people and team files: refused with what to write instead, never guessed at."""

import pytest

from tests.storage.sheets.council import Council
from tests.storage.sheets.files import a_csv
from tests.storage.sheets.test_people_import import person, words


@pytest.mark.parametrize("fte", ["-1", "nan", "NaN", "0.0000001"])
def test_hours_that_are_a_slip_are_refused_and_never_taken_for_nothing(council: Council, fte: str) -> None:
    plan = council.plan(a_csv("name,email,fte", f"A B,x@c.example,{fte}"))
    [refused] = words(plan, "refused")
    assert refused.startswith("row 2: fte is")
    assert "write 0.6, 60% or 22.2 hrs" in refused
    assert not plan.steps


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("N" * 81, "row 2: name is longer than 80 characters; please shorten it"),
        ("Sam \u202eOkafor", "row 2: name has characters that nobody can see; please type it again"),
        ("Sam\u200b Okafor", "row 2: name has characters that nobody can see; please type it again"),
        ("07700", "row 2: name has no letter in it; please write it out"),
    ],
)
def test_a_name_that_would_spoil_every_screen_is_refused(council: Council, name: str, sentence: str) -> None:
    plan = council.plan(a_csv("name,email", f"{name},x@c.example"))
    assert words(plan, "refused") == [sentence]


@pytest.mark.parametrize("name", ["Zoë O’Brien-Ní", "علی رضا", "李 小龙", "Ann 🌻 Abbott"])
def test_names_of_every_script_are_kept_as_people_write_them(council: Council, name: str) -> None:
    council.take(a_csv("name,email", f"{name},x@c.example"))
    assert person(council, "x@c.example").name == name


def test_more_posts_than_a_council_has_are_refused(council: Council) -> None:
    plan = council.plan(a_csv("team,service,established_fte", "East,Safeguarding,99999"))
    assert words(plan, "refused") == ["row 2: Established posts are a number from 0 to 1000."]
