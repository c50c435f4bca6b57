"""The policy in words, the next one beside it, and the head's approval."""

from datetime import timedelta

import pytest

from handlers.messages import Message, Replace
from handlers.views.policies.sayings import SAYINGS
from scoring.case import Kind
from scoring.policy_fields import FIELDS
from storage.loads import count_loads
from storage.policies import add_policy, default_policy_text
from tests.handlers.slack_rules import words_of
from tests.handlers.views_council import Council, buttons, said


@pytest.fixture
def next_year(council: Council) -> Council:
    """The council with a stored policy for next year: child protection weighs more, the promise is 14."""
    text = default_policy_text().replace("2026-01-01", "2027-01-01", 1).replace('"2026-1"', '"2027-1"')
    text = text.replace("points = 8\n", "points = 9\n", 1).replace("promise = 15", "promise = 14")
    with council.database.writing() as session:
        add_policy(session, council.change(), text)
    return council


def test_the_policy_is_read_in_words_with_who_agreed_it(next_year: Council) -> None:
    reply = next_year.command("ann", "/caseload policy")
    assert isinstance(reply, Message)
    assert "Policy 2026-1, in force since 1 January 2026" in reply.text
    assert "nobody has agreed them yet" in reply.text
    assert "child protection: 8 points, visits every 10 working days" in words_of(reply)
    assert "experienced: 15 children, 100 points" in words_of(reply)
    assert "Policy 2027-1 is stored and starts on 1 January 2027." in words_of(reply)
    assert list(buttons(reply)) == ["Compare with today's"]


def test_a_worker_reads_how_points_are_counted_and_who_agreed_it_and_not_what_comes_next(
    next_year: Council,
) -> None:
    reply = next_year.command("sam", "/caseload policy")
    assert isinstance(reply, Message)
    words = words_of(reply)
    assert "child protection: 8 points, visits every 10 working days" in words
    assert "experienced: 15 children, 100 points" in words
    assert "travel, one way: 1 point from 30 minutes, 2 points from 60 minutes and 3 points from 90" in words
    assert "nobody has agreed them yet" in words
    assert (
        "Bandwidth is the points we plan for somebody. Under its low end, 70 % of it, there is room" in words
    )
    assert "A plan is due within 2 working days, by 17:00; then the service manager is asked" in words
    assert "within 7 days, up to 1 family or one for every 6 children led" in words
    assert "2027-1" not in words
    refused = said(next_year.command("sam", "/caseload policy compare"))
    assert "/caseload policy shows how points are counted today and who agreed them" in refused


def test_every_number_of_the_policy_that_is_about_people_is_in_some_sentence(council: Council) -> None:
    reply = council.command("ann", "/caseload policy")
    assert isinstance(reply, Message)
    words = words_of(reply)
    others = [field for field in FIELDS if field.path[0] not in ("kinds", "grades")]
    listed = [field.words for field in others if f"\n{field.words}: " in words]
    assert not listed, f"{listed} are settings without a sentence"
    parts = {part for _, parts, _ in SAYINGS for part in parts}
    assert {field.path[0] for field in FIELDS} - parts == {
        "version", "starts", "agreed_by", "agreed_on", "kinds", "grades", "privacy",
    }  # fmt: skip


def test_the_next_policy_is_compared_for_the_teams_somebody_sees(next_year: Council) -> None:
    next_year.holds("sam", 14, Kind.CP)
    next_year.holds("kit", 3, start=3000, team="South")
    mine = said(next_year.press("ann", "policy_compare", "2027-1"))
    assert "child protection: 8 → 9 points" in mine
    assert "Sam Okafor: 14 of 15 → 14 of 14 children · 127 of 100 → 141 of 100 points, over" in mine
    assert "South" not in mine
    assert said(next_year.command("ann", "/caseload policy compare")) == mine
    everybody = said(next_year.press("hal", "policy_compare", "2027-1"))
    assert "Kit Novak" in everybody
    assert [who for who, _, _ in next_year.audited("policy_compared")] == ["ann", "ann", "hal"]


def test_an_administrator_compares_numbers_and_nobodys_load(next_year: Council) -> None:
    next_year.holds("sam", 14)
    words = said(next_year.press("ada", "policy_compare", "2027-1"))
    assert "child protection: 8 → 9 points" in words
    assert "Sam" not in words
    assert "North" not in words


def test_the_head_approves_once_and_the_trial_note_goes_when_it_counts(next_year: Council) -> None:
    listed = next_year.command("hal", "/caseload policy")
    assert "confirm" in buttons(listed)["Approve"]
    done = next_year.press("hal", "policy_approve", "2027-1")
    assert isinstance(done, Replace)
    assert "Agreed by Hal Grey, head of service on 26 November 2026." in said(done)
    again = next_year.press("hal", "policy_approve", "2027-1")
    assert "Nothing has changed now." in said(again)
    assert [who for who, _, _ in next_year.audited("policy_approved")] == ["hal"]
    assert "Trial figures" in words_of(shown(next_year, "sam"))
    next_year.now += timedelta(days=60)
    assert "Policy 2027-1, agreed by Hal Grey" in words_of(shown(next_year, "sam"))


def test_while_a_new_policy_is_being_worked_out_it_says_how_far_that_has_come(next_year: Council) -> None:
    next_year.rescore()
    assert "worked out" not in said(next_year.command("ann", "/caseload policy"))
    next_year.now += timedelta(days=60)
    everybody = count_loads_of(next_year)
    words = said(next_year.command("ann", "/caseload policy"))
    assert f"Everybody's load is being worked out by it: 0 of {everybody} workers so far." in words
    next_year.rescore_once(size=3)
    words = said(next_year.command("ann", "/caseload policy"))
    assert f"3 of {everybody} workers so far." in words
    next_year.rescore()
    assert "worked out" not in said(next_year.command("ann", "/caseload policy"))


def count_loads_of(council: Council) -> int:
    with council.database.reading() as session:
        return count_loads(session)


def shown(council: Council, who: str) -> Message:
    reply = council.command(who, "/caseload me")
    assert isinstance(reply, Message)
    return reply


def test_an_approval_survives_the_same_file_stored_again(council: Council) -> None:
    council.press("hal", "policy_approve", "2026-1")
    with council.database.writing() as session:
        add_policy(session, council.change(), default_policy_text())
    assert "agreed by Hal Grey" in words_of(shown(council, "sam"))


@pytest.mark.parametrize("who", ["ann", "mel", "ada"])
def test_nobody_but_the_head_approves(council: Council, who: str) -> None:
    assert "Only the head of service" in said(council.press(who, "policy_approve", "2026-1"))
    assert "Approve" not in buttons(council.command(who, "/caseload policy"))


def test_a_button_for_a_version_that_was_never_stored_says_so(council: Council) -> None:
    assert "no longer stored" in said(council.press("hal", "policy_approve", "1999-1"))
