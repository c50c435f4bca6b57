"""How soon `caseload run --http` answers, against importing just the packages it imports."""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.benchmarks.copies import copied
from tests.benchmarks.processes import local_slack, module, serving

IMPORT = """
import sys
for name in sys.argv[1:]:
    try:
        __import__(name)
    except ImportError:  # made while another one was imported
        pass
"""
RUN = ("bot.cli", "run", "--http")


@dataclass
class Startup:
    """Seconds until ready, seconds of the bare import, and how many modules that is; memory once ready."""

    ready: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    modules: int = 0
    resident_mb: list[float] = field(default_factory=list)

    def ratios(self) -> list[float]:
        """Each run's start against the bare import next to it."""
        return [ready / bare for ready, bare in zip(self.ready, self.bare, strict=True)]


def measure_startup(council: Path, runs: int) -> Startup:
    """Start, and import, taking turns; the first of each is left out, since it fills caches."""
    found = Startup()
    with local_slack(0) as api_url, copied(council, "starting") as copy:
        names = _imported(api_url, copy)
        found.modules = len(names)
        for number in range(runs + 1):
            with serving(module(*RUN), api_url, copy) as running:
                ready, resident = running.wait_ready(), running.resident_mb
            bare = _bare_import(names)
            if number:
                found.ready.append(ready)
                found.resident_mb.append(resident)
                found.bare.append(bare)
    return found


def _imported(api_url: str, council: Path) -> list[str]:
    """Every module of other people's packages that a bot has loaded when it is ready, in that order."""
    others = set(packages_distributions()) - {"bot", "handlers", "scoring", "storage"}
    with serving(module(*RUN), api_url, council, {"PYTHONPROFILEIMPORTTIME": "1"}) as running:
        running.wait_ready()
        lines = running.log.splitlines()
    names = [line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")]
    return [name for name in names if name.partition(".")[0] in others]


def _bare_import(names: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORT, *names], check=True)
    return time.perf_counter() - started
