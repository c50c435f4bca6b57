"""Proposing which Slack account belongs to whom, by e-mail; nobody is let in until an admin confirms it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.reception.listeners import is_guest
from scoring.ids import SlackUserId
from storage.accounts import Proposal, list_unmatched, propose_accounts
from storage.change import Change
from storage.database import Database

PAGE = 200


async def propose(database: Database, slack: AsyncWebClient, change: Change) -> int:
    """Propose an account for everybody without one whose e-mail Slack knows; returns how many."""
    with database.reading() as session:
        wanted = {email: worker for worker, email in list_unmatched(session)}
    if not wanted:
        return 0
    proposals = [
        _proposal(member, wanted[email]) async for email, member in _members(slack) if email in wanted
    ]
    with database.writing() as session:
        propose_accounts(session, change, proposals)
    return len(proposals)


async def _members(slack: AsyncWebClient) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
    cursor = ""
    while True:
        answer = await slack.users_list(limit=PAGE, cursor=cursor)
        members: list[Mapping[str, Any]] = answer["members"]
        for member in members:
            email = (member.get("profile") or {}).get("email")
            if email:
                yield email.casefold(), member
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _proposal(member: Mapping[str, Any], worker: Any) -> Proposal:
    return Proposal(
        SlackUserId(member["id"]),
        member.get("team_id") or "",
        worker,
        is_guest=is_guest(member),
        is_deactivated=bool(member.get("deleted")),
    )
