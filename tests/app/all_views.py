"""The views that an answer can change, by name."""

VIEWS = (
    "start",
    "walk",
    "history",
    "position",
    "answers",
    "decided",
    "save",
    "card",
    "compare",
    "matters",
    "guidelines",
    "understand",
    "search",
)
