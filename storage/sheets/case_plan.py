"""What a listing of cases would change here: new, moved, changed, open again, closed, or kept as it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from scoring.case import Case, Facts
from scoring.case_words import KIND_WORDS, NEED_WORDS, base_words
from scoring.ids import Reference, TeamId
from scoring.policy import Policy
from storage.allocations import NEW
from storage.sheets.findings import Draft
from storage.sheets.holders import Doubt, Holder, find_holder
from storage.sheets.known import Coverage, KnownCase, People, Teams
from storage.sheets.listed import ListedCase, Listing, facts_after
from storage.sheets.progress import Told, counted, tell_nobody
from storage.sheets.steps import AddCase, ChangeCase, CloseCase, ReopenCase

MANY_CLOSED_PERCENT = 20
"""A plan that would close more than this share of what a source named says so: the file may be cut short."""


@dataclass(frozen=True, slots=True)
class Here:
    """What is known here, and the terms of this import."""

    cases: Mapping[Reference, KnownCase]
    people: People
    teams: Teams
    coverage: Coverage
    policy: Policy
    as_at: date
    waiting_team: TeamId | None = None

    def changed_since(self, known: KnownCase) -> bool:
        """Whether a person changed the case in Slack on the file's day or later.

        A file doesn't say at what hour of its day it was made, so a change on that very day stands too.
        """
        return known.changed_in_slack_on is not None and known.changed_in_slack_on >= self.as_at

    def team_name(self, team: TeamId) -> str:
        return self.teams.by_id[team].name

    def holder_words(self, case: Case) -> str:
        if case.lead is None:
            return f"waiting in {self.team_name(case.team)}"
        return f"{self.people.by_id[case.lead].name}, {self.team_name(case.team)}"


def plan_cases(listing: Listing, here: Here, told: Told = tell_nobody) -> Draft:
    """The plan of a listing, in the order of its references."""
    draft = Draft(notes=list(listing.notes))
    doubts: dict[Doubt, Counter[str]] = {Doubt.UNKNOWN: Counter(), Doubt.AMBIGUOUS: Counter()}
    unknown_teams: Counter[str] = Counter()
    for listed in counted(listing.cases, "children compared", told):
        known = here.cases.get(listed.reference)
        current = known.case if known else None
        holder = find_holder(listed.worker, listed.team, current, here.people, here.teams, here.as_at)
        if holder.doubt and listed.worker:
            doubts[holder.doubt][listed.worker] += 1
        if listed.team and here.teams.find(listed.team) is None:
            unknown_teams[listed.team] += 1
        _plan_case(draft, listed, known, holder, listing, here)
        _uncover(draft, listed, known, listing, here)
    _plan_closing(draft, listing, here)
    _add_doubts(draft, doubts, unknown_teams, here)
    for refusal in listing.refused:
        draft.add("refused", "", refusal.reason, refusal.place)
    return draft


def _plan_case(
    draft: Draft, listed: ListedCase, known: KnownCase | None, holder: Holder, listing: Listing, here: Here
) -> None:
    team = holder.team or here.waiting_team
    if team is None:
        draft.add("without_team", listed.reference, f"{KIND_WORDS[listed.kind]}, from {_lists(listed)}")
        return
    if known is None or known.case is None:
        _plan_opening(draft, listed, known, replace(holder, team=team), team, listing, here)
    else:
        _plan_known(draft, listed, known, known.case, replace(holder, team=team), team, listing, here)
    _cover(draft, listed, known, here)


def _plan_opening(
    draft: Draft,
    listed: ListedCase,
    known: KnownCase | None,
    holder: Holder,
    team: TeamId,
    listing: Listing,
    here: Here,
) -> None:
    """A case the bot doesn't know, or knows as closed."""
    if known is not None and here.changed_since(known):
        draft.add("kept", listed.reference, "closed in Slack since; the file has it open")
        return
    facts = facts_after(listed, None, listing.kinds, here.policy)
    family = listed.family or (known.family if known else None)
    led_since = listed.led_since if holder.lead else None
    case = Case(NEW, listed.reference, team, facts, holder.lead, led_since, family)
    words = f"{facts_words(facts)}; {here.holder_words(case)}"
    if known is None:
        draft.add("new", listed.reference, words)
        draft.steps.append(AddCase(case, listed.last_seen))
    else:
        draft.add("reopened", listed.reference, words)
        last_seen = _later(listed.last_seen, known.last_seen)
        draft.steps.append(ReopenCase(known.id, replace(case, id=known.id), last_seen))
    if holder.lead is None:
        draft.add("waiting", listed.reference, f"in {here.team_name(team)}")


def _plan_known(
    draft: Draft,
    listed: ListedCase,
    known: KnownCase,
    before: Case,
    holder: Holder,
    team: TeamId,
    listing: Listing,
    here: Here,
) -> None:
    after = _after(listed, before, holder, team, listing, here.policy)
    words = _difference_words(before, after, here)
    if words and here.changed_since(known):
        draft.add(
            "kept", listed.reference, f"changed in Slack since; the file says {'; '.join(words.values())}"
        )
        after, words = before, {}
        draft.unchanged -= 1  # it is counted among those kept
    for name, difference in words.items():
        draft.add(name, listed.reference, difference)
    last_seen = _later(listed.last_seen, known.last_seen)
    if after != before or last_seen:
        draft.steps.append(ChangeCase(before, after, _reason(before, after, here), last_seen))
    if not words:
        draft.unchanged += 1
    if after.lead is None:
        draft.add("waiting", listed.reference, f"in {here.team_name(after.team)}")


def _after(
    listed: ListedCase, before: Case, holder: Holder, team: TeamId, listing: Listing, policy: Policy
) -> Case:
    """The case once the file has spoken; co-workers stay unless one of them becomes the lead."""
    same_lead = holder.lead == before.lead
    led_since = listed.led_since or (before.led_since if same_lead else None)
    others = tuple(other for other in before.co_workers if other.worker != holder.lead)
    return replace(
        before,
        team=team,
        lead=holder.lead,
        led_since=led_since if holder.lead else None,
        co_workers=others if holder.lead else (),
        family=listed.family or before.family,
        facts=facts_after(listed, before.facts, listing.kinds, policy),
    )


def _difference_words(before: Case, after: Case, here: Here) -> dict[str, str]:
    """What differs, in words, by the plan's list it belongs to."""
    words = {}
    if (before.lead, before.team) != (after.lead, after.team):
        words["moved"] = f"from {here.holder_words(before)} to {here.holder_words(after)}"
    changes = []
    if before.facts != after.facts:
        changes.append(f"from {facts_words(before.facts)} to {facts_words(after.facts)}")
    if before.family != after.family:
        changes.append(f"family {before.family or 'not known'} to {after.family}")
    if before.led_since != after.led_since and before.lead == after.lead:
        changes.append(f"led since {after.led_since:%-d %B %Y}")
    if changes:
        words["changed"] = "; ".join(changes)
    return words


@lru_cache(maxsize=4096)
def facts_words(facts: Facts) -> str:
    """Facts as a plan lists them: "child in need, lower need, live court, travel 60 minutes"."""
    need = [NEED_WORDS[facts.need]] if facts.need != "unknown" else []
    factors = sorted(factor.value for factor in facts.factors)
    travel = [f"travel {facts.travel_minutes} minutes"] if facts.travel_minutes else []
    return ", ".join([base_words(facts), *need, *factors, *travel])


def _reason(before: Case, after: Case, here: Here) -> str:
    """The reallocation code of a move that only a file tells of: LEFTRL when the earlier lead has left."""
    if before.lead is None or before.lead == after.lead:
        return "OTHERS"
    ends_on = here.people.by_id[before.lead].ends_on
    return "LEFTRL" if ends_on is not None and ends_on < here.as_at else "OTHERS"


def _later(day: date | None, known: date | None) -> date | None:
    """The day, if it is news."""
    return day if day is not None and (known is None or known < day) else None


def _lists(listed: ListedCase) -> str:
    return " and ".join(sorted(listed.lists))


def _cover(draft: Draft, listed: ListedCase, known: KnownCase | None, here: Here) -> None:
    """Note which lists name the case now, where that is news."""
    before = here.coverage.by_case.get(known.id, {}) if known else {}
    draft.covers += [(listed.reference, name) for name in listed.lists if before.get(name) != here.as_at]


def _uncover(draft: Draft, listed: ListedCase, known: KnownCase | None, listing: Listing, here: Here) -> None:
    """Note which lists of this file named the case before, and don't now."""
    before = here.coverage.by_case.get(known.id, {}) if known else {}
    if known is not None and not listed.lists >= before.keys():
        gone = set(before) & (listing.lists - listed.lists)
        draft.uncovers += [(known.id, name) for name in gone]


def _plan_closing(draft: Draft, listing: Listing, here: Here) -> None:
    """Close what this source's lists named before, and none of them names now.

    A case that a list named which this file doesn't hold stays: its absence says nothing.
    """
    covered = 0
    for known in here.cases.values():
        lists = here.coverage.by_case.get(known.id)
        if lists is None:
            continue
        covered += 1
        if known.reference in listing.named or known.case is None:
            continue
        if lists.keys() <= listing.lists:
            _close(draft, known, known.case, here)
    closed = len(draft.entries.get("closed", ()))
    if closed * 100 > MANY_CLOSED_PERCENT * max(covered, 10):
        draft.notes.append(
            f"This would close {closed} of the {covered} cases that the last file named. "
            "Check that this one is whole before you apply it."
        )


def _close(draft: Draft, known: KnownCase, case: Case, here: Here) -> None:
    if here.changed_since(known):
        draft.add("kept", known.reference, "changed in Slack since; the file no longer has it")
        return
    draft.add("closed", known.reference, f"{facts_words(case.facts)}; {here.holder_words(case)}")
    draft.steps.append(CloseCase(case))
    draft.uncovers += [(known.id, name) for name in here.coverage.by_case[known.id]]


def _add_doubts(
    draft: Draft, doubts: dict[Doubt, Counter[str]], unknown_teams: Counter[str], here: Here
) -> None:
    for name, count in doubts[Doubt.UNKNOWN].items():
        draft.add("unknown_workers", name, _cases(count))
    for name, count in doubts[Doubt.AMBIGUOUS].items():
        people = here.people.named(name)
        who = "; ".join(sorted(person.email for person in people))
        draft.add("ambiguous_workers", name, f"{_cases(count)}; could be {who}")
    for name, count in unknown_teams.items():
        draft.add("unknown_teams", name, _cases(count))


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"
