"""What isn't answered: the sentence that says why, with what can be shown of those it was asked about."""

from collections.abc import Mapping

from scoring.questions import grammar
from scoring.questions.deeds import case_query
from scoring.questions.model import Asker, Query, Said, Why
from scoring.questions.parsing import Parsed
from scoring.questions.several import MOST_ALSO
from scoring.questions.subjects import choose_subjects
from scoring.questions.topics import Topic

WHYS: Mapping[Topic, Why] = {
    Topic.RISK: Why.RISK,
    Topic.SICKNESS: Why.SICKNESS,
    Topic.HR: Why.HR,
    Topic.RANKING: Why.RANKING,
    Topic.PRIVATE: Why.PRIVATE,
    Topic.ABOUT: Why.ABOUT,
}


def refuse(why: Why, parsed: Parsed, asker: Asker) -> Said:
    """What isn't answered, with what can be shown of those it was asked about."""
    subjects = [each[0] for each in (choose_subjects(n, asker) for n in parsed.names) if len(each) == 1]
    shown = [grammar.make_query(Topic.LOAD, subject, asker) for subject in subjects]
    shown += [case_query(reference, frozenset(), None, ()) for reference in parsed.references]
    if why is Why.RANKING and not shown:
        shown = [Query(grammar.BREACHES), Query(grammar.ROOM)]
    return Said(why, tuple(shown[:MOST_ALSO]))
