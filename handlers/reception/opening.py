"""What opening a form tells of cases, for the audit: once when it opens, never when it is drawn again."""

from collections.abc import Iterable

from handlers.desk import Desk
from scoring.ids import CaseId
from storage.audit import Deed, record_all


def record_reading(desk: Desk, cases: Iterable[CaseId]) -> None:
    """Note that the viewer has read these cases (policy guide §9). Call it last: it ends the reading."""
    deeds = [Deed("case_read", "case", id_, {}) for id_ in dict.fromkeys(cases)]
    if deeds:
        with desk.writing() as session:
            record_all(session, desk.change, deeds)
