"""The kinds of rule a JSON value can be held to; the rules themselves are tables in other modules.

Each rule is called with a value, its JSON pointer and the list that problems are added to. The wording
follows what Slack puts into `response_metadata.messages`.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Problems = list[str]
Rule = Callable[[Any, str, Problems], None]


def say(problems: Problems, sentence: str, path: str) -> None:
    """Adds a problem in Slack's form: the sentence, then the JSON pointer."""
    problems.append(f"{sentence} [json-pointer:{path}]")


@dataclass(frozen=True)
class Str:
    """A string of `least` to `most` characters, of one of `choices`, or matching `pattern` where given."""

    most: int | None = None
    least: int = 1
    choices: frozenset[str] | None = None
    pattern: str | None = None

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, str):
            say(problems, "must be a string", path)
        elif len(value) < self.least:
            say(problems, f"must be more than {self.least - 1} characters", path)
        elif self.most is not None and len(value) > self.most:
            say(problems, f"must be less than {self.most + 1} characters", path)
        elif self.choices is not None and value not in self.choices:
            say(problems, f"must be one of: {', '.join(sorted(self.choices))}", path)
        elif self.pattern is not None and not re.fullmatch(self.pattern, value):
            say(problems, "must match the expected format", path)


@dataclass(frozen=True)
class Num:
    """A finite number between `least` and `most`; a whole one unless `fractions`."""

    least: float | None = None
    most: float | None = None
    fractions: bool = False

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        kinds = (int, float) if self.fractions else (int,)
        if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
            say(problems, "must be a number" if self.fractions else "must be an integer", path)
        elif self.least is not None and value < self.least:
            say(problems, f"must be greater than or equal to {self.least:g}", path)
        elif self.most is not None and value > self.most:
            say(problems, f"must be less than or equal to {self.most:g}", path)


def yes_or_no(value: Any, path: str, problems: Problems) -> None:
    """A boolean."""
    if not isinstance(value, bool):
        say(problems, "must be a boolean", path)


@dataclass(frozen=True)
class Items:
    """An array of `least` to `most` values that each follow `each`."""

    each: Rule
    most: int | None = None
    least: int = 1

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, list):
            say(problems, "must be an array", path)
        elif len(value) < self.least:
            say(problems, f"no fewer than {self.least} items allowed", path)
        elif self.most is not None and len(value) > self.most:
            say(problems, f"no more than {self.most} items allowed", path)
        else:
            for index, item in enumerate(value):
                self.each(item, f"{path}/{index}", problems)


@dataclass(frozen=True)
class Obj:
    """An object with these properties and no other; `also` are rules over the whole object."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    also: Sequence[Rule] = ()

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            say(problems, "must be an object", path)
            return
        before = len(problems)
        for name in self.required:
            if name not in value:
                say(problems, f"missing required field: {name}", path)
        for name, part in value.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is None:
                say(problems, f"invalid additional property: {name}", path)
            else:
                rule(part, f"{path}/{name}", problems)
        if len(problems) == before:
            for rule in self.also:
                rule(value, path, problems)


@dataclass(frozen=True)
class ByType:
    """An object whose `type` says which of these rules it follows."""

    kinds: Mapping[str, Rule]

    def __call__(self, value: Any, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            say(problems, "must be an object", path)
        elif "type" not in value:
            say(problems, "missing required field: type", path)
        elif not isinstance(value["type"], str) or value["type"] not in self.kinds:
            say(problems, f"unsupported type: {value['type']}", f"{path}/type")
        else:
            self.kinds[value["type"]](value, path, problems)


def exactly_one(*names: str) -> Rule:
    """Gives the rule that one of these properties is there, and only one."""

    def rule(value: Any, path: str, problems: Problems) -> None:
        if sum(name in value for name in names) != 1:
            say(problems, f"must define exactly one of: {', '.join(names)}", path)

    return rule


def at_least_one(*names: str) -> Rule:
    """Gives the rule that at least one of these properties is there."""

    def rule(value: Any, path: str, problems: Problems) -> None:
        if not any(name in value for name in names):
            say(problems, f"must define either `{'` or `'.join(names)}`", path)

    return rule
