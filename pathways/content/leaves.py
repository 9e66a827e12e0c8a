"""The comparisons inside a condition (apart from the records, so that an answer needs no pydantic)."""

from __future__ import annotations

__all__ = ["leaves"]


def leaves(when: dict | None) -> list[dict]:
    """Return the comparisons inside a condition, in reading order (an absent condition has none).

    >>> leaves({"not": {"any": [{"condition": ["ptsd"]}, {"taking": ["lithium"]}]}})
    [{'condition': ['ptsd']}, {'taking': ['lithium']}]
    """
    if when is None:
        return []
    if "all" in when or "any" in when:
        return [leaf for part in when.get("all") or when.get("any") for leaf in leaves(part)]
    return leaves(when["not"]) if "not" in when else [when]
