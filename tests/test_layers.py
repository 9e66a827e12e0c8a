"""Imports point one way, clinical words stand in data/ alone, no file is too long."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pathways

PACKAGE = Path(pathways.__file__).parent
ROOT = PACKAGE.parent
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "shipped" not in p.parts) + [p for p in (ROOT / "app.py",) if p.exists()]

# room -> the rooms it may import from; what is not named may not be imported
ROOMS = {
    "content": {"content"},
    "engine": {"content", "engine"},
    "map": {"content", "engine", "map"},
    "views": {"content", "engine", "map", "views", "export"},
    "export": {"content", "engine", "map", "export"},
    "report": {"content", "engine"},
    "cli": {"content", "engine", "map", "report", "start", "export"},
    "start": {"content", "views"},
    "screen": {"content", "views"},
    "__main__": {"cli"},
    "__init__": set(),
    "app": {"start"},
}
NOT_BEFORE_THE_VIEWS = {"streamlit", "pandas", "graphviz", "pygraphviz", "typst"}  # content and engine answer without them
PANDAS_ALLOWED = {"engine/evidence.py"}  # the tables of estimates
LONGEST, LONGEST_APP = 300, 60

# ids that a .py file may hold, each with its reason
ALLOWED = {
    ("engine/staging.py", "ect"): "the name of a part of the staging methods in data/staging.yaml",
    ("engine/staging.py", "antidepressants"): "the name of a part of the staging methods in data/staging.yaml",
    ("views/compare.py", "no_new_treatment"): "the column that is always offered for comparison",
}
COMMON_WORDS = {  # ids that are plain English or words of the contract's own form; they say nothing clinical by themselves
    "adhd",
    "exercise",
    "falls",
    "insomnia",
    "migraine",
    "obesity",
    "other",
    "psychotherapy",
    "trials",
    "values",
    "sex",
    "age",
    "severity",
    "features",
    "constraints",
    "declines",
    "allergies",
    "prism",
    "procedures",
    "medication",
    "weight",
    "speed",
    "antidepressant",
    "medical_conditions",
    "current_medications",
    "recent_medications",
    "number_of_episodes",
    "same",
    "none",
    "nothing",
    "adherence",
    "msg",
    "device",
    "procedure",
    "saint",
    "iron",
    "opioid",
    "sedative",
    "stimulant",
    "estrogen",
    "urgency",
    "phase",
}


def room_of(path):
    return inside(path).split("/")[0].removesuffix(".py")


def inside(path):
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name


def short(path):
    return path.relative_to(ROOT).as_posix()


def imported(path):
    """Every module a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{short(path)}: write imports in full"
            yield node.module or ""
            if node.module == "pathways":
                yield from (f"pathways.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=short)
def test_imports_point_only_to_the_left(path):
    """content <- engine <- map <- views, report, cli <- screen, start <- app."""
    allowed = ROOMS[room_of(path)]
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "pathways" and len(parts) > 1:
            assert parts[1] in allowed or parts[1].startswith("__"), f"{short(path)} imports {name}"
        if parts[0] in NOT_BEFORE_THE_VIEWS and room_of(path) in ("content", "engine"):
            assert parts[0] == "pandas" and path.relative_to(PACKAGE).as_posix() in PANDAS_ALLOWED, (
                f"{short(path)} imports {name}"
            )


def test_every_room_is_named():
    assert {room_of(p) for p in FILES} <= set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_file_is_too_long(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= (LONGEST_APP if path.name == "app.py" else LONGEST), f"{short(path)} has {lines} lines: split it by idea"


@pytest.mark.parametrize("path", FILES, ids=short)
def test_every_file_says_what_it_is_for(path):
    source = path.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source)), f"{short(path)} has no docstring"


def strings(path):
    """Every string constant of a file but docstrings, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


@pytest.fixture(scope="module")
def clinical(pathway):
    """Ids and names that only data/ may hold: options, conditions, medicines, groups, brands; plain words are left out."""
    content = pathway.content
    words = {*content["options"], *content["conditions"], *content["medicines"], *content["groups"]}
    words |= {name.lower() for m in content["medicines"].values() for name in (*m["names"], *m["brands"])}
    words |= {name.lower() for o in content["options"].values() for name in o["also_called"]}
    return {w for w in words if len(w) > 2 and w not in COMMON_WORDS}


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_drug_option_or_condition_in_code(path, clinical):
    """A rule about a treatment is data. A string of code is none of its ids or names."""
    found = [(line, text) for line, text in strings(path) if text.lower() in clinical and (inside(path), text) not in ALLOWED]
    assert not found, f"{short(path)}: {found}"


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_medicine_named_inside_a_text_of_code(path, pathway):
    """Nor does a longer text name a generic medicine or a brand (docstrings and comments may, as examples)."""
    names = {m["id"] for m in pathway.content["medicines"].values() if m["antidepressant"] or m["addon"]}
    names |= {b.lower() for m in pathway.content["medicines"].values() if m["antidepressant"] or m["addon"] for b in m["brands"]}
    names = {n for n in names if len(n) > 4 and n not in COMMON_WORDS}
    for line, text in strings(path):
        hits = names & set(re.findall(r"[a-z_]+", text.lower()))
        assert not hits, f"{short(path)}, line {line}: {hits}"


def test_every_exception_is_used(clinical):
    """An exception that nothing needs is taken off the list."""
    used = {(inside(p), text) for p in FILES for _, text in strings(p)}
    assert set(ALLOWED) <= used
    assert {word for _, word in ALLOWED} <= clinical


@pytest.mark.parametrize("path", FILES, ids=short)
def test_nothing_of_the_content_is_executed(path):
    """Conditions are data: no eval, no exec, no pickle, no yaml.load."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        n.func.id if isinstance(n.func, ast.Name) else n.func.attr
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name | ast.Attribute)
    }
    assert not {"eval", "exec", "unsafe_load", "full_load"} & called, short(path)
    assert not {"pickle", "marshal", "shelve"} & set(imported(path)), short(path)


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) in ("content", "engine", "map")], ids=short)
def test_pure_rooms_hold_no_state_and_print_nothing(path):
    """No global statement, no print, no logging of anything a person typed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Global)], short(path)
    assert not [
        n.lineno for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"
    ], short(path)
    assert "logging" not in set(imported(path)), short(path)


def test_the_top_level_is_fixed():
    """Design section 2: app.py pathways/ data/ tests/ pyproject.toml README.md, dot-files and a changelog."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("not a checkout")
    allowed = {"app.py", "pathways", "data", "tests", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
    left = (
        {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and not p.name.endswith(".egg-info")}
        - allowed
        - {"build", "dist", "__pycache__"}
    )
    assert not left


@pytest.mark.parametrize("check", [["check", "--quiet"], ["format", "--check", "--quiet"]], ids=["lint", "format"])
def test_the_code_keeps_its_own_style(check):
    """What pyproject.toml says of style holds of every file; `ruff format .` mends most of it."""
    ran = subprocess.run([sys.executable, "-m", "ruff", *check, "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
