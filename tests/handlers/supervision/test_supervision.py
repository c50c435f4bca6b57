"""The team by name, the teams side by side, one's own sheet, and who may read which."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.sandbox.table_rules import strings_of
from handlers.desk import Desk
from handlers.messages import Message
from handlers.supervision.standings import list_due
from scoring.people import Grade, Reduction, ReductionReason
from scoring.working_time import london_day
from storage.accounts import find_account
from storage.cases import change_last_seen
from storage.change import Source
from storage.details import PersonDetails
from storage.joining import add_reduction, add_worker, change_worker
from storage.people import find_people
from storage.policies import load_policy
from storage.snapshots import add_snapshots
from storage.tables.people import ACCOUNTS, TEAMS
from tests.handlers.concerns.raising import raised
from tests.handlers.supervision.recording import days_ago, had
from tests.handlers.views_council import Council, buttons, said
from tests.office import user_of
from tests.scoring.london import ENGLAND

EVERYBODY = ("sam", "jo", "ann", "sue", "kit", "mel", "hal", "ada")


def due(council: Council, who: str) -> list[str]:
    """Whose supervision somebody is asked to see to."""
    with council.database.reading() as session:
        policy = load_policy(session, london_day(council.now))
        account = find_account(session, user_of(who), london_day(council.now))
        desk = Desk(council.database, session, council.now, policy, ENGLAND, Source.SLACK, account)
        return [each.worker.name for each in list_due(desk)]


def away(council: Council, who: str, first: int, last: int | None) -> None:
    """Somebody is away in full from so many days ago, until so many days ago."""
    until = None if last is None else days_ago(council, last)
    reduction = Reduction(ReductionReason.SICKNESS, 1, days_ago(council, first), until)  # type: ignore[arg-type]
    with council.database.writing() as session:
        add_reduction(session, council.change(), council.workers[who], reduction)


def test_the_team_is_listed_by_name_with_what_is_overdue(council: Council) -> None:
    had(council, "sam", 35)
    had(council, "jo", 28)
    had(council, "lee", 3)
    had(council, "ann", 10)
    away(council, "max", 20, None)
    reply = council.command("ann", "/caseload supervision")
    assert isinstance(reply, Message)
    assert reply.text.splitlines() == [
        "Supervision in North, Thursday 26 November.",
        "One is overdue: Sam Okafor.",
        "Due today: Jo Price.",
        "In time over the last 12 weeks: social workers 1 of 2 (50 %) and support workers 1 of 1 (100 %).",
        "Ann Abbott: last Mon 16 Nov 2026, 60 min, every 4 weeks, due by Mon 14 Dec 2026.",
        "Jo Price: last Thu 29 Oct 2026, 60 min, every 4 weeks, due by Thu 26 Nov 2026.",
        "Lee Marsh: last Mon 23 Nov 2026, 60 min, every 4 weeks, due by Mon 21 Dec 2026.",
        "Max Field: none recorded, every 4 weeks, away now.",
        "Sam Okafor: last Thu 22 Oct 2026, 60 min, every 4 weeks, due by Thu 19 Nov 2026, overdue by 7 days.",
    ]
    [table] = [block for block in reply.blocks if block["type"] == "table"]
    assert [row[0]["text"] for row in table["rows"]] == [
        "Worker", "Ann Abbott", "Jo Price", "Lee Marsh", "Max Field", "Sam Okafor",
    ]  # fmt: skip
    assert set(buttons(reply)) == {"Record a supervision"}
    [(who, team, detail)] = council.audited("supervision_read")
    assert (who, team) == ("ann", council.teams["North"])
    assert council.workers["sam"] in detail["workers"]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("typed", ["North", "@sam", "team north"])
def test_a_team_and_a_sheet_are_for_those_who_look_after_them(council: Council, who: str, typed: str) -> None:
    council.holds("sam", 2)
    text = council.says(who, f"/caseload supervision {typed}")
    sees = who in ("ann", "mel", "hal") or (typed == "@sam" and who == "sam")
    assert ("Sam Okafor" in text) == sees
    assert ("AB-1000" in text) == (sees and typed == "@sam")
    read = [each for each, _, _ in council.audited("supervision_read")]
    assert read == ([who] if sees and who != "sam" else [])


def test_the_cover_reads_the_team_on_its_days_exactly_alike(council: Council) -> None:
    council.covers("kit", "North", council.now, council.now)
    kit, ann = (council.says(who, "/caseload supervision North") for who in ("kit", "ann"))
    assert kit == ann
    council.now += timedelta(days=1)
    assert "Only North's supervisor" in council.says("kit", "/caseload supervision North")


def test_a_service_manager_sees_the_teams_side_by_side_without_a_name(council: Council) -> None:
    had(council, "sam", 70, 42, 14)
    had(council, "kit", 35)
    text = council.says("mel", "/caseload supervision")
    assert text.splitlines() == [
        "Supervision in your teams.",
        "In time over the last 12 weeks: social workers 2 of 5 (40 %) and support workers 0 of 1 (0 %).",
        "North: 5 people, 4 overdue, in time 2 of 6 (33 %).",
        "South: 2 people, 2 overdue, in time 0 of 2 (0 %).",
    ]


def test_a_worker_reads_their_own_sheet_and_the_record_of_it(council: Council) -> None:
    council.holds("sam", 1)
    had(council, "sam", 10, minutes=45)
    for typed in ("", "me", "@sam", "sam"):
        reply = council.command("sam", f"/caseload supervision {typed}".strip())
        assert "Your sheet for supervision, Thursday 26 November." in said(reply)
        assert (
            "Supervision: last on 16 November 2026 (45 minutes); every 4 weeks, due by Monday 14 Dec"
            in said(reply)
        )
        assert buttons(reply) == {}


def test_who_is_in_no_team_has_no_sheet(council: Council) -> None:
    assert "You are in no team here" in council.says("ada", "/caseload supervision")
    assert "Supervision is for the worker and those" in council.says("ann", "/caseload supervision mel")


def test_the_sheet_says_what_has_changed_and_what_is_due(council: Council) -> None:
    council.holds("sam", 3)
    with council.database.writing() as session:
        add_snapshots(session, days_ago(council, 10))
    had(council, "sam", 10)
    council.holds("sam", 2, start=2000, at=council.now - timedelta(days=2))
    council.press("ann", "case_close", str(council.case("AB-1002").id))
    council.rescore()
    with council.database.writing() as session:
        change_last_seen(session, council.case("AB-1000").id, date(2026, 9, 1))
    raised(council, "sam", text="the long way home")
    text = council.says("ann", "/caseload supervision @sam")
    for line in (
        "Before supervision, Thursday 26 November.",
        "Sam Okafor: 4 of 15 children · 33 of 100 points",
        "Points: 33 = cases 18 + stable element 15 (supervision, team, training).",
        "1 more child and 6 more points than at the end of Monday 16 November.",
        "Would like to talk about their caseload: too many cases (“the long way home”). It suits them: this "
        "week; please answer by Monday 30 November at 17:00.",
        "Supervision: last on 16 November 2026 (60 minutes); every 4 weeks, due by Monday 14 December.",
        "Visits overdue: AB-1000, due by Tue 29 Sep.",
        "Since supervision on Monday 16 November: two new cases (AB-2000, AB-2001); one case has moved on or "
        "closed.",
        "Cases, the heaviest first:",
        "• AB-2000: 5.0 = child in need 4 + first weeks with this worker 1",
    ):
        assert line in text.splitlines(), line


def test_a_concern_stands_on_the_sheet_only_for_those_it_has_gone_to(council: Council) -> None:
    raised(council, "sam", text="the long way home")
    for who, sees in (("ann", True), ("mel", False), ("hal", False), ("sam", False)):
        assert ("the long way home" in council.says(who, "/caseload supervision @sam")) == sees


def test_what_is_due_asks_its_supervisor_and_nobody_else(council: Council) -> None:
    had(council, "sam", 35)
    had(council, "jo", 28)
    had(council, "lee", 3)
    had(council, "max", 40)
    away(council, "max", 20, 0)
    had(council, "ann", 60)
    assert due(council, "ann") == ["Sam Okafor", "Jo Price"]
    for who in ("sam", "kit", "mel", "hal", "ada"):
        assert due(council, who) == []
    council.covers("sam", "North", council.now, council.now)
    assert due(council, "sam") == ["Ann Abbott", "Jo Price"]


def test_before_a_team_is_started_nothing_is_overdue(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(update(TEAMS).values(started_at=None))
    assert "Nobody's is overdue." in council.says("ann", "/caseload supervision")
    assert "Sam Okafor: none recorded, every 4 weeks, not known yet." in council.says(
        "ann", "/caseload supervision"
    )


def test_a_newly_qualified_worker_has_it_weekly_and_it_is_counted_from_their_first_day(
    council: Council,
) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["jo"], starts_on=days_ago(council, 10))
    text = council.says("ann", "/caseload supervision")
    assert "Jo Price: none recorded, weekly, due by Mon 23 Nov 2026, overdue by 3 days." in text


def test_a_team_of_a_hundred_and_twenty_fits_and_says_who_is_left_out(council: Council) -> None:
    with council.database.writing() as session:
        for number in range(120):
            name = f"Worker {number:03} Of-An-Extraordinarily-Long-Surname & Double-Barrelled"
            email = f"w{number}@council.example"
            person = PersonDetails(name, email, council.teams["North"], Grade.EXPERIENCED)
            add_worker(session, council.change(), person)
    council.rescore()
    names = [f"w{number}" for number in range(120)]
    with council.database.reading() as session:
        council.workers |= {name: find_people(session, f"{name}@council.example")[0].id for name in names}
    for name in names:
        had(council, name, 35)
    reply = council.command("ann", "/caseload supervision")
    assert isinstance(reply, Message)
    assert "And 65 more: /caseload supervision @worker opens anybody's sheet." in str(reply.blocks)
    assert "more: /caseload supervision @worker" in reply.text
    assert "…" not in reply.text
    assert sum(map(len, strings_of(list(reply.blocks)))) < 12_000
    form = council.press("ann", "supervision_record", f"team:{council.teams['North']}")
    assert "Worker 094" in str(form)


def test_a_heavy_sheet_fits_into_one_message(council: Council) -> None:
    council.holds("sam", 60)
    reply = council.command("ann", "/caseload supervision @sam")
    assert isinstance(reply, Message)
    assert "and 40 more, 160 points together" in reply.text
    assert sum(map(len, strings_of(list(reply.blocks)))) < 12_000


def test_a_managers_own_sheet_says_that_they_hold_no_cases(council: Council) -> None:
    text = council.says("ann", "/caseload supervision me")
    assert "Ann Abbott: no cases, and this grade has no promise of its own." in text


def test_names_with_markup_are_shown_as_they_were_written(council: Council) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], name="Sam <b>&co 🙂")
    had(council, "sam", 60)
    for typed in ("", "@sam"):
        assert "Sam &lt;b&gt;&amp;co 🙂" in council.says("ann", f"/caseload supervision {typed}".strip())


def test_an_unconfirmed_account_reads_nothing(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(
            update(ACCOUNTS).where(ACCOUNTS.c.worker_id == council.workers["ann"]).values(confirmed_at=None)
        )
    assert "I don't know you yet" in council.says("ann", "/caseload supervision")
