"""What became of a case meanwhile, in words: who changed what, and when."""

from collections.abc import Mapping

from handlers.messages import Message
from handlers.views.words import escape, moment_text
from scoring.case import Case, Kind
from scoring.case_words import KIND_WORDS
from scoring.ids import WorkerId
from storage.cases import CaseChange

SOURCE_WORDS = {"shell": "Somebody at the council's shell", "import": "An import", "tick": "The bot itself"}
CHANGE_WORDS = {
    "case_added": "added it",
    "case_allocated": "allocated it",
    "case_reallocated": "moved it",
    "case_accepted": "accepted it for another team and gave it",
    "lead_changed": "moved it",
    "facts_changed": "changed what is known of it",
    "kind_changed": "changed its kind",
    "co_work_changed": "changed who co-works it",
    "judgement_agreed": "agreed a judgement about it",
    "family_changed": "changed its family",
    "judgement_proposed": "proposed a judgement about it",
    "case_offered": "offered it to another team",
    "offer_declined": "declined it for another team",
    "offer_withdrawn": "took the offer back",
    "next_look_set": "said who looks after it and when",
    "case_closed": "closed it",
    "case_reopened": "opened it again",
}
MOVES = frozenset({"case_added", "case_allocated", "case_reallocated", "case_accepted", "lead_changed"})


def change_text(change: CaseChange, names: Mapping[WorkerId, str]) -> str:
    """ "Priya Nair moved it to Jo Brown on Monday 23 November at 10:42" """
    who = escape(change.by) if change.by else SOURCE_WORDS.get(change.source, "Somebody")
    did = CHANGE_WORDS.get(change.action, "changed it")
    lead = names.get(WorkerId(change.detail.get("lead") or 0))
    if change.action in MOVES and lead is not None:
        did += f" to {escape(lead)}"
    kind = change.detail.get("kind")
    if change.action == "kind_changed" and kind is not None:
        did += f" to {KIND_WORDS[Kind(kind)]}"
        if change.detail.get("from") and lead is not None:
            did += f" and gave it to {escape(lead)}"
    return f"{who} {did} on {moment_text(change.at)}"


def already_closed_message(case: Case, closing: CaseChange | None) -> Message:
    """That a case is closed, and who closed it when."""
    who = f" {change_text(closing, {})}." if closing else ""
    return Message(f"{case.reference} is already closed.{who} Nothing has changed now.")
