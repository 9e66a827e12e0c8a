"""A case kept on the device outlives a reload; wiping it, or leaving, ends that."""

import json

KEPT = "() => window.localStorage.getItem('pathways-case')"


def _reload(tab):
    tab.page.reload()
    tab.page.wait_for_selector("h1")
    tab.settle()


def _keep(tab):
    tab.go("save").page.get_by_text("Keep them here, so that I can go on later").click()
    tab.settle()


def test_a_kept_case_outlives_a_reload_until_it_is_wiped(screen):
    tab = screen()
    tab.press("start_walk")
    tab.choose(0)
    _reload(tab)
    assert tab.page.evaluate(KEPT) is None  # nothing is kept unasked
    assert not tab.page.locator(".st-key-device_go_on").count()

    tab.press("start_walk")
    tab.choose(0)
    _keep(tab)
    assert json.loads(tab.page.evaluate(KEPT))["answers"] == {"suicidality": "none"}
    _reload(tab)
    tab.page.locator(".st-key-device_go_on button").wait_for()
    tab.press("device_go_on")
    assert tab.page.locator(".st-key-band").is_visible()
    _keep_is_on = tab.go("save").page.locator(".st-key-device_choice input").is_checked()
    assert _keep_is_on
    tab.press("device_wipe_now")
    assert tab.page.evaluate(KEPT) is None
    _reload(tab)
    assert not tab.page.locator(".st-key-device_go_on").count()


def test_leaving_wipes_what_was_kept(screen):
    tab = screen()
    tab.press("start_walk")
    tab.choose(0)
    _keep(tab)
    assert tab.page.evaluate(KEPT)
    address = tab.page.url
    tab.page.locator(".st-key-leave button").first.click()
    tab.page.wait_for_url("about:blank")
    tab.page.goto(address)
    tab.page.wait_for_selector("h1")
    assert tab.page.evaluate(KEPT) is None
