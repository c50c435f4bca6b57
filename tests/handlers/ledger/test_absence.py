"""Who is written to while a supervisor is away: their dated cover, else whoever is above."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from handlers.ledger.reminders import remind_of_plans
from handlers.messages import Message
from scoring.people import Reduction, ReductionReason, Role
from scoring.timetable import Occasion, OccasionKind
from storage.joining import add_cover, add_reduction, end_role
from tests.handlers.ledger.broken import give, open_plan
from tests.office import Office

TODAY = date(2026, 11, 26)
MONDAY = datetime(2026, 11, 30, 17, tzinfo=UTC)


def is_away(office: Office, who: str, until: date | None = None, percent: int = 100) -> None:
    away = Reduction(ReductionReason.SICKNESS, Fraction(percent, 100), TODAY, until)
    with office.database.writing() as session:
        add_reduction(session, office.change(), office.workers[who], away)


def covers(office: Office, who: str, until: date) -> None:
    with office.database.writing() as session:
        add_cover(session, office.change(), office.teams["North"], office.workers[who], TODAY, until)


def told(office: Office, kind: str) -> list[str]:
    """To whom such messages go now."""
    names = {id_: who for who, id_ in office.workers.items()}
    return [names[entry.worker] for entry, _ in office.deliver() if entry.kind == kind and entry.worker]


def to_climb(office: Office, days: int = 0) -> list[str]:
    office.now = MONDAY + timedelta(days=days)
    office.rescore()
    return told(office, "climb")


def reminded(office: Office) -> tuple[str, str]:
    """Who is reminded on Monday morning, and what they read."""
    office.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    office.rescore()
    office.deliver()
    with office.database.reading() as session:
        desk = office._desk(session)
        remind_of_plans(desk, Occasion(OccasionKind.REMINDER, office.now, desk.today))
    [(entry, post)] = [(e, p) for e, p in office.deliver() if e.kind == "plan_reminder"]
    assert post is not None
    [who] = [name for name, id_ in office.workers.items() if id_ == entry.worker]
    return who, post.message.text


def test_cover_is_the_one_written_to_and_acts_alike_on_its_days(office: Office) -> None:
    covers(office, "kit", TODAY + timedelta(days=4))
    give(office, "sam", 16)
    who, _ = reminded(office)
    assert who == "kit"
    assert isinstance(open_plan(office, "kit"), dict)
    office.now += timedelta(days=1)
    refused = office.click("kit", "plan:worker-2", f"worker:{office.workers['sam']}")
    assert isinstance(refused, Message)
    assert "Only North's supervisor" in refused.text


def test_the_worker_reads_the_name_of_who_is_asked(office: Office) -> None:
    covers(office, "kit", TODAY)
    give(office, "sam", 16)
    [text] = [p.message.text for e, p in office.deliver() if e.kind == "promise_broken" and p]
    assert "Kit Novak is asked to make a plan by Monday 30 November at 17:00." in text


def test_wholly_away_without_cover_the_service_manager_is_asked_and_reads_why(office: Office) -> None:
    is_away(office, "ann")
    give(office, "sam", 16)
    who, text = reminded(office)
    assert who == "mel"
    assert text.startswith("Ann Abbott is away and has no cover, so North's plans come to you. One of our")
    assert "Please make a plan by Monday 30 November at 17:00." in text
    assert "your service manager" not in text


def test_partly_there_the_supervisor_is_still_the_one(office: Office) -> None:
    is_away(office, "ann", percent=60)
    give(office, "sam", 16)
    assert reminded(office)[0] == "ann"


def test_back_again_the_supervisor_is_written_to(office: Office) -> None:
    is_away(office, "ann", until=TODAY + timedelta(days=3))
    give(office, "sam", 16)
    assert reminded(office)[0] == "ann"


def test_a_team_without_a_supervisor_asks_its_service_manager(office: Office) -> None:
    give(office, "sam", 16)
    with office.database.writing() as session:
        ann, north = office.workers["ann"], office.teams["North"]
        end_role(session, office.change(), ann, Role.SUPERVISOR, team=north)
    who, text = reminded(office)
    assert who == "mel"
    assert text.startswith("North has no supervisor here, so its plans come to you.")


def test_a_service_manager_who_is_away_is_passed_over_on_the_way_up(office: Office) -> None:
    is_away(office, "mel")
    give(office, "sam", 16)
    assert to_climb(office) == ["hal"]


def test_with_everybody_away_it_still_goes_to_somebody(office: Office) -> None:
    for who in ("ann", "mel", "hal"):
        is_away(office, who)
    give(office, "sam", 16)
    assert reminded(office)[0] == "ann"
    assert to_climb(office) == ["mel"]
