"""/caseload room: names in one's own teams, elsewhere only how a team stands."""

from datetime import timedelta

import pytest

from handlers.messages import Message
from scoring.people import Grade
from storage.details import PersonDetails
from storage.joining import add_worker
from tests.handlers.views_council import Council


def test_who_has_room_by_name_and_how_much(council: Council) -> None:
    council.holds("sam", 17)
    council.holds("jo", 9, start=2000)
    council.holds(None, 1, start=3000)
    assert council.says("ann", "/caseload room").splitlines() == [
        "3 people in North have room. 1 child waiting for a worker.",
        "• Jo Price: 3 more children and 39 points to go (9 of 12 now, 51 of 90 points)",
        "• Lee Marsh: 15 more children and 85 points to go (0 of 15 now, 15 of 100 points)",
        "• Max Field: 8 more children and 42.5 points to go (0 of 8 now, 7.5 of 50 points)",
        "Other teams: South has room. Their supervisors can say more.",
    ]


def test_nobody_with_room_is_said_plainly(council: Council) -> None:
    for place, who in enumerate(("sam", "jo", "lee", "max")):
        council.holds(who, 20, start=1000 * (place + 1))
    assert "Nobody in North has room today." in council.says("ann", "/caseload room north")


@pytest.mark.parametrize(
    ("who", "names", "bands", "totals"),
    [
        ("ann", True, True, False),
        ("mel", True, False, False),
        ("hal", True, False, False),
        ("sue", False, True, False),
        ("sam", False, False, True),
        ("ada", False, False, False),
    ],
)
def test_who_sees_names_who_sees_bands_and_who_sees_totals(
    council: Council, who: str, names: bool, bands: bool, totals: bool
) -> None:
    council.holds("jo", 1)
    text = council.says(who, "/caseload room")
    assert ("Jo Price" in text) == names
    assert ("Other teams:" in text) == bands
    assert ("North as a whole has room: 1 of 50 children" in text) == totals
    north = council.teams["North"]
    read = [(each, subject) for each, subject, _ in council.audited("load_read") if subject == north]
    assert read == ([(who, north)] if names else [])


def test_a_worker_reads_their_own_room(council: Council) -> None:
    council.holds("jo", 3)
    assert council.says("jo", "/caseload room").startswith("You have room for 9 more children.")
    assert "for those who look after a team" in council.says("jo", "/caseload room South")


def test_another_team_over_its_promise_shows_no_figure(council: Council) -> None:
    council.holds("kit", 17, team="South")
    text = council.says("ann", "/caseload room South")
    assert "South is over what we promised" in text
    assert "17" not in text


def test_a_team_of_forty_with_room_is_shortened_honestly(council: Council) -> None:
    with council.database.writing() as session:
        for number in range(40):
            name, email = f"Worker {number:02} Of-A-Rather-Long-Surname", f"w{number}@council.example"
            person = PersonDetails(name, email, council.teams["North"], Grade.EXPERIENCED)
            add_worker(session, council.change(), person)
    council.rescore()
    reply = council.command("ann", "/caseload room")
    assert isinstance(reply, Message)
    assert "44 people in North have room." in reply.text
    assert "and 24 more: /caseload room North" in reply.text
    assert "…" not in str(reply.blocks)


def test_cover_sees_the_names_on_its_days(council: Council) -> None:
    council.covers("kit", "North", council.now, council.now)
    assert "Jo Price" in council.says("kit", "/caseload room")
    council.now += timedelta(days=1)
    assert "Jo Price" not in council.says("kit", "/caseload room")
