"""Free text to medicines: generic names, brands, doses, forms, misspellings; nothing is guessed."""

import pytest
from basecase import base_case, failed_trial, position_of

from pathways.engine.medicines import read_medicines
from pathways.engine.names import dose_of, light, normal
from pathways.engine.truth import NO, UNKNOWN, YES

KNOWN = [
    ("Zoloft", "sertraline", None),
    ("zoloft 100mg", "sertraline", 100),
    ("ZOLOFT 100 MG once daily", "sertraline", 100),
    ("sertraline hcl 50 mg tablets", "sertraline", 50),
    ("generic sertraline for mood", "sertraline", None),
    ("Effexor XR 150 mg", "venlafaxine", 150),
    ("venlafaxine xr", "venlafaxine", None),
    ("Wellbutrin XL 300mg", "bupropion", 300),
    ("Cymbalta60mg", "duloxetine", 60),
    ("cymbalta 60", "duloxetine", None),
    ("Symbyax", "olanzapine_fluoxetine", None),
    ("Auvelity", "dextromethorphan_bupropion", None),
    ("Emsam patch 6 mg/24h", "selegiline_patch", 6),
    ("selegiline 5 mg", "selegiline", 5),
    ("methylene blue", "methylene_blue", None),
    ("Zyvox", "linezolid", None),
    ("St. John's wort", "st_johns_wort", None),
    ("St John’s Wort", "st_johns_wort", None),
    ("st johns wort", "st_johns_wort", None),
    ("lithium carbonate ER 450", "lithium", None),
    ("Lithium 0.3 g", "lithium", 300),
    ("liothyronine 25 mcg", "liothyronine", 0.025),
    ("T3", "liothyronine", None),
    ("NyQuil", "cold_medicine_with_dextromethorphan", None),
    ("Spravato 84 mg", "esketamine", 84),
    ("amitriptyline 25 mg at night", "amitriptyline", 25),
    ("aspirin 81", "aspirin", None),
    ("coumadin", "warfarin", None),
    ("omega-3", "omega_3", None),
    ("sertraline 1,5 mg", "sertraline", 1.5),
    ("sertraline_hcl", "sertraline", None),
    ("  Prozac   20mg  ", "fluoxetine", 20),
    ("dextromethorphan_bupropion", "dextromethorphan_bupropion", None),
]


@pytest.mark.parametrize(("text", "medicine", "dose"), KNOWN, ids=[t for t, _, _ in KNOWN])
def test_known(pathway, text, medicine, dose):
    found = pathway.tables.book.medicine(text)
    assert found and found.id == medicine and found.dose_mg == (pytest.approx(dose) if dose else None)


MISSPELT = [
    ("sertralin", "sertraline"),
    ("setraline", "sertraline"),
    ("zolft", "zoloft"),
    ("venlafaxin", "venlafaxine"),
    ("buproprion", "bupropion"),
    ("escitalopran", "escitalopram"),
    ("fluoxitine", "fluoxetine"),
    ("mirtazipine", "mirtazapine"),
    ("tranylcipromine", "tranylcypromine"),
    ("linezolide", "linezolid"),
    ("lamotragine", "lamotrigine"),
]


@pytest.mark.parametrize(("text", "near"), MISSPELT, ids=[t for t, _ in MISSPELT])
def test_misspelt_is_not_guessed_and_the_near_name_is_offered(pathway, text, near):
    """A near name is a question to the person, never an answer."""
    book = pathway.tables.book
    assert book.medicine(text) is None
    assert near in [name.lower() for name in book.nearest(text)]


def test_a_near_name_is_shown_as_it_is_written(pathway):
    """A brand keeps its capital, a generic name its small letters."""
    nearest = pathway.tables.book.nearest
    assert nearest("prozak")[0] == "Prozac"
    assert nearest("zolft")[0] == "Zoloft"
    assert nearest("sertralin")[0] == "sertraline"
    assert nearest("ssrii")[0] == "SSRI"
    assert all(pathway.tables.book.medicine(name) for name in nearest("wellbutren"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SSRIs", "an_ssri"),
        ("an SSRI", "an_ssri"),
        ("opioids", "an_opioid"),
        ("hay fever", "hay_fever_remedy"),
        ("Zoloft, an antidepressant", "sertraline"),
        ("lisinopril blood pressure pill", "lisinopril"),
        ("warfarin (blood thinner)", "warfarin"),
        ("peanuts", "peanut"),
        ("grass", "pollen"),
    ],
)
def test_a_class_is_known_and_a_medicine_beside_it_wins(pathway, text, named):
    found = pathway.tables.book.medicine(text)
    assert found and found.id == named


def test_a_class_tells_what_its_members_share_for_sure_and_the_rest_perhaps(pathway):
    def medicines(**answers):
        given = {"current_medications": (), "recent_medications": (), "allergies": (), **answers}
        return read_medicines(given, (), pathway.tables.book, pathway.tables.groups)

    now = medicines(current_medications=("SSRI",))
    assert not now.unrecognised
    assert now.taking(frozenset({"ssri"}), 0) == YES
    assert now.taking(frozenset({"fluoxetine"}), 0) == UNKNOWN
    assert now.keys(frozenset({"fluoxetine"}), 0, UNKNOWN) == ("answers.current_medications",)
    assert now.taking(frozenset({"snri"}), 0) == NO
    before = medicines(recent_medications=({"name": "SSRI", "stopped_weeks_ago": 3},))
    assert before.taking(frozenset({"serotonergic_antidepressant"}), 2) == NO
    assert before.taking(frozenset({"fluoxetine"}), 5) == UNKNOWN
    assert before.keys(frozenset({"fluoxetine"}), 5, UNKNOWN) == ("answers.recent_medications",)
    allergic = medicines(allergies=("SSRIs", "hay fever"))
    assert allergic.allergic(frozenset({"sertraline"})) == YES
    assert allergic.allergic(frozenset({"pseudoephedrine"})) == NO


def test_a_trial_named_by_its_class_counts_as_a_medicine_taken(pathway):
    """An SSRI whose name nobody knows closes an MAOI just as well."""
    trials = [
        failed_trial("sertraline", 150, 10),
        failed_trial("venlafaxine", 225, 8),
        failed_trial("SSRI", 50, 3, ongoing=True, stopped_weeks_ago=None, stopped_because=None, outcome="too_early"),
    ]
    position = position_of(pathway, base_case({}, trials))
    assert position.options[pathway.tables.index["phenelzine"]].safety == "ruled_out"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "5 mg",
        "100",
        "once daily",
        "a small white pill",
        "???",
        "Lexapro 10mg and Abilify 2 mg",
        "sertraline and bupropion",
        "sertraline, bupropion",
        "sertraline/bupropion",
        "x",
        "the",
        "<script>",
        "=1+1",
        "a" * 200,
    ],
)
def test_not_known(pathway, text):
    """Two names in one entry are not guessed either: which of them is meant is asked."""
    assert pathway.tables.book.medicine(text) is None
    assert len(pathway.tables.book.nearest(text)) <= 3


def test_every_name_of_the_content_is_known(pathway):
    """Each id, generic and brand name finds its own medicine, in small letters, with a dose and with a form."""
    wrong = []
    for record in pathway.content["medicines"].values():
        for name in (record["id"], *record["names"], *record["brands"]):
            for written in (name, name.upper(), f"{name} 10 mg"):
                found = pathway.tables.book.medicine(written)
                if found is None or found.id != record["id"]:
                    wrong.append((written, record["id"], found))
    assert not wrong


def test_no_name_means_two_medicines(pathway):
    """A name that two records claim would be decided by the order of the files."""
    owners: dict = {}
    for record in pathway.content["medicines"].values():
        for name in (record["id"], *record["names"], *record["brands"]):
            owners.setdefault(light(name), set()).add(record["id"])
    assert not {n: o for n, o in owners.items() if len(o) > 1}


def test_every_option_with_a_medicine_is_found_by_its_name(pathway):
    """An option's own names lead to the option."""
    book, wrong = pathway.tables.book, []
    for option in pathway.content["options"].values():
        for name in (option["id"], option["names"]["plain"], option["names"]["clinician"]):
            if book.treatment(name) != option["id"] and not (
                book.treatment(name) and pathway.content["options"][book.treatment(name)]["parent"] == option["id"]
            ):
                wrong.append((name, option["id"], book.treatment(name)))
    assert not wrong


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("selegiline", None),
        ("selegiline tablets", None),
        ("Emsam", "selegiline_patch"),
        ("selegiline skin patch", "selegiline_patch"),
        ("ketamine", "ketamine_iv"),
        ("S-ketamine", "esketamine"),
    ],
)
def test_a_shortened_option_is_not_another_medicine(pathway, text, option):
    """The tablet is not the patch, though both are called by one word."""
    book, content = pathway.tables.book, pathway.content
    assert book.treatment(text) == option
    if option:
        assert book.medicine(text).id == content["options"][option]["medicine"]


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("10mg", 10),
        ("10 mg", 10),
        ("0.5 mg", 0.5),
        ("0,5 mg", 0.5),
        ("500 mcg", 0.5),
        ("500 µg", 0.5),
        ("1 g", 1000),
        ("2 milligrams", 2),
        ("10", None),
        ("mg", None),
        ("20 mg then 40 mg", 20),
        ("", None),
        ("9" * 300 + " mg", float("9" * 300)),
    ],
)
def test_dose(text, dose):
    assert dose_of(text) == (pytest.approx(dose) if dose is not None else None)


def test_normal_is_stable():
    """What is normal stays normal."""
    for text in ("Effexor XR 150 mg daily", "St. John's wort", "olanzapine/fluoxetine", "Ümlaut 5 mg"):
        assert normal(normal(text)) == normal(text) and light(light(text)) == light(text)
