"""What waits for somebody, as a feature hands it in: the Home shows it first, whoever's feature it is.

NEEDS: tuple[NeedsRow, ...] = (list_my_concerns,)    # in the feature, named in `home/needs.py`
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.messages import Block
from scoring.ids import CaseId, TeamId, WorkerId


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what it is, escaped, and the buttons that lead to it.

    `team` and `workers` are whose load it tells of, `case` whose case: reading those is audited.
    """

    said: str
    buttons: Sequence[Block] = ()
    team: TeamId | None = None
    workers: Sequence[WorkerId] = ()
    case: CaseId | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """Everything of one kind that waits for the viewer, the most pressing first.

    `rest` says how the whole list is seen where it is too long for a Home; `is_cut` that there are more than
    were read.
    """

    title: str
    needs: Sequence[Need]
    rest: str = ""
    is_cut: bool = False


NeedsRow = Callable[[Desk], Needs | None]
"""What of one kind waits for the viewer, by a fixed number of statements; None for nothing."""
