"""A made-up pathway, small enough to read: one danger question, one age limit, one count, three options that do not exist."""

from __future__ import annotations

from typing import Any

from pathways.content.checks_texts import WORDS_NEEDED
from pathways.content.frozen import freeze
from pathways.content.rules import spread_rules
from pathways.engine.position import Pathway, make_pathway

COUNTING = {"least_weeks": 4, "sure_weeks": 6, "partial_percent": 25, "response_percent": 50}


def _say(text: str) -> dict:
    return {"plain": text, "clinician": text}


def _why(text: str, when: Any = None, **more: Any) -> dict:
    return {"when": when, "text": _say(text), "opens_if": None, "sources": [], "checked": None, "confirmed": True, **more}


def _way(at: list, when: Any = None) -> dict:
    return {"at": at, "when": when, "because": _say("A usual next step here."), "sources": [], "checked": None}


def _option(id_: str, group: str, ways: list, **more: Any) -> dict:
    road = {
        "next": ways,
        "earlier_at": [],
        "later_because": None,
        "earlier_because": None,
        "not_indicated": more.pop("not_indicated", []),
        "research_only": None,
    }
    return {
        "id": id_,
        "group": group,
        "parent": None,
        "names": _say(id_.title()),
        "also_called": [],
        "medicine": None,
        "trial_role": "monotherapy",
        "label": [id_],
        "what": _say(id_),
        "what_sources": [],
        "fair_try": None,
        "status": [],
        "licence_for": None,
        "payers": None,
        "road": road,
        "rescue": None,
        "include": [],
        "rules": [],
        "access": [],
        "stands_for_itself": False,
        "checked": "2026-11-23",
        **more,
    }


def _state(id_: str, phase: str | None, go: str | None = None) -> dict:
    return {
        "id": id_,
        "band": 0,
        "side": "left",
        "label": [id_],
        "phase": phase,
        "go": go,
        "title": _say(id_),
        "text": _say(id_),
        "sources": [],
    }


def _decision(id_: str, branches: list, answer: str | None = None, fact: str | None = None) -> dict:
    return {
        "id": id_,
        "band": 0,
        "label": [id_],
        "answer": answer,
        "fact": fact,
        "ask": _say(id_),
        "branches": [{"when": w, "say": "x", "go": g} for w, g in branches],
    }


def _answer(key: str, kind: str, values: list = (), low: Any = None, high: Any = None) -> dict:
    return {
        "key": key,
        "kind": kind,
        "values": list(values),
        "low": low,
        "high": high,
        "unit": None,
        "or_option_ids": key == "declines",
        "label": _say(key),
    }


def tiny_content() -> dict:
    """Return the made-up content before its rules are spread."""
    kinds = [
        _answer("age", "whole_number", low=0, high=120),
        _answer("alarm", "yes_no", [True, False]),
        _answer("fine", "yes_no", [True, False]),
        _answer("medical_conditions", "set", ["hiccups"]),
        _answer("current_medications", "text_list"),
        _answer("recent_medications", "recent_medicines", low=0, high=100),
        _answer("allergies", "text_list"),
        _answer("declines", "set", ["medication"]),
        _answer("constraints", "set", ["far"]),
        _answer("trials", "trials"),
    ]
    reasons = (*WORDS_NEEDED["reasons"], "unconfirmed")
    syrup = _option(
        "syrup",
        "antidepressant",
        [_way(["first_line", "second_line"], {"not": {"fair_try_of": ["syrup"]}})],
        medicine="glimmerine",
        rules=[
            _why("Not with hiccups.", {"condition": ["hiccups"]}, effect="ruled_out"),
            _why("Careful when older.", {"answer": "age", "at_least": 65}, effect="caution"),
        ],
    )
    lamp = _option(
        "lamp",
        "lifestyle",
        [_way(["second_line"])],
        not_indicated=[_why("Not for the young.", {"answer": "age", "below": 18}, kind="evidence")],
    )
    help_ = _option(
        "help", "care_step", [_way(["everywhere"], {"fact": "urgency", "is": ["emergency"]})], rescue="always", trial_role="care"
    )
    return {
        "options": {o["id"]: o for o in (help_, syrup, lamp)},
        "rule_sets": {},
        "gates": {},
        "notices": {},
        "cards": {},
        "evidence": [],
        "sources": {},
        "road": {
            "start": "begin",
            "bands": [_say("all")] * 9,
            "links": [],
            "states": [
                _state("begin", None, "alarm_now"),
                _state("help_first", "safety_gate"),
                _state("start_here", "first_line"),
                _state("go_on", "second_line"),
                _state("fine", "maintenance"),
            ],
            "decisions": [
                _decision("alarm_now", [(["emergency"], "help_first"), (["none", "same_day"], "fine_now")], fact="urgency"),
                _decision("fine_now", [([True], "fine"), ([False, "unknown", "unasked"], "tries")], answer="fine"),
                _decision("tries", [(["some"], "go_on"), (["none"], "start_here")], fact="tries"),
            ],
            "boxes": [
                {
                    "id": "all_of_it",
                    "band": 0,
                    "label": ["x"],
                    "options": ["help", "syrup", "lamp"],
                    "from": ["help_first", "start_here", "go_on", "fine"],
                    "then": "alarm_now",
                }
            ],
        },
        "triggers": {
            "alarm": {
                "id": "alarm",
                "level": "emergency",
                "when": {"answer": "alarm", "is": [True]},
                "of": ["alarm"],
                "text": _say("Alarm."),
                "sources": [],
                "confirmed": True,
            }
        },
        "derived": {
            "tries": {
                "id": "tries",
                "what": "x",
                "first": [{"value": "some", "when": {"fact": "adequate_trials", "at_least": 1}}],
                "otherwise": "none",
            }
        },
        "groups": {},
        "conditions": {"hiccups": {"id": "hiccups", "names": _say("hiccups"), "open_cause": False}},
        "medicines": {
            "glimmerine": {
                "id": "glimmerine",
                "names": [],
                "brands": ["Glim"],
                "groups": [],
                "addon": None,
                "antidepressant": {
                    "option": "syrup",
                    "minimums": [{"mg": 10, "by": "us_label", "sources": []}],
                    "usual_max": {"mg": 20, "sources": []},
                    "caps": [],
                },
            }
        },
        "answers": {a["key"]: a for a in kinds},
        "questions": {
            a["key"]: {
                "id": a["key"],
                "sets": a["key"],
                "kind": a["kind"],
                "ask": _say(a["key"]),
                "why": _say("x"),
                "not_asked_when": None,
                "choices": [],
            }
            for a in kinds
        },
        "verdicts": {},
        "edition": {"id": "us", "version": "0"},
        "instruments": {},
        "staging": {},
        "contract": {
            "groups": [
                {"id": g, "names": _say(g), "options": [o]}
                for g, o in (("care_step", "help"), ("antidepressant", "syrup"), ("lifestyle", "lamp"))
            ],
            "declines": [{"id": "medication", "groups": ["antidepressant"], "options": []}],
            "conditions": ["hiccups"],
            "domains": [],
            "countries": ["US"],
            "answering": ["patient"],
            "settling": ["age", "alarm", "fine", "trials"],
            "counting": COUNTING,
        },
        "wording": {"reasons": {r: {"text": _say(r), "opens_if": None} for r in reasons}, "never_in_plain": []},
    }


def make_tiny_pathway() -> Pathway:
    """Return the made-up pathway."""
    return make_pathway(freeze(spread_rules(tiny_content())))
