# ruff: noqa: PLC0415
"""Property 1: every summary leads to exactly one position; no dead ends; every node reachable; every loop leaves.

Per decision: every value that what it reads can have has exactly one way out (enumeration). The ways form no loop and end in
states with a phase (structure), so a walk ends in exactly one position (also asked of the solver, over all summaries). Each
position and each branch is reached by some summary (solver; each position by a case that the engine walks). Each option is
offered to some summary, unless the road says that nobody is. In the whole graph every loop passes a position, where a person
stops, and from everywhere a way leads to being well.
"""

import networkx as nx
import pytest
from basecase import position_of
from proof_cases import STANDS_AT, broken
from proof_formulas import Formulas
from proof_logic import Bits
from proof_solver import Prover

# The count is read twice; two and more have left at `how_many_fair_tries`.
NEVER_TAKEN = {("one_or_none", "two_adequate_trials"), ("one_or_none", "three_adequate_trials")}
OFFERED_TO_NOBODY = {
    "agomelatine",
    "compounded_home_ketamine",
    "magnetic_seizure_therapy",
    "dbs",
    "prism",
    "psilocybin",
}  # not sold, warned of, or studies only


def faults(pathway) -> list[str]:
    """Structure and enumeration: quick, no solver."""
    graph, found = pathway.graph, []
    formulas = Formulas(pathway, Bits([]))
    go = nx.DiGraph()
    go.add_node(graph.graph["start"])
    for node, data in graph.nodes(data=True):
        if "kind" not in data:
            found.append(f"{node} is named and does not exist")
            continue
        if data["kind"] == "state":
            if bool(data["record"]["phase"]) == bool(data["record"]["go"]):
                found.append(f"{node} must either be a position or go on")
            if data["record"]["go"]:
                go.add_edge(node, data["record"]["go"])
            else:
                go.add_node(node)
        if data["kind"] == "decision":
            values = [v for v, _ in formulas.decision_values(data["record"])]
            for value in dict.fromkeys(values):
                ways = [b["go"] for b in data["record"]["branches"] for w in b["when"] if type(w) is type(value) and w == value]
                if len(ways) != 1:
                    found.append(f"{node}: the value {value!r} has {len(ways)} ways out")
            go.add_edges_from((node, b["go"]) for b in data["record"]["branches"])
    if found:
        return found
    if not nx.is_directed_acyclic_graph(go):
        found.append(f"a walk can go round: {nx.find_cycle(go)}")
    reached = nx.descendants(go, graph.graph["start"]) | {graph.graph["start"]}
    found += [f"{n} is never reached" for n in go if n not in reached]
    found += [
        f"{n} is a dead end"
        for n in reached
        if go.out_degree(n) == 0 and not (graph.nodes[n]["kind"] == "state" and graph.nodes[n]["record"]["phase"])
    ]
    return found + loop_faults(graph)


def loop_faults(graph) -> list[str]:
    """Every loop of the whole graph stops at a position, and leaves."""
    found = []
    whole = nx.DiGraph(graph.edges())
    positions = {n for n, d in graph.nodes(data=True) if d["kind"] == "state" and d["record"]["phase"]}
    stopped = whole.copy()
    stopped.remove_nodes_from(positions)
    if not nx.is_directed_acyclic_graph(stopped):
        found.append(f"a loop without a place to stop: {nx.find_cycle(stopped)}")
    well = {n for n in positions if graph.nodes[n]["record"]["phase"] == "maintenance"}
    ends = well | {n for n in whole if whole.out_degree(n) == 0}
    leads = set().union(*(nx.ancestors(whole, n) | {n} for n in ends))
    found += [f"from {n} no way leads out" for n in whole if n not in leads]
    for loop in nx.strongly_connected_components(whole):
        if len(loop) > 1 and not loop & well and not any(b not in loop for a in loop for b in whole.successors(a)):
            found.append(f"a loop that never leaves: {sorted(loop)[:5]}")
    shown = {n for n in graph if graph.in_degree(n)} | {graph.graph["start"]}
    return found + [f"nothing leads to {n}" for n in graph if n not in shown]


def test_ways_are_covered_and_end(pathway):
    found = faults(pathway)
    assert not found


def test_exactly_one_position_for_every_summary(prover):
    import z3

    places = list(prover.formulas.at.values())
    assert prover.find(z3.Not(z3.PbEq([(p, 1) for p in places], 1))) is None


def never_reached(prover) -> set:
    """Return the positions and branches that no summary reaches."""
    nodes, branches = prover.formulas.reach
    return {n for n, holds in (nodes | branches).items() if prover.find(holds) is None}


def test_every_position_and_branch_is_reached(prover):
    assert never_reached(prover) == NEVER_TAKEN


@pytest.mark.parametrize("state", STANDS_AT)
def test_a_case_stands_there(pathway, state):
    assert position_of(pathway, STANDS_AT[state]).place.state == state


def test_no_position_without_such_a_case(pathway):
    assert set(STANDS_AT) == {n for n, d in pathway.graph.nodes(data=True) if d["kind"] == "state" and d["record"]["phase"]}


def test_every_option_is_offered_to_somebody(prover):
    never = {
        row.id
        for row, shape in zip(prover.formulas.tables.options, prover.formulas.shapes, strict=True)
        if prover.find(shape.offered) is None
    }
    assert never == OFFERED_TO_NOBODY


def test_seeded_fault_a_value_without_a_way_out(raw):
    def change(content):
        ways = next(d for d in content["road"]["decisions"] if d["id"] == "came_back_after_help")["branches"]
        ways[1]["when"].remove("unknown")

    assert any("ways out" in f for f in faults(broken(raw, change)))


def test_seeded_fault_two_ways_out(raw):
    def change(content):
        ways = next(d for d in content["road"]["decisions"] if d["id"] == "scope")["branches"]
        ways[0]["when"].append("inside")

    assert any("2 ways out" in f for f in faults(broken(raw, change)))


def test_seeded_fault_a_walk_that_goes_round(raw):
    def change(content):
        ways = next(d for d in content["road"]["decisions"] if d["id"] == "diagnosis")["branches"]
        ways[-1]["go"] = "danger_asked"

    assert any("go round" in f or "never reached" in f for f in faults(broken(raw, change)))


def test_seeded_fault_a_position_nobody_reaches(raw):
    def change(content):
        content["derived"]["in_remission"]["first"][0]["when"] = {
            "all": [{"fact": "severity_now", "is": ["remission"]}, {"fact": "severity_now", "is": ["severe"]}]
        }

    assert "well_now" in never_reached(Prover(broken(raw, change)))


def test_seeded_fault_a_loop_without_a_stop(raw):
    def change(content):
        next(s for s in content["road"]["states"] if s["id"] == "start")["go"] = "danger_now"
        content["road"]["links"].append(
            {
                "id": "round",
                "band": 0,
                "label": ["x"],
                "from": ["teen_services"],
                "to": "teen_services",
                "text": {"plain": "x", "clinician": "x"},
            }
        )

    assert loop_faults(broken(raw, change).graph)
