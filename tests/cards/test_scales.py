"""The page on scores and forms: every instrument, what it does not show, and how often it is right in both arms."""

from html import escape

import pytest

from pathways.views.scales import scales_html


@pytest.mark.parametrize("voice", ["plain", "clinician"])
def test_every_instrument_stands_on_the_page_with_what_it_does_not_show(content, leaf_of, voice):
    html = scales_html(leaf_of(voice))

    for scale in content["instruments"].values():
        assert escape(scale["names"][voice]) in html
    assert html.count("<summary") == len(content["instruments"])


@pytest.mark.parametrize("voice", ["plain", "clinician"])
def test_a_form_tells_all_four_rates(content, leaf_of, voice):
    """Found and missed of 100 who have it, wrong alarm and cleared of 100 who do not; never one of them alone."""
    html = scales_html(leaf_of(voice))
    rates = [r for s in content["instruments"].values() for r in s["accuracy"]]

    assert len(rates) >= 4
    for rate in rates:
        found, alarm = rate["of_100_with"], rate["of_100_without"]
        leaf = leaf_of(voice)
        assert leaf.html("scales.finds", finds=rate["finds"][voice]) in html
        assert leaf.html("scales.with_it", hit=found, missed=100 - found, positive=rate["positive"][voice]) in html
        assert leaf.html("scales.without_it", alarm=alarm, cleared=100 - alarm) in html


def test_a_form_without_figures_says_so(content, leaf_of):
    silent = [s for s in content["instruments"].values() if not s["accuracy"]]

    assert scales_html(leaf_of()).count(leaf_of().html("scales.unknown")) == len(silent) > 0
