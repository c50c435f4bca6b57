"""Putting a council into an empty, migrated database: all of it in one transaction, in bulk."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from bot.demo import ledger_rows, people_rows
from bot.demo.case_rows import case_rows
from bot.demo.council import Council
from bot.demo.supervision_rows import supervision_rows
from scoring.breaches import Cause
from scoring.ids import ChannelId
from scoring.readings import Subject, SubjectKind
from storage.change import Change, Source
from storage.database import Database
from storage.due import mark_subjects
from storage.marks import TICK, put_mark
from storage.outbox import Recipe, add_recipes
from storage.policies import add_policy
from storage.session import Session

Rows = Mapping[Table, list[dict[str, Any]]]
"""What to insert, tables in the order in which they may be filled."""


def fill(database: Database, council: Council, channels: Mapping[str, ChannelId]) -> None:
    """Store the council as it stands at its moment; `channels` are the teams' channels, by the team's name.

    Loads are left to the due job: everybody is marked, as after an import.
    """
    change = Change(council.now, Source.SHELL)
    with database.writing() as session:
        _insert(session, people_rows.rows(council, channels))
        _insert(session, case_rows(council))
        _insert(session, ledger_rows.rows(council))
        _insert(session, supervision_rows(council))
        add_policy(session, change, council.policy_text)
        waiting = [Subject(SubjectKind.CASE, case.id) for case in council.open_cases if case.lead is None]
        mark_subjects(session, waiting, council.now, Cause.CASE)
        add_recipes(session, council.now, _living(council, channels))
        put_mark(session, TICK, council.now - timedelta(minutes=1))


def _living(council: Council, channels: Mapping[str, ChannelId]) -> list[Recipe]:
    """The channels' messages about what stands: they are posted when the bot starts."""
    channel_of = {team.id: channels[team.name] for team in council.teams if team.name in channels}
    return [
        Recipe("living", subject, council.now, channel=channel_of[some[0].team], fixed={"living": number})
        for number, (subject, some) in enumerate(ledger_rows.standing(council), 1)
        if some[0].team in channel_of
    ]


def _insert(session: Session, rows: Rows) -> None:
    for table, some in rows.items():
        if some:
            session.execute(insert(table), some)
            _count_on(session, table)


def _count_on(session: Session, table: Table) -> None:
    """PostgreSQL counts ids by itself, and has to be told of those that were given."""
    if "id" not in table.c or session.dialect.name != "postgresql":
        return
    most = session.execute(select(func.max(table.c.id))).scalar()
    query = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :most)")
    session.execute(query, {"name": table.name, "most": most})
