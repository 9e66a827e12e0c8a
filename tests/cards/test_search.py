"""Search: an option, a brand, a word, a question and a page are found in spite of typing errors."""

import pytest

from pathways.engine.search import search


@pytest.mark.parametrize(
    ("typed", "kind", "id_"),
    [
        ("sertralin", "option", "sertraline"),
        ("Zolft", "option", "sertraline"),
        ("SPRAVATO", "option", "esketamine"),
        ("effexer", "option", "venlafaxine"),
        ("prozac", "option", "fluoxetine"),
        ("lithum", "option", "lithium_augmentation"),
        ("electroshock", "option", "ect"),
        ("psilocibin", "option", "psilocybin"),
        ("akathesia", "word", "akathisia"),
        ("remision", "word", "remission"),
        ("insurnace", "page", "questions_to_ask"),
        ("fair try", "page", "a_fair_try"),
        ("thyroid", "page", "look_alikes"),
        ("why am I so tired", "page", "signs_and_tiredness"),
        ("pregnant", "question", "pregnancy"),
    ],
)
def test_it_is_found(content, typed, kind, id_):
    assert (kind, id_) in [(h.kind, h.id) for h in search(content, typed)]


def test_every_option_is_found_by_each_of_its_names(content):
    for option in content["options"].values():
        for name in (option["names"]["plain"], *option["also_called"]):
            hits = [h.id for h in search(content, name, most=40) if h.kind == "option"]
            assert option["id"] in hits, name


def test_an_exact_name_stands_first(content):
    assert search(content, "esketamine")[0].id == "esketamine"


@pytest.mark.parametrize("typed", ["", " ", "x", "qqqqzzzz", "<script>", "%%%%"])
def test_nothing_is_found_for_nothing(content, typed):
    assert search(content, typed) == ()


def test_long_text_is_no_trouble(content):
    assert isinstance(search(content, "a very long text " * 200), tuple)
