"""Proposing whose Slack account is whose, by e-mail: nobody is let in until an administrator confirms."""

from handlers.desk import Desk
from scoring.errors import NotReached
from scoring.ids import WorkerId
from storage.accounts import Proposal, find_owner, find_proposal, load_users, propose_accounts


def proposed_sentence(desk: Desk, worker: WorkerId, email: str) -> str:
    """Ask Slack for the account with the person's e-mail and propose it; what came of it, in a sentence."""
    try:
        return _propose(desk, worker, email)
    except NotReached:
        return "Slack didn't answer just now; their card has a button to look for their account again."


def _propose(desk: Desk, worker: WorkerId, email: str) -> str:
    if find_proposal(desk.session, worker) or load_users(desk.session, [worker]):
        return "Their Slack account is known already."
    found = desk.directory.account(email)
    if found is None:
        return "Slack knows nobody with their e-mail address yet, so I can't write to them."
    if find_owner(desk.session, found.user) is not None:
        return "Slack's account with their e-mail address belongs to somebody else here. Check the address."
    with desk.writing() as session:
        proposal = Proposal(found.user, found.slack_team, worker, is_guest=found.is_guest)
        propose_accounts(session, desk.change, [proposal])
    return f"Slack knows their e-mail address as <@{found.user}>; an administrator confirms that it is them."
