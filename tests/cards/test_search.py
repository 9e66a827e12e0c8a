"""Search: an option, a brand, a word, a question and a page are found by everyday words and in spite of typing errors."""

import shutil
import statistics
import time
from types import SimpleNamespace

import pytest

from pathways.content.compiler import collect
from pathways.content.library import data_folder
from pathways.engine.search import Hit, _index, search
from pathways.views.search import _go, _hit

# what a person types -> one of the first three things found
FOUND = """
sertralin                       option:sertraline
Zolft                           option:sertraline
SPRAVATO                        option:esketamine
spravto                         option:esketamine
effexer                         option:venlafaxine
is effexer bad for the heart    option:venlafaxine
prozac                          option:fluoxetine
Prozak                          option:fluoxetine
lexipro                         option:escitalopram
simbalta                        option:duloxetine
trintelix                       option:vortioxetine
abilfy                          option:aripiprazole
seroquil                        option:quetiapine
Risperdal Consta                option:risperidone
wellbutrin and alcohol          option:bupropion
sertraline weight gain          option:sertraline
lithum                          option:lithium_augmentation
ketamin                         option:ketamine_iv
psilocibin                      option:psilocybin
DBT                             option:dbt
brain surgery                   option:dbs
magnet                          option:tms
tms near me                     option:tms
shock therapy                   option:ect
electroshock                    option:ect
electro shock                   option:ect
mushrooms                       option:psilocybin
lightbox                        option:light_therapy
light-box                       option:light_therapy
app                             option:rejoyn
implant                         option:vns
walking                         option:exercise
marriage counselling            option:family_couples_therapy
therapist                       option:psychotherapy
stop taking                     option:discontinue_current_treatment
quit cold turkey                option:discontinue_current_treatment
dose too low                    option:optimise_dose
blood test                      option:medical_workup
medical check                   option:medical_workup
low vitamin D                   page:look_alikes
second opinion                  option:specialist_referral
waiting list                    option:specialist_referral
waiting list                    question:constraints
doctor does not listen          page:right_diagnosis
My doctor doesn’t listen        page:right_diagnosis
drug interactions               option:medication_review
St John's wort                  question:current_medications
st johns wort                   page:why_a_medicine_may_not_work
ibuprofen                       question:current_medications
penicillin allergy              question:allergies
missed doses                    page:a_fair_try
fair try                        page:a_fair_try
nothing works                   page:why_a_medicine_may_not_work
treatment resistant             page:resistant_depression
cure                            page:resistant_depression
will it come back               page:staying_well
best antidepressant             page:no_proven_order
tired                           page:signs_and_tiredness
why am I so tired               page:signs_and_tiredness
sleep                           domain:sleep_and_alertness
sleepy                          domain:sleep_and_alertness
I can't sleep                   domain:sleep_and_alertness
weight gain                     domain:weight
memory loss                     domain:memory_and_thinking
memory loss                     option:ect
side effects                    domain:side_effects
feel like a zombie              domain:side_effects
sex                             domain:sexual_function
driving                         domain:work_and_driving
cost                            domain:cost_and_coverage
cost                            page:questions_to_ask
insurance                       domain:cost_and_coverage
insurnace                       page:questions_to_ask
how long does it take           domain:speed
thyroid                         page:look_alikes
menopause                       page:look_alikes
chemical imbalance              page:causes
older                           page:older_adults
baby                            page:pregnancy_and_birth
pregnancy test                  page:pregnancy_and_birth
pregnant                        question:pregnancy
breastfeeding                   question:breast_feeding
alcohol                         question:substance_use
stop drinking                   option:substance_use_treatment
phq-9                           page:scores_and_forms
bipolar                         option:bipolar_assessment
my teenager                     option:child_and_adolescent_care
domestic violence               page:safety
withdrawal                      word:discontinuation_symptoms
akathesia                       word:akathisia
remision                        word:remission
glaucoma                        question:medical_conditions
print                           view:save
compare                         view:compare
what do guidelines say          view:guidelines
hearing voices                  question:psychosis
"""
# innocent words -> what must not stand among the first five
KEPT_AWAY = """
tired                           question:past_suicide_attempt
tired                           question:suicide_attempt_within_3_months
have you tried                  question:past_suicide_attempt
driving                         question:refusing_food_and_fluids
stop drinking                   question:refusing_food_and_fluids
drinking                        question:eating_very_little
cost                            option:risperidone
cost                            question:past_suicide_attempt
baby                            question:risk_to_infant
weight loss                     question:eating_very_little
headache                        question:confusion_or_new_neurological_signs
someone                         question:harm_to_others
sweating                        question:serotonin_toxicity_signs
new pill                        question:serotonin_toxicity_signs
life                            question:suicidality
sex life                        view:crisis
end of treatment                view:crisis
does it help                    view:crisis
diet                            view:crisis
take my pills                   view:crisis
pill                            question:substance_use
what to expect                  question:pregnancy
heart beat                      question:being_harmed
high                            question:mania_history
older                           option:olanzapine_fluoxetine
cure                            question:current_medications
"""
DANGER = """
suicide|sucide|suicidal|kill myself|I want to kill myself|killing myself|want to die|I want to die|i dont want to live|I don't want to live anymore|
better off dead|end my life|thinking about ending my life|self-harm|hurt myself|overdose|crisis|988|hotline|emergency|hopeless|suicide hotline number
"""


def table(text):
    return [tuple(part.strip() for part in line.rsplit(None, 1)) for line in text.strip().splitlines()]


def places(content, typed, most):
    return [f"{h.kind}:{h.id}" for h in search(content, typed)[:most]]


@pytest.mark.parametrize(("typed", "place"), table(FOUND))
def test_everyday_words_find_it_among_the_first_three(content, typed, place):
    assert place in places(content, typed, 3)


@pytest.mark.parametrize(("typed", "place"), table(KEPT_AWAY))
def test_innocent_words_do_not_bring_it_up(content, typed, place):
    assert place not in places(content, typed, 5)


@pytest.mark.parametrize("typed", [t for t in DANGER.replace("\n", "").split("|") if t])
def test_words_of_danger_bring_the_crisis_page_first(content, typed):
    assert places(content, typed, 1) == ["view:crisis"]


def test_questions_about_danger_come_up_only_by_the_sayings(content):
    """Not by a word of their own text, so that no common word leads to them."""
    quiet = {q["id"] for q in content["questions"].values() if q["careful"] or q["section"] == "safety"}
    assert quiet and quiet.isdisjoint(row.id for row in _index(content).rows if row.kind == "question")


def test_every_saying_leads_where_it_says(content):
    for saying in content["search"]["sayings"]:
        for say in saying["say"]:
            assert saying["find"][0] in places(content, say, 4), say


def test_no_two_sayings_are_one_and_lead_apart(content):
    """Words that say nothing are left out, so "too high" would be "high"; where danger is told, word for word counts."""
    told = {}
    for words, saying, say in _index(content).sayings:
        if not saying["first"]:
            assert told.setdefault(frozenset(words), saying) is saying, say


@pytest.mark.parametrize("voice", ["plain", "clinician"])
def test_every_place_that_a_saying_names_is_shown_and_opens(content, leaf_of, voice):
    went = []
    session = SimpleNamespace(
        content=content, go=lambda *to, **params: went.append((to, params)), open_crisis=lambda: went.append("crisis")
    )
    for place in sorted({p for s in content["search"]["sayings"] for p in s["find"]}):
        kind, _, key = place.partition(":")
        shown = _hit(leaf_of(voice), Hit(kind, key, "words", 99.0))
        assert ("data-go" in shown) == (kind != "word"), place
        before = len(went)
        _go(session, place)
        assert len(went) == before + (kind != "word"), place


def test_every_option_is_found_by_each_of_its_names(content):
    for option in content["options"].values():
        for name in (option["names"]["plain"], *option["also_called"]):
            hits = [h.id for h in search(content, name, most=40) if h.kind == "option"]
            assert option["id"] in hits[:3], name


def test_an_exact_name_stands_first(content):
    assert search(content, "esketamine")[0].id == "esketamine"


def test_what_a_text_says_is_found_and_shown_in_the_voice_that_is_on(content):
    plain, clinician = (
        next(h for h in search(content, "hyponatremia", voice=v) if h.kind == "option") for v in ("plain", "clinician")
    )
    assert plain.id == clinician.id and plain.matched != clinician.matched and "yponatremia" in clinician.matched


def test_what_was_typed_is_not_said_again_and_what_was_understood_is(content):
    assert [search(content, t)[0].matched for t in ("I want to die", "weight gain", "insurnace")] == ["", "", "insurance"]


def test_a_known_word_is_never_taken_for_another(content):
    """Whole words before near ones: of two common words that differ in one letter, each finds its own."""
    index = _index(content)
    for word, other in (("tired", "tried"), ("driving", "drinking"), ("cost", "consta"), ("dose", "does"), ("weight", "eight")):
        assert index._forms(word).keys().isdisjoint(index._forms(other)), word


@pytest.mark.parametrize("typed", ["", " ", "x", "qqqqzzzz", "<script>", "%%%%", "the", "and or"])
def test_nothing_is_found_for_nothing(content, typed):
    assert search(content, typed) == ()


def test_long_text_is_no_trouble(content):
    assert isinstance(search(content, "a very long text " * 200), tuple)


def test_it_is_fast(content):
    search(content, "first")  # makes the index
    typed, spent = [t for t, _ in table(FOUND) + table(KEPT_AWAY)][:100], []
    assert len(typed) == 100
    for text in typed:
        start = time.perf_counter()
        search(content, text)
        spent.append(time.perf_counter() - start)

    assert statistics.quantiles(spent, n=20)[-1] < 0.05


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"page:signs_and_tiredness"', '"page:signs_of_tiredness"', "the page 'signs_of_tiredness' does not exist"),
        ('"view:crisis"', '"view:crises"', "the view 'crises' does not exist"),
        ('"word:sedation"', '"term:sedation"', "'term:sedation' names no place"),
        ("[safety plan]", "[safety plan, hotline]", "'hotline': is said twice"),
    ],
)
def test_a_saying_that_leads_nowhere_is_told(tmp_path, old, new, told):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    file = folder / "words" / "search.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    _, problems = collect(folder)

    assert any(told in str(p) and p.file.endswith("search.yaml") and p.line > 1 for p in problems), problems
