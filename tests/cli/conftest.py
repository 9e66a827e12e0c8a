"""The contract's own example of a case, as a file."""

import json

import pytest
from contract import CASE


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path
