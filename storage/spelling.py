"""The same reference written another way: with a dash, a slash, or nothing between its letters and digits."""

import re

from sqlalchemy import bindparam, select

from scoring.ids import Reference
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.cases import CASES

_PARTS = re.compile(r"([A-Z]+)[-/]?(\d+)")
_OPEN = Prepared(
    select(CASES.c.reference).where(
        CASES.c.reference.in_(bindparam("spellings", expanding=True)), CASES.c.closed_at.is_(None)
    )
)
"""By the few spellings there can be, so that an index finds it among 400,000 cases."""


def find_other_spelling(session: Session, reference: Reference) -> Reference | None:
    """The one open case whose reference differs from this one only in a dash or slash, if there is one."""
    parts = _PARTS.fullmatch(reference)
    if parts is None:
        return None
    spellings = [f"{parts[1]}{between}{parts[2]}" for between in ("", "-", "/")]
    found = _OPEN.all(session, {"spellings": [each for each in spellings if each != reference]})
    return Reference(found[0].reference) if len(found) == 1 else None
