"""Whom and what a question may name: every team and service, and those of the staff whose names are in it."""

import re
from collections.abc import Iterable

from handlers.access import supervised_teams
from handlers.desk import Desk
from scoring.ids import SlackUserId
from scoring.questions.model import Asker, Directory, Person, ServiceName, TeamName
from scoring.questions.names import name_words, near_words, words_to_look_up, words_to_spell
from scoring.questions.words import cut_sentences, cut_words
from storage.people import (
    PersonRecord,
    find_people,
    find_person_by_account,
    list_name_words,
    list_named,
)
from storage.services import list_services
from storage.teams import list_teams

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def load_asker(desk: Desk) -> Asker:
    """Who asks, with the teams in which a name is looked for first."""
    own = [desk.viewer.team] if desk.viewer.team is not None else []
    return Asker(desk.viewer.worker, frozenset([*own, *supervised_teams(desk.viewer)]))


def load_directory(desk: Desk, text: str) -> Directory:
    """The names that the question may hold."""
    teams = [TeamName(each.id, each.name, each.channel) for each in list_teams(desk.session)]
    services = [ServiceName(each.id, each.name) for each in list_services(desk.session)]
    named = [each.name for each in teams] + [each.name for each in services]
    places = {word for name in named for word in name_words(name)}
    people = {person.id: person for person in _people(desk, text, places)}
    return Directory(tuple(people.values()), teams, services)


def staff_emails(desk: Desk, text: str) -> set[str]:
    """The e-mail addresses in a text that are our staff's."""
    return {found for found in EMAIL.findall(text) if find_people(desk.session, found)}


def _people(desk: Desk, text: str, places: set[str]) -> Iterable[Person]:
    """Those mentioned, those whose e-mail is given, and those whose names stand in it, or nearly."""
    for user in set(MENTION.findall(text)):
        found = find_person_by_account(desk.session, SlackUserId(user))
        if found is not None:
            yield _person(found, user)
    for email in set(EMAIL.findall(text)):
        yield from (_person(each) for each in find_people(desk.session, email))
    tokens = [token for sentence in cut_sentences(text) for token in cut_words(sentence)]
    words = words_to_look_up(tokens) - places
    named = [_person(each) for each in list_named(desk.session, words)]
    yield from named
    missing = words_to_spell(words - {word for person in named for word in name_words(person.name)})
    near = near_words(missing, list_name_words(desk.session)) if missing else set()
    yield from (_person(each) for each in list_named(desk.session, near))


def _person(record: PersonRecord, user: str | None = None) -> Person:
    return Person(record.id, record.name, record.email, record.team, user)
