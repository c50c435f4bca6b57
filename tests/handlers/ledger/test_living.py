"""The channel's living message: one for each subject, rewritten, and what it says as things change."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from storage.tables.ledger import LIVING_MESSAGES
from storage.tables.people import TEAMS
from storage.tables.post import OUTBOX
from tests.handlers.ledger.broken import breaches, close, give, without_allocations
from tests.office import Office


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
    said = "We are keeping our promise to a colleague in North again. It was not kept for 1 minute."
    assert texts["closing"] == texts["living"] == said


def test_in_quiet_hours_nothing_goes_out_and_in_the_morning_the_truth_of_then(office: Office) -> None:
    office.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    give(office, "sam", 16)
    assert without_allocations(office) == []
    give(office, "sam", 1, start=2000)
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    office.rescore()
    texts = dict(without_allocations(office))
    assert "17 children" in texts["living"]


def test_seen_writes_a_name_and_stops_nothing(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.click("ann", "seen", f"worker:{office.workers['sam']}")
    [(_, text)] = without_allocations(office)
    assert "Seen by Ann Abbott." in text
    office.now = datetime(2026, 11, 30, 17, tzinfo=UTC)
    office.rescore()
    assert "service_manager" in {row.climbed_to for row in breaches(office)}


def test_a_team_without_a_channel_reaches_its_supervisor(office: Office) -> None:
    with office.database.writing() as session:
        session.execute(update(TEAMS).where(TEAMS.c.id == office.teams["North"]).values(channel_id=None))
    give(office, "sam", 16)
    [living] = office.outbox("living")
    assert living.worker == office.workers["ann"]


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


def test_while_settling_the_channel_reads_that_it_is_being_kept_again(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    close(office, 1)
    [(_, text)] = without_allocations(office)
    assert text.startswith("Our promise to a colleague in North was not kept, and is being kept again.")
    assert "Within our promise again: 15 children, we promised 15." in text


def test_the_channel_reads_that_it_has_gone_one_level_up(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.now = datetime(2026, 11, 30, 17, tzinfo=UTC)
    office.rescore()
    texts = dict(without_allocations(office))
    assert "it has gone to the service manager" in texts["living"]
    assert "No plan was made in time, so it comes to you as the service manager." in texts["climb"]


def test_broken_twice_within_one_quiet_time_the_second_breach_has_its_own_message(office: Office) -> None:
    office.now = datetime(2026, 11, 27, 19, tzinfo=UTC)
    give(office, "sam", 16)
    close(office, 4)
    office.waits(hours=24)
    give(office, "sam", 5, start=5000)
    office.now = datetime(2026, 11, 30, 8, 1, tzinfo=UTC)
    office.rescore()
    [text] = [text for kind, text in without_allocations(office) if kind == "living"]
    assert "17 children, we promised 15" in text
    with office.database.reading() as session:
        places = list(
            session.execute(
                select(LIVING_MESSAGES.c.ts, LIVING_MESSAGES.c.ended_at).order_by(LIVING_MESSAGES.c.id)
            )
        )
    assert [(ts is None, ended is None) for ts, ended in places] == [(True, False), (False, True)]


def test_a_message_that_has_ended_never_shows_the_next_breach(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    close(office, 4)
    office.waits(hours=24)
    give(office, "sam", 5, start=5000)
    ended, new = (text for kind, text in without_allocations(office) if kind == "living")
    assert ended.startswith("We are keeping our promise to a colleague in North again.")
    assert new.startswith("We are not keeping our promise to a colleague in North: 17 children")


def test_the_note_says_how_long_it_was_not_kept_without_the_day_it_settled(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    office.waits(days=4)
    office.deliver()
    close(office, 4)
    office.waits(hours=25)
    texts = dict(without_allocations(office))
    assert texts["closing"].endswith("again. It was not kept for 4 days.")
