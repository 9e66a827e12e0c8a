"""Every view in both voices; the words, the colours, the settings."""

import asyncio
import re
import socket
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest
from all_views import VIEWS as ALL
from streamlit import file_util
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from pathways.content.problems import ContentError, Problem
from pathways.engine.position import find_position, load_pathway
from pathways.start import _prepare, find_script, get_ready, screen
from pathways.views import ready
from pathways.views.ledger import PARTS, part_of

ROOT = Path(__file__).resolve().parents[2]
VIEWS = (*ALL, "crisis", "nowhere")


@pytest.mark.parametrize("voice", ["plain", "clinician"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_empty_and_full(tab, view, voice):
    tab.at.session_state["voice"] = voice
    params = {"option": "ect"} if view == "card" else {}
    tab.go(view, **params)
    tab.example("older_adult").go(view, **params)
    assert tab.content["screen"]["shell"]["draft"][voice] in tab.html


def test_the_first_page_says_what_this_is_and_is_not(tab):
    for part in (
        "What it does not do",
        "It does not diagnose, prescribe, or choose for you",
        "No clinician has reviewed this yet",
        "Its limits",
        "988",
    ):
        assert part in tab.html
    for key in ("start_walk", "start_history", "start_example"):
        assert tab.has(key)


def test_the_open_list_is_what_the_engine_offers_and_the_ledger_holds_the_rest(tab):
    tab.example("two_fair_tries")
    position = find_position(load_pathway(), tab.case)
    shown = re.findall(r'class="pw-opt" data-go="(\w+)"', tab.open_list)
    assert shown == [o.id for o in position.options if o.offered and not o.parent]
    rest = [o for o in position.options if not o.offered]
    for part in PARTS:
        tab.at.session_state[f"ledger_{part}"] = True
    tab.at.run()
    tab.calm()
    listed = {b.key.removeprefix("ledger_") for b in tab.at.button if (b.key or "").startswith("ledger_")}
    assert listed == {o.id for o in rest}
    assert {part_of(o) for o in rest} <= set(PARTS)


def test_at_most_two_notices_stand_open(tab):
    tab.example("long_road")
    head = tab.html.split("pw-notices", 1)[1].split('<details class="pw-more">')[0]
    assert head.count('<div class="pw-note') <= 2


def test_words_of_the_screen_have_the_same_blanks_in_both_voices(pathway):
    blank = re.compile(r"\{(\w+)\}")
    for section, words in pathway.content["screen"].items():
        for name, text in words.items():
            assert set(blank.findall(text["clinician"])) <= set(blank.findall(text["plain"])) | {"version"}, (section, name)
            assert text["plain"].strip(), (section, name)


def test_the_views_use_only_words_that_exist(pathway):
    said = re.compile(r"say\(\"(\w+)\.(\w+)\"")
    own = (
        "answers_list",
        "asking",
        "asking_medicines",
        "decided",
        "emergency",
        "history",
        "history_fields",
        "labels",
        "leave",
        "ledger",
        "mapping",
        "open_list",
        "paper",
        "position",
        "save_open",
        "score",
        "shell",
        "start",
        "walk",
    )
    for name in own:
        for section, word in said.findall((ROOT / "pathways" / "views" / f"{name}.py").read_text(encoding="utf-8")):
            assert word in pathway.content["screen"][section], (name, section, word)


def test_the_theme_is_the_style_sheets_colours():
    css = (ROOT / "pathways" / "views" / "app.css").read_text(encoding="utf-8")
    tokens = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    same = {
        "primaryColor": "primary",
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "sunken",
        "textColor": "ink",
        "borderColor": "edge",
        "redColor": "danger",
        "orangeColor": "care",
        "orangeBackgroundColor": "care-tint",
        "orangeTextColor": "care-text",
        "blueColor": "open",
        "blueTextColor": "open-text",
        "violetColor": "tried",
        "violetTextColor": "tried-text",
        "grayColor": "quiet",
        "grayTextColor": "ink-2",
    }
    for side, mode in enumerate(("light", "dark")):
        for key, token in same.items():
            assert theme[mode][key].upper() == tokens[token][side].upper(), (mode, key)


def test_no_rule_makes_a_browser_restyle_the_whole_page():
    """`:has()`, and "anything inside a class that begins so": a change of any class would then restyle all below it, map and all."""
    for sheet in ("views/app.css", "views/cards.css", "views/print.css", "map/map.css", "map/live.css"):
        css = (ROOT / "pathways" / sheet).read_text(encoding="utf-8")
        assert ":has(" not in css, sheet
        rules = re.findall(r"[^{},]*\[class\*=[^{},]*", css)
        assert not [r for r in rules if re.search(r"[ >+~](\*|:[\w-]+(\([^)]*\))?)\s*$", r) and ":is(" not in r], sheet


def test_the_settings_that_keep_it_fast_and_silent():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False
    assert config["browser"] == {"gatherUsageStats": False, "serverAddress": "localhost"}
    assert config["server"]["fileWatcherType"] == "none"
    assert config["client"]["toolbarMode"] == "minimal"


def test_streamlit_reads_the_settings_beside_the_script():
    """So they hold in a wheel, started from any folder."""
    script = find_script()
    assert script == ROOT / "app.py"
    assert Path(file_util.get_main_script_streamlit_file_path(str(script), "config.toml")) == ROOT / ".streamlit" / "config.toml"


class Accepted(asyncio.Protocol):
    """Tells whether a connection sends at once."""

    def __init__(self, told):
        self.told = told

    def connection_made(self, transport):
        self.told.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_the_app_is_ready_before_the_first_browser_is():
    """`streamlit run app.py` finds an app, its script, what loads everything beside the start, and sockets that do not wait."""
    accepted = []
    found = discover_asgi_app(ROOT / "app.py")
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")
    assert screen() == ROOT / "pathways" / "screen.py"

    async def start():
        async with get_ready(None):
            with socket.socket(socket.AF_INET) as listening:  # as the server makes it
                listening.bind(("127.0.0.1", 0))
                server = await asyncio.get_running_loop().create_server(lambda: Accepted(accepted), sock=listening)
                _, writer = await asyncio.open_connection(*listening.getsockname())
                while not accepted:
                    await asyncio.sleep(0)
                writer.close()
                server.close()
            for thread in [t for t in threading.enumerate() if t.name == "prepare"]:
                await asyncio.to_thread(thread.join)

    starting = threading.Thread(target=lambda: asyncio.run(start()))  # another test's browser may hold a loop in this thread
    starting.start()
    starting.join()
    assert ready.pathway() is ready.pathway()
    assert ready.pathway().content["hash"] == load_pathway().content["hash"]
    assert accepted == [1]
    assert sys.getswitchinterval() == pytest.approx(0.005)


def test_a_click_costs_little(tab):
    tab.example("long_road")
    times = []
    for _ in range(5):
        start = time.perf_counter()
        tab.at.run()
        times.append(time.perf_counter() - start)
    assert sorted(times)[2] < 0.5


def test_app_py_stays_small():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def test_mistakes_in_the_content_are_told_without_a_traceback(monkeypatch, capsys):
    """On the page and at the terminal, with every place; and the page works again once they are mended."""
    first = Problem("data/notices.yaml", 3, "'x <b>': not known.", "Did you mean 'y'?")
    faults = ContentError([first, Problem("data/road/road.yaml", 0, "is missing.")])
    sound = ready.load_pathway

    def broken_content():
        raise faults

    monkeypatch.setattr(ready, "load_pathway", broken_content)
    ready._loaded.cache_clear()
    at = AppTest.from_file(str(screen()), default_timeout=30).run()
    html = at.get("html")[0].proto.body
    assert not at.exception
    place = "data/notices.yaml, line 3: &#x27;x &lt;b&gt;&#x27;: not known. Did you mean"
    for part in (place, "data/road/road.yaml: is missing.", "988", "pathways check"):
        assert part in html
    _prepare()
    told = capsys.readouterr().err
    assert "data/notices.yaml, line 3" in told and "Traceback" not in told
    monkeypatch.setattr(ready, "load_pathway", sound)
    at.run()
    assert not at.exception and "See where you are on the road" in "".join(h.proto.body for h in at.get("html"))
