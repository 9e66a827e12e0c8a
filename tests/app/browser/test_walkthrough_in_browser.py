"""What three people meet in a real browser: focus, places kept, the map in sight, paper, narrow screens, leaving, WCAG."""

import re

import pytest

DESKTOP, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
FOCUS = "() => { const e = document.activeElement; return [e.tagName, e.innerText.trim()]; }"
TOP = "() => document.querySelector('.stMain').scrollTop"


def _faults(tab):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab.page, options=WCAG).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found]


def _focused(tab, tag, text):
    tab.page.wait_for_function(
        "([tag, text]) => document.activeElement.tagName === tag && document.activeElement.innerText.includes(text)",
        arg=[tag, text],
        timeout=5000,
    )


def _add(tab, name):
    field = tab.page.locator(".st-key-card_adding input").first
    field.click()
    field.type(name)
    tab.page.wait_for_timeout(300)
    tab.page.keyboard.press("Enter")
    return tab.settle()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_after_continue_the_focus_is_on_the_next_question_at_the_top(screen, size):
    tab = screen(size)
    tab.press("start_walk")
    _focused(tab, "H1", "In the past month")
    tab.page.evaluate("() => document.querySelector('.stMain').scrollTo(0, 400)")
    tab.choose(0)
    _focused(tab, "H1", "In the past three months")
    assert tab.page.evaluate(TOP) == 0
    tab.press("walk_back")
    _focused(tab, "H1", "In the past month")


def test_back_from_a_card_finds_the_row_and_the_place(screen):
    tab = screen(PHONE)
    tab.example("two_fair_tries")
    tab.page.locator("[data-group=antidepressant] summary").first.click()
    tab.page.locator("[data-go=vilazodone]").click()
    tab.settle()
    _focused(tab, "H1", "Vilazodone")
    assert tab.page.evaluate(TOP) == 0
    tab.press("option_back")
    _focused(tab, "BUTTON", "Vilazodone")
    assert tab.page.evaluate(TOP) > 200
    assert tab.page.locator("[data-go=vilazodone]").is_visible()  # the group is as open as it was left


def test_a_treatment_just_added_gets_the_focus(screen):
    tab = screen(PHONE)
    tab.press("start_history")
    _add(tab, "zoloft")
    _focused(tab, "H2", "Zoloft")
    _add(tab, "wellbutrin")
    _focused(tab, "H2", "Wellbutrin")


def test_the_map_stays_in_sight_beside_a_long_list(screen):
    tab = screen()
    tab.example("long_road")
    tab.settle().page.locator(".pw-all").click()
    tab.page.get_by_role("button", name="Close all").wait_for()
    tab.page.wait_for_function("() => document.querySelector('.st-key-card_open').offsetHeight > 1800")
    tab.page.evaluate("() => document.querySelector('.stMain').scrollTo(0, 1500)")
    tab.page.wait_for_timeout(200)
    box = tab.page.locator(".st-key-card_map_place").bounding_box()
    assert 0 <= box["y"] < 60
    here = tab.page.locator(".pw-map .m-here").bounding_box()
    assert 0 < here["y"] < 800


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_what_is_picked_on_the_map_is_told_with_its_reason_in_sight(screen, size):
    tab = screen(size)
    tab.example("two_fair_tries")
    tab.page.locator(".pw-map .n.m-closed", has_text="Magnetic").last.click()
    _focused(tab.settle(), "H3", "Magnetic stimulation")
    why = tab.page.locator(".pw-inwhy").first
    assert "cochlear implant" in why.inner_text()
    assert 0 < tab.page.locator("[class*='st-key-mapdetail_'] h3").bounding_box()["y"] < size[1] - 150
    tab.page.locator("[class*='st-key-mapclose_'] button").click()
    _focused(tab.settle(), "H2", "The map")


def test_paper_is_one_clean_page_in_light_colours(screen):
    tab = screen(DESKTOP, "dark")
    tab.example("two_fair_tries")
    assert not tab.page.locator(".pw-paper").count()  # drawn only for a printer
    tab.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    tab.page.locator(".st-key-print_next button").first.click()
    assert tab.page.evaluate("() => window.printed") == 1
    tab.page.emulate_media(media="print")
    tab.page.locator(".pw-paper").wait_for(state="visible")
    for hidden in (".st-key-view", ".st-key-top"):
        assert not tab.page.locator(hidden).first.is_visible()
    assert tab.page.evaluate("() => getComputedStyle(document.querySelector('.pw-paper')).color") == "rgb(28, 42, 51)"
    assert tab.page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    pdf = tab.page.pdf(format="Letter")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= 3


def test_on_the_narrowest_screen_the_crisis_button_is_whole(screen):
    tab = screen(NARROW)
    tab.example("long_road")
    whole = (
        "() => { const p = document.querySelector('.st-key-crisis button p'), d = p.parentElement;"
        " return p.scrollWidth <= p.clientWidth + 1 && d.scrollWidth <= d.clientWidth + 1; }"
    )
    assert tab.page.evaluate(whole)
    for view in ("position", "history", "save", "decided", "answers"):
        tab.go(view)
        assert tab.overflow() <= 0, view
    tab.go("save").press("try_two_fair_tries")
    assert tab.overflow() <= 0


def test_markup_in_a_name_runs_nowhere(screen):
    tab = screen()
    told = []
    tab.page.on("dialog", lambda d: (told.append(d.message), d.dismiss()))
    tab.press("start_history")
    _add(tab, "<img src=x onerror=alert(1)> **b** $x$ :red[y]")
    for view in ("history", "position", "answers", "walk", "save"):
        tab.go(view)
        assert not tab.page.locator("img[src=x], .katex").count(), view
    assert told == []


def test_a_reload_and_a_way_back_show_nothing_of_the_person(screen):
    tab = screen()
    tab.example("two_fair_tries")
    tab.page.reload()
    tab.page.wait_for_selector(".st-key-top")
    tab.settle()
    assert "Sertraline" not in tab.page.content()
    tab.example("two_fair_tries")
    entries = tab.page.evaluate("() => history.length")
    tab.page.locator(".st-key-leave button").first.click()
    tab.page.wait_for_url("about:blank", timeout=5000)
    for _ in range(entries):
        tab.page.go_back()
        tab.page.wait_for_timeout(300)
        assert "Sertraline" not in tab.page.content()


def test_two_tabs_know_nothing_of_each_other(screen):
    one, two = screen(), screen()
    one.example("two_fair_tries")
    two.go("history")
    assert not two.page.locator("[class*='st-key-trial_t']").count()


def test_a_second_click_at_once_answers_one_question_only(screen):
    tab = screen()
    tab.press("start_walk")
    tab.page.locator("[data-testid=stRadioOption]").nth(0).click()
    tab.settle()
    tab.page.locator("[class*='_continue_'] button").first.dblclick()
    tab.settle()
    _focused(tab, "H1", "In the past three months")


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")])
def test_the_new_parts_have_no_wcag_faults(screen, size, scheme):
    tab, faults = screen(size, scheme), {}
    tab.press("start_history")
    faults["no treatments"] = _faults(tab)
    _add(tab, "Wellbutrn")
    faults["near names"] = _faults(tab)
    tab.go("position")
    faults["unread name"] = _faults(tab)
    tab.go("save").press("try_two_fair_tries")
    faults["commit first"] = _faults(tab)
    tab.go("position").page.locator(".pw-all").click()
    tab.settle()
    faults["all groups"] = _faults(tab)
    for part in ("closed", "later"):
        tab.page.locator(f".st-key-ledger_{part} summary").first.click()
        tab.settle()
    faults["ledger"] = _faults(tab)
    tab.page.locator(".pw-map .n.m-here").first.click()
    tab.settle()
    faults["map detail"] = _faults(tab)
    tab.page.locator(".st-key-menu button").first.click()
    tab.page.wait_for_timeout(300)
    faults["menu"] = _faults(tab)
    tab.page.keyboard.press("Escape")
    tab.settle().press("crisis")
    faults["crisis"] = _faults(tab)
    tab.page.locator(".pw-more summary").first.click()
    faults["more lines"] = _faults(tab)
    assert not {k: v for k, v in faults.items() if v}
