"""The harnesses at a small size: real processes, killed and starved at seeded moments."""

import contextlib
from collections.abc import Iterator
from random import Random

import pytest

from storage.database import PREPARED_AFTER, Database, open_database, read_url
from tests.conftest import Templates
from tests.soak.bots import Bots
from tests.soak.killing import fill_disk, kill_one, work_under
from tests.soak.servers import IS_NEEDED, PGBOUNCER, pooled
from tests.soak.sharing import share_weeks

needs_pgbouncer = pytest.mark.skipif(
    PGBOUNCER is None and not IS_NEEDED, reason="Debian's pgbouncer isn't installed"
)


@pytest.fixture
def postgres_url(postgres_templates: Templates) -> Iterator[str]:
    yield from postgres_templates.new()


async def kill_it_then_fill_its_disk(bots: Bots, random: Random) -> None:
    await kill_one(bots, random)
    await fill_disk(bots, random)


async def test_a_bot_that_is_killed_and_then_has_no_disk_loses_nothing_and_does_nothing_twice(
    sqlite_url: str,
) -> None:
    done = await work_under(kill_it_then_fill_its_disk, sqlite_url, times=1, seed=3)
    assert done.found.faults == []
    assert (done.kills, done.found.told > 0, done.refused > 0) == (1, True, True)


async def test_of_two_bots_on_one_postgresql_the_other_takes_over_and_each_digest_comes_once(
    postgres_url: str,
) -> None:
    with pooled(postgres_url) if PGBOUNCER is not None else contextlib.nullcontext(postgres_url) as url:
        shared = await share_weeks(url, weeks=1, seed=2, kills=1, is_replaced=False)
    assert shared.found.faults == []
    assert shared.digests == 2
    assert shared.kills == 1


@needs_pgbouncer
def test_behind_a_pooling_proxy_each_transaction_is_whole_whichever_connection_it_gets(
    postgres_url: str,
) -> None:
    assert prepares_after(open_database(read_url(postgres_url))) == PREPARED_AFTER
    with pooled(postgres_url) as url:
        database = open_database(read_url(url))
        assert prepares_after(database) is None
        for _ in range(PREPARED_AFTER + 3):
            with database.reading() as first, database.reading() as second, database.writing() as third:
                levels = [
                    session.exec_driver_sql("SHOW transaction_isolation").scalar()
                    for session in (first, second, third)
                ]
                assert levels == ["repeatable read", "repeatable read", "read committed"]
        database.close()


def prepares_after(database: Database) -> int | None:
    """How often a statement is asked on a new connection before it is prepared."""
    connection = database.engine.raw_connection()
    after: int | None = connection.driver_connection.prepare_threshold  # type: ignore[union-attr]
    connection.close()
    database.close()
    return after
