"""A bad case, and the message it gets."""

import json

import pytest

from pathways.engine.case import CaseError, parse_case


def told(text, content, name="case.yaml"):
    """The message for a bad case, checked for its form: one line, the file's name, an end."""
    with pytest.raises(CaseError) as fault:
        parse_case(text, content, name)
    message = str(fault.value)
    assert "\n" not in message and message.isprintable(), message
    assert message.startswith(name), message
    assert message.rstrip().endswith((".", "?", "`", ")")), message
    assert len(message) < 1500, message
    return message


def case_with(**keys):
    return json.dumps({"format": 1, **keys})
