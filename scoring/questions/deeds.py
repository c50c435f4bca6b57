"""Commands in words: what somebody wants done, and with which case. It becomes a form to look at, no more."""

from collections.abc import Mapping

from scoring.case import Kind
from scoring.ids import Reference, TeamId, WorkerId
from scoring.questions import grammar
from scoring.questions.model import Deed, Query
from scoring.questions.signs import Sign

DEEDS: Mapping[Sign, Deed] = {
    Sign.REALLOCATE: Deed.REALLOCATE,
    Sign.STEP_DOWN: Deed.STEP_DOWN,
    Sign.ESCALATE: Deed.ESCALATE,
    Sign.REOPEN: Deed.REOPEN,
    Sign.CO_WORK: Deed.CO_WORK,
    Sign.REWEIGH: Deed.REWEIGH,
    Sign.CLOSE: Deed.CLOSE,
}
"""The first that is said is meant."""

KINDS: Mapping[Sign, Kind] = {
    Sign.CP: Kind.CP,
    Sign.S47: Kind.S47,
    Sign.CLA: Kind.CLA,
    Sign.ASSESSMENT: Kind.ASSESSMENT,
    Sign.CIN: Kind.CIN,
    Sign.CARERS: Kind.CARERS,
    Sign.CARE_LEAVER: Kind.CARE_LEAVER,
}

KNOWN = frozenset({Sign.WHETHER, Sign.WHY, Sign.WHO, Sign.POINTS, Sign.STATE, Sign.LOAD, Sign.SUPERVISION})
"""What is only asked of a case that is with somebody already: "AB-1234 cp with Jo, how is it going"."""

HOW_TO: Mapping[Sign, str] = {
    Sign.REALLOCATE: grammar.CASE,
    Sign.STEP_DOWN: grammar.CASE,
    Sign.ESCALATE: grammar.CASE,
    Sign.REOPEN: grammar.CASE,
    Sign.CO_WORK: grammar.CASE,
    Sign.REWEIGH: grammar.CASE,
    Sign.CLOSE: grammar.CASE,
    Sign.CONCERN: grammar.CONCERN,
    Sign.DIGEST: grammar.DIGEST,
    Sign.SUPERVISION: grammar.SUPERVISION,
    Sign.PEOPLE: grammar.PEOPLE,
    Sign.SICKNESS: grammar.PEOPLE,
    Sign.POLICY: grammar.POLICY,
    Sign.PLAN: grammar.BREACHES,
    Sign.ALLOCATE: grammar.ALLOCATE,
    Sign.START: grammar.START,
}
"""Where each thing is done that somebody may ask how to do."""


def deed_of(signs: frozenset[Sign]) -> Deed | None:
    """What is wanted done, if anything; whether it has been done is only asked."""
    if Sign.WHETHER in signs:
        return None
    return next((deed for sign, deed in DEEDS.items() if sign in signs), None)


def kind_of(signs: frozenset[Sign]) -> Kind | None:
    """The kind of case that is spoken of, if one is."""
    return next((kind for sign, kind in KINDS.items() if sign in signs), None)


def how_to(signs: frozenset[Sign]) -> Query | None:
    """Help with what somebody asks how to do."""
    if Sign.HOWTO not in signs:
        return None
    route = next((route for sign, route in HOW_TO.items() if sign in signs), None)
    return Query(grammar.HELP, howto=route, deed=deed_of(signs)) if route else None


def case_query(
    reference: Reference, signs: frozenset[Sign], worker: WorkerId | None, teams: tuple[TeamId, ...]
) -> Query:
    """A case by its reference: its card, or the form for what is wanted done with it."""
    deed = deed_of(signs)
    kind = kind_of(signs)
    is_given = kind is not None and worker is not None and not KNOWN & signs
    is_offered = Sign.ALLOCATE in signs or signs >= {Sign.WHO, Sign.ROOM}
    if deed is None and (is_offered or is_given):
        return Query(grammar.ALLOCATE, worker, teams, reference=reference, kind=kind)
    to = worker if deed in (Deed.REALLOCATE, Deed.CO_WORK) else None
    return Query(grammar.CASE, to, reference=reference, deed=deed)
