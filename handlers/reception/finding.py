"""Finding what people name: a worker, a team, a case; and saying what they might have meant."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import partial

from rapidfuzz.distance import OSA

from handlers.access import can_see_team, supervised_teams
from handlers.desk import Desk
from handlers.reception.privacy import read_reference
from handlers.views.words import escape, listed
from scoring.case import Case
from scoring.errors import Ambiguous, BadInput, NotFound
from scoring.ids import Reference, SlackUserId
from scoring.questions.spelling import allowed_letters
from storage.cases import find_known_case
from storage.names import name_key
from storage.people import PersonRecord, find_people, find_person_by_account, list_people
from storage.services import ServiceRecord, find_service, list_services
from storage.session import Session
from storage.spelling import find_other_spelling
from storage.teams import TeamRecord, find_team, list_teams, load_team

MOST_NEAR = 3
MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


def find_person(session: Session, text: str) -> PersonRecord:
    """The one person meant by a mention, an e-mail, a name, or a first name only one person has.

    Raises NotFound or Ambiguous; what was typed is not repeated, since it may be somebody else's name.
    """
    mention = MENTION.fullmatch(text.strip())
    if mention:
        found = find_person_by_account(session, SlackUserId(mention[1]))
        if found is None:
            raise NotFound(
                "I don't know that Slack account yet. Ask your caseload administrator to confirm it, "
                "or write the worker's e-mail or full name in quotes."
            )
        return found
    named = text.strip().removeprefix("@")
    people = find_people(session, named)
    if len(people) == 1:
        return people[0]
    if people:
        names = listed([f"{escape(person.name)} ({person.email})" for person in people[:6]], "or")
        raise Ambiguous(f"Several people have that name: {names}. Which one? Their e-mail settles it.")
    raise NotFound(_nobody(session, named))


def _nobody(session: Session, text: str) -> str:
    close = _near(name_key(text), [person.name for person in list_people(session)])
    if not close:
        return "I don't know anybody of that name. Write their e-mail, or their full name in quotes."
    return f"I don't know anybody of that name. Did you mean {listed([escape(n) for n in close], 'or')}?"


def _near(key: str, names: Sequence[str]) -> list[str]:
    """Whom a mistyped name may mean: those a letter or two away, and only without these the likelier ones."""
    keys = {name: name_key(name) for name in names}
    typos = [name for name, own in keys.items() if any(map(partial(_is_typo, key), (own, *own.split(" "))))]
    if typos:
        return sorted(typos)[:MOST_NEAR]
    whole = {own: name for name, own in keys.items()}
    firsts = {own.split(" ")[0]: name for own, name in whole.items()}
    close = [whole[each] for each in get_close_matches(key, whole, n=MOST_NEAR, cutoff=0.6)]
    return close or [firsts[each] for each in get_close_matches(key, firsts, n=MOST_NEAR, cutoff=0.6)]


def _is_typo(typed: str, meant: str) -> bool:
    most = allowed_letters(typed)
    return OSA.distance(typed, meant, score_cutoff=most) <= most


def find_named_team(session: Session, text: str) -> TeamRecord:
    """The team of this name; NotFound says which there are."""
    team = find_team(session, text)
    if team is None:
        names = sorted(each.name for each in list_teams(session))
        if close := _near(name_key(text), names):
            meant = listed([escape(each) for each in close], "or")
            raise NotFound(f"There is no team of that name. Did you mean {meant}?")
        raise NotFound(f"There is no team of that name. Our teams: {listed([*map(escape, names)])}.")
    return team


def find_named_service(session: Session, text: str) -> ServiceRecord:
    """The service of this name; NotFound says which there are."""
    service = find_service(session, text)
    if service is None:
        names = listed([escape(each.name) for each in list_services(session)])
        raise NotFound(f"There is no service of that name. Our services: {names}.")
    return service


def meant_team(desk: Desk, text: str) -> TeamRecord:
    """The team somebody means: the one they name ("team North", in quotes or not), else their own.

    Raises NotFound for a name that no team has, BadInput where none is named and it isn't clear.
    """
    name = text.strip().removeprefix("team ").strip(' "“”')
    return find_named_team(desk.session, name) if name else own_team(desk)


def own_teams(desk: Desk) -> list[TeamRecord]:
    """The teams they supervise; for somebody above, those they see in full; by name."""
    viewer, own = desk.viewer, supervised_teams(desk.viewer)
    return [
        team
        for team in list_teams(desk.session)
        if (team.id in own if own else can_see_team(viewer, team.id, team.service))
    ]


def own_team(desk: Desk) -> TeamRecord:
    """The team somebody means without naming one: the one they supervise, else the one they work in.

    Raises BadInput when they have several or none.
    """
    viewer = desk.viewer
    teams = supervised_teams(viewer)
    if len(teams) > 1:
        names = sorted(escape(load_team(desk.session, team).name) for team in teams)
        raise BadInput(
            f"You look after several teams: {listed(names)}. Which one? Name it after the command."
        )
    if teams:
        return load_team(desk.session, teams[0])
    if viewer.team is not None:
        return load_team(desk.session, viewer.team)
    raise BadInput("Which team? Name it after the command, like /caseload team North.")


def find_typed_case(desk: Desk, text: str) -> tuple[Reference, Case | None, bool]:
    """The reference somebody typed to allocate it, the case of it if it is known, and whether that is open.

    Raises what read_reference raises; BadInput for one that an open case has with a dash or slash more or
    less, so that no child stands here twice.
    """
    reference = read_reference(text, desk.policy)
    case, is_open = find_known_case(desk.session, reference)
    if case is None and (meant := find_other_spelling(desk.session, reference)):
        raise BadInput(f"I have no case {reference}. Did you mean {meant}?", "reference")
    return reference, case, is_open


def no_such_case(reference: Reference) -> NotFound:
    """That no open case has this reference; the reference has been checked to be one."""
    return NotFound(
        f"I have no open case {reference}. Check the reference; to add it, write "
        f"/allocate {reference} and its kind."
    )
