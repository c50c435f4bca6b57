"""What was asked last: one row for each person and place, forgotten in time."""

from datetime import timedelta

from scoring.ids import ChannelId
from storage.questions import Place, find_last_query, record_last_query
from tests.office import Office


def test_the_newest_question_of_a_place_takes_the_place_of_the_one_before(office: Office) -> None:
    place, since = Place(office.workers["ann"], ChannelId("D1")), office.now - timedelta(hours=1)
    with office.database.writing() as session:
        record_last_query(session, place, "/caseload room", {"teams": [1]}, office.now, since)
        record_last_query(session, place, "/caseload team", {}, office.now, since)
    with office.database.reading() as session:
        assert find_last_query(session, place, since) == ("/caseload team", {})
        assert find_last_query(session, Place(place.worker, place.channel, "1.1"), since) is None
        assert find_last_query(session, place, office.now + timedelta(seconds=1)) is None


def test_what_is_older_is_forgotten_with_the_next_question(office: Office) -> None:
    old, new = (Place(office.workers["ann"], ChannelId(each)) for each in ("D1", "D2"))
    with office.database.writing() as session:
        record_last_query(session, old, "/caseload room", {}, office.now, office.now)
        later = office.now + timedelta(hours=2)
        record_last_query(session, new, "/caseload room", {}, later, later - timedelta(hours=1))
        assert find_last_query(session, old, office.now) is None
