"""Freshness: facts by age, statuses due for a look, what is planned."""

import datetime

from pathways.content.freshness import due_statuses, facts_by_age, planned, stale_report
from pathways.views.about import next_look

SOON = datetime.date(2026, 11, 25)
LATER = datetime.date(2027, 6, 1)


def test_facts_stand_by_age_the_oldest_first(content):
    days = [f.checked for f in facts_by_age(content)]

    assert days == sorted(days)
    assert len(days) > len(content["cards"]) + len(content["evidence"])


def test_a_status_is_due_when_the_policy_says_so(content):
    assert due_statuses(content, SOON) == []
    assert len(due_statuses(content, LATER)) == sum(len(o["status"]) for o in content["options"].values())


def test_the_report_lists_what_is_due_and_what_is_planned(content):
    report = stale_report(content, LATER)

    assert "Regulator statuses due for a look" in report
    assert all(option in report for _, option, _ in planned(content))
    assert "the day has passed" in report


def test_what_is_planned_lies_after_the_content_date(content):
    day = content["edition"]["content_date"]

    assert all(when >= day[: len(when)] for when, _, _ in planned(content))


def test_the_next_look_is_told(content):
    assert next_look(content) > datetime.date.fromisoformat(content["edition"]["content_date"])
