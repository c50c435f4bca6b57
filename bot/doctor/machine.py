"""Checks of the machine: settings, time zones, who may read the database's file."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from bot.doctor.known import Finding, Known
from handlers.views.words import listed

LONDON = "Europe/London"
OTHERS = 0o077
"""The bits of a file's mode that let others than its owner in."""


def check_settings(known: Known) -> list[Finding]:
    return [
        Finding(problem, "Set it where the bot's environment is kept, then start the bot again.")
        for problem in known.problems
    ]


def check_time_zone(known: Known) -> list[Finding]:
    """London must be there, and be an hour ahead of UTC in July."""
    mend = "Install the machine's time zone data (Debian: apt-get install tzdata), then start the bot again."
    try:
        zone = known.find_zone(LONDON)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return [Finding("This machine doesn't know London's time.", mend)]
    offset = datetime(known.today.year, 7, 1, 12, tzinfo=zone).utcoffset()
    if offset is None or offset.total_seconds() != 3600:
        return [Finding("This machine doesn't know London's summer time, so hours would be wrong.", mend)]
    return []


def check_files(known: Known) -> list[Finding]:
    """Nobody but the bot's own user may read the SQLite file or what stands beside it."""
    if not known.open_files:
        return []
    return [
        Finding(
            f"Other users of this machine may be able to read {listed([p.name for p in known.open_files])}.",
            f"Run: chmod 600 {' '.join(map(str, known.open_files))}",
        )
    ]


def list_open_files(path: Path) -> tuple[Path, ...]:
    """Those of SQLite's file, and of what stands beside it, that others than its owner may open."""
    beside = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")]
    return tuple(each for each in beside if each.exists() and each.stat().st_mode & OTHERS)
