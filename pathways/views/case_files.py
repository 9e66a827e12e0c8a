"""A case as a file, and back: written with the version it was walked on; opened with what has changed since then."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pathways.engine.case import check_case
from pathways.engine.case_text import case_text
from pathways.engine.position import Pathway, Position, find_position
from pathways.views.session import Session, thaw, today

__all__ = ["case_file", "changes_since", "open_case"]


def case_file(pathway: Pathway, case: Any, position: Position, kind: str) -> str:
    """Return the case as the text of a file (json | yaml), with the version it was walked on, the place, and what was offered."""
    edition = pathway.content["edition"]
    file = {
        "format": 1,
        "pathway": {
            "edition": edition["id"],
            "version": edition["version"],
            "position": position.place.state,
            "offered": [o.id for o in position.options if o.offered],
        },
    }
    file |= {k: v for k, v in thaw(case).items() if k not in file}
    return case_text(file, kind)


def open_case(session: Session, case: Any) -> None:
    """Take over a checked case: tell what changed since then, and ask about danger again if it is from another day."""
    told = changes_since(session, case)
    again = {}
    if (case.get("asked_on") or "") < today():
        again = {k: v for k, v in (case.get("answers") or {}).items() if k in session.danger_keys}
    if again:
        kept = {k: v for k, v in case["answers"].items() if k not in again}
        case = check_case(thaw({**case, "answers": kept}), session.content)
        told = [*told, session.say("save.asked_again")]
    session.open_case(case)
    st.session_state["changes"] = told
    if again:
        st.session_state["last_time"] = again
    session.go("walk" if again else "position")


def changes_since(session: Session, case: Any) -> list[str]:
    """Return what is different now from when the case was saved, in sentences."""
    saved, say, content = case.get("pathway") or {}, session.say, session.content
    told = [say("save.opened")]
    if not saved:
        return told
    now, nodes = find_position(session.pathway, case), session.pathway.graph.nodes
    version = content["edition"]["version"]
    if saved.get("version") not in (None, version):
        told.append(say("save.new_version", old=saved["version"], new=version))
    old = saved.get("position")
    if old and old != now.place.state:
        names = [session.read(nodes[s]["record"]["title"]) if s in nodes else s for s in (old, now.place.state)]
        told.append(say("save.moved", old=names[0], new=names[1]))
    if saved.get("offered") is not None:
        before, after = [str(o) for o in saved["offered"]], [o.id for o in now.options if o.offered]
        for word, some in (
            ("now_open", [o for o in after if o not in before]),
            ("now_closed", [o for o in before if o not in after]),
        ):
            if some:
                told.append(
                    say(
                        f"save.{word}",
                        names=", ".join(
                            content["options"][o]["names"][session.voice] if o in content["options"] else o for o in some
                        ),
                    )
                )
    return told if len(told) > 1 else [*told, say("save.same")]
