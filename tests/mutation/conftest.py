import pytest

from pathways.content.compiler import collect
from pathways.content.library import data_folder


@pytest.fixture(scope="session")
def raw_content():
    """The shipped content before its rules are spread."""
    content, problems = collect(data_folder())
    assert not problems, problems[:5]
    return content
