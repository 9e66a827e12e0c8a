"""The map in a real browser: seen, read out, walked by keyboard, picked, still there after a rerun."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
SCRIPT = """
import sys
sys.path[:0] = {folders!r}
import streamlit as st
from conftest_cases import CASES
from basecase import position_of
from pathways.engine.position import load_pathway
from pathways.map.component import art_css, show_map

st.set_page_config(layout="wide")
st.html(f"<style>{{art_css()}}</style>")
pathway = load_pathway()
name = st.query_params.get("case", "")
voice = st.toggle("clinician") and "clinician" or "plain"
position = position_of(pathway, CASES[name]) if name else None
place = st.empty()
picked = show_map(pathway, position, zoom=st.query_params.get("zoom", "next"), voice=voice, key="road")
st.session_state.picks = st.session_state.get("picks", 0) + bool(picked)
st.write(f"picked: {{picked}}, {{st.session_state.picks}} in all")
"""
SEARCH = '.n[data-n="{}"]'


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A small app with nothing but the map."""
    folder = tmp_path_factory.mktemp("map_app")
    # the cases of conftest under a name that no other conftest has
    (folder / "conftest_cases.py").write_text((HERE / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    folders = [str(folder), str(HERE.parent), str(HERE.parents[1])]
    (folder / "app.py").write_text(SCRIPT.format(folders=folders), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), *(f"--{k}={v}" for k, v in settings.items())]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser(chromium):
    """Debian's Chromium."""
    return chromium


@pytest.fixture
def open_map(browser, address):
    """Open the map of a case; faults of the page fail the test."""
    pages, faults = [], []

    def opened(case, width=1280, height=900, **more):
        page = browser.new_page(viewport={"width": width, "height": height}, **more)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{address}/?case={case.replace(' ', '+')}")
        page.wait_for_selector(".pw-map .m-here" if case else ".pw-map .n", timeout=60_000)
        page.wait_for_timeout(300)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert faults == []


def focused(page):
    """The node that has the focus."""
    return page.evaluate("document.activeElement.dataset.n")


def test_the_controller_tells_what_the_marks_tell(open_map, pathway, positions):
    """Labels read out, classes and the place: the browser's composition equals Python's, in both voices."""
    from pathways.map.marks import marks_of  # noqa: PLC0415
    from pathways.map.nodes import Teller  # noqa: PLC0415
    from pathways.map.plan import plan_of  # noqa: PLC0415

    name = "two fair tries, some closed"
    page, marks = open_map(name), marks_of(pathway, positions[name])
    for voice in ("plain", "clinician"):
        if voice == "clinician":
            page.get_by_text("clinician", exact=True).click()
            page.wait_for_selector('.pw-map[data-voice="clinician"]')
        read = "all => all.map(n => [n.dataset.n, n.getAttribute('aria-label'), n.getAttribute('class')])"
        told = page.eval_on_selector_all(".n", read)
        assert len(told) == len(marks.nodes)
        for node, label, css in told:
            assert label == Teller(pathway.content, voice).label(plan_of(pathway).cells[node], marks.nodes[node])
            assert f"m-{marks.nodes[node].mark}" in css.split()
        assert page.eval_on_selector_all('.n[aria-current="step"]', "all => all.map(n => n.dataset.n)") == [marks.here]
        walked = page.eval_on_selector_all(".e.walked", "all => all.map(e => e.dataset.e)")
        assert set(walked) == {f"{a} {b}" for a, b in marks.walked}


def test_keyboard(open_map):
    """One stop for Tab; arrows along the lines; Enter and Space pick; the focus survives the rerun."""
    page = open_map("two fair tries, some closed")
    assert page.eval_on_selector_all('.n[tabindex="0"]', "all => all.map(n => n.dataset.n)") == ["two_adequate_trials"]
    page.focus('.n[tabindex="0"]')
    page.keyboard.press("ArrowRight")
    assert focused(page) == "check_again"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "add_on_medicines"
    for count, key in enumerate(("Enter", "Space"), 1):
        page.keyboard.press(key)
        page.wait_for_selector(f"text=picked: add_on_medicines, {count} in all", timeout=30_000)
        assert focused(page) == "add_on_medicines"
    page.keyboard.press("Home")
    assert focused(page) == "two_adequate_trials"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "how_many_fair_tries"
    box, node = (page.locator(s).bounding_box() for s in (".pwm-box", SEARCH.format("how_many_fair_tries")))
    assert box["x"] <= node["x"]
    assert node["x"] + node["width"] <= box["x"] + box["width"] + 8
    assert page.locator('.n[tabindex="0"]').count() == 1


def test_click_hover_and_drag(open_map):
    """A click picks, a pointer shows the reason, a drag moves the map and picks nothing."""
    page = open_map("two fair tries, some closed", width=900)
    page.hover(SEARCH.format("tms_box"))
    assert "cochlear" in page.inner_text(".pwm-tip")
    assert "cochlear" in page.inner_text(".pwm-say")
    page.keyboard.press("Escape")
    box = page.locator(".pwm-box").bounding_box()
    before = page.evaluate("document.querySelector('.pwm-box').scrollLeft")
    page.mouse.move(box["x"] + 500, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 200, steps=5)
    page.mouse.up()
    assert page.evaluate("document.querySelector('.pwm-box').scrollLeft") > before + 100
    page.wait_for_timeout(400)
    assert page.locator("text=picked: None, 0 in all").count() == 1
    page.locator(SEARCH.format("older_antidepressants")).click()
    page.wait_for_selector("text=picked: older_antidepressants, 1 in all", timeout=30_000)


def test_two_zooms_at_full_size(open_map):
    """Both show text at 13 px; the page never scrolls sideways; the choice stays after a pick."""
    for width, height in ((1280, 900), (390, 844), (320, 640)):
        page = open_map("one fair try", width, height)
        for zoom in ("whole", "next", "whole"):
            page.click(f'.pwm-bar button[data-zoom="{zoom}"]')
            assert page.get_attribute(".pw-map", "data-zoom") == zoom
            assert page.get_attribute(f'.pwm-bar button[data-zoom="{zoom}"]', "aria-pressed") == "true"
            node = page.locator(f"{SEARCH.format('one_adequate_trial')} > .box").bounding_box()
            assert node["width"] == pytest.approx(122, abs=2)  # the edge may be drawn outside
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            frame = page.locator(".pwm-box").bounding_box()
            if zoom == "next":
                assert frame["x"] <= node["x"] <= frame["x"] + frame["width"] - 122
        page.locator(SEARCH.format("one_adequate_trial")).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=picked: one_adequate_trial, 1 in all", timeout=30_000)
        assert page.get_attribute(".pw-map", "data-zoom") == "whole"


def test_texts_fit_their_boxes(open_map, pathway):
    """Measured: 104 px in a box, 96 px in a hexagon, and every state word that could stand there."""
    page = open_map("")
    measure = "all => all.map(t => [t.textContent, t.getComputedTextLength(), t.closest('.n').dataset.kind])"
    wide = page.eval_on_selector_all(".n .name tspan", measure)
    assert [t for t in wide if t[1] > (96 if t[2] == "decision" else 106)] == []
    record = pathway.content["map"]
    words = [w for m in record["marks"] for w in m["word"].values()]
    words += [w for k, text in record["closer"].items() if k != "also_closed" for w in text.values()]
    page.evaluate("document.querySelector('.n.k-box').setAttribute('class', 'n k-box m-open f-open')")
    measured = page.evaluate(
        """words => {
        const t = document.querySelector('.n.k-box .word');
        return words.map(w => { t.textContent = w; return [w, t.getComputedTextLength()]; }); }""",
        words,
    )
    assert [m for m in measured if m[1] > 112] == []


def test_dark_and_motion(browser, open_map):
    """Colours follow the theme; no motion for those who want none."""
    light, dark = open_map("well"), open_map("well", color_scheme="dark", reduced_motion="reduce")
    paint = "getComputedStyle(document.querySelector('.m-here .box')).fill"
    assert light.evaluate(paint) == "rgb(20, 48, 74)"
    assert dark.evaluate(paint) == "rgb(244, 235, 211)"
    assert dark.evaluate("getComputedStyle(document.querySelector('.n .box')).transitionDuration") == "0s"


def test_the_controller_waits_for_the_art(open_map):
    """Art that comes later, or anew while it has the focus, is marked all the same."""
    page = open_map("well")
    page.locator(SEARCH.format("well_now")).focus()
    page.evaluate("""() => {
        const art = document.querySelector('.pw-map'), home = art.parentElement, fresh = art.cloneNode(true);
        for (const n of fresh.querySelectorAll('.n')) n.setAttribute('class', 'n m-none');
        art.remove(); setTimeout(() => home.append(fresh), 1500); }""")
    page.get_by_text("clinician", exact=True).click()
    page.wait_for_selector('.pw-map[data-voice="clinician"] .m-here', timeout=30_000)


def test_axe_finds_nothing(open_map):
    """No violation of WCAG A or AA inside the map, both zooms, light and dark."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    for more in ({}, {"color_scheme": "dark"}):
        page = open_map("two fair tries, some closed", **more)
        for zoom in ("next", "whole"):
            page.click(f'.pwm-bar button[data-zoom="{zoom}"]')
            found = Axe().run(page, context=".pw-map", options=rules)
            assert [v["id"] for v in found.response["violations"]] == []
