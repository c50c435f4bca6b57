"""Checks of what the council has set up: people, those who look after teams, its policy."""

from bot.doctor.known import Finding, Known
from bot.doctor.stored import when_migrated
from scoring.errors import BadFile
from scoring.policy import Policy
from scoring.policy_fields import GRADE_WORDS, KIND_WORDS
from storage.health import has_admin, has_people, list_unreached, list_without_supervisor
from storage.policies import has_policy, list_policies, load_policy
from storage.session import Session

MATCH = "Run: caseload people match, look at what it proposes, then: caseload people confirm --all"


@when_migrated
def check_people(known: Known, session: Session) -> list[Finding]:
    """Everybody in post should have an account; a supervisor without one is wrong, a worker worth mending."""
    if not has_people(session):
        return [Finding("Nobody has been imported yet.", "Run: caseload import people.csv --apply")]
    found = []
    for each in list_unreached(session, known.today):
        if each.supervisors:
            found.append(Finding(f"The supervisor of {each.team} has no confirmed Slack account.", MATCH))
        others = each.people - each.supervisors
        if others:
            who = "1 person" if others == 1 else f"{others} people"
            wrong = f"No confirmed Slack account: {who} in {each.team}."
            found.append(Finding(wrong, MATCH, is_advice=True))
    return found


@when_migrated
def check_roles(known: Known, session: Session) -> list[Finding]:
    if not has_people(session):
        return []
    found = [
        Finding(
            f"{team} has started and nobody looks after it: no supervisor and no cover.",
            f"Name one: /caseload people {team}, then Channel, supervisors, digest.",
        )
        for team in list_without_supervisor(session, known.today)
    ]
    if not has_admin(session, known.today):
        found.append(Finding("Nobody is an administrator.", "Run: caseload people admin add EMAIL"))
    return found


@when_migrated
def check_policy(known: Known, session: Session) -> list[Finding]:
    if not has_policy(session):
        return [Finding("No policy is stored.", "Start the bot once, or run: caseload policy apply FILE")]
    try:
        first, policy = list_policies(session)[0], load_policy(session, known.today)
    except BadFile as problem:
        return [
            Finding(
                f"A stored policy can't be read by this version: {problem}",
                "Mend it in a copy with a new version, then: caseload policy apply FILE",
            )
        ]
    found = list(_gaps(policy))
    if first.starts_on > known.today:
        wrong = f"The policy starts on {first.starts_on:%-d %B %Y}; until then its figures count unagreed."
        found.append(Finding(wrong, "Apply a policy that has started: caseload policy apply FILE"))
    if policy.is_trial:
        found.append(
            Finding(
                f"Nobody has agreed policy {policy.version}, so every screen says trial figures.",
                "A head of service agrees it: /caseload policy, then Approve.",
                is_advice=True,
            )
        )
    return found


def _gaps(policy: Policy) -> list[Finding]:
    """Kinds that weigh nothing, and grades with a promise and no bandwidth or the other way round."""
    mend = "Give it a number in a copy with a new version, then: caseload policy apply FILE"
    found = [
        Finding(f"In policy {policy.version} a case weighs nothing: {KIND_WORDS[kind]}.", mend)
        for kind, rule in policy.kinds.items()
        if not rule.base
    ]
    return found + [
        Finding(f"In policy {policy.version} a grade has only one of its two lines: {words}.", mend)
        for grade, words in GRADE_WORDS.items()
        if policy.grades[grade].may_lead
        and bool(policy.grades[grade].promise) != bool(policy.grades[grade].bandwidth)
    ]
