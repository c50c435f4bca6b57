"""Slack accounts: looked for by e-mail, and confirmed by an administrator, once."""

from handlers.access import has_role
from handlers.desk import Desk
from handlers.messages import Click, Redraw, Replace, Reply
from handlers.people.card import draw_card
from handlers.people.keeping import load_kept, show
from handlers.people.proposing import proposed_sentence
from handlers.reception.serving import Route
from handlers.views.people.people import accounts_message
from scoring.errors import NotAllowed, NotFound
from scoring.ids import SlackUserId, WorkerId
from scoring.people import Role
from storage.accounts import confirm_accounts, find_proposal, list_proposed
from storage.audit import record_audit


def show_accounts(_click: Click, desk: Desk) -> Reply:
    """The accounts that wait to be confirmed."""
    _require_admin(desk)
    return accounts_message(list_proposed(desk.session))


def find_account(click: Click, desk: Desk) -> Reply:
    """Look in Slack for the account with somebody's e-mail, and propose it."""
    kept = load_kept(desk, WorkerId(int(click.value)))
    sentence = proposed_sentence(desk, kept.id, kept.details.email)
    if find_proposal(desk.session, kept.id) is None:
        raise NotFound(sentence)
    return show(click, draw_card(desk, kept))


def confirm_account(click: Click, desk: Desk) -> Reply:
    """An administrator says that this account is this person; from now on they can use the bot."""
    _require_admin(desk)
    worker, _, user = click.value.partition(":")
    kept = load_kept(desk, WorkerId(int(worker)))
    with desk.writing() as session:
        if find_proposal(session, kept.id) == user:
            confirm_accounts(session, desk.change, [SlackUserId(user)])
            record_audit(session, desk.change, "account_confirmed", "worker", kept.id)
    if click.view is not None:
        return Redraw(draw_card(desk, kept))
    return Replace(accounts_message(list_proposed(desk.session)))


def _require_admin(desk: Desk) -> None:
    if not has_role(desk.viewer, Role.ADMIN):
        raise NotAllowed("Only an administrator confirms who is who in Slack. Ask yours.")


ROUTES: tuple[Route, ...] = (
    Route(Click, "accounts", show_accounts),
    Route(Click, "account_find", find_account),
    Route(Click, "account_confirm", confirm_account),
)
