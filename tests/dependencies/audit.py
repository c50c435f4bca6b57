"""Whether a weakness is known of any package the bot runs with: `make audit`.

pip-audit asks PyPI for each version in uv.lock. It ends well also when PyPI answered nothing at all, so what
it could not ask about is counted here. Exit codes: 0 all asked and none known, 1 a weakness is known,
3 not all could be asked about.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.dependencies.installed import ROOT

PIP_AUDIT = "pip-audit==2.10.1"
CLEAN, KNOWN, NOT_ASKED = 0, 1, 3
UV = Path(sys.executable).with_name("uv")
MOST_SECONDS = 300


def judged(found: Mapping[str, Any]) -> tuple[int, Sequence[str]]:
    """The exit code for what pip-audit found, and the lines to print."""
    packages = found["dependencies"]
    lines = [
        f"{each['name']} {each['version']}: {weakness['id']}, mended in {listed(weakness['fix_versions'])}"
        for each in packages
        for weakness in each.get("vulns", ())
    ]
    unasked = [each["name"] for each in packages if "skip_reason" in each]
    asked = len(packages) - len(unasked)
    if unasked or not packages:
        lines.append(
            f"NOT AUDITED: {len(unasked)} of {len(packages)} packages could not be asked about; PyPI didn't "
            "answer for them. Run `make audit` where https://pypi.org can be reached."
        )
    lines.append(f"{asked} packages were asked about.")
    if len(lines) > 1 + bool(unasked or not packages):
        return KNOWN, lines
    return (NOT_ASKED if unasked or not packages else CLEAN), lines


def listed(versions: Sequence[str]) -> str:
    return ", ".join(versions) or "no version yet"


def main() -> int:
    with TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        export = (
            "export",
            "--frozen",
            "--no-dev",
            "--no-emit-project",
            "--quiet",
            "--output-file",
            str(wanted),
        )
        subprocess.run([UV, *export], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        audit = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
        said = subprocess.run(
            [UV, "tool", "run", "--from", PIP_AUDIT, "pip-audit", *audit, "-r", str(wanted)],
            cwd=ROOT, capture_output=True, text=True, timeout=MOST_SECONDS,
        )  # fmt: skip
    try:
        found = json.loads(said.stdout)
    except ValueError:
        print(
            "NOT AUDITED: pip-audit could not be fetched or did not finish.", said.stderr[-2_000:], sep="\n"
        )
        return NOT_ASKED
    code, lines = judged(found)
    print(*lines, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
