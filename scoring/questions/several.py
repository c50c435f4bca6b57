"""Several questions in one message: where it is cut, and what the parts ask together."""

import re
from collections.abc import Sequence

from scoring.questions import grammar
from scoring.questions.model import Asked, Lost, Query, Reading, Said, Which, Why
from scoring.questions.signs import Sign
from scoring.questions.words import cut_sentences

MOST_ALSO = 4
_ASKING = r"(?:who|whos|what|whats|how|hows|when|where|which|is|are|does|do|show|why|any|anyone|did)\b"
PARTS = re.compile(
    rf",?\s+(?:and|also|then|plus)\s+(?={_ASKING}"
    r"|(?:has|have)\s+(?:i|we|the|any|anyone|anybody|[a-z]*[-/]?\d+)\b)",
    re.IGNORECASE,
)
_SHORT = r"(?:who|how|what|when|where|why)'s\b"
OPENS = re.compile(rf"\s*(?:{_ASKING}|{_SHORT}|(?:can|has|have|whose)\b)", re.IGNORECASE)
COMMA = re.compile(rf",\s+(?={_ASKING}|{_SHORT}|(?:anything|anybody)\b)", re.IGNORECASE)
"""After a question a comma before another begins the next one; after a statement it goes on with it."""

TALK = ((Sign.INSULT, Why.INSULT), (Sign.THANKS, Why.THANKS), (Sign.GREETING, Why.GREETING))
SMALL = frozenset({Why.INSULT, Why.THANKS, Why.GREETING})
"""What may stand beside a question without being one."""


def cut_questions(text: str) -> list[str]:
    """The questions of a message, one by one."""
    parts = [part for each in cut_sentences(text) for part in PARTS.split(each)]
    return [each for part in parts for each in _at_commas(part) if each.strip()]


def _at_commas(part: str) -> list[str]:
    return COMMA.split(part) if OPENS.match(part) else [part]


def join_readings(readings: Sequence[Reading]) -> Reading:
    """What several sentences ask together: the first question, and the others to follow it."""
    asked = [query for each in readings if isinstance(each, Asked) for query in (each.query, *each.also)]
    forms = {query.reference for query in asked if query.deed is not None}
    queries = tuple(dict.fromkeys(query for query in asked if query.deed or query.reference not in forms))
    said = [each for each in readings if isinstance(each, Said)]
    refused = next(
        iter(
            sorted(
                (each for each in said if each.why not in SMALL), key=lambda each: each.why is not Why.RISK
            )
        ),
        None,
    )
    if refused is not None:
        others = tuple(dict.fromkeys((*refused.also, *queries)))
        if refused.why is Why.RISK:
            return Said(refused.why, (*others[: MOST_ALSO - 1], Query(grammar.CONCERN)))
        return Said(refused.why, others[:MOST_ALSO])
    which = next((each for each in readings if isinstance(each, Which)), None)
    if which is not None:
        return which
    if queries:
        first = next(each for each in readings if isinstance(each, Asked))
        return Asked(queries[0], queries[1 : 1 + MOST_ALSO], first.assumed)
    lost = next((each for each in readings if isinstance(each, Lost)), None)
    return lost or min(said, key=lambda each: [why for _, why in TALK].index(each.why))
