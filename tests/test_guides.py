"""The guides cannot drift: commands run, templates are read by the records they describe, lists are made from content.

`python tests/test_guides.py --write` writes the lists of data/README.md anew.
"""

import csv
import importlib
import io
import re
import shlex
import sys
import types
from pathlib import Path
from typing import Union, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pathways.cli import main  # noqa: E402
from pathways.content import records  # noqa: E402
from pathways.content.conditions import WORDS, Condition  # noqa: E402
from pathways.content.domains import FACT_VALUES  # noqa: E402
from pathways.content.evidence import COLUMNS  # noqa: E402
from pathways.content.faults import WORD_KEYS  # noqa: E402
from pathways.content.kinds import KINDS  # noqa: E402
from pathways.content.library import data_folder  # noqa: E402
from pathways.content.reader import read_yaml_text  # noqa: E402
from pathways.content.walking import listed  # noqa: E402

GUIDE = data_folder() / "README.md"
GUIDES = [p for p in (ROOT / "README.md", GUIDE, ROOT / "pathways" / "README.md") if p.exists()]
PARTS = {"state": records.State, "decision": records.Decision, "box": records.Box, "link": records.Link}  # of the road
WITHOUT_TEMPLATE = {
    "map": "words of a fixed form: every key is in the file",
    "card_words": "section, name, words; as data/words/screen.yaml",
}
FREE = {"wording", "screen", "staging"}  # keys of their own, so a template shows the form and not every key


def blocks(text, *infos):
    """The fenced blocks whose info string begins with `infos`: (rest of the info string, text)."""
    for info, body in re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        words = info.split()
        if words[:1] and words[0] in infos:
            yield " ".join(words[1:]), body


TEXT = GUIDE.read_text(encoding="utf-8")
TEMPLATES = {name: body for name, body in blocks(TEXT, "yaml") if name}


def model_of(name):
    if name in PARTS:
        return PARTS[name]
    module, _, model = next(k[2] for k in KINDS if k[0] == name).partition(".")
    return getattr(importlib.import_module(f"pathways.content.{module}"), model)


# templates


@pytest.mark.parametrize("kind", [k[0] for k in KINDS if k[0] not in WITHOUT_TEMPLATE])
def test_every_kind_has_a_template(kind):
    assert kind in TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_read_by_its_record(name):
    """What the guide shows is what the check accepts."""
    values, _ = read_yaml_text(TEMPLATES[name], name)
    adapter = TypeAdapter(model_of(name))
    for value in values if isinstance(values, list) else [values]:
        adapter.validate_python(value, strict=True)


def fields(model, seen=()):
    """Every key that a record and the records inside it may have."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        for inner in models_in(field.annotation):
            if inner not in seen and inner.__module__ != "pathways.content.conditions":
                yield from fields(inner, (*seen, inner))


def models_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif annotation == Condition:
        return
    elif get_origin(annotation) in (list, dict, tuple, Union, types.UnionType) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from models_in(part)


def keys_of(value):
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n not in FREE and n != "road"])
def test_template_shows_every_key(name):
    """A key that no template shows is a key that no editor finds."""
    shown = set(keys_of(read_yaml_text(TEMPLATES[name], name)[0]))
    hidden = set(fields(model_of(name))) - shown
    if name == "rule_sets":
        hidden -= {"checked"}  # shown in the template of an option
    assert not hidden


def test_template_of_an_estimate_has_every_column():
    ((_, body),) = blocks(TEXT, "csv")
    head, row = list(csv.reader(io.StringIO(body)))
    assert tuple(head) == COLUMNS and len(row) == len(COLUMNS)
    for column in COLUMNS:
        assert f"`{column}`" in TEXT, column


def test_template_of_an_estimate_is_right(tmp_path):
    from pathways.content.evidence import read_evidence

    ((_, body),) = blocks(TEXT, "csv")
    (tmp_path / "evidence.csv").write_text(body, encoding="utf-8")
    rows, problems = read_evidence(tmp_path / "evidence.csv")
    assert len(rows) == 1 and not problems


# words


@pytest.mark.parametrize("word", WORDS)
def test_every_condition_word_is_explained_with_an_example(word):
    """A clinician can look up every condition word, and the example is a condition."""
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{word}` |"))
    examples = re.findall(r"`(\{.*?\})`(?: \||,)", row)
    assert examples, row
    for example in examples:
        value, _ = read_yaml_text(example, "example")
        assert word in value
        TypeAdapter(Condition).validate_python(value, strict=True)


def test_every_way_to_compare_is_explained():
    for key in {k for keys in WORD_KEYS.values() for k in keys} - set(WORDS):
        assert f"`{key}`" in TEXT, key


def test_every_example_of_the_guide_names_things_that_exist(pathway):
    """The examples of the condition table hold of the real content."""
    from pathways.content.checks_conditions import wrong_comparisons
    from pathways.content.leaves import leaves

    plain = {
        "answers": {k: dict(v) for k, v in pathway.content["answers"].items()},
        "derived": pathway.content["derived"],
        "conditions": pathway.content["conditions"],
        "options": pathway.content["options"],
    }
    for line in TEXT.splitlines():
        if line.startswith("| `") and "`{" in line:
            for example in re.findall(r"`(\{.*?\})`(?: \||,)", line):
                value, _ = read_yaml_text(example, "example")
                checked = TypeAdapter(Condition).validate_python(value).model_dump(mode="json", by_alias=True)
                for leaf in leaves(checked):
                    assert not list(wrong_comparisons(leaf, plain)), example
                    for word, known in (("condition", "conditions"), ("helped_by", "options"), ("fair_try_of", "options")):
                        assert set(leaf.get(word) or ()) <= set(pathway.content[known])


def test_every_fact_of_the_code_stands_in_the_table():
    rows = dict(
        re.findall(
            r"^\| `([a-z_]+)` \| .*? \| (.*?) \|$",
            TEXT[TEXT.index("## Facts that a condition") : TEXT.index("<!-- list: derived facts")],
            re.MULTILINE,
        )
    )
    assert set(rows) == set(FACT_VALUES)
    for name, values in FACT_VALUES.items():
        if values is None:
            assert "number" in rows[name] or name == "phase", name
        elif name != "newest_outcome":
            assert rows[name] == ", ".join(str(v).lower() if isinstance(v, bool) else v for v in values), name


def test_every_file_of_the_folder_stands_in_the_table():
    """ "To change X, open Y" leads to every kind of file."""
    table = TEXT[TEXT.index("## To change something") : TEXT.index("## Three rules")]
    for path in sorted(data_folder().rglob("*")):
        name = path.relative_to(data_folder()).as_posix()
        if path.suffix not in (".yaml", ".csv") or name.startswith("evidence_parts/"):
            continue
        file = name.rpartition("/")[2]
        first = name.split("/")[0]
        assert (
            name in table
            or f"`{file}`" in table
            or f"`{first}/<" in table
            or f"`{first}/*" in table
            or (first == "questions" and "questions/01_safety.yaml" in table)
        ), name


def test_files_named_in_the_table_exist():
    for name in re.findall(r"`([a-z_]+(?:/[a-z_0-9]+)?\.(?:yaml|csv))`", TEXT):
        if "example" not in name:
            assert list(data_folder().glob(name)) or list(data_folder().rglob(name)) or (ROOT / name).exists(), name


def test_links_inside_the_guide_lead_somewhere():
    anchors = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)}
    for target in re.findall(r"\]\(#([^)]*)\)", TEXT):
        assert target in anchors, target


@pytest.mark.parametrize("path", GUIDES, ids=lambda p: p.relative_to(p.parents[1]).as_posix())
def test_files_linked_from_a_guide_exist(path):
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", GUIDES, ids=lambda p: p.relative_to(p.parents[1]).as_posix())
def test_files_named_in_a_guide_exist(path):
    """`engine/case.py`, `tests/must_close.csv`: a path in backticks leads to a file of the project."""
    for name in re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|csv|yaml|md|toml))(?::[^`]*)?`", path.read_text(encoding="utf-8")):
        near = [base / name for base in (ROOT, ROOT / "pathways", path.parent)]
        assert any(n.exists() for n in near) or "example" in name, name


# commands


def commands():
    for path in GUIDES:
        for _, body in blocks(path.read_text(encoding="utf-8"), "sh", "bash", "console"):
            for line in body.splitlines():
                line = line.split(" #")[0].strip().removeprefix("$ ")  # noqa: PLW2901
                if line.startswith("pathways"):
                    yield path, line


@pytest.mark.parametrize(("path", "line"), list(commands()), ids=[line for _, line in commands()])
def test_command_runs(path, line, tmp_path, monkeypatch, capsys):
    """Every `pathways ...` line of a guide does what it says (install and start lines are run by .ci/run)."""
    argv = shlex.split(line)[1:]
    if not argv:
        pytest.skip("starts the app")
    if argv[0] == "diagram":
        pytest.importorskip("pathways.map.export")
    argv = [str(ROOT / a) if (ROOT / a).exists() and a != "-o" else a for a in argv]
    monkeypatch.chdir(tmp_path)
    assert main(argv) == 0, capsys.readouterr().err
    if "-o" in argv:
        assert (tmp_path / argv[argv.index("-o") + 1]).stat().st_size


def test_the_guides_name_commands():
    assert {line for _, line in commands()} >= {"pathways check"}


def test_readme_names_the_test_command_that_ci_runs():
    ci = ROOT / ".ci" / "run"
    if not ci.exists() or not (ROOT / "README.md").exists():
        pytest.skip("no .ci/run here")
    assert "pytest" in (ROOT / "README.md").read_text(encoding="utf-8") and (
        "README" in ci.read_text(encoding="utf-8") or "pytest" in ci.read_text(encoding="utf-8")
    )


# lists

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


@pytest.fixture(scope="module")
def made(pathway):
    return lists(pathway.content)


def test_lists_are_those_of_the_content(made):
    """Out of date? `python tests/test_guides.py --write` writes them anew."""
    for name in re.findall(r"<!-- list: (.*?) -->", TEXT):
        body = re.search(rf"<!-- list: {name} -->\n(.*?)<!-- end -->", TEXT, re.DOTALL)[1]
        assert body.strip().splitlines() == made[name], name
    assert set(re.findall(r"<!-- list: (.*?) -->", TEXT)) == set(made)


def test_lists_hold_everything_an_answer_says(pathway):
    """Over many cases: no id comes up that the lists do not name, and every word of the fixed lists comes up."""
    from casegen import dice_cases

    from pathways.engine.answer import answer_of
    from pathways.engine.case import check_case
    from pathways.engine.position import find_position

    content = pathway.content
    states = {s["id"] for s in content["road"]["states"]}
    notices = {
        *content["notices"],
        *(f"{w}_{t}" for t in content["triggers"] for w in ("urgent", "reviewed")),
        "unrecognised_medicine",
    }
    because = {f"answers.{k}" for k in content["answers"]} | {"trials", "position", "urgency"}
    seen = {"standing": set(), "safety": set(), "tried": set(), "reason": set()}
    for case in dice_cases(pathway, 400, seed=31):
        answer = answer_of(pathway, find_position(pathway, check_case(case, content)))
        assert answer["urgency"] in URGENCY and answer["position"]["id"] in states and answer["position"]["phase"] in PHASES_SAY
        assert {p["node"] for p in answer["path"]} <= states | {d["id"] for d in content["road"]["decisions"]}
        assert set(answer["questions_left"]) <= set(content["questions"]) and set(answer["history"]["staging"]) == set(
            content["staging"]
        )
        assert {n["id"] for n in answer["notices"]} <= notices
        for trial in answer["history"]["trials"]:
            assert (
                trial["verdict"] in content["verdicts"]
                and set(trial["missing"]) <= set(MISSING)
                and trial["counts"] in ("certain", "possible", "no")
            )
        for option in answer["options"]:
            seen["standing"].add(option["standing"])
            seen["safety"].add(option["safety"])
            seen["tried"] |= set(option["tried"])
            seen["reason"] |= {(r["kind"], r["effect"]) for r in option["reasons"]}
            assert {b for r in option["reasons"] for b in r["because"]} <= because
    assert seen["standing"] == set(STANDINGS) and seen["safety"] == set(SAFETY) and seen["tried"] == set(TRIED)
    told = {(k, e) for k, e, _ in REASONS}
    assert seen["reason"] <= told and told - seen["reason"] <= {("evidence", "later"), ("evidence", "earlier")}, (
        "later and earlier are said where the content has no words of its own"
    )


if __name__ == "__main__":
    from pathways.engine.position import load_pathway

    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_guides.py --write")
    GUIDE.write_text(written(TEXT, lists(load_pathway().content)), encoding="utf-8")
