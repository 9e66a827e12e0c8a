"""Compare: domains first, the heavier the earlier; equal values once; at most four columns, none ranked."""

from pathways.engine.compare import MOST, compare, picked


def test_rows_are_the_domains_of_the_contract(content):
    rows = [r.id for r in compare(content, ["tms", "ect"], "plain") if r.kind == "domain"]

    assert sorted(rows) == sorted(d["id"] for d in content["contract"]["domains"])


def test_what_a_person_marked_comes_first(content):
    rows = compare(content, ["tms", "ect"], "plain", {"sexual_function": 3, "speed": 9})

    assert [r.id for r in rows[:2]] == ["speed", "sexual_function"]


def test_where_options_pull_apart_comes_before_where_they_agree(content):
    rows = [r for r in compare(content, ["tms", "ect", "no_new_treatment"], "plain") if r.kind == "domain"]
    apart = [{"favors", "against"} <= set(r.fits) for r in rows]

    assert any(apart)
    assert apart == sorted(apart, reverse=True)


def test_the_same_for_all_is_told_once_and_last(content):
    rows = [
        r for r in compare(content, ["check_adherence", "medication_review", "bipolar_assessment"], "plain") if r.kind == "domain"
    ]

    assert any(r.same for r in rows)
    assert [r.same for r in rows] == sorted(r.same for r in rows)
    assert all(len(set(r.cells)) == 1 for r in rows if r.same)


def test_columns_stand_in_the_contracts_order_whatever_the_order_of_picking(content):
    assert picked(content, ["ect", "tms", "no_new_treatment", "tms", "nonsense"]) == ("no_new_treatment", "tms", "ect")
    assert len(picked(content, list(content["cards"]))) == MOST


def test_doing_nothing_new_is_a_column_like_the_others(content):
    rows = compare(content, ["no_new_treatment", "tms"], "clinician")

    assert all(len(r.cells) == 2 for r in rows)
    assert all(r.cells[0] for r in rows if r.kind != "numbers")


def test_both_voices_have_the_same_rows_in_numbers_and_fits(content):
    def facts(voice):
        return sorted((r.kind, r.id, r.fits) for r in compare(content, ["tms", "esketamine"], voice))

    assert facts("plain") == facts("clinician")
