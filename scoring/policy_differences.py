"""What changes from one policy to the next, a sentence each."""

from collections.abc import Iterable

from scoring.policy import Policy
from scoring.policy_fields import FIELDS, Field, team_promise_field, travel_field


def policy_differences(old: Policy, new: Policy) -> list[str]:
    """A sentence for every value that differs, in the file's order: "child protection: 8 → 9 points"."""
    fields = (*FIELDS, *_fields_of(old, new))
    return [_sentence(field, old, new) for field in fields if field.find(old) != field.find(new)]


def _fields_of(*policies: Policy) -> Iterable[Field]:
    """The travel steps and team promises that either policy has."""
    minutes = {step.from_minutes for policy in policies for step in policy.travel}
    yield from (travel_field(str(each)) for each in sorted(minutes))
    promises = {
        (team, grade)
        for policy in policies
        for team, of_team in policy.team_promises.items()
        for grade in of_team
    }
    yield from (team_promise_field(team, grade) for team, grade in sorted(promises))


def _sentence(field: Field, old: Policy, new: Policy) -> str:
    before, after = (_words(field, policy) for policy in (old, new))
    unit = after.rpartition(" ")[2]
    if not unit[:1].isdigit() and before.endswith(f" {unit}"):
        before = before.removesuffix(f" {unit}")
    return f"{field.words}: {before} → {after}"


def _words(field: Field, policy: Policy) -> str:
    value = field.find(policy)
    return "none" if value is None else field.reader.write(value)
