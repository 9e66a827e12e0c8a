"""The app in a real browser: one server for all tests, a fresh page for each."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DESKTOP, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server():
    """The address of a running app."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), "--server.headless", "true"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


class Screen:
    """One page with helpers that wait until the app has drawn."""

    def __init__(self, browser, address, size, scheme="light"):
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, has_touch=size[0] < 700
        )
        self.page, self.hosts = self.context.new_page(), set()
        self.page.on("request", lambda r: self.hosts.add(r.url.split("/")[2]) if r.url.startswith(("http", "ws")) else None)
        self.page.goto(address)
        self.page.wait_for_selector(".st-key-top", timeout=30000)
        self.settle()

    def settle(self):
        """Wait until the script has run and the page is calm."""
        self.page.wait_for_timeout(120)
        self.page.wait_for_function("() => !document.querySelector('.stApp[data-test-script-state=running]')", timeout=15000)
        self.page.wait_for_timeout(120)
        assert not self.page.locator(".stException").count(), self.page.locator(".stException").first.inner_text()
        return self

    def press(self, key):
        """Press the button with this key (or whose key begins so)."""
        self.page.locator(f".st-key-{key} button, [class*='st-key-{key}'] button").first.click()
        return self.settle()

    def go(self, view):
        """Use the menu, as a person does."""
        wide = self.page.locator(f".st-key-go_{view} button")
        if wide.count() and wide.first.is_visible():
            wide.first.click()
            return self.settle()
        from pathways.engine.position import load_pathway

        self.page.locator(".st-key-menu button").first.click()
        self.page.wait_for_timeout(250)
        self.page.get_by_text(load_pathway().content["screen"]["tabs"][view]["plain"], exact=True).last.click()
        return self.settle()

    def example(self, id_):
        """Open an example case."""
        return self.go("save").press(f"example_{id_}")

    def choose(self, number):
        """Choose one answer of a careful question and continue."""
        self.page.locator("[data-testid=stRadioOption]").nth(number).click()
        self.settle()
        return self._continue()

    def _continue(self):
        self.page.locator("[class*='_continue_'] button").first.click()
        return self.settle()

    def overflow(self):
        """How many pixels the page scrolls sideways."""
        return self.page.evaluate(
            "() => { const m = document.querySelector('.stMain');"
            " return Math.max(document.documentElement.scrollWidth - innerWidth, m.scrollWidth - m.clientWidth); }"
        )

    def close(self):
        """Close the page."""
        self.context.close()


@pytest.fixture
def screen(chromium, server):
    """Make a page of a size: screen(size, scheme)."""
    made = []

    def make(size=DESKTOP, scheme="light"):
        made.append(Screen(chromium, server, size, scheme))
        return made[-1]

    yield make
    for one in made:
        one.close()
