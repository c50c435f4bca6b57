"""`size` odd requests to the whole bot over signed HTTP. `python -m tests.soak.odd 4 100000`"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.handlers.test_access_matrix import filled
from tests.handlers.views_council import open_council
from tests.odd.door import Kept
from tests.odd.running import send_odd_requests
from tests.soak.fresh import new_database


def run(seed: int, size: int) -> list[str]:
    """How they ended; raises with every fault."""
    with TemporaryDirectory(prefix="caseload-odd-") as folder, new_database() as database:
        council = filled(open_council(database))
        found = send_odd_requests(council, Kept.of(database, Path(folder)).put_back, seed, size)
    if found.faults:
        raise AssertionError("\n".join(found.faults[:20]))
    ended = ", ".join(f"{name} {number:,}" for name, number in found.endings.most_common())
    return [f"{found.sent:,} odd requests, none unexplained: {ended}"]


if __name__ == "__main__":
    sys.stdout.write("\n".join(run(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
