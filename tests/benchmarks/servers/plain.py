"""The plain command: what a first version would do, one SQLModel transaction in one thread.

Five selects by key and three inserts, on the real tables, with the pragmas and the write lock of the product.
"""

import asyncio
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from storage.database import WRITES, open_database, read_url
from storage.tables.cases import AllocationRow, CaseRow
from storage.tables.people import AccountRow, RoleRow, WorkerRow
from storage.tables.post import AuditRow
from tests.benchmarks.servers.web import serve_command

LINE = re.compile(r"(\S+) cin <@(\w+)>")


def allocate(writer: Engine, user: str, text: str) -> str:
    """Allocate without looking at anybody's load."""
    words = LINE.fullmatch(text)
    assert words is not None
    reference, mentioned = words.groups()
    now = datetime.now(UTC)
    with Session(writer, autoflush=False, expire_on_commit=False) as session:
        session.connection()  # takes the write lock now, not at the first statement
        asker = session.exec(select(AccountRow).where(AccountRow.slack_user_id == user)).one()
        role = session.exec(select(RoleRow).where(RoleRow.worker_id == asker.worker_id)).one()
        account = session.exec(select(AccountRow).where(AccountRow.slack_user_id == mentioned)).one()
        worker = session.exec(select(WorkerRow).where(WorkerRow.id == account.worker_id)).one()
        known = session.exec(select(CaseRow).where(CaseRow.reference == reference)).first()
        team = role.team_id
        if known is not None or team is None or team != worker.team_id or worker.id is None:
            return f"{reference} can't be given to {worker.name}."
        case = CaseRow(
            reference=reference, team_id=team, lead_id=worker.id,
            kind="cin", need="unknown", opened_at=now,
        )  # fmt: skip
        session.add(case)
        session.flush()
        assert case.id is not None
        session.add(AllocationRow(case_id=case.id, worker_id=worker.id, team_id=team, began_at=now))
        session.add(
            AuditRow(
                at=now,
                actor_id=asker.worker_id,
                source="slack",
                action="case_allocated",
                subject_kind="case",
                subject_id=case.id,
            )
        )
        session.commit()
        return f"{reference} is with {worker.name}."


def main() -> None:
    """Serve it; one thread does the transactions, one after another."""
    database = open_database(read_url(os.environ["DATABASE_URL"]))
    writer = database.engine.execution_options(**{WRITES: True})
    thread = ThreadPoolExecutor(1)

    async def answer(body: dict[str, Any]) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(thread, allocate, writer, body["user_id"], body["text"])

    serve_command(answer)


if __name__ == "__main__":
    main()
