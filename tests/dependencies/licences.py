"""Under which licences the bot's packages come, held to those that a council can use without asking."""

from collections.abc import Iterable

from tests.dependencies.installed import ROOT, Package, list_packages

LIST = ROOT / "docs" / "licences.md"

ALLOWED = {
    "Apache-2.0": "free to use and pass on",
    "Apache-2.0 AND BSD-2-Clause": "free to use and pass on",
    "Apache-2.0 AND MIT": "free to use and pass on",
    "Apache Software License": "free to use and pass on",
    "BSD License": "free to use and pass on",
    "BSD License, Apache Software License": "free to use and pass on, under either",
    "BSD-3-Clause": "free to use and pass on",
    "MIT": "free to use and pass on",
    "MIT License": "free to use and pass on",
    "MIT-CMU": "free to use and pass on",
    "PSF-2.0": "free to use and pass on",
    "Python Software Foundation License": "free to use and pass on",
    "Mozilla Public License 2.0 (MPL 2.0)": "free to use; changes to its files would have to be published",
    "LGPL-3.0-only": "free to use as a library; changes to it would have to be published",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": (
        "free to use as a library; changes to it would have to be published"
    ),
}
"""What may come in, and what it asks. A new licence is read by somebody before it stands here."""

HEAD = """# Licences

What the bot runs with, as the packages state it themselves; made by `make licences`, and a test holds it to
what is installed. None of them is changed here, so none asks for more than that its notice stays with it.

| package | licence | what it asks |
|---|---|---|
"""


def strange(packages: Iterable[Package]) -> list[str]:
    """The packages whose licence nobody has allowed."""
    return [f"{each.name}: {each.licence}" for each in packages if each.licence not in ALLOWED]


def licence_list(packages: Iterable[Package]) -> str:
    """The list as it is written down."""
    rows = (
        f"| {each.name} | {each.licence} | {ALLOWED.get(each.licence, 'not allowed')} |" for each in packages
    )
    return HEAD + "\n".join(rows) + "\n"


def main() -> None:
    LIST.write_text(licence_list(list_packages()), "utf-8")


if __name__ == "__main__":
    main()
