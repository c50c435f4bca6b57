"""`caseload people`: propose and confirm Slack accounts, and name the first admin."""

import argparse
import asyncio
import os

from bot.clock import Clock
from bot.config import read_settings
from bot.matching import propose
from bot.opened import opened_database
from bot.slack_client import open_session, slack_client
from scoring.errors import NotFound
from scoring.people import Role
from storage.accounts import confirm_accounts, list_proposals
from storage.audit import record_audit
from storage.change import Change, Source
from storage.database import Database
from storage.joining import add_role
from storage.people import find_people


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("match", help="propose Slack accounts by e-mail")
    confirm = actions.add_parser("confirm", help="confirm proposed Slack accounts")
    confirm.add_argument("--all", action="store_true", help="every one that is proposed")
    confirm.add_argument("email", nargs="*", help="only these")
    admin = actions.add_parser("admin", help="name an administrator")
    admin.add_argument("what", choices=["add"])
    admin.add_argument("email")


def run(given: argparse.Namespace) -> int:
    with opened_database() as database:
        return {"match": _match, "confirm": _confirm, "admin": _admin}[given.action](database, given)


def _match(database: Database, _given: argparse.Namespace) -> int:
    found = asyncio.run(_propose(database))
    print(f"{found} Slack accounts are proposed. Look at them and confirm: caseload people confirm --all")
    return _show(database)


def _confirm(database: Database, given: argparse.Namespace) -> int:
    with database.reading() as session:
        proposals = list_proposals(session)
    wanted = {email.casefold() for email in given.email}
    chosen = [user for _, email, user in proposals if given.all or email in wanted]
    if not chosen:
        return _show(database)
    change = Change(Clock().now(), Source.SHELL)
    with database.writing() as session:
        number = confirm_accounts(session, change, chosen)
        record_audit(session, change, "accounts_confirmed", "council", 0, number=number)
    print(f"{number} Slack accounts are confirmed.")
    return 0


def _admin(database: Database, given: argparse.Namespace) -> int:
    change = Change(Clock().now(), Source.SHELL)
    with database.writing() as session:
        people = find_people(session, given.email)
        if len(people) != 1:
            raise NotFound(
                f"Nobody in the people file has the e-mail {given.email}. Import them first: "
                "caseload import people.csv --apply"
            )
        add_role(session, change, people[0].id, Role.ADMIN)
    print(f"{people[0].name} is an administrator.")
    return 0


def _show(database: Database) -> int:
    with database.reading() as session:
        proposals = list_proposals(session)
    for name, email, user in proposals:
        print(f"  {name}, {email}: {user}")
    if not proposals:
        print("No Slack account waits to be confirmed.")
    return 0


async def _propose(database: Database) -> int:
    settings = read_settings(os.environ)
    async with open_session() as session:
        slack = slack_client(settings.bot_token, settings.api_url, session)
        return await propose(database, slack, Change(Clock().now(), Source.SHELL))
