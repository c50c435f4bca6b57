"""What waits for somebody about cases and people: judgements, offers, next looks, concerns, supervision."""

from collections.abc import Sequence

from handlers.access import can_see_team, managed_services, supervised_teams
from handlers.cases.waits import read_waits
from handlers.concerns.asked import list_concerns
from handlers.desk import Desk
from handlers.reception.needs import Need, Needs
from handlers.supervision.standings import list_due
from handlers.views.concerns.answers import answer_buttons
from handlers.views.home import work as view
from handlers.views.supervision.supervision import row_text
from scoring.ids import TeamId
from storage.cases import list_cases
from storage.judgements import list_proposals_to
from storage.offers import list_offers_to
from storage.people import load_names, load_people
from storage.responsible import list_unsupervised
from storage.teams import list_teams_of
from storage.waiting import list_looks_due


def proposed_judgements(desk: Desk) -> Needs | None:
    """For a worker or whoever supervises their team: judgements that the other side has proposed."""
    viewer = desk.viewer
    proposals = list_proposals_to(desk.session, viewer.worker, supervised_teams(viewer), desk.today)
    if not proposals:
        return None
    cases = {case.id: case for case in list_cases(desk.session, [each.case for each in proposals])}
    names = load_names(desk.session, [each.proposed_by for each in proposals])
    needs = [
        Need(
            view.proposal_text(cases[each.case], each, names[each.proposed_by]),
            view.proposal_buttons(cases[each.case], each),
            case=each.case,
        )
        for each in proposals
    ]
    return Needs("Judgements to agree", needs, "They follow as these are answered.")


def offered_cases(desk: Desk) -> Needs | None:
    """For a supervisor: cases that other teams offer to theirs."""
    return _offers(desk, "Cases offered to your team", supervised_teams(desk.viewer))


def offers_above(desk: Desk) -> Needs | None:
    """For a service manager: cases offered to a team of theirs that nobody supervises today."""
    services = managed_services(desk.viewer)
    teams = list_unsupervised(desk.session, services, desk.today) if services else []
    return _offers(desk, "Cases offered to a team of yours that has nobody to answer", teams)


def _offers(desk: Desk, title: str, teams: Sequence[TeamId]) -> Needs | None:
    offers = list_offers_to(desk.session, teams) if teams else []
    if not offers:
        return None
    cases = {case.id: case for case in list_cases(desk.session, [each.case for each in offers])}
    both = [team for each in offers for team in (each.from_team, each.to_team)]
    called = {team.id: team.name for team in list_teams_of(desk.session, teams=both)}
    names = load_names(desk.session, [each.offered_by for each in offers])
    needs = [
        Need(
            view.offer_text(
                cases[each.case], each, called[each.from_team], called[each.to_team], names[each.offered_by]
            ),
            view.offer_buttons(each),
            case=each.case,
        )
        for each in offers
        if each.case in cases
    ]
    return Needs(title, needs, "/caseload waiting lists them too.")


def due_looks(desk: Desk) -> Needs | None:
    """For whoever said that they would look at a waiting child, from the morning of that day."""
    looks = list_looks_due(desk.session, desk.viewer.worker, desk.today)
    if not looks:
        return None
    cases = list_cases(desk.session, looks)
    teams = {team.id: team for team in list_teams_of(desk.session, teams=[case.team for case in cases])}
    seen = [case for case in cases if can_see_team(desk.viewer, case.team, teams[case.team].service)]
    needs = [
        Need(view.look_text(wait, desk.today), view.look_buttons(wait), case=wait.case.id)
        for wait in read_waits(seen, desk)
    ]
    return Needs("Waiting children to look at", needs, "/caseload waiting shows all who wait.")


def raised_concerns(desk: Desk) -> Needs | None:
    """For whom it has come to: workers who would like to talk, unless somebody else has said they will."""
    concerns = [
        each
        for each in list_concerns(desk)
        if each.concern.answered_by is None or each.concern.answered_by == desk.viewer.worker
    ]
    needs = [
        Need(view.concern_text(each.name, each.concern, desk.now), answer_buttons(each.concern))
        for each in concerns
    ]
    return Needs("Workers who need to talk about their caseload", needs)


def due_supervision(desk: Desk) -> Needs | None:
    """For a supervisor: whose supervision is due today or overdue."""
    due = list_due(desk) if supervised_teams(desk.viewer) else []
    if not due:
        return None
    people = load_people(desk.session, [each.worker.id for each in due])
    needs = [
        Need(row_text(each), view.supervision_buttons(each.worker.id, people[each.worker.id].email))
        for each in due
    ]
    return Needs("Supervision that is due", needs, "/caseload supervision shows everybody's.")
