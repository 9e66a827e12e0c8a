"""Texts on screen: hard words on tap, sources numbered, everything escaped."""

import re


def test_a_hard_word_is_explained_where_it_first_stands(leaf_of):
    leaf = leaf_of()
    html = leaf.explained("Remission means well. After remission, go on.")

    assert html.count("popovertarget") == 1
    assert "popover" in leaf.foot()


def test_the_clinicians_voice_needs_no_explanation(leaf_of):
    assert "popovertarget" not in leaf_of("clinician").explained("Remission means well.")


def test_text_is_escaped(leaf_of):
    for voice in ("plain", "clinician"):
        assert "<script" not in leaf_of(voice).explained("<script>alert(1)</script> & remission")


def test_the_same_source_has_one_number(content, leaf_of):
    leaf = leaf_of()
    source = next(iter(content["cards"].values()))["what_it_is"]["sources"][0]

    assert leaf.notes([source]) == leaf.notes([source, source])
    assert leaf.foot().count("<li>") == 1


def test_what_a_hard_word_opens_exists_once(content, leaf_of):
    leaf = leaf_of()
    html = "".join(leaf.text(s) for card in list(content["cards"].values())[:20] for s in card["benefits"]) + leaf.foot()
    targets, ids = re.findall(r'popovertarget="([^"]+)"', html), re.findall(r'popover class="pw-bubble" id="([^"]+)"', html)

    assert set(targets) == set(ids)
    assert len(ids) == len(set(ids))


def test_many_sources_stand_behind_one_number(leaf_of):
    leaf = leaf_of()
    sources = [f"x{i} | place" for i in range(6)]
    html = leaf.noted("Two words", sources)
    assert html.startswith("Two <span class=") and html.count("<button") == 3 and "+4" in html
    foot = leaf.foot()
    for i in range(6):
        assert f"x{i} | place" in foot
    assert foot.count('id="') == len(set(re.findall(r'id="([^"]+)"', foot)))
    for target in re.findall(r'popovertarget="([^"]+)"', html):
        assert f'id="{target}"' in foot
    assert leaf.noted("One two", ()) == "One two"
