"""What needs somebody first: what waits for a worker, a supervisor, those above, an administrator."""

from datetime import timedelta

from sqlalchemy import update

from handlers.messages import Form, Replace
from scoring.case import Kind
from scoring.people import Grade, Role
from storage.accounts import Proposal, propose_accounts
from storage.details import PersonDetails
from storage.joining import add_cover, add_worker, change_team, end_role
from storage.tables.people import TEAMS
from storage.tables.post import OUTBOX
from tests.handlers.home.reading import blocks, labels, value_of, words
from tests.handlers.views_council import Council, open_council
from tests.office import user_of


def given(council: Council, *references: str) -> None:
    """Ann gives Sam these cases."""
    for reference in references:
        council.says("ann", f"/allocate {reference} cin lower @sam because=AGREED")
    council.rescore()


def test_somebody_for_whom_nothing_waits_reads_so(council: Council) -> None:
    assert "Nothing is waiting for you." in words(council.home("kit"))


def test_a_worker_is_asked_about_each_new_case_until_they_answer(council: Council) -> None:
    given(council, "AB-1001", "AB-1002")
    home = council.home("sam")
    assert "*AB-1001* came to you on Thursday 26 November, 5.0 points with you." in words(home)
    assert labels(home)[:3] == ["Agree", "Let's discuss", "Open"]
    assert isinstance(council.press("sam", *value_of(home, "Agree")), Replace)
    home = council.home("sam")
    assert "*AB-1001* came to you" not in words(home)
    council.press("sam", *value_of(home, "Let's discuss"))
    assert "came to you" not in words(council.home("sam"))


def test_a_case_that_has_moved_on_asks_nobody(council: Council) -> None:
    given(council, "AB-1001")
    council.press("ann", "case_close", str(council.case("AB-1001").id))
    assert "AB-1001" not in words(council.home("sam"))


def test_a_worker_who_would_like_to_talk_is_shown_to_whoever_supervises_them(council: Council) -> None:
    given(council, "AB-1001")
    council.press("sam", *value_of(council.home("sam"), "Let's discuss"))
    home = council.home("ann")
    assert "*Sam Okafor* would like to talk about AB-1001, since Thursday 26 November." in words(home)
    assert "AB-1001: child in need" in words_of_window(council, "ann", value_of(home, "Open"))
    assert "AB-1001" not in words(council.home("sue"))
    assert [who for who, _, _ in council.audited("case_read")] == ["ann", "ann"]


def words_of_window(council: Council, who: str, button: tuple[str, str]) -> str:
    return str(council.press(who, *button))


def test_a_broken_promise_asks_for_a_plan_until_there_is_one(council: Council) -> None:
    council.holds("sam", 16)
    home = council.home("ann")
    assert "*Sam Okafor*: 16 children, we promised 15. Please make a plan by Monday 30 November" in words(
        home
    )
    form = council.press("ann", *value_of(home, "Make a plan"))
    assert isinstance(form, Form)
    fields = {block["block_id"]: block["element"] for block in form.view["blocks"] if "element" in block}
    state: dict[str, object] = {
        "code": "MOVE",
        "who": str(council.workers["ann"]),
        "by_when": "2026-11-27",
        "lines": [each["value"] for each in fields["lines"]["options"]],
    }
    council.sends("ann", form.view, state)
    assert "Make a plan" not in labels(council.home("ann"))
    council.waits(days=4)
    assert "The plan's day was Friday 27 November. Please review it" in words(council.home("ann"))


def test_who_wants_to_be_reminded_later_isnt_asked_before(council: Council) -> None:
    council.holds("sam", 16)
    council.press("ann", "remind", f"worker:{council.workers['sam']}:1")
    assert "Make a plan" not in labels(council.home("ann"))


def test_a_promise_nobody_planned_for_comes_to_those_above_and_to_no_other_service(council: Council) -> None:
    council.holds("sam", 16)
    assert "Sam Okafor" not in words(council.home("mel"))
    council.waits(days=5)
    said = words(council.home("mel"))
    assert "*Sam Okafor* in North: 16 children, we promised 15. It has stood since Thursday 26" in said
    assert "Promises that have come to you" not in words(council.home("hal"))
    council.waits(days=3)
    assert "*Sam Okafor* in North" in words(council.home("hal"))
    assert "without a plan, and has gone on to the head of service." in words(council.home("mel"))
    council.home("hal")
    assert council.audited("load_read")[-1] == (
        "hal", council.teams["North"], {"workers": [council.workers["sam"]]},
    )  # fmt: skip


def test_a_waiting_child_is_listed_once_in_time_and_once_it_is_a_broken_promise(council: Council) -> None:
    council.holds(None, 1, Kind.CP, start=5000, at=council.now)
    home = council.home("ann")
    assert "*AB-5000* (child protection plan) has waited since Thursday 26 November at 10:00." in words(home)
    assert isinstance(council.press("ann", *value_of(home, "Allocate")), Form)
    council.waits(days=1, hours=8)
    home = council.home("ann")
    assert words(home).count("*AB-5000*") == 1
    assert "*AB-5000*: a child who has waited too long." in words(home)
    assert isinstance(council.press("ann", *value_of(home, "Allocate")), Form)


def test_a_child_who_waited_too_long_in_a_team_that_isnt_watched_is_listed_too(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(update(TEAMS).values(started_at=None))
    council.holds(None, 1, Kind.CP, start=5000)
    said = words(council.home("ann"))
    assert "Please find a worker today: that is too long." in said
    assert "*North* hasn't been started" in said


def test_cover_is_asked_like_the_supervisor_and_only_while_it_lasts(council: Council) -> None:
    council.holds("sam", 16)
    with council.database.writing() as session:
        day = council.now.date()
        add_cover(session, council.change(), council.teams["North"], council.workers["kit"], day, day)
    assert "*Sam Okafor*: 16 children" in words(council.home("kit"))
    council.waits(days=1)
    assert "Sam Okafor" not in words(council.home("kit"))


def test_a_role_that_has_ended_shows_nothing_any_more(council: Council) -> None:
    council.holds("sam", 16)
    with council.database.writing() as session:
        end_role(
            session, council.change(), council.workers["ann"], Role.SUPERVISOR, team=council.teams["North"]
        )
    assert "Sam" not in words(council.home("ann"))


def test_an_administrator_sees_whom_nobody_has_let_in_and_which_messages_find_nobody(
    council: Council,
) -> None:
    with council.database.writing() as session:
        new = PersonDetails("Zoë Ødegård", "zoe@council.example", council.teams["North"], Grade.EXPERIENCED)
        worker = add_worker(session, council.change(), new)
        propose_accounts(session, council.change(), [Proposal(user_of("zoe"), "T", worker)])
        change_team(session, council.change(), council.teams["South"], channel=None)
        end_role(
            session, council.change(), council.workers["sue"], Role.SUPERVISOR, team=council.teams["South"]
        )
    council.holds("sam", 16)
    with council.database.writing() as session:
        session.execute(update(OUTBOX).values(state="dead"))
    said = words(council.home("ada"))
    assert "*1 person* waits for you to confirm that their Slack account is theirs: Zoë Ødegård." in said
    assert "*1 team* without a channel: South." in said
    assert "*1 team* without anybody who supervises it today: South." in said
    assert "AB-1" not in said
    assert "*1 message* for *Sam Okafor*, the first of Thursday 26 November: Slack refused" in said
    assert "16 children" not in said
    assert "without a channel" not in words(council.home("ann"))


def test_a_very_long_list_shows_a_few_and_says_how_many_more(council: Council) -> None:
    council.holds(None, 40, start=5000, at=council.now)
    home = council.home("ann")
    assert "And 35 more." in words(home)
    assert len(blocks(home)) < 40


def test_names_are_shown_as_people_wrote_them_and_do_nothing(council: Council) -> None:
    with council.database.writing() as session:
        change_team(session, council.change(), council.teams["North"], name="<!channel> & Co 🎈")
    council.holds("sam", 16)
    council.waits(days=5)
    said = words(council.home("mel"))
    assert "*Sam Okafor* in &lt;!channel&gt; &amp; Co 🎈:" in said
    assert "<!channel> & Co 🎈" in said  # in the table, which is plain text


def test_teams_that_are_not_started_are_asked_to_be(database: object) -> None:
    council = open_council(database, started=False)
    home = council.home("ann")
    assert "Start" in labels(home)
    assert "Start North" in str(council.press("ann", *value_of(home, "Start")))


def test_what_fell_due_an_hour_ago_is_counted_from_the_truth_of_now(council: Council) -> None:
    council.holds("sam", 16)
    council.press("ann", "case_close", str(council.case("AB-1000").id))
    council.rescore()
    assert "Make a plan" not in labels(council.home("ann"))
    council.now += timedelta(hours=1)
    assert "we promised 15. Please" not in words(council.home("ann"))
