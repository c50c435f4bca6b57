"""A bound on the memory that one piece of work may take, so that a file can't starve the whole machine."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATM = Path("/proc/self/statm")


@contextmanager
def bounded_memory(more_bytes: int) -> Iterator[None]:
    """Within the block the process may take so much more than it has; MemoryError beyond.

    Only where the system says what a process has (Linux); elsewhere nothing is bounded.
    """
    if not STATM.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(STATM.read_text("ascii").split()[0]) * resource.getpagesize() + more_bytes
    bounds = [each for each in (most, soft, hard) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
