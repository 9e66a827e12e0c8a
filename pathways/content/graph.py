"""The checked content to one frozen `networkx.MultiDiGraph`. Nobody else builds a graph."""

from __future__ import annotations

from typing import Any

import networkx as nx

__all__ = ["build_graph"]


def build_graph(content: Any) -> nx.MultiDiGraph:
    """Return the whole road.

    Nodes carry `kind` (state, decision, action, link) and their record; a box of the map is an action that holds
    options. Edges carry `kind`: `go` (a walk takes it; key = the branch), `next` (an option is a usual next step of a
    state, under `when`), `box` (the map's line), `holds` (box to option), `after` (look again afterwards), `leaves`.
    """
    road = content["road"]
    graph = nx.MultiDiGraph(start=road["start"])
    for kind, records in (
        ("state", road["states"]),
        ("decision", road["decisions"]),
        ("action", road["boxes"]),
        ("link", road["links"]),
    ):
        for record in records:
            graph.add_node(record["id"], kind=kind, record=record, box=kind == "action")
    for option in content["options"].values():
        graph.add_node(option["id"], kind="action", record=option, box=False)
    for state in road["states"]:
        if state["go"]:
            graph.add_edge(state["id"], state["go"], key="go", kind="go")
    for decision in road["decisions"]:
        for number, branch in enumerate(decision["branches"]):
            graph.add_edge(decision["id"], branch["go"], key=f"branch{number}", kind="go", when=branch["when"], say=branch["say"])
    positions = [s for s in road["states"] if s["phase"]]
    for option in content["options"].values():
        for number, way in enumerate(option["road"]["next"]):
            for state in positions:
                if state["phase"] in way["at"] or "everywhere" in way["at"]:
                    graph.add_edge(state["id"], option["id"], key=f"next{number}", kind="next", way=way)
    for box in road["boxes"]:
        for state in box["from"]:
            graph.add_edge(state, box["id"], key="box", kind="box")
        for option in box["options"]:
            graph.add_edge(box["id"], option, key="holds", kind="holds")
            if box["then"]:
                graph.add_edge(option, box["then"], key=f"after:{box['id']}", kind="after")
    for link in road["links"]:
        for state in link["from"]:
            graph.add_edge(state, link["id"], key="leaves", kind="leaves")
        if link["to"]:
            graph.add_edge(link["id"], link["to"], key="back", kind="after")
    return nx.freeze(graph)
