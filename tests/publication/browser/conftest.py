"""A real browser on pages from the disk: Debian's Chromium, driven by Playwright. Tests are skipped where there is none."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))  # what tests share lies in modules that are no tests
sys.path.append(str(Path(__file__).parents[1]))

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Playwright leaves an event loop running in its process: these tests have one of their own."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window; it cannot reach any network."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = os.environ.get("PII_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed (Debian's package chromium), or named in PII_CHROMIUM")
    with driver.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--proxy-server=127.0.0.1:9", "--disable-gpu"]
        )
        yield browser
        browser.close()
