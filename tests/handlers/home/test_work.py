"""What needs somebody about cases and people: judgements, offers, next looks, concerns, supervision."""

from datetime import timedelta
from fractions import Fraction

import pytest

from handlers.messages import Form, Message, Replace, Reply
from scoring.case import Kind
from scoring.people import Reduction, ReductionReason, Role
from scoring.working_time import london_day
from storage.joining import add_reduction, end_role
from tests.handlers.concerns.raising import raised
from tests.handlers.home.reading import blocks, labels, value_of, words
from tests.handlers.supervision.recording import had
from tests.handlers.views_council import Council, buttons, said

MET = ("ann", "sam", "jo", "lee", "max", "sue", "kit")


@pytest.fixture(autouse=True)
def all_had_supervision(council: Council) -> None:
    """Nobody's supervision is due, unless a test lets time pass."""
    for who in MET:
        had(council, who, 0)


def proposes(council: Council, who: str, reference: str = "AB-1000") -> None:
    """Somebody proposes two points more for a case."""
    form = council.press(who, "reweigh", str(council.case(reference).id))
    assert isinstance(form, Form)
    council.sends(who, form.view, {"points": "2", "reason": "COMPLEX", "review_on": "2027-01-14"})


@pytest.mark.parametrize(("by", "to", "name"), [("sam", "ann", "Sam Okafor"), ("ann", "sam", "Ann Abbott")])
def test_a_judgement_waits_for_the_other_side_until_it_is_agreed(
    council: Council, by: str, to: str, name: str
) -> None:
    council.holds("sam", 1)
    proposes(council, by)
    home = council.home(to)
    assert f"*{name}* proposes +2 points for AB-1000: complex needs" in words(home)
    for who in {"sam", "ann", "jo", "sue", "mel", "hal"} - {to}:
        assert "Judgements to agree" not in words(council.home(who))
    assert isinstance(council.press(to, *value_of(home, "Adjust")), Form)
    [(action, value)] = [each for each in agreeing(home) if each[0].startswith("judgement_agree")]
    assert "have agreed" in said(council.press(to, action, value))
    assert "Judgements to agree" not in words(council.home(to))
    read = [who for who, _, _ in council.audited("case_read")]
    assert read == [by, to, to], "by opened the form; to read their home and opened it too"


def agreeing(home: Reply) -> list[tuple[str, str]]:
    """Action and value of every button that says "Agree"."""
    elements = [each for block in blocks(home) for each in block.get("elements", [])]
    return [(each["action_id"], each["value"]) for each in elements if "Agree" in str(each.get("text"))]


def test_a_supervisors_own_proposal_waits_for_another_who_supervises(council: Council) -> None:
    council.holds("ann", 1)
    council.covers("kit", "North", council.now, council.now)
    proposes(council, "ann")
    assert "Judgements to agree" not in words(council.home("ann"))
    assert "*Ann Abbott* proposes +2 points" in words(council.home("kit"))


def offered(council: Council) -> None:
    """Ann offers AB-1000 to South."""
    form = council.press("ann", "offer", str(council.case("AB-1000").id))
    assert isinstance(form, Form)
    council.sends("ann", form.view, {"team": str(council.teams["South"])})


def test_an_offer_waits_for_the_other_teams_supervisor(council: Council) -> None:
    council.holds("sam", 1)
    offered(council)
    home = council.home("sue")
    assert (
        "*AB-1000* (child in need, need to confirm) is offered to South by Ann Abbott of North, "
        "since Thursday 26 November at 10:00." in words(home)
    )
    for who in ("ann", "sam", "kit", "hal"):
        assert "is offered to South" not in words(council.home(who))
    assert isinstance(council.press("sue", *value_of(home, "Choose a worker and accept")), Form)
    assert "On its own it weighs" in said(council.press("sue", *value_of(home, "What it weighs")))
    form = council.press("sue", *value_of(home, "Decline"))
    assert isinstance(form, Form)
    council.sends("sue", form.view, {"reason": "ROOM"})
    assert "is offered to South" not in words(council.home("sue"))


def test_a_next_look_waits_for_its_owner_from_its_day_and_is_listed_once(council: Council) -> None:
    council.holds(None, 1, start=5000, at=council.now)
    case = str(council.case("AB-5000").id)
    form = council.press("mel", "next_look", case)
    assert isinstance(form, Form)
    look: dict[str, object] = {"owner": str(council.workers["ann"]), "next_look": "2026-11-27"}
    council.sends("mel", form.view, look)
    assert "your next look" not in words(council.home("ann"))
    council.waits(days=1)
    home = council.home("ann")
    assert "Today is your next look at *AB-5000* (child in need, need to confirm)." in words(home)
    assert words(home).count("*AB-5000*") == 1
    assert "your next look" not in words(council.home("mel"))
    assert isinstance(council.press("ann", *value_of(home, "Allocate")), Form)
    again = council.press("ann", *value_of(home, "Next look"))
    assert isinstance(again, Form)
    council.sends("ann", again.view, look | {"next_look": "2026-12-01"})
    assert "your next look" not in words(council.home("ann"))


def test_who_no_longer_looks_after_the_team_is_asked_for_no_look(council: Council) -> None:
    council.holds(None, 1, start=5000, at=council.now)
    form = council.press("mel", "next_look", str(council.case("AB-5000").id))
    assert isinstance(form, Form)
    council.sends("mel", form.view, {"owner": str(council.workers["ann"]), "next_look": "2026-11-27"})
    with council.database.writing() as session:
        end_role(
            session, council.change(), council.workers["ann"], Role.SUPERVISOR, team=council.teams["North"]
        )
    council.waits(days=4)
    assert "AB-5000" not in words(council.home("ann"))


def test_a_concern_waits_for_whom_it_has_come_to_and_nobody_else(council: Council) -> None:
    raised(council, "sam", text="The nights are long")
    home = council.home("ann")
    assert "*Sam Okafor* would like to talk about their caseload, since Thursday 26 November." in words(home)
    assert "The nights are long" in words(home)
    assert "Please answer by Monday 30 November at 17:00." in words(home)
    for who in ("jo", "sue", "mel", "hal", "ada"):
        assert "nights" not in words(council.home(who))
    assert isinstance(council.press("ann", *value_of(home, "I'll talk to them")), Replace)
    home = council.home("ann")
    assert "You said on Thursday 26 November at 10:00 that you will talk with them." in words(home)
    form = council.press("ann", *value_of(home, "We have talked"))
    assert isinstance(form, Form)
    council.sends("ann", form.view, {"outcome": "PAUSE", "text": ""})
    assert "Sam Okafor* would like to talk" not in words(council.home("ann"))


def test_a_concern_that_somebody_else_will_talk_about_asks_no_more(council: Council) -> None:
    value = raised(council, "sam")
    council.covers("kit", "North", council.now, council.now)
    council.press("kit", "concern_answer", value)
    assert "would like to talk about their caseload" not in words(council.home("ann"))
    assert "We have talked" in labels(council.home("kit"))


def test_a_workers_home_has_the_button_to_be_heard_and_then_how_it_stands(council: Council) -> None:
    council.holds("sam", 1)
    assert isinstance(
        council.press("sam", *value_of(council.home("sam"), "I need to talk about my caseload")), Form
    )
    raised(council, "sam")
    home = council.home("sam")
    assert "You asked to talk about your caseload on Thursday 26 November at 10:00." in words(home)
    assert "I need to talk about my caseload" not in labels(home)
    assert "You have withdrawn it" in said(council.press("sam", *value_of(home, "Withdraw it")))
    assert "I need to talk about my caseload" in labels(council.home("sam"))


def test_supervision_that_is_due_waits_for_the_supervisor_until_it_is_recorded(council: Council) -> None:
    council.now += timedelta(weeks=4)
    home = council.home("ann")
    assert "Sam Okafor: last Thu 26 Nov 2026" in words(home)
    assert "Supervision that is due" not in words(council.home("sam"))
    assert "Supervision that is due" not in words(council.home("mel"))
    assert "Before supervision" in str(council.press("ann", *value_of(home, "Open the sheet")))
    assert isinstance(council.press("ann", *value_of(home, "Record this supervision")), Form)
    for who in MET:
        had(council, who, 0)
    assert "Supervision that is due" not in words(council.home("ann"))


def test_the_command_says_the_same_as_home_with_the_same_buttons(council: Council) -> None:
    council.holds("sam", 1)
    proposes(council, "sam")
    reply = council.command("ann", "/caseload needs")
    assert "Judgements to agree:\nSam Okafor proposes +2 points for AB-1000" in said(reply)
    assert {"Agree", "Adjust", "Let's discuss", "Open"} <= set(buttons(reply))
    assert [who for who, _, _ in council.audited("case_read")] == ["sam", "ann"]
    press = buttons(reply)["Agree"]
    assert "have agreed" in said(council.press("ann", press["action_id"], press["value"]))


def test_who_stands_above_a_team_that_is_over_reads_which_and_who_is_asked_first(council: Council) -> None:
    for who in ("sam", "jo", "lee", "max"):
        council.holds(who, 20, Kind.CARE_LEAVER, start=1000 * (2 + council.workers[who]))
    for who in ("hal", "mel"):
        text = council.says(who, "/caseload needs")
        assert text.startswith("Nothing needs a decision from you just now.")
        assert "Where we are not keeping our promise to a team, and who is asked first:\n• North: 80 " in text
        assert "Ann Abbott is asked for a plan first." in text
        assert "South" not in text
    assert "Where we are not keeping" not in council.says("kit", "/caseload needs")


def test_somebody_for_whom_nothing_waits_is_told_so_kindly(council: Council) -> None:
    for who in ("kit", "hal", "ada"):
        assert council.says(who, "/caseload needs").startswith("Nothing needs a decision from you just now.")


def test_the_longest_list_fits_into_one_message_and_says_that_there_is_more(council: Council) -> None:
    council.holds("sam", 16)
    council.holds("jo", 16, start=2000)
    council.holds(None, 30, start=5000, at=council.now)
    council.holds("ann", 5, start=8000)
    for number in range(7):
        proposes(council, "sam", f"AB-{1000 + number}")
    for who in ("sam", "jo", "lee", "max"):
        raised(council, who)
    council.now += timedelta(weeks=4)
    council.rescore()
    reply = council.command("ann", "/caseload needs")
    assert isinstance(reply, Message)
    assert len(reply.blocks) <= 50
    assert "There is more than fits here; your Home tab shows it all." in str(reply.blocks)
    assert len(blocks(council.home("ann"))) <= 100


def test_an_offer_to_a_team_without_a_supervisor_waits_for_the_service_manager(council: Council) -> None:
    council.holds("sam", 1)
    offered(council)
    assert "is offered to South" not in words(council.home("mel"))
    with council.database.writing() as session:
        change, south = council.change(), council.teams["South"]
        end_role(session, change, council.workers["sue"], Role.SUPERVISOR, team=south)
    home = council.home("mel")
    assert "Cases offered to a team of yours that has nobody to answer" in words(home)
    assert "*AB-1000* (child in need, need to confirm) is offered to South" in words(home)
    assert isinstance(council.press("mel", *value_of(home, "Choose a worker and accept")), Form)
    assert "is offered to South" in council.says("mel", "/caseload needs")
    for who in ("sue", "ann", "hal"):
        assert "is offered to South" not in words(council.home(who))
    council.covers("kit", "South", council.now, council.now)
    assert "is offered to South" not in words(council.home("mel"))
    assert "is offered to South" in words(council.home("kit"))


def test_an_offer_to_a_team_whose_supervisor_is_away_waits_for_the_service_manager(council: Council) -> None:
    council.holds("sam", 1)
    offered(council)
    away = Reduction(ReductionReason.SICKNESS, Fraction(1), london_day(council.now))
    with council.database.writing() as session:
        add_reduction(session, council.change(), council.workers["sue"], away)
    assert "is offered to South" in words(council.home("mel"))
