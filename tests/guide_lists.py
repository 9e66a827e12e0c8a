"""The lists of the ids an answer can carry, made from the content and from the fixed words of an answer."""

import re

from pathways.content import records
from pathways.content.walking import listed

REASONS = [
    ("safety", "ruled_out", "a rule about the body or the other medicines closes it"),
    ("safety", "caution", "a rule calls for care, or nobody knows if it does"),
    ("safety", "withheld", "at an emergency, all but the rescue set"),
    ("safety", "class_closed", "no member of this class is offered"),
    ("missing_answer", "unasked", "an answer that could close it has not been asked for"),
    ("missing_answer", "unknown", "an answer that could close it is not known: find out first"),
    ("missing_answer", "place_unasked", "an answer that could change its place on the road has not been asked for"),
    ("missing_answer", "place_unknown", "an answer that could change its place on the road is not known"),
    ("evidence", "evidence", "why it is a next step here, or why there is no place for it"),
    ("evidence", "gate_phase", "something comes first at this place"),
    ("evidence", "later", "it stands further along"),
    ("evidence", "earlier", "it stands earlier and was not used"),
    ("evidence", "did_not_help", "a fair try did not help"),
    ("evidence", "helped_in_part", "a fair try helped in part"),
    ("evidence", "side_effects", "stopped for side effects"),
    ("evidence", "class_tried", "a member of this class had a fair try"),
    ("licence", "licence", "a licence limit, or only in a trial here"),
    ("access", "access", "hard to get; it closes nothing"),
    ("wish", "declined", "the person does not want it for now"),
]
STANDINGS = {
    "not_indicated": "no place for this person",
    "tried": "had its try",
    "research_only": "only in a trial, not approved or not sold here",
    "next": "a usual next step here",
    "earlier": "belongs before here, not used",
    "later": "comes later",
}
SAFETY = {
    "clear": "no rule speaks against it",
    "caution": "a rule calls for care",
    "ruled_out": "a rule closes it",
    "needs_answer": "an answer that could close it is missing",
}
TRIED = {
    "did_not_help": "a fair try did not help",
    "helped_in_part": "a fair try helped in part",
    "side_effects": "not tolerated",
    "helped": "it helped",
    "came_back": "it helped, then it came back",
    "on_it_now": "it runs, and it is too early to say",
    "not_a_fair_try": "it had no fair try",
}
URGENCY = {"none": "nothing urgent told", "same_day": "help today", "emergency": "help now; all but the rescue set is withheld"}
MISSING = ("dose", "weeks", "adherence", "outcome", "episode")
PHASES_SAY = {
    "safety_gate": "danger, psychosis, withdrawal, a medicine reaction, or danger not asked yet",
    "out_of_scope": "not this road",
    "confirm_diagnosis": "the diagnosis first",
    "first_line": "no adequate trial yet",
    "optimise": "something runs or was tried that is not yet a fair try, or helps with room to improve",
    "second_line": "one adequate trial",
    "trd_options": "two or more adequate trials",
    "maintenance": "in remission",
    "relapse_after_response": "it helped, then it came back",
}


def lists(content):
    """The lists of the guide, each as Markdown lines."""
    road, said = content["road"], content["derived"]

    def values(key):
        record = content["answers"][key]
        if record["kind"] == "whole_number":
            return f"{record['low']} to {record['high']}"
        if key == "medical_conditions":
            return "ids of `conditions.yaml`"
        if record["values"]:
            return (
                ", ".join(str(v).lower() if isinstance(v, bool) else v for v in record["values"])
                + (", or an option id" if record["or_option_ids"] else "")
                + (f"; each {record['low']} to {record['high']}" if record["kind"] == "values" else "")
            )
        return {
            "text_list": "names as typed",
            "recent_medicines": "name and weeks since",
            "trials": "beside `answers`, not in it",
        }[record["kind"]]

    return {
        "derived facts": [
            f"- `{d['id']}`: {d['what']} Values: {', '.join(dict.fromkeys(map(_word, [*(f['value'] for f in d['first']), d['otherwise']])))}."
            for d in said.values()
        ],
        "urgency": [f"- `{u}`: {t}" for u, t in URGENCY.items()],
        "phases": [f"- `{p}`: {PHASES_SAY[p]}" for p in records.PHASES],
        "positions": [f"- `{s['id']}` ({s['phase']}): {s['title']['clinician']}" for s in road["states"] if s["phase"]],
        "decisions": [f"- `{d['id']}`: {d['ask']['clinician']}" for d in road["decisions"]],
        "questions": [
            f"- `{q['id']}` ({q['section']}): fills {', '.join(f'`{k}`' for k in listed(q['sets']))}"
            for q in content["questions"].values()
        ],
        "verdicts": [f"- `{v['id']}` ({v['counts']}): {v['word']['clinician']}" for v in content["verdicts"].values()],
        "missing": [f"- `{m}`" for m in MISSING],
        "staging": [f"- `{s['id']}`: {s['names']['clinician']}" for s in content["staging"].values()],
        "standings": [f"- `{s}`: {t}" for s, t in STANDINGS.items()],
        "safety": [f"- `{s}`: {t}" for s, t in SAFETY.items()],
        "tried": [f"- `{s}`: {t}" for s, t in TRIED.items()],
        "reasons": ["| kind | effect | says |", "|---|---|---|", *(f"| `{k}` | `{e}` | {t} |" for k, e, t in REASONS)],
        "notices": [
            f"- `{n['id']}` ({n['level']}): {(n['title'] or n['text'])['clinician']}" for n in content["notices"].values()
        ],
        "triggers": [f"- `{t['id']}` ({t['level']}): {t['text']['clinician']}" for t in content["triggers"].values()],
        "answers": [f"- `{k}` ({a['kind'].replace('_', ' ')}): {values(k)}" for k, a in content["answers"].items()],
    }


def _word(value):
    return str(value).lower() if isinstance(value, bool) else value


def written(text, made):
    """The guide with its lists made anew."""
    for name, lines in made.items():
        text = re.sub(
            rf"(<!-- list: {name} -->\n).*?(<!-- end -->)",
            lambda m, lines=lines: m[1] + "\n".join(lines) + "\n" + m[2],
            text,
            flags=re.DOTALL,
        )
    return text
