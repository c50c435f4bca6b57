"""The whole core in any order of acts, beside its model: `size` examples of 60 acts each.

`python -m tests.soak.core 1 500`
"""

import sys
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.database import Database, open_database, read_url
from storage.migrating import migrate
from tests.model.machine import Machine

STEPS = 60


def run(seeded: int, size: int) -> list[str]:
    """What was done; raises with the acts that led there when the core and the model disagree."""
    with TemporaryDirectory(prefix="caseload-model-") as folder:
        empty, numbers = Path(folder) / "empty.db", count()
        migrated = open_database(read_url(f"sqlite:///{empty}"))
        migrate(migrated)
        with migrated.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        migrated.close()

        def fresh() -> Database:
            for path in Path(folder).glob("run*"):
                path.unlink()
            return open_database(
                read_url(f"sqlite:///{copy(empty, Path(folder) / f'run{next(numbers)}.db')}")
            )

        class Large(Machine):
            pass

        Large.fresh = staticmethod(fresh)
        large = settings(
            max_examples=size, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        )  # fmt: skip
        run_state_machine_as_test(seed(seeded)(Large), settings=large)
    return [
        f"{size} councils of up to {STEPS} acts each: every load, breach and audit row as the model has it"
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(run(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
