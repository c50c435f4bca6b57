"""/caseload breaches: what isn't kept, since when, what is planned; and for whom."""

from datetime import date, timedelta

import pytest

from handlers.messages import Message
from scoring.case import Kind
from scoring.plans import Plan, PlanCode
from scoring.readings import Subject, SubjectKind
from storage.breaches import list_standing
from storage.change import Change, Source
from storage.plans import add_plan
from storage.snapshots import add_snapshots
from tests.handlers.views_council import Council, buttons


def plan_for(council: Council, who: str, by_when: date) -> None:
    """Ann plans what is to be done about a worker's breaches."""
    with council.database.writing() as session:
        subject = Subject(SubjectKind.WORKER, council.workers[who])
        breaches = [each.id for each in list_standing(session, [subject])]
        plan = Plan(PlanCode.MOVE, council.workers["ann"], by_when, "two to Jo & Max")
        add_plan(session, Change(council.now, Source.SLACK, council.workers["ann"]), plan, breaches)


def test_the_longest_comes_first_with_its_deadline(council: Council) -> None:
    council.holds("sam", 17)
    council.now += timedelta(hours=3)
    council.holds("max", 9, start=2000)
    text = council.says("ann", "/caseload breaches")
    assert text.splitlines() == [
        "North: 2 promises are not being kept.",
        "We are not keeping our promise to Sam Okafor: 17 children, we promised 15.",
        "Since Thursday 26 November at 10:00, for 3 hours. No plan yet, due by Monday 30 November at 17:00.",
        "We are not keeping our promise to Max Field: 9 children, we promised 8.",
        "Since Thursday 26 November at 13:00, for 1 minute. No plan yet, due by Monday 30 November at 17:00.",
    ]


def test_each_has_a_button_to_make_a_plan(council: Council) -> None:
    council.holds("sam", 17)
    button = buttons(council.command("ann", "/caseload breaches"))["Make a plan"]
    worker = council.workers["sam"]
    assert (button["action_id"], button["value"]) == (f"plan:worker-{worker}", f"worker:{worker}")


def test_the_plan_is_shown_and_asks_for_review_when_its_day_has_passed(council: Council) -> None:
    council.holds("sam", 17)
    plan_for(council, "sam", date(2026, 11, 27))
    text = council.says("ann", "/caseload breaches")
    assert (
        "Plan: move cases to somebody with room (two to Jo &amp; Max); "
        "Ann Abbott sees to it by Friday 27 November." in text
    )
    council.waits(days=2)
    assert "That day has passed: please review the plan." in council.says("ann", "/caseload breaches")


def test_days_of_another_year_have_their_year(council: Council) -> None:
    council.holds("sam", 17)
    plan_for(council, "sam", date(2027, 1, 15))
    assert "Since Thursday 26 November at 10:00, for" in council.says("ann", "/caseload breaches")
    assert "sees to it by Friday 15 January 2027." in council.says("ann", "/caseload breaches")
    council.waits(days=40)
    text = council.says("ann", "/caseload breaches")
    assert "Since Thursday 26 November 2026 at 10:00, for 40 days" in text
    assert "sees to it by Friday 15 January." in text


def test_without_a_plan_in_time_it_says_who_is_asked_now(council: Council) -> None:
    council.holds("sam", 17)
    council.waits(days=4, hours=8)
    assert (
        "No plan yet; it was due by Monday 30 November at 17:00, and the service manager is asked for it."
        in council.says("ann", "/caseload breaches")
    )


def test_what_is_settling_says_so(council: Council) -> None:
    council.holds("sam", 16)
    council.waits(hours=1)
    council.press("ann", "case_close", str(council.case("AB-1000").id))
    council.rescore()
    text = council.says("ann", "/caseload breaches")
    assert "Our promise to Sam Okafor is being kept again." in text
    assert (
        "back within it since Thursday 26 November at 11:00. If it stays so, this closes on "
        "Friday 27 November at 11:00." in text
    )


def test_two_lines_with_the_same_story_share_a_sentence(council: Council) -> None:
    council.holds("sam", 17, Kind.CP)
    text = council.says("ann", "/caseload breaches")
    assert "17 children, we promised 15; 151 of 100 points." in text
    assert text.count("No plan yet") == 1


def test_cases_are_named_to_those_who_look_after_them_and_the_reading_is_audited(council: Council) -> None:
    council.holds("lee", 1, Kind.CP)
    council.holds(None, 1, start=2000)
    text = council.says("ann", "/caseload breaches")
    assert "AB-1000 (child protection plan) is now with Lee Marsh, a support worker." in text
    assert (
        "AB-2000 (child in need, need to confirm) has waited for a worker since Tuesday 1 September" in text
    )
    assert len(council.audited("case_read")) == 2


def test_a_worker_reads_their_own_without_a_button(council: Council) -> None:
    council.holds("sam", 17)
    council.holds("max", 9, start=2000)
    reply = council.command("sam", "/caseload breaches")
    assert isinstance(reply, Message)
    assert "We are not keeping our promise to you: 17 children, we promised 15." in reply.text
    assert "Max" not in reply.text
    assert buttons(reply) == {}


@pytest.mark.parametrize(
    ("who", "sees"),
    [("ann", True), ("mel", True), ("hal", True), ("sue", False), ("max", False), ("ada", False)],
)
def test_whose_breaches_everybody_sees(council: Council, who: str, sees: bool) -> None:
    council.holds("sam", 17)
    assert ("Sam Okafor" in council.says(who, "/caseload breaches")) == sees
    read = [each for each, _, _ in council.audited("load_read")]
    assert (who in read) == (sees or who == "sue")


def test_another_team_cannot_be_named(council: Council) -> None:
    assert "Only North's supervisor" in council.says("sue", "/caseload breaches North")
    assert "every promise is being kept today" in council.says("mel", "/caseload breaches South")


def test_cover_sees_them_on_its_days(council: Council) -> None:
    council.holds("sam", 17)
    council.covers("kit", "North", council.now, council.now)
    assert "Sam Okafor" in council.says("kit", "/caseload breaches")


def test_the_kept_rate_of_this_quarter(council: Council) -> None:
    council.holds("sam", 17)
    council.now += timedelta(days=1)
    with council.database.writing() as session:
        for day in (24, 25, 26):
            add_snapshots(session, date(2026, 11, day))
    assert "Since 27 October we have kept our promise to you on 66 % of days." in (
        council.says("sam", "/caseload breaches")
    )
    assert "we have kept our promise to each worker in North on 93 % of days." in (
        council.says("ann", "/caseload breaches")
    )


def test_a_long_list_is_shortened_honestly(council: Council) -> None:
    council.holds(None, 27)
    reply = council.command("ann", "/caseload breaches")
    assert isinstance(reply, Message)
    assert "and 7 more; /caseload breaches and a team's name shows fewer at once." in reply.text
