"""Every topic of the document that started this project has a place in the app."""

import re

import pytest

# the options the document names: each has a card
NAMED = (
    "ssri",
    "snri",
    "mirtazapine",
    "bupropion",
    "dextromethorphan_bupropion",
    "bupropion_augmentation",
    "mirtazapine_augmentation",
    "aripiprazole",
    "brexpiprazole",
    "quetiapine",
    "olanzapine_fluoxetine",
    "risperidone",
    "esketamine",
    "ketamine_iv",
    "lithium_augmentation",
    "isocarboxazid",
    "phenelzine",
    "selegiline_patch",
    "tranylcypromine",
    "pramipexole",
    "psilocybin",
    "cbt",
    "dbt",
    "mbt",
    "ipt",
    "family_couples_therapy",
    "group_therapy",
    "behavioural_activation",
    "tms",
    "deep_tms",
    "accelerated_tms",
    "saint",
    "ect",
    "dbs",
    "prism",
    "ecot_as",
    "rejoyn",
    "clinical_trial",
)
# words of its list, each of which some topic must carry
WORDS = (
    "low mood",
    "how common",
    "resistant",
    "difficult",
    "usual treatments",
    "two medicines",
    "therapy",
    "fault",
    "serotonin",
    "circuits",
    "dose",
    "side effects",
    "level",
    "diagnosis",
    "thyroid",
    "metabolic",
    "heart",
    "autoimmune",
    "vitamin",
    "pleasure",
    "anxiety",
    "appetite",
    "tired",
    "worthless",
    "irritab",
    "drive",
    "episodes",
    "restless",
    "sleep",
    "suicid",
    "hormone|HPA|stress",
    "neurotransmitter|messenger",
    "neuroplasticity|plastic",
    "inflammation",
    "child",
    "inherit|genes|polygenic",
    "epigen",
    "personality",
    "PTSD|trauma",
    "early",
    "severity",
    "psychotic",
    "response",
    "missed",
    "family",
    "diabetes|chronic illness|illness",
    "break down|breaks down",
    "psychosocial|social|life",
    "combined",
    "access",
    "interview",
    "questionnaire",
    "memory",
    "story",
    "agree",
    "stigma|blame",
    "next steps",
    "adequate|fair",
    "ten questions",
    "off-label",
    "history",
    "prevent",
    "sign",
    "what can be done",
)


def test_every_topic_names_a_place_that_exists(content):
    kinds = {"page": "pages", "card": "cards", "option": "cards", "question": "questions"}
    for topic in content["topics"].values():
        places = topic["answered_by"] if isinstance(topic["answered_by"], tuple) else (topic["answered_by"],)
        assert places
        for place in places:
            kind, _, key = place.partition(":")
            assert key in content[kinds[kind]], (topic["id"], place)


@pytest.mark.parametrize("option", NAMED)
def test_an_option_that_the_document_names_has_a_card_with_a_status_and_a_way_it_works(content, option):
    card = content["cards"][option]

    assert card["what_it_is"]["plain"] and card["how_it_works"]["plain"]
    assert content["options"][option]["status"] or content["options"][option]["group"] in ("psychotherapy", "investigational")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_documents_list_has_a_topic(content, word):
    topics = " | ".join(t["topic"] + " " + t["id"].replace("_", " ") for t in content["topics"].values())

    assert re.search(word, topics, re.IGNORECASE), word


def test_pages_and_what_they_help_are_linked_both_ways(content):
    for page in content["pages"].values():
        assert (
            page["helps_questions"]
            or page["helps_options"]
            or page["id"] == content["card_words"]["search"]["ten_questions_page"]
        ), page["id"]
        assert any(s["sources"] for s in page["sections"]), page["id"]


def test_every_topic_that_a_page_covers_names_that_page(content):
    for page in content["pages"].values():
        for topic in page["covers"]:
            answered = content["topics"][topic]["answered_by"]
            assert f"page:{page['id']}" in (answered if isinstance(answered, tuple) else (answered,)), (page["id"], topic)
