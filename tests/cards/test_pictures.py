"""Icon arrays: 100 people, the count filled, both arms in one order, told to those who cannot see them."""

import re

import pytest

from pathways.engine.evidence import headline
from pathways.views.card import _panels
from pathways.views.charts import arms_figure, dot_array, icon_array


@pytest.mark.parametrize("count", [0, 1, 32, 99.6, 100])
def test_an_icon_array_has_100_people_and_the_count_filled(count):
    svg = icon_array(count, "open", "x of 100")

    assert svg.count("<use ") == 100
    assert svg.count('class="open"') == round(count)
    assert svg.startswith("<svg") and 'role="img"' in svg and 'aria-label="x of 100"' in svg


@pytest.mark.parametrize("count", [0, 1, 32, 99.6, 100])
def test_a_dot_array_has_100_dots_and_the_count_filled(count):
    no, hole, yes = re.findall(r' d="([^"]*)"', dot_array(count, "care", "x of 100"))

    assert yes.count("h0") == round(count)
    assert no == hole and no.count("h0") == 100 - round(count)


def test_a_label_cannot_break_out_of_the_picture():
    assert "<b" not in icon_array(1, "open", '"><b onclick="x">')


def _figure(content, leaf, option="tms"):
    arms = headline(content, option, good=True)
    return arms, arms_figure(leaf, arms, "open")


def test_the_comparison_stands_first(content, leaf_of):
    arms, html = _figure(content, leaf_of())

    assert html.index(f"<b>{round(arms.without)}</b>") < html.index(f"<b>{round(arms.with_option)}</b>")


def test_a_caption_says_what_when_who_and_how_sure(content, leaf_of):
    leaf = leaf_of()
    arms, html = _figure(content, leaf)

    for part in (
        leaf.word(f"outcomes.{arms.outcome}")[1:],
        f"{arms.weeks:g} weeks",
        f"{arms.n:,.0f} people",
        leaf.word(f"certainty.{arms.certainty}"),
    ):
        assert part in html


def test_a_picture_says_the_gap_so_that_nobody_has_to_do_sums(content, leaf_of):
    arms, html = _figure(content, leaf_of())

    assert f"{round(arms.with_option) - round(arms.without)} more of 100" in html


def test_every_card_draws_in_both_voices(content, leaf_of):
    for card in content["cards"].values():
        plain, clinician = (_panels(leaf_of(v), card) for v in ("plain", "clinician"))
        assert plain.count("<svg") == clinician.count("<svg"), card["id"]
        assert plain.count("<li>") == clinician.count("<li>")
