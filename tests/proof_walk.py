"""Urgency and the walk as formulas: when a person stands at each position."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

import networkx as nx
from proof_conditions import Conditions


class Walk(Conditions):
    """Urgency, the branches taken and the position reached."""

    def review(self, name: str) -> Any:
        return self.logic.var("reviewed", name) if self.reviewed else self.logic.false

    @cached_property
    def urgency(self) -> dict[str, Any]:
        g, high, some = self.logic, [], []
        for trigger in self.content["triggers"].values():
            yes = self.code(trigger["when"]).yes
            some.append(yes)
            if trigger["level"] == "emergency":
                high.append(g.all(yes, g.no(g.all(*(self.review(n) for n in trigger["of"])))))
        emergency, any_ = g.any(*high), g.any(*some)
        return {"emergency": emergency, "same_day": g.all(g.no(emergency), any_), "none": g.no(any_)}

    def decision_values(self, decision: Any) -> list[tuple[Any, Any]]:
        if decision["answer"]:
            return [(c, self.answer(decision["answer"], c)) for c in self.classes[decision["answer"]]]
        if decision["fact"] in self.tables.derived:
            return self.derived_value(decision["fact"])
        return self.fact_values(decision["fact"])

    @cached_property
    def reach(self) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
        """Return when a walk passes each node, and when it takes each branch (the walk has no loops: p1)."""
        g, graph = self.logic, self.pathway.graph
        go = nx.DiGraph([(a, b) for a, b, d in graph.edges(data=True) if d["kind"] == "go"])
        passes: dict[str, list] = defaultdict(list)
        passes[graph.graph["start"]].append(g.true)
        branch: dict[tuple[str, str], Any] = {}
        nodes = {}
        for node in nx.topological_sort(go):
            here = nodes[node] = g.any(*passes[node])
            data = graph.nodes[node]
            if data["kind"] == "state":
                if data["record"]["go"] and not data["record"]["phase"]:
                    passes[data["record"]["go"]].append(here)
                continue
            values = self.decision_values(data["record"])
            for way in data["record"]["branches"]:
                holds = g.any(*(h for v, h in values if v in way["when"]))
                taken = g.all(here, holds)
                branch[(node, way["go"])] = g.any(branch.get((node, way["go"]), g.false), taken)
                passes[way["go"]].append(taken)
        return nodes, branch

    @cached_property
    def at(self) -> dict[str, Any]:
        """Return when a person stands at each position."""
        if self.free_places:
            return {
                n: self.logic.var("at", n)
                for n, d in self.pathway.graph.nodes(data=True)
                if d["kind"] == "state" and d["record"]["phase"]
            }
        return {
            n: h
            for n, h in self.reach[0].items()
            if self.pathway.graph.nodes[n]["kind"] == "state" and self.pathway.graph.nodes[n]["record"]["phase"]
        }
