"""The guides: where they stand, and the templates in the one of the content."""

import re
from pathlib import Path

from pathways.content.library import data_folder

ROOT = Path(__file__).parents[1]
GUIDE = data_folder() / "README.md"
GUIDES = [p for p in (ROOT / "README.md", GUIDE, ROOT / "pathways" / "README.md") if p.exists()]


def blocks(text, *infos):
    """The fenced blocks whose info string begins with `infos`: (rest of the info string, text)."""
    for info, body in re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        words = info.split()
        if words[:1] and words[0] in infos:
            yield " ".join(words[1:]), body


TEXT = GUIDE.read_text(encoding="utf-8")
TEMPLATES = {name: body for name, body in blocks(TEXT, "yaml") if name}
