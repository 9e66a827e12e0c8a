"""Cards and comparison in a real browser, wide and on a phone: pictures, taps, no sideways scroll, no accessibility faults."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from after_two_tries import CASE
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# a way into one view with a case: the app itself has no addresses for views, so that no answer ever stands in one
SCRIPT = """
import json, sys
import streamlit as st
sys.path.insert(0, {root!r})
from pathways.engine.case import check_case
from pathways.engine.position import load_pathway
from pathways.views import choose
from pathways.views.session import Session
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
session = Session(st.cache_resource(load_pathway, show_spinner=False)())
if "begun" not in st.session_state:
    st.session_state["begun"] = True
    session.open_case(check_case(json.loads({case!r}), session.content))
    params = dict(st.query_params)
    if "options" in params:
        params["options"] = params["options"].split(",")
    session.go(params.pop("view"), **params)
choose.show(session)
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cards_app")
    (folder / "app.py").write_text(SCRIPT.format(root=str(ROOT), case=json.dumps(CASE)), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(folder / "app.py"),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium


@pytest.fixture
def visit(address, browser):
    """Return a function: query and size -> the page, once it is painted."""
    contexts = []

    def go(query, size=WIDE, scheme="light"):
        context = browser.new_context(viewport=size, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/?{query}")
        page.wait_for_selector(".pw-drawn .pw-page, .pw-audit", timeout=60_000)
        page.wait_for_timeout(600)
        return page

    yield go
    for context in contexts:
        context.close()


def test_both_panels_have_the_same_size_and_pictures_of_100_people(visit):
    page = visit("view=card&option=esketamine")
    boxes = [p.bounding_box() for p in page.query_selector_all(".pw-panel")]

    assert len(boxes) == 2
    assert (boxes[0]["width"], boxes[0]["height"]) == pytest.approx((boxes[1]["width"], boxes[1]["height"]), abs=1)
    assert all(len(svg.query_selector_all("use")) == 100 for svg in page.query_selector_all(".pw-panel svg"))


def test_a_tap_on_a_hard_word_or_a_number_explains_it_and_escape_closes_it(visit):
    page = visit("view=card&option=tms")
    for kind in (".pw-term", ".pw-note-no"):
        button = page.locator(kind).first
        button.click()
        bubble = page.locator(f"#{button.get_attribute('popovertarget')}")
        assert bubble.is_visible()
        page.keyboard.press("Escape")
        assert not bubble.is_visible()


@pytest.mark.parametrize(
    "query",
    [
        "view=card&option=ssri",
        "view=compare&options=tms,ect,no_new_treatment",
        "view=matters",
        "view=guidelines",
        "view=understand",
    ],
)
def test_a_phone_never_scrolls_sideways(visit, query):
    for width in (PHONE["width"], 320):
        page = visit(query, {"width": width, "height": 700})
        page.evaluate("document.querySelectorAll('.pw-page details').forEach(d => d.open = true)")
        wide = page.evaluate(
            "[...document.querySelectorAll('.pw-page *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
            " && !e.closest('.pw-scroll')).length"
        )
        assert wide == 0


def test_the_head_of_a_comparison_stays_while_the_rows_scroll(visit):
    page = visit("view=compare&options=tms,ect,esketamine")
    page.evaluate("document.querySelector('.pw-row-fact').scrollIntoView()")
    page.wait_for_timeout(300)
    box = page.locator(".pw-cmp thead th").nth(1).bounding_box()

    assert 0 <= box["y"] < 100


def test_a_link_leads_to_the_card_and_back(visit):
    page = visit("view=compare&options=tms,ect")
    page.locator('.pw-cmp [data-go="ect"]').click()
    page.wait_for_selector(".pw-panel")
    page.locator(".st-key-option_back button").click()
    page.wait_for_selector(".pw-cmp")

    assert page.locator(".pw-cmp thead th").count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query",
    [
        "view=card&option=esketamine",
        "view=compare&options=tms,ect",
        "view=matters",
        "view=guidelines",
        "view=understand&page=safety",
        "view=evidence&option=tms",
        "view=self_audit",
    ],
)
def test_no_accessibility_fault(visit, query, scheme):
    page = visit(query, scheme=scheme)
    page.evaluate("document.querySelectorAll('.pw-page details').forEach(d => d.open = true)")
    found = [(v["id"], v["nodes"][0]["html"][:120]) for v in Axe().run(page).response["violations"]]

    assert found == []
