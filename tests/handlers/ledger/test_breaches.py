"""The promise ledger at work: who hears what, when, and how it climbs."""

from datetime import UTC, datetime
from fractions import Fraction

from sqlalchemy import update

from scoring.case import Facts, Kind
from scoring.ids import Reference
from scoring.people import Grade, Reduction, ReductionReason
from storage.database import Database
from storage.joining import add_reduction, change_worker
from storage.tables.people import ACCOUNTS, TEAMS
from tests.handlers.ledger.broken import breaches, close, escalate, give, without_allocations
from tests.office import Office, open_office
from tests.recording import add_case


def test_over_the_promise_the_worker_hears_first_and_the_channel_without_a_name(office: Office) -> None:
    give(office, "sam", 16)
    told = without_allocations(office)
    assert [kind for kind, _ in told] == ["promise_broken", "living"]
    assert told[0][1].startswith("We are not keeping our promise to you: 16 children, we promised 15; 95")
    assert told[1][1].startswith("We are not keeping our promise to a colleague in North: 16 children")
    assert "Sam" not in told[1][1]


def test_exactly_at_the_promise_nothing_is_said(office: Office) -> None:
    give(office, "sam", 14, kind="cin lower")
    assert breaches(office) == []
    assert without_allocations(office) == []


def test_over_again_within_a_day_it_is_the_same_breach(office: Office) -> None:
    give(office, "sam", 16)
    close(office, 4)
    office.waits(hours=23)
    give(office, "sam", 4, start=5000)
    assert [row.line for row in breaches(office) if row.line == "children"] == ["children"]
    assert breaches(office)[0].back_at is None


def test_without_a_plan_it_climbs_to_the_service_manager_and_then_to_the_head(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.now = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    office.rescore()
    assert [e for e, _ in office.deliver() if e.kind == "climb"] == []
    office.waits(minutes=1)
    climbs = [e for e, _ in office.deliver() if e.kind == "climb"]
    assert {e.worker for e in climbs} == {office.workers["mel"]}
    office.now = datetime(2026, 12, 2, 17, tzinfo=UTC)
    office.rescore()
    assert {e.worker for e, _ in office.deliver() if e.kind == "climb"} == {office.workers["hal"]}


def test_a_worker_without_a_slack_account_is_told_by_their_supervisor(office: Office) -> None:
    with office.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == office.workers["sam"]).values(confirmed_at=None)
        )
    give(office, "sam", 16)
    kinds = dict(without_allocations(office))
    assert "please tell them yourself" in kinds["tell_worker"]
    assert "promise_broken" not in kinds


def test_somebody_away_breaks_no_promise_to_them_but_their_children_have_nobody_there(office: Office) -> None:
    give(office, "sam", 3)
    office.deliver()
    with office.database.writing() as session:
        away = Reduction(ReductionReason.SICKNESS, Fraction(1), office.change().today)
        add_reduction(session, office.change(), office.workers["sam"], away)
    office.rescore()
    told = without_allocations(office)
    assert [kind for kind, _ in told] == ["nobody_there"]
    assert told[0][1].startswith(
        "3 children in North have nobody there for them today: Sam Okafor (3 children)."
    )
    assert "sick" not in told[0][1]
    office.now = datetime(2026, 12, 3, 17, 1, tzinfo=UTC)
    office.rescore()
    channel = [text for kind, text in without_allocations(office) if kind == "living"]
    assert len(channel) == 1
    assert "3 children with nobody there" in channel[0]
    assert "Sam" not in channel[0]


def test_a_wrong_holder_of_child_protection_goes_to_the_supervisor_at_once_even_at_night(
    office: Office,
) -> None:
    give(office, "lee", 1)
    office.deliver()
    office.now = datetime(2026, 11, 28, 23, tzinfo=UTC)
    escalate(office, Kind.CP)
    [(kind, text)] = without_allocations(office)
    assert kind == "case_breach"
    assert text == (
        "AB-1000 (child protection plan) is now with Lee Marsh, a support worker. Please give it to a social "
        "worker; Lee can stay on as co-worker (20 %), so that the family keeps a face it knows."
    )


def test_a_child_who_waits_longer_than_we_promise_is_told_of_in_one_sentence(office: Office) -> None:
    with office.database.writing() as session:
        add_case(
            session,
            office.change(),
            reference=Reference("WA-0001"),
            team=office.teams["North"],
            facts=Facts(Kind.CP),
        )
    office.waits(days=1, hours=8)
    said = (
        "WA-0001 (child protection plan) has waited for a worker since Thursday 26 November at 10:00, "
        "longer than we promise."
    )
    office.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert office.texts() == [f"{said} Please allocate it, or agree with your service manager who can."]
    office.now = datetime(2026, 12, 1, 17, 1, tzinfo=UTC)
    office.rescore()
    office.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    [climb] = [text for text in office.texts() if "comes to you" in text]
    assert climb.startswith(said)


def test_before_a_team_is_started_loads_show_and_nothing_is_posted(database: Database) -> None:
    office = open_office(database, started=False)
    give(office, "sam", 16)
    assert breaches(office) == []
    assert without_allocations(office) == []


def test_a_leavers_children_are_the_teams_line(office: Office) -> None:
    give(office, "sam", 2)
    office.deliver()
    with office.database.writing() as session:
        change_worker(session, office.change(), office.workers["sam"], ends_on=office.change().today)
    office.waits(days=1)
    assert [row.line for row in breaches(office)] == ["nobody_there"]


def test_another_grade_makes_a_wrong_holder_of_what_they_already_lead(office: Office) -> None:
    office.says("ann", "/allocate AB-1000 cp @sam")
    office.rescore()
    office.deliver()
    with office.database.writing() as session:
        change_worker(session, office.change(), office.workers["sam"], grade=Grade.SUPPORT_WORKER)
    office.rescore()
    assert [row.line for row in breaches(office)] == ["wrong_holder"]
    [(kind, text)] = without_allocations(office)
    assert kind == "case_breach"
    assert "is now with Sam Okafor, a support worker. Please give it to a social worker" in text


def test_broken_at_the_weekend_and_kept_again_the_worker_still_hears_first(office: Office) -> None:
    office.now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    give(office, "sam", 16)
    office.now = datetime(2026, 11, 29, 18, tzinfo=UTC)
    close(office, 4)
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    told = without_allocations(office)
    assert [kind for kind, _ in told] == ["promise_broken", "living"]
    assert "we did not keep our promise to you: 16 children, we promised 15" in told[0][1]


def test_two_lines_that_break_overnight_are_told_in_one_message(office: Office) -> None:
    office.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    give(office, "jo", 13)
    give(office, "jo", 4, start=2000, kind="cin lower interpreter")
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    assert [kind for kind, _ in without_allocations(office)].count("promise_broken") == 1


def test_one_team_starting_never_silences_another_teams_broken_promise(database: Database) -> None:
    office = open_office(database)
    with office.database.writing() as session:
        session.execute(update(TEAMS).where(TEAMS.c.id == office.teams["South"]).values(started_at=None))
    office.click("sue", "team_start", str(office.teams["South"]))
    for number in range(1000, 1016):
        office.says("ann", f"/allocate AB-{number} cin lower @sam because=AGREED")
    office.rescore()
    assert {row.cause for row in breaches(office)} == {"allocation"}


def test_the_worker_reads_why_one_line_is_passed_and_the_other_is_not(office: Office) -> None:
    give(office, "sam", 8, kind="cp court")
    [(_, text)] = [told for told in without_allocations(office) if told[0] == "promise_broken"]
    assert text.startswith("We are not keeping our promise to you: 8 children, within our promise; 1")
    assert "points: eight live court cases.\n" in text
