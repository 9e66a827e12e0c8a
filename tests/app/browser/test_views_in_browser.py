"""What only a browser can show: other hosts, sizes, keyboard, leaving, WCAG."""

import json

import pytest

DESKTOP, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OWN = ("start", "walk", "history", "position", "answers", "decided", "save")
OTHERS = ("compare", "matters", "guidelines", "understand", "search")


def _faults(screen):
    if screen.page.viewport_size["width"] == NARROW[0]:  # the phone has shown the same page; here only the width counts
        return []
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(screen.page, options=WCAG).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found]


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark"), (NARROW, "light")])
def test_every_view_is_accessible_fits_and_asks_no_other_host(screen, size, scheme):
    tab = screen(size, scheme)
    faults = {"start": _faults(tab)}
    tab.example("older_adult")
    for view in (*OWN, *OTHERS):
        tab.go(view)
        faults[view] = _faults(tab)
        assert tab.overflow() <= 0, view
    tab.go("position").page.locator(".st-key-ledger_closed summary").first.click()
    faults["ledger"] = _faults(tab.settle())
    tab.page.locator("[data-go=switch_treatment]").first.click()
    tab.settle()
    faults["card"] = _faults(tab)
    assert tab.overflow() <= 0
    tab.go("answers")
    for question in ("medical_conditions", "current_medications", "severity", "age", "suicidality"):
        tab.press(f"change_{question}")
        faults[question] = _faults(tab)
        assert tab.overflow() <= 0, question
    tab.page.locator("[data-testid=stRadioOption]").nth(3).click()
    tab.settle().page.locator("[class*='_continue_'] button").first.click()
    tab.settle().press("way_mistake")
    faults["emergency"] = _faults(tab)
    assert tab.overflow() <= 0
    assert not {view: f for view, f in faults.items() if f}
    assert len(tab.hosts) == 1


def test_leave_now_empties_the_page_and_leaves_no_way_back(screen):
    tab = screen()
    tab.example("two_fair_tries")
    tab.page.locator(".st-key-leave button").first.click()
    tab.page.wait_for_url("about:blank", timeout=5000)
    assert "Sertraline" not in tab.page.content()
    before = tab.page.url
    tab.page.go_back()
    tab.page.wait_for_timeout(500)
    assert "Sertraline" not in tab.page.content()
    assert before == "about:blank"


def test_crisis_help_and_leave_stay_in_sight_on_a_phone(screen):
    tab = screen(PHONE)
    for view in (None, "save", "history"):
        if view:
            tab.go(view)
        tab.page.evaluate("() => document.querySelector('.stMain').scrollTo(0, 100000)")
        for key in ("crisis", "leave"):
            box = tab.page.locator(f".st-key-{key} button").first.bounding_box()
            assert box["y"] + box["height"] <= PHONE[1], (view, key)
            assert box["height"] >= 44


def test_on_a_phone_the_list_stands_before_the_map(screen):
    tab = screen(PHONE)
    tab.example("two_fair_tries")
    assert (
        tab.page.locator(".st-key-card_open").bounding_box()["y"] < tab.page.locator(".st-key-card_map_place").bounding_box()["y"]
    )


def test_the_walk_by_keyboard_alone(screen):
    tab = screen()
    page = tab.page
    page.locator(".st-key-start_walk button").focus()
    page.keyboard.press("Enter")
    tab.settle()
    page.locator("[role=radiogroup] input").nth(2).focus()
    page.keyboard.press("Space")
    tab.settle()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('[class*=_continue_]') !== null"):
            break
    page.keyboard.press("Enter")
    tab.settle()
    assert "tried to end your life" in page.locator("h1").inner_text()


def test_a_brand_is_typed_and_a_misspelling_is_mended(screen):
    tab = screen()
    tab.go("history")
    field = tab.page.locator(".st-key-card_adding input[role=combobox]")
    field.fill("Zolo")
    tab.page.wait_for_timeout(300)
    tab.page.get_by_role("option", name="Zoloft", exact=True).click()
    tab.settle()
    assert "sertraline" in tab.page.locator(".pw-trialname").inner_text()
    tab.page.locator(".st-key-card_adding input[role=combobox]").fill("venlafaxin")
    tab.page.wait_for_timeout(300)
    tab.page.keyboard.press("Enter")
    tab.settle()
    assert tab.page.locator(".pw-trialname").count() == 2
    near = tab.page.locator("[class*='st-key-near_'] button")
    if near.count():
        near.first.click()
        tab.settle()
    assert "We do not know this name" not in tab.page.locator(".st-key-trials").inner_text()


def test_clearing_a_field_takes_the_fact_away(screen):
    tab = screen()
    tab.example("one_fair_try").go("history")
    weeks = tab.page.locator("[class*='_weeks'] input[type=number]").first
    weeks.fill("2")
    weeks.press("Tab")
    tab.settle()
    assert "Too short to tell" in tab.page.locator(".pw-chip").first.inner_text()
    weeks.fill("")
    weeks.press("Tab")
    tab.settle()
    assert "Not enough is known" in tab.page.locator(".pw-chip").first.inner_text()


def test_a_saved_file_comes_back(screen, tmp_path):
    tab = screen()
    tab.example("two_fair_tries").go("save")
    with tab.page.expect_download() as told:
        tab.page.locator(".st-key-save_json button").click()
    path = tmp_path / "case.json"
    told.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8"))["answers"]["age"] == 41
    tab.press("clear_case").go("save")
    tab.page.locator("input[type=file]").set_input_files(str(path))
    tab.page.wait_for_selector(".st-key-band", timeout=10000)
    assert "Two fair tries so far" in tab.page.locator("h1").inner_text()


def test_a_picked_box_of_the_map_lists_what_is_inside(screen):
    tab = screen()
    tab.example("two_fair_tries")
    tab.page.locator(".st-key-card_map_place [role=button], .st-key-card_map_place g[tabindex]").first.click()
    tab.settle()
    assert tab.page.locator("[class*='st-key-mapdetail_'], .st-key-option_ways, h1").count()
