"""Does it cost more in a larger council? The due job, a team's view and Homes in two sizes, taking turns."""

import contextlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.benchmarks.copies import copied
from tests.benchmarks.processes import killed, module

WORDS = ("due", "team", "home", "head")
"""What is timed."""

Times = dict[str, list[list[float]]]
"""By what was timed, the rounds, each with its milliseconds."""


@dataclass
class Growth:
    """The times in the small and in the large council."""

    small: Times = field(default_factory=lambda: {word: [] for word in WORDS})
    large: Times = field(default_factory=lambda: {word: [] for word in WORDS})

    def ratios(self, word: str) -> list[float]:
        """Each round's median in the large council against that in the small one."""
        pairs = zip(self.large[word], self.small[word], strict=True)
        return [median(large) / median(small) for large, small in pairs]


def measure_growth(small: Path, large: Path, now: datetime, rounds: int, times: int) -> Growth:
    """Both councils in interleaved rounds."""
    found = Growth()
    with council(small, now) as first, council(large, now) as second:
        for word in WORDS:
            ask(first, word, times), ask(second, word, times)
            for _ in range(rounds):
                found.small[word].append(ask(first, word, times))
                found.large[word].append(ask(second, word, times))
    return found


def ask(process: "subprocess.Popen[str]", word: str, times: int) -> list[float]:
    """Milliseconds of each of some times."""
    assert process.stdin is not None
    assert process.stdout is not None
    found = []
    for _ in range(times):
        print(word, file=process.stdin, flush=True)
        found.append(float(process.stdout.readline()) * 1000)
    return found


@contextlib.contextmanager
def council(path: Path, now: datetime) -> Iterator["subprocess.Popen[str]"]:
    """A copy of a council in a process that answers `ask`."""
    with copied(path, f"growing-{path.stem}") as copy:
        command = module("tests.benchmarks.growing", str(copy), now.isoformat())
        started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        with killed(started) as running:
            yield running
