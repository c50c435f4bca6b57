"""Odd requests over signed HTTP: each is answered in words or done right, and a refusal stores nothing."""

from itertools import count

import pytest

from handlers.messages import Command, Message
from handlers.reception.cleaning import MOST_CHARACTERS
from scoring.working_time import london_day
from storage.policies import load_policy
from storage.sheets.plan import plan_import
from storage.sheets.plan_lines import plan_lines
from tests.conftest import Templates
from tests.handlers.test_access_matrix import filled
from tests.handlers.views_council import Council, open_council
from tests.odd.door import open_door
from tests.odd.files import send_odd_files
from tests.odd.payloads import FORM, encode, payload_of
from tests.odd.running import send_odd_requests
from tests.office import Office

SIZES = {"sqlite": 750, "postgresql": 250}


@pytest.mark.parametrize("seed", [20261123])
def test_no_odd_request_makes_it_stumble(
    templates: Templates, request: pytest.FixtureRequest, seed: int
) -> None:
    name = "sqlite" if "sqlite" in request.node.name else "postgresql"
    kept: Council = templates.filled("odd", lambda database: filled(open_council(database)))
    [database] = [next(templates.opened("odd"))]
    council = Council(database, kept.now, dict(kept.workers), dict(kept.teams), count())
    found = send_odd_requests(council, lambda: next(templates.opened("odd")), seed, SIZES[name])
    assert found.faults == []
    assert found.sent == SIZES[name]
    assert found.endings["Message"] > SIZES[name] // 20, "many of them were whole"


async def test_the_word_payload_in_a_command_is_a_word_like_any_other(office: Office) -> None:
    council = Council(office.database, office.now, office.workers, office.teams, office.numbers)
    async with open_door(council) as door:
        ask = Command(council.origin("ann"), "/caseload", "team payload North")
        body, headers = encode(payload_of(ask, door.slack.response_url, 1))
        answer = await door.knock(body, headers)
        assert "There is no team of that name" in answer.text
        assert headers == FORM


def test_a_line_longer_than_anybody_means_is_refused_in_words(office: Office) -> None:
    reply = office.command("ann", "/caseload " + "a" * MOST_CHARACTERS + "a")
    assert isinstance(reply, Message)
    assert reply.text.startswith("That is more than I can read at once.")
    assert office.ask("ann", "how is " + "a" * 40_000) == reply


def test_no_odd_file_makes_it_stumble(sqlite_templates: Templates) -> None:
    kept: Council = sqlite_templates.filled("odd", lambda database: filled(open_council(database)))
    database = next(sqlite_templates.opened("odd"))
    council = Council(database, kept.now, dict(kept.workers), dict(kept.teams), count())
    found = send_odd_files(council, lambda: next(sqlite_templates.opened("odd")), 20261123, 25)
    database.close()
    assert found.faults == []
    assert found.endings["applied"] > 5


def test_an_absence_from_the_day_that_means_no_day_is_a_refused_row(office: Office) -> None:
    file = b"email,reason,percent,from,to\nsam@council.example,sickness,100,31/12/9999,\n"
    with office.database.reading() as session:
        policy = load_policy(session, london_day(office.now))
        plan = plan_import(session, file, policy=policy, now=office.now)
    assert "row 2: from is missing" in "\n".join(plan_lines(plan, True))
