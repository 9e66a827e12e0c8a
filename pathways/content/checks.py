"""Rules across files: every id exists, every way out is covered, every statement has a source somebody has read."""

from __future__ import annotations

from pathways.content.checks_conditions import CONDITION_RULES
from pathways.content.checks_names import NAME_RULES
from pathways.content.checks_road import ROAD_RULES
from pathways.content.checks_texts import TEXT_RULES
from pathways.content.places import Place, Places
from pathways.content.problems import Problem

__all__ = ["check"]


def check(content: dict, places: dict[tuple, Place]) -> list[Problem]:
    """Return every problem that only shows when the files are read together."""
    told = Places(places)
    return [problem for rule in (*NAME_RULES, *CONDITION_RULES, *ROAD_RULES, *TEXT_RULES) for problem in rule(content, told)]
