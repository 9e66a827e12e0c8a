# ruff: noqa: PLC0415
"""What all tests share: the shipped pathway, and a tiny invented one."""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "pathways",
    deadline=None,
    derandomize=True,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("pathways")


@pytest.fixture(scope="session")
def pathway():
    """The shipped pathway."""
    from pathways.engine.position import load_pathway

    return load_pathway()


@pytest.fixture(scope="session")
def tiny_pathway():
    """A made-up pathway of a few nodes and options, small enough to read."""
    from tiny import make_tiny_pathway

    return make_tiny_pathway()


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM = "install Debian's chromium to run the tests in a browser: apt-get install chromium"


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, one for all tests of a process (Playwright's sync driver can run only once in it)."""
    found = shutil.which("chromium")
    if not found and os.environ.get("PATHWAYS_BROWSER_TESTS") == "required":
        pytest.fail(NO_CHROMIUM)
    if not found:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
