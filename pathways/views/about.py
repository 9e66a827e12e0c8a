"""What this content is, how it is kept up, who paid for it, and how well it reads."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

from pathways.views.blocks import Leaf, fold

__all__ = ["about_html", "next_look"]


def next_look(content: Any) -> datetime.date:
    """Return the day by which the whole content is looked at again."""
    day = datetime.date.fromisoformat(content["edition"]["content_date"])
    return day + datetime.timedelta(days=content["card_words"]["freshness"]["fact_days"])


def about_html(leaf: Leaf, *, folded: bool = False) -> str:
    """Return date, update policy, funding, authors, selection of sources and reading level."""
    fresh, due = leaf.content["card_words"]["freshness"], next_look(leaf.content)
    edition = leaf.content["edition"]
    lines = [
        leaf.html("card.made", date=edition["content_date"], version=edition["version"]) + ".",
        leaf.html("about.update", status_days=fresh["status_days"], fact_days=fresh["fact_days"], due=due.isoformat()),
        leaf.html("about.due") if datetime.date.today() > due else "",
        leaf.html("about.funding"),
        leaf.html("about.made_by"),
        escape(leaf.read(edition["not_reviewed"])) if not edition["reviewed_by"] else "",
        leaf.html("sources.chosen_text"),
        leaf.html("about.reading", median=fresh["median_grade"]),
    ]
    said = "".join(f"<p>{line}</p>" for line in lines if line)
    if folded:
        return f'<section class="pw-about">{fold(leaf.html("about.title"), said)}</section>'
    return f'<section class="pw-about"><h2>{leaf.html("about.title")}</h2>{said}</section>'
