"""What the timetable does, as a table: the same features, without a person asking."""

from collections.abc import Callable, Mapping

from handlers.desk import Desk
from handlers.digests.digests import write_digest
from handlers.ledger.reminders import remind_of_plans
from handlers.supervision.reminding import remind_of_supervision
from handlers.upkeep.snapshots import keep_snapshots
from handlers.upkeep.sweep import sweep
from scoring.timetable import Occasion, OccasionKind

Job = Callable[[Desk, Occasion], None]


def remind(desk: Desk, occasion: Occasion) -> None:
    """The working day's reminders; each is known by its day, so that doing them again changes nothing."""
    for job in (remind_of_plans, remind_of_supervision):
        job(desk, occasion)


JOBS: Mapping[OccasionKind, Job] = {
    OccasionKind.SNAPSHOT: keep_snapshots,
    OccasionKind.REMINDER: remind,
    OccasionKind.DIGEST: write_digest,
    OccasionKind.SWEEP: sweep,
}
