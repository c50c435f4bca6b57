"""A browser for the tests: Debian's Chromium, driven by Playwright, and where its pictures are kept."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect as expect_later
from playwright.sync_api import ViewportSize, expect

ARTEFACTS = Path(__file__).parents[1] / "artefacts" / "page"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-GB",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE: ViewportSize = {"width": 1280, "height": 820}
PHONE: ViewportSize = {"width": 390, "height": 844}
SECONDS = 20
"""How long anything may take before a test gives up; a busy machine is slow."""
for each in (expect, expect_later):
    each.set_options(timeout=SECONDS * 1000)


def chromium() -> str:
    """Where Chromium is. Without it the test is skipped; where NEEDS_BROWSER is set (in CI) it fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("NEEDS_BROWSER"):
        pytest.fail("There is no Chromium, and NEEDS_BROWSER says there must be one.")
    if found is None:
        pytest.skip("The page needs a browser to be tried in: install Debian's chromium.")
    return found


def picture(name: str) -> Path:
    """Where a screenshot of this name is kept."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS / f"{name}.png"


@contextmanager
def demo_process(*words: str) -> Iterator[str]:
    """`caseload demo --page` on a free port, until the block ends; gives its address."""
    command = [sys.executable, "-m", "bot.cli", "demo", "--page", "--port", "0", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = next(
                (match[0] for line in process.stdout if (match := re.search(r"http://\S+", line))), ""
            )
            assert address, "the demonstration did not say where its page is"
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)
