"""What a guide names or links to exists, and every file of the content stands in the table of the guide."""

import re

import pytest
from guide import GUIDES, ROOT, TEXT

from pathways.content.library import data_folder


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
