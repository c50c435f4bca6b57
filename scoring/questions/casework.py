"""A question or command about cases, by their references."""

from collections.abc import Sequence

from scoring.ids import WorkerId
from scoring.questions import grammar
from scoring.questions.deeds import case_query, deed_of
from scoring.questions.model import Asked, Deed, Query, Reading, Said, Which, Why
from scoring.questions.names import Name
from scoring.questions.parsing import Parsed
from scoring.questions.signs import Sign
from scoring.questions.subjects import Subject

MOST_OPTIONS = 5


def read_cases(parsed: Parsed, choices: list[list[Subject]], last: Query | None) -> Reading | None:
    """What is asked of cases; "close it" means the one spoken of last. None if no case is spoken of."""
    references, signs = parsed.references, parsed.signs
    if not references and Sign.IT in signs and last is not None and last.reference is not None:
        references = (last.reference,)
        signs |= {Sign.REALLOCATE} if Sign.ALLOCATE in signs and last.route == grammar.CASE else set()
    if not references:
        return Said(Why.WHICH_CASE) if _is_of_a_case(signs) else None
    people = _receivers(parsed.names, choices, is_joining=deed_of(signs) is Deed.CO_WORK)
    teams = next((each.teams for some in choices for each in some if len(some) == 1 and each.teams), ())
    if len(people) > 1:
        return Which(tuple(case_query(references[0], signs, each, teams) for each in people[:MOST_OPTIONS]))
    worker = people[0] if people else None
    queries = [case_query(reference, signs, worker, teams) for reference in references]
    others = tuple(each.id for some in choices for subject in some for each in subject.others)
    return Asked(queries[0], tuple(dict.fromkeys(queries[1:])), others)


def _is_of_a_case(signs: frozenset[Sign]) -> bool:
    """Whether one case is meant, though it isn't said which."""
    wants = deed_of(signs) is not None and bool(signs & {Sign.CASE, Sign.IT})
    asks = signs >= {Sign.CASE, Sign.IT} and bool(signs & {Sign.WHY, Sign.POINTS})
    return (wants or asks) and Sign.HOWTO not in signs


def _receivers(
    names: Sequence[Name], choices: list[list[Subject]], is_joining: bool = False
) -> list[WorkerId]:
    """The person a case is to go to: the one after "to" or "with", else the first who is named.

    Who is to join is named first: "can Will co-work it with Lee".
    """
    named = [
        (name, [each.person.id for each in some if each.person])
        for name, some in zip(names, choices, strict=True)
    ]
    people = [(name, some) for name, some in named if some]
    towards = [some for name, some in people if name.before in ("to", "with") and not is_joining]
    return next(iter([*towards, *(some for _, some in people)]), [])
