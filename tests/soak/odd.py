"""`size` odd requests to the whole bot over signed HTTP, and a fiftieth as many odd files.

`python -m tests.soak.odd 4 100000`
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.handlers.test_access_matrix import filled
from tests.handlers.views_council import open_council
from tests.odd.door import Kept
from tests.odd.files import send_odd_files
from tests.odd.running import Found, send_odd_requests
from tests.soak.fresh import new_database


def run(seed: int, size: int) -> list[str]:
    """How they ended; raises with every fault."""
    with TemporaryDirectory(prefix="caseload-odd-") as folder, new_database() as database:
        council = filled(open_council(database))
        put_back = Kept.of(database, Path(folder)).put_back
        found = send_odd_requests(council, put_back, seed, size)
        files = send_odd_files(council, put_back, seed, size // 50)
    if found.faults or files.faults:
        raise AssertionError("\n".join([*found.faults[:20], *files.faults[:20]]))
    return [f"{_ended(found)} (requests)", f"{_ended(files)} (files)"]


def _ended(found: Found) -> str:
    ends = ", ".join(f"{name} {number:,}" for name, number in found.endings.most_common())
    return f"{found.sent:,} sent, none unexplained: {ends}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(run(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
