"""What the timetable does, as a table: the same features, without a person asking."""

from collections.abc import Callable, Mapping

from handlers.desk import Desk
from handlers.digests.digests import write_digest
from handlers.ledger.reminders import remind_of_plans
from handlers.upkeep.snapshots import keep_snapshots
from handlers.upkeep.sweep import sweep
from scoring.timetable import Occasion, OccasionKind

Job = Callable[[Desk, Occasion], None]

JOBS: Mapping[OccasionKind, Job] = {
    OccasionKind.SNAPSHOT: keep_snapshots,
    OccasionKind.REMINDER: remind_of_plans,
    OccasionKind.DIGEST: write_digest,
    OccasionKind.SWEEP: sweep,
}
