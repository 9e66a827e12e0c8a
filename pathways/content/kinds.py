"""The kinds of content: which files hold them, and which record each of them is."""

from __future__ import annotations

__all__ = ["KINDS", "Kind"]

# name in the content, files, record class, and whether a file holds one record, a list of them, or one table
Kind = tuple[str, str, str, str]
KINDS: tuple[Kind, ...] = (
    ("options", "options/*/*.yaml", "records.Option", "one"),
    ("rule_sets", "rules/*.yaml", "records.RuleSet", "one"),
    ("road", "road/road.yaml", "records.RoadMap", "single"),
    ("triggers", "road/urgency.yaml", "records.Trigger", "list"),
    ("derived", "road/derived.yaml", "records.Derived", "list"),
    ("gates", "road/gates.yaml", "records.Gate", "list"),
    ("notices", "notices.yaml", "records.Notice", "list"),
    ("groups", "medicines/groups.yaml", "records_person.MedicineGroup", "list"),
    ("medicines", "medicines/[!g]*.yaml", "records_person.Medicine", "list"),
    ("conditions", "conditions.yaml", "records_person.MedicalCondition", "list"),
    ("answers", "answers.yaml", "records_person.AnswerKey", "list"),
    ("questions", "questions/*.yaml", "records_person.Question", "list"),
    ("verdicts", "verdicts.yaml", "records_reading.Verdict", "list"),
    ("contract", "contract.yaml", "records_reading.Contract", "single"),
    ("edition", "edition.yaml", "records_reference.Edition", "single"),
    ("wording", "words/wording.yaml", "records_reading.Wording", "single"),
    ("screen", "words/screen.yaml", "records_reading.Screen", "single"),
    ("map", "words/map.yaml", "records_reading.MapWords", "single"),
    ("crisis", "crisis.yaml", "records_reference.Crisis", "single"),
    ("sources", "sources.yaml", "records_reading.SourceRecord", "list"),
    ("recommendations", "recommendations.yaml", "records_reading.Recommendation", "list"),
    ("disagreements", "disagreements.yaml", "records_reference.Disagreement", "list"),
    ("instruments", "instruments.yaml", "records_reference.Instrument", "list"),
    ("staging", "staging.yaml", "records_reading.Staging", "list"),
    ("card_words", "words/cards.yaml", "records_reading.CardWords", "single"),
    ("audit", "audit.yaml", "records_reading.AuditItem", "list"),
    ("glossary", "words/glossary.yaml", "records_reading.Term", "list"),
    ("search", "words/search.yaml", "records_reading.SearchWords", "single"),
    ("cards", "cards/*/*.yaml", "records_cards.Card", "one"),
    ("pages", "pages/[!t]*.yaml", "records_reading.Page", "one"),
    ("topics", "pages/topics.yaml", "records_reading.Topic", "list"),
    ("cases", "cases/*.yaml", "records_reading.ExampleCase", "one"),
)
