"""The end of each day is kept once, whoever asks how often."""

from datetime import timedelta
from threading import Barrier, Thread

from handlers.upkeep.snapshots import keep_snapshots
from scoring.readings import SubjectKind
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import end_of_day
from storage.database import Database
from storage.snapshots import list_snapshots
from tests.handlers.council import NOW, Council, a_council
from tests.scoring.london import MONDAY

SUNDAY = MONDAY - timedelta(days=1)
OCCASION = Occasion(OccasionKind.SNAPSHOT, end_of_day(SUNDAY), SUNDAY)


def children_of_north(council: Council) -> list[int]:
    with council.database.reading() as session:
        found = list_snapshots(session, SubjectKind.TEAM, [council.north], SUNDAY, MONDAY)
    return [each.children for each in found[council.north]]


def test_a_restart_keeps_the_day_as_it_was(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 4)
    for number in (0, 3):
        council.lead("priya", number)
        with council.desk(NOW) as desk:
            keep_snapshots(desk, OCCASION)
    assert children_of_north(council) == [4]


def test_two_processes_at_the_same_moment_keep_it_once(database: Database) -> None:
    council = a_council(database)
    ready, failures = Barrier(2), list[Exception]()

    def keep() -> None:
        with council.desk(NOW) as desk:
            ready.wait()
            try:
                keep_snapshots(desk, OCCASION)
            except Exception as error:
                failures.append(error)

    threads = [Thread(target=keep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert children_of_north(council) == [0]
