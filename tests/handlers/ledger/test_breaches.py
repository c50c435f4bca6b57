"""The promise ledger at work: who hears what, when, and what stops the climb."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.messages import Done, Form, Message
from scoring.case import Facts, Kind, Need
from scoring.ids import Reference
from scoring.people import Grade, Reduction, ReductionReason
from storage.allocations import add_case, change_facts, close_case
from storage.cases import find_case, list_open_cases
from storage.database import Database
from storage.joining import add_reduction, change_worker
from storage.tables.ledger import BREACHES, LIVING_MESSAGES
from storage.tables.people import ACCOUNTS, TEAMS
from storage.tables.post import OUTBOX
from tests.office import Office, open_office


def give(office: Office, who: str, cases: int, start: int = 1000, kind: str = "cin lower") -> None:
    """Give somebody this many new cases, each a family of its own, and have everything looked at."""
    boss = "sue" if who == "kit" else "ann"
    for number in range(start, start + cases):
        said = office.says(boss, f"/allocate AB-{number} {kind} @{who} because=AGREED")
        assert "is with" in said
    office.rescore()


def close(office: Office, number: int) -> None:
    """Close this many open cases."""
    with office.database.writing() as session:
        for case in list_open_cases(session)[-number:]:
            close_case(session, office.change(), case)
    office.rescore()


def breaches(office: Office) -> list[Any]:
    with office.database.reading() as session:
        return list(session.execute(select(BREACHES).order_by(BREACHES.c.id)))


def without_allocations(office: Office) -> list[tuple[str, str]]:
    """Kind and text of what goes out now, except the messages about single cases."""
    return [(e.kind, p.message.text) for e, p in office.deliver() if e.kind != "allocated" and p is not None]


def test_over_the_promise_the_worker_hears_first_and_the_channel_without_a_name(office: Office) -> None:
    give(office, "sam", 16)
    told = without_allocations(office)
    assert [kind for kind, _ in told] == ["promise_broken", "living"]
    assert told[0][1].startswith("We are not keeping our promise to you: 16 children, we promised 15.")
    assert told[1][1].startswith("We are not keeping our promise to a colleague in North: 16 children")
    assert "Sam" not in told[1][1]


def test_exactly_at_the_promise_nothing_is_said(office: Office) -> None:
    give(office, "sam", 14, kind="cin lower")
    assert breaches(office) == []
    assert without_allocations(office) == []


def test_a_worker_who_chose_so_is_named_from_then_on(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.click("sam", "name_in_channel", "yes")
    [(kind, text)] = without_allocations(office)
    assert kind == "living"
    assert "promise to Sam Okafor" in text


def test_the_living_message_is_rewritten_not_posted_again(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    give(office, "sam", 1, start=2000)
    [post] = [p for e, p in office.deliver() if e.kind == "living"]
    assert post is not None
    assert post.update_ts is not None
    assert "17 children" in post.message.text


def test_past_120_per_cent_one_reply_is_added_and_never_a_second(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    give(office, "sam", 3, start=2000)
    assert [kind for kind, _ in without_allocations(office)].count("worse") == 1
    give(office, "sam", 2, start=3000)
    assert "worse" not in [kind for kind, _ in without_allocations(office)]


def test_back_for_a_day_it_closes_with_one_short_note(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    close(office, 4)
    office.deliver()
    office.waits(hours=24)
    [row] = [row for row in breaches(office) if row.line == "children"]
    assert row.closed_at == row.back_at + timedelta(hours=24)
    office.waits(days=3)
    texts = dict(without_allocations(office))
    assert "for a whole day again" in texts["closing"]


def test_over_again_within_a_day_it_is_the_same_breach(office: Office) -> None:
    give(office, "sam", 16)
    close(office, 4)
    office.waits(hours=23)
    give(office, "sam", 4, start=5000)
    assert [row.line for row in breaches(office) if row.line == "children"] == ["children"]
    assert breaches(office)[0].back_at is None


def test_in_quiet_hours_nothing_goes_out_and_in_the_morning_the_truth_of_then(office: Office) -> None:
    office.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    give(office, "sam", 16)
    assert without_allocations(office) == []
    give(office, "sam", 1, start=2000)
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    office.rescore()
    texts = dict(without_allocations(office))
    assert "17 children" in texts["living"]


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


def plan_state(office: Office, view: Any, **changes: Any) -> dict[str, Any]:
    [lines] = [b for b in view["blocks"] if b.get("block_id") == "lines"]
    ticked = [option["value"] for option in lines["element"]["options"]]
    state = {
        "code": "MOVE",
        "who": str(office.workers["ann"]),
        "by_when": "2026-12-04",
        "text": "",
        "lines": ticked,
    }
    return {**state, **changes}


def open_plan(office: Office) -> Any:
    form = office.click("ann", "plan:worker-2", f"worker:{office.workers['sam']}")
    assert isinstance(form, Form), form
    return form.view


def test_one_plan_answers_both_lines_and_stops_the_climb(office: Office) -> None:
    give(office, "sam", 16, kind="cin lower interpreter")
    office.deliver()
    view = open_plan(office)
    reply = office.submit("ann", "plan", plan_state(office, view), view["private_metadata"])
    assert isinstance(reply, Done), reply
    assert "move cases to somebody with room" in reply.message.text
    [(_, text)] = without_allocations(office)
    assert "Ann Abbott sees to it by Friday 4 December" in text
    office.now = datetime(2026, 12, 3, 12, tzinfo=UTC)
    office.rescore()
    assert [(row.line, row.climbed_to) for row in breaches(office)] == [
        ("children", "supervisor"),
        ("points", "supervisor"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": []}, "lines"),
        ({"by_when": "2026-11-01"}, "by_when"),
        ({"by_when": None}, "by_when"),
        ({"text": "x" * 201}, "text"),
        ({"text": "talk to Mrs Peggy Smithers"}, "text"),
        ({"text": "see 943 476 5919"}, "text"),
        ({"code": "OTHER"}, "text"),
    ],
)
def test_a_plan_that_will_not_do_says_what_is_wrong_beside_the_field(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    give(office, "sam", 16)
    view = open_plan(office)
    reply = office.submit("ann", "plan", plan_state(office, view, **changes), view["private_metadata"])
    assert set(getattr(reply, "errors", {})) == {field}


def test_colleagues_names_are_fine_in_a_plan(office: Office) -> None:
    give(office, "sam", 16)
    view = open_plan(office)
    state = plan_state(office, view, text="Kit Novak takes two")
    assert isinstance(office.submit("ann", "plan", state, view["private_metadata"]), Done)


@pytest.mark.parametrize("who", ["sam", "jo", "sue", "ada"])
def test_only_those_above_the_team_make_its_plans(office: Office, who: str) -> None:
    give(office, "sam", 16)
    reply = office.click(who, "plan:worker-2", f"worker:{office.workers['sam']}")
    assert isinstance(reply, Message)
    assert "Only North's supervisor" in reply.text


def test_seen_writes_a_name_and_stops_nothing(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.click("ann", "seen", f"worker:{office.workers['sam']}")
    [(_, text)] = without_allocations(office)
    assert "Seen by Ann Abbott." in text
    office.now = datetime(2026, 11, 30, 17, tzinfo=UTC)
    office.rescore()
    assert "service_manager" in {row.climbed_to for row in breaches(office)}


def test_a_worker_without_a_slack_account_is_told_by_their_supervisor(office: Office) -> None:
    with office.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == office.workers["sam"]).values(confirmed_at=None)
        )
    give(office, "sam", 16)
    kinds = dict(without_allocations(office))
    assert "please tell them yourself" in kinds["tell_worker"]
    assert "promise_broken" not in kinds


def test_a_team_without_a_channel_reaches_its_supervisor(office: Office) -> None:
    with office.database.writing() as session:
        session.execute(update(TEAMS).where(TEAMS.c.id == office.teams["North"]).values(channel_id=None))
    give(office, "sam", 16)
    [living] = office.outbox("living")
    assert living.worker == office.workers["ann"]


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


def escalate(office: Office, kind: Kind) -> None:
    """What has already happened in the case system is always recorded."""
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1000"))
        assert case is not None
        change_facts(session, office.change(), case, replace(case.facts, kind=kind, need=Need.UNKNOWN))
    office.rescore()


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


def test_a_breach_that_came_and_went_overnight_is_never_posted(office: Office) -> None:
    office.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    give(office, "sam", 16)
    close(office, 10)
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    office.rescore()
    assert without_allocations(office) == []
    with office.database.reading() as session:
        assert session.execute(select(LIVING_MESSAGES.c.ts)).scalar_one() is None
        assert "queued" not in set(session.execute(select(OUTBOX.c.state)).scalars())


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


def test_while_settling_the_channel_reads_that_it_is_being_kept_again(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    close(office, 1)
    [(_, text)] = without_allocations(office)
    assert text.startswith("Our promise to a colleague in North was not kept, and is being kept again.")
    assert "Within our promise again: 15 children, we promised 15." in text


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


def test_the_channel_reads_that_it_has_gone_one_level_up(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.now = datetime(2026, 11, 30, 17, tzinfo=UTC)
    office.rescore()
    texts = dict(without_allocations(office))
    assert "it has gone to the service manager" in texts["living"]
    assert "No plan was made in time, so it comes to you as the service manager." in texts["climb"]
