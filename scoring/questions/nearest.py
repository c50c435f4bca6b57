"""What to offer where a question wasn't understood: the questions whose words are nearest."""

from collections.abc import Mapping

from rapidfuzz.fuzz import token_set_ratio

from scoring.questions import grammar
from scoring.questions.model import Asker, Query
from scoring.questions.subjects import Subject, Who

EXAMPLES: Mapping[str, str] = {
    grammar.LOAD: "what is my caseload and my points, how many children cases do i have",
    grammar.ROOM: "who has room space capacity to take another new case",
    grammar.NEEDS: "what needs me to do today, tasks and things waiting for me",
    grammar.BREACHES: "who is over, which promises are not kept, what is planned",
    grammar.TEAM: "how is my team doing, team numbers and workers",
    grammar.SUPERVISION: "when is supervision due, next one to one",
    grammar.CONCERN: "i need to talk about my caseload, it is too much work, help",
    grammar.COMPARE: "compare the teams, which team is over, side by side",
    grammar.WAITING: "children waiting for a worker, unallocated, waiting list",
    grammar.TREND: "how has it changed over time, trend, history, weeks and months",
    grammar.DIGEST: "weekly digest, this week in the team, monday summary",
    grammar.SERVICE: "how is the service doing",
    grammar.COUNCIL: "how is the whole council doing overall",
    grammar.HELP: "help, what can i ask you, how does this work",
}
"""Each route in the words people use for it. Of equals the first is nearer."""


def nearest_queries(text: str, subject: Subject, asker: Asker) -> tuple[Query, ...]:
    """Every question that can be answered, the nearest first, about the same subject where they take it."""
    scores = {route: token_set_ratio(text.casefold(), words) for route, words in EXAMPLES.items()}
    ranked = sorted(EXAMPLES, key=lambda route: -scores[route])
    wanted = [_about(route, subject, asker) for route in ranked]
    if subject.who is not Who.NOBODY:
        wanted.insert(0, grammar.fill_query(grammar.BY_SUBJECT[subject.who], subject, asker))
    return tuple(dict.fromkeys(wanted))


def _about(route: str, subject: Subject, asker: Asker) -> Query:
    if route == grammar.LOAD and subject.who is Who.NOBODY:
        return Query(route)
    return grammar.fill_query(route, subject, asker)
