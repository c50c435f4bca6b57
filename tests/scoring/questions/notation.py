"""How a reading is written in the phrasings, and how the files are read.

    phrase => outcome                   what Ann asks, and what should come of it
    [outcome] phrase => outcome         a follow-up: what was asked before it, in the same conversation
    phrase => outcome | outcome         either will do

An outcome is the command that would show the same, "which …; …" where one has to be chosen, "a + b" for
several questions in one message, "say WHY" where a sentence is the answer, or "lost" where the three nearest
questions are offered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scoring.ids import Reference
from scoring.questions.grammar import ROUTES_ASKED
from scoring.questions.model import Asked, Lost, Query, Reading, Said, Which
from scoring.questions.reading import read_question
from tests.scoring.questions.cast import ANN, DIRECTORY, REFERENCES

FOLDER = Path(__file__).parent
SEEN, UNSEEN, THIRD = FOLDER / "phrasings.txt", FOLDER / "unseen.txt", FOLDER / "third.txt"

_PEOPLE = {person.id: person.name for person in DIRECTORY.people}
_TEAMS = {team.id: team.name for team in DIRECTORY.teams}
_SERVICES = {service.id: service.name for service in DIRECTORY.services}


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One line of a file: what is asked, after what, and every outcome that will do."""

    text: str
    expected: tuple[str, ...]
    last: Query | None = None

    def reads(self) -> str:
        """What comes of it, in the notation."""
        return written(read_question(self.text, DIRECTORY, ANN, REFERENCES, self.last))

    @property
    def is_read(self) -> bool:
        return self.reads() in self.expected


def read_phrasings(path: Path) -> list[Phrasing]:
    """Every phrasing of a file; none if the file isn't there."""
    return list(_read(path.read_text("utf-8"))) if path.exists() else []


def _read(text: str) -> Iterator[Phrasing]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            phrase, _, outcomes = line.rpartition("=>")
            last, phrase = _after(phrase.strip())
            yield Phrasing(phrase, tuple(each.strip() for each in outcomes.split("|")), last)


def _after(phrase: str) -> tuple[Query | None, str]:
    if not phrase.startswith("["):
        return None, phrase
    outcome, _, rest = phrase[1:].partition("]")
    return _query_of(outcome.strip()), rest.strip()


def _query_of(outcome: str) -> Query:
    """The query that is written like this."""
    found = next((query for query in _every_query() if query_text(query) == outcome), None)
    if found is None:
        raise ValueError(f"{outcome!r} can't stand before a follow-up")
    return found


def _every_query() -> Iterator[Query]:
    for route in ("/caseload", "/caseload supervision"):
        yield from (Query(route, worker=worker) for worker in _PEOPLE)
    for route in ("team", "room", "breaches", "waiting", "trend", "supervision", "digest"):
        yield from (Query(f"/caseload {route}", teams=(team,)) for team in _TEAMS)
    yield from (Query("/caseload service", service=service) for service in _SERVICES)
    yield from (Query(route) for route in sorted(ROUTES_ASKED))
    yield from (Query("/case", reference=Reference(text)) for text in ("AB-1234", "CD-5678"))


def written(reading: Reading) -> str:
    """A reading in the notation."""
    if isinstance(reading, Said):
        return f"say {reading.why}"
    if isinstance(reading, Lost):
        return "lost"
    if isinstance(reading, Which):
        return f"which {'; '.join(map(query_text, reading.options))}"
    assert isinstance(reading, Asked)
    return " + ".join(map(query_text, (reading.query, *reading.also)))


def query_text(query: Query) -> str:
    """A query as the command that would show the same."""
    parts: list[str] = [query.route]
    if query.howto:
        parts.append(query.howto)
    if query.reference:
        parts.append(query.reference)
    if query.deed:
        parts.append(query.deed.value)
    if query.worker is not None:
        parts.append("me" if query.worker == ANN.worker else _PEOPLE[query.worker])
    if query.teams:
        parts.append(", ".join(_TEAMS[team] for team in query.teams))
    if query.service is not None:
        parts.append(_SERVICES[query.service])
    if query.kind is not None:
        parts.append(query.kind.value)
    return " ".join(parts)
