"""What is held about somebody, and who looked at it."""

from datetime import timedelta
from fractions import Fraction

import pytest

from handlers.messages import Message
from handlers.views.audits.held import THEM, YOU, about, count_text
from handlers.views.audits.trail import DID, deed, formula_safe, trail_csv, trail_line
from scoring.people import Reduction, ReductionReason
from scoring.working_time import london_day
from storage.audit_trail import Told, Trace, Wanted, list_trail
from storage.held import PLACES, SUBJECTS
from storage.joining import add_reduction, change_worker
from storage.tables import METADATA
from tests.handlers.concerns.raising import raised
from tests.handlers.slack_rules import words_of
from tests.handlers.supervision.recording import had, record
from tests.handlers.views_council import Council
from tests.office import THURSDAY


def held(council: Council, who: str, about: str) -> str:
    reply = council.command(who, f"/caseload audit {about}")
    assert isinstance(reply, Message)
    return words_of(reply)


def test_a_worker_sees_everything_held_about_them_and_who_looked(council: Council) -> None:
    council.holds("sam", 3)
    with council.database.writing() as session:
        sick = Reduction(ReductionReason.SICKNESS, Fraction(1, 5), london_day(council.now))
        add_reduction(session, council.change(), council.workers["sam"], sick)
        change_worker(session, council.change(), council.workers["sam"], languages=frozenset({"igbo"}))
    council.rescore()
    council.says("ann", '/caseload "Sam Okafor"')
    council.says("hal", "/caseload team North")
    words = held(council, "sam", "me")
    for part in (
        "What is held about you",
        "Sam Okafor, sam@council.example: experienced social worker, full time",
        "Languages: igbo",
        "Sickness 20 %, since Thursday 26 November 2026, no last day yet",
        "Three cases that you lead or have led",
        "Three cases that you lead today",
        "26 November 2026 10:00: Ann Abbott looked at your load",
        "26 November 2026 10:00: Hal Grey looked at the whole team",
        "Somebody at the council's shell changed the languages",
        "never to judge performance",
    ):
        assert part in words, part


def test_a_manager_reads_it_of_their_own_people_and_that_is_audited_too(council: Council) -> None:
    assert "What is held about Sam Okafor" in held(council, "ann", "@sam")
    assert "Ann Abbott read what is held" in held(council, "sam", "")


def test_an_administrator_reads_no_load(council: Council) -> None:
    council.holds("sam", 3)
    words = held(council, "ada", "@sam")
    assert "experienced social worker" in words
    assert "that they lead" not in words


def test_a_concern_is_counted_for_the_worker_and_whom_it_has_gone_to_and_nobody_else(
    council: Council,
) -> None:
    value = raised(council, "sam")
    council.deliver()
    council.press("ann", "concern_answer", value)
    for who in ("sam", "ann"):
        words = held(council, who, "@sam")
        assert ("time that you asked" if who == "sam" else "time that they asked") in words
        assert "Sam Okafor raised a concern" in words
        assert "Ann Abbott answered a concern" in words
    for who in ("mel", "hal", "ada"):
        words = held(council, who, "@sam")
        assert "talk about" not in words
        assert "concern" not in words
        assert "concern" not in held(council, who, "@ann")
    assert "One concern that you answered" in held(council, "ann", "me")


def test_totals_of_the_audit_and_of_messages_hide_a_concern_as_well(council: Council) -> None:
    before = held(council, "mel", "@sam"), held(council, "mel", "@ann")
    value = raised(council, "sam")
    council.deliver()
    council.press("ann", "concern_answer", value)
    after = held(council, "mel", "@sam"), held(council, "mel", "@ann")
    assert [totals(each) for each in after] == [totals(each) for each in before]


def totals(words: str) -> list[str]:
    """The numbers of messages and deeds by and about somebody, without this reading of it."""
    return [
        line
        for line in words.splitlines()
        if line.endswith(("about them", "written to them", "did or looked at")) and " November " not in line
    ]


def test_an_administrator_reads_nothing_of_supervision(council: Council) -> None:
    had(council, "sam", 1)
    record(council, "ann", "sam")
    assert "Ann Abbott recorded a supervision" in held(council, "mel", "@sam")
    assert "supervision" not in held(council, "ada", "@sam")


def test_a_worker_reads_who_looked_at_the_whole_teams_supervision(council: Council) -> None:
    council.says("hal", "/caseload supervision North")
    assert "Hal Grey looked at the whole team" in held(council, "sam", "me")


@pytest.mark.parametrize("who", ["jo", "sue", "kit"])
def test_nobody_else_reads_it(council: Council, who: str) -> None:
    assert "for themselves and their own managers" in council.says(who, "/caseload audit @sam")


def test_everything_that_can_hold_something_of_a_person_is_in_the_list() -> None:
    """A new table of people needs its words in `storage/held.py`."""
    by_id = {
        (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "worker"
    }
    subjects = {table.name for table in METADATA.sorted_tables if "subject_kind" in table.columns}
    assert by_id == set(PLACES)
    assert subjects == set(SUBJECTS)


def trail(council: Council, wanted: Wanted) -> list[Told]:
    with council.database.reading() as session:
        return list(list_trail(session, wanted))


def test_the_shell_lists_what_somebody_did_one_case_and_since_a_day(council: Council) -> None:
    council.says("ann", "/allocate AB-1234 cin @sam because=AGREED")
    council.now += timedelta(days=1)
    council.says("ann", "/case AB-1234")
    lines = [trail_line(each) for each in trail(council, Wanted(person=council.workers["ann"]))]
    assert "26 November 2026 10:00  Ann Abbott (slack) allocated AB-1234" in lines
    assert "27 November 2026 10:00  Ann Abbott (slack) looked at AB-1234" in lines
    case = trail(council, Wanted(case=council.case("AB-1234").id))
    assert [each.trace.action for each in case] == ["case_allocated", "case_read"]
    assert [each.trace.action for each in trail(council, Wanted(since=council.now))] == ["case_read"]


def test_a_subject_that_is_gone_is_said_to_be(council: Council) -> None:
    gone = Trace(1, THURSDAY, None, "shell", "case_forgotten", "case", 7, {})
    assert trail_line(Told(gone, "")).endswith(
        "Somebody at the council's shell had forgotten a case no longer kept (number 7)"
    )


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", " =cmd|' /C calc'!A0"])
def test_no_cell_of_the_csv_begins_a_formula(name: str) -> None:
    assert formula_safe(name) == f"'{name}"
    told = Told(Trace(1, THURSDAY, name, "slack", "load_read", "worker", 1, {}), name)
    _, line = trail_csv([told])
    assert f"'{name}" in line


def test_an_action_without_words_is_shown_as_it_is_kept() -> None:
    assert deed(Trace(1, THURSDAY, "Ann", "slack", "team_frobbed", "team", 1, {})) == "team frobbed"
    assert all(words and not words.endswith(" ") for words in DID.values())


def test_what_is_kept_is_counted_as_a_person_would_say_it() -> None:
    assert count_text("[case|cases] that {they} lead today", 1, YOU) == "One case that you lead today"
    assert count_text("[case|cases] that {they} lead today", 15, THEM) == "15 cases that they lead today"
    assert count_text("{their} load as it was counted last", 1, YOU) == "Your load as it was counted last"
    for words in (*PLACES.values(), *SUBJECTS.values()):
        assert "[" in words or "{" in words, f"{words} says no number"
        assert "{" not in count_text(words, 2, THEM)
        assert "|" not in count_text(words, 2, THEM)


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("load_read", "looked at your load"),
        ("audit_read", "read what is held about you"),
        ("breach_opened", "noted that we aren't keeping our promise to you"),
        ("plan_made", "made a plan for you"),
        ("supervision_recorded", "recorded a supervision"),
        ("person_added", "added you"),
        ("role_ended", "ended a role of yours"),
        ("history_read", "looked at how we kept our promise to you"),
    ],
)
def test_no_line_of_who_looked_is_cut_off(action: str, said: str) -> None:
    trace = Trace(1, THURSDAY, None, "tick", action, "worker", 1, {})
    assert about(deed(trace), YOU) == said


def test_looking_several_times_within_a_minute_is_one_line(council: Council) -> None:
    for _ in range(3):
        council.says("ann", "/caseload team North")
    assert "Ann Abbott looked at the whole team, three times" in held(council, "sam", "me")


def test_somebody_who_was_asked_whether_the_channel_may_name_them_reads_that_they_were(
    council: Council,
) -> None:
    assert "Named in the team's channel: not asked yet; until then" in held(council, "sam", "me")
    council.holds("sam", 17)
    council.deliver()
    assert "Named in the team's channel: you were asked and haven't answered yet" in held(
        council, "sam", "me"
    )
    council.press("sam", "name_in_channel:yes", "yes")
    assert "Named in the team's channel: yes, as you chose" in held(council, "sam", "me")
