"""What the timetable does, as a table: the same features, without a person asking."""

from collections.abc import Callable, Mapping

from handlers.desk import Desk
from handlers.digests import write_digest
from handlers.reminders import remind_of_plans
from handlers.snapshots import keep_snapshots
from handlers.sweep import sweep
from scoring.timetable import Occasion, OccasionKind

Job = Callable[[Desk, Occasion], None]

JOBS: Mapping[OccasionKind, Job] = {
    OccasionKind.SNAPSHOT: keep_snapshots,
    OccasionKind.REMINDER: remind_of_plans,
    OccasionKind.DIGEST: write_digest,
    OccasionKind.SWEEP: sweep,
}
