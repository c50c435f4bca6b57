"""The same signed bytes twice: the second time writes nothing, on another process or after a restart too."""

from datetime import timedelta

from handlers.messages import Message
from handlers.upkeep.sweep import sweep
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london_day
from storage.tables.cases import CASES
from storage.tables.post import AUDIT, OUTBOX, SIGNED_REQUESTS
from tests.office import Office, text_of

LINE = "/allocate AB-1234 cin lower @sam"
AGAIN = "I have done that already."


def counts(office: Office) -> list[int]:
    with office.database.reading() as session:
        return [len(session.execute(table.select()).all()) for table in (CASES, AUDIT, OUTBOX)]


def test_a_command_that_is_replayed_is_done_once(office: Office) -> None:
    assert "AB-1234 is with Sam Okafor" in text_of(office.command("ann", LINE, delivery="d1"))
    before = counts(office)
    assert "AB-1234 is already with Sam Okafor" in text_of(office.command("ann", LINE, delivery="d1"))
    assert counts(office) == before


def test_what_was_changed_since_is_not_changed_back_by_an_old_request(office: Office) -> None:
    office.command("ann", f"{LINE} travel=60", delivery="d1")
    office.command("ann", f"{LINE} travel=95", delivery="d2")
    assert AGAIN in text_of(office.command("ann", f"{LINE} travel=60", delivery="d1"))
    assert "travel 95 minutes" in office.says("ann", "/case AB-1234")


def test_whatever_leaves_a_trace_is_answered_once(office: Office) -> None:
    office.command("ann", LINE)
    assert isinstance(office.command("ann", "/case AB-1234", delivery="d1"), Message)
    before = counts(office)
    assert AGAIN in text_of(office.command("ann", "/case AB-1234", delivery="d1"))
    assert counts(office) == before


def test_the_same_line_typed_again_is_another_request(office: Office) -> None:
    office.command("ann", "/caseload concern", delivery="d1")
    office.command("ann", LINE, delivery="d2")
    assert AGAIN not in text_of(office.command("ann", LINE, delivery="d3"))


def test_what_was_refused_leaves_its_bytes_unused(office: Office) -> None:
    office.command("ann", "/allocate AB-1234 cp @lee", delivery="d1")
    with office.database.reading() as session:
        assert session.execute(SIGNED_REQUESTS.select()).all() == []


def test_old_requests_are_swept_away(office: Office) -> None:
    office.command("ann", LINE, delivery="d1")
    office.now += timedelta(hours=2)
    with office.database.reading() as session:
        sweep(office._desk(session), Occasion(OccasionKind.SWEEP, office.now, london_day(office.now)))
    with office.database.reading() as session:
        assert session.execute(SIGNED_REQUESTS.select()).all() == []
