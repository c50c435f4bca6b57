"""The packages the bot runs with: what uv.lock names for it, without what only its makers need."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = "caseload-promise"


@dataclass(frozen=True, slots=True)
class Package:
    """One package as it is installed here; `licence` in its own words."""

    name: str
    version: str
    licence: str


def list_packages() -> list[Package]:
    """Everything that is installed for the bot, by name; what only another system needs isn't."""
    locked = {each["name"]: each for each in _lock()["package"]}
    found: dict[str, Package] = {}
    for name in sorted(_needed(locked)):
        try:
            held = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for Windows, or for an older Python
        found[name] = Package(name, held["Version"], _licence(held))
    return list(found.values())


def _lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))


def _needed(locked: Mapping[str, Any]) -> set[str]:
    """Names of all that ours needs, directly or through another; extras that are asked for included."""
    needed, waiting = set[str](), list(locked[OURS]["dependencies"])
    while waiting:
        asked = waiting.pop()
        package = locked[asked["name"]]
        more = [each for extra in asked.get("extra", ()) for each in package["optional-dependencies"][extra]]
        if asked["name"] not in needed:
            more += package.get("dependencies", [])
        needed.add(asked["name"])
        waiting += [each for each in more if each["name"] not in needed]
    return needed


def _licence(held: Any) -> str:
    """The licence as the package states it: by its expression, its classifiers, or its own few words."""
    classified = [
        each.rpartition(" :: ")[2] for each in held.get_all("Classifier", ()) if each.startswith("License ::")
    ]
    return str(held["License-Expression"] or ", ".join(classified) or held["License"] or "not stated")
