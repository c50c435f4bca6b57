"""What the forms about people hold, read by the same readers as the files (`storage/sheets`).

Each raises BadInput with a sentence for its own field.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from handlers.reception.privacy import check_words
from scoring.errors import BadInput
from scoring.ids import TeamId
from scoring.people import Employment, Grade, ReductionReason
from storage.sheets import cells

T = TypeVar("T")
State = Mapping[str, Any]


def typed(state: State, field: str, read: Callable[[object], T | None]) -> T | None:
    """What a reader of files makes of a field; None for nothing."""
    try:
        return read(str(state.get(field) or ""))
    except BadInput as problem:
        raise type(problem)(f"That {problem}.", field) from None


def required(state: State, field: str, read: Callable[[object], T | None], missing: str) -> T:
    value = typed(state, field, read)
    if value is None:
        raise BadInput(missing, field)
    return value


def typed_name(state: State) -> str:
    """The name as they write it; anything else in it that looks like personal data is refused."""
    name = required(state, "name", cells.read_name, "Write the name.")
    return check_words(name, [name], "name")


def typed_email(state: State) -> str:
    return required(state, "email", cells.read_email, "Write the work e-mail address.")


def typed_hours(state: State) -> Fraction:
    return required(state, "fte", cells.read_fte, "Write the hours, like 0.8 or 29.6 hrs.")


def typed_promise(state: State) -> int | None:
    return typed(state, "promise", cells.read_count)


def typed_swe_number(state: State) -> str | None:
    return typed(state, "swe_number", cells.read_swe_number)


def typed_words(state: State, field: str) -> frozenset[str]:
    """Languages or skills; they are written small, so that two of them never look like a name."""
    words = typed(state, field, cells.read_words) or frozenset()
    check_words(", ".join(sorted(words)), (), field)
    return words


def typed_percent(state: State) -> Fraction:
    return required(state, "percent", cells.read_share, "Write how much of their time, like 100% or 50%.")


def chosen_grade(state: State) -> Grade:
    return _chosen(state, "grade", Grade, "Choose a grade.")


def employment_of(state: State) -> Employment:
    return _chosen(state, "employment", Employment, "Choose how they are employed.")


def chosen_reason(state: State) -> ReductionReason:
    return _chosen(state, "reason", ReductionReason, "Choose why.")


def chosen_team(state: State, offered: Collection[TeamId], current: TeamId | None) -> TeamId | None:
    """The team chosen; the current one where the form offers no choice."""
    if not state.get("team"):
        return current
    team = TeamId(int(state["team"]))
    if team != current and team not in offered:
        raise BadInput("You don't keep that team's people. Choose another team.", "team")
    return team


def chosen_day(state: State, field: str) -> date | None:
    return date.fromisoformat(state[field]) if state.get(field) else None


def _chosen(state: State, field: str, codes: Callable[[str], T], missing: str) -> T:
    if not state.get(field):
        raise BadInput(missing, field)
    return codes(str(state[field]))
