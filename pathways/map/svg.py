"""The map as SVG: the art that is the same for everybody, the small payload that marks it, and pictures with the marks in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH
from pathways.map.layout import EDGE, Layout, layout_of
from pathways.map.marks import Mark, Marks, fill, marks_of
from pathways.map.plan import BANDS_A_ROW, VOICES, Cell, Plan, plan_of
from pathways.map.routes import Route, routes_of
from pathways.map.shapes import badge_defs, outline, path_data, tip_defs, words
from pathways.map.steps import steps_of
from pathways.map.tokens import asset, families, resolved

__all__ = ["alt_text", "art_svg", "count_of", "label_of", "line_class", "said_of", "static_svg", "view_box"]

_LEGEND_ROW, _LEGEND_COLUMNS = 30, 6


def art_svg(pathway: Any) -> str:
    """Return the whole road without a person: constant, with both voices inside, every node a button."""
    plan, layout = plan_of(pathway), layout_of(pathway)
    steps = steps_of(plan, layout)
    title = escape(pathway.content["map"]["title"]["plain"], quote=True)
    nodes = (_node(pathway.content, c, layout.at[c.id], None, "", _live(c, plan, steps)) for c in plan.cells.values())
    return _svg(pathway, None, VOICES, nodes, f'class="pw-road" role="group" aria-label="{title}"')


def static_svg(pathway: Any, position: Any | None, voice: str = "plain", theme: str = "light") -> str:
    """Return the whole road as a picture of its own: marks, key and paint inside."""
    plan, layout, marks = plan_of(pathway), layout_of(pathway), marks_of(pathway, position)
    nodes = (_node(pathway.content, c, layout.at[c.id], marks.nodes[c.id], voice,
                   f'data-n="{c.id}" aria-label="{escape(label_of(c, marks.nodes[c.id], pathway.content, voice), quote=True)}"') for c in plan.cells.values())
    alt = escape(alt_text(pathway, position, voice), quote=True)
    return _svg(pathway, marks, (voice,), nodes, f'class="pw-map" role="img" aria-label="{alt}"', theme)


def alt_text(pathway: Any, position: Any | None, voice: str = "plain") -> str:
    """Return what a person who does not see the picture is told of it; the list says the rest."""
    texts = pathway.content["map"]["alt"]
    if position is None:
        return texts["nobody"][voice]
    return fill(texts["here"], here=pathway.graph.nodes[position.place.state]["record"]["title"])[voice]


def said_of(mark: Mark, content: Any, voice: str) -> list[str]:
    """Return what is said of a node beside its name: state word, count of a group, answer of a question."""
    said = [mark.word[voice]] if mark.word else []
    if mark.count:
        said.append(count_of(mark, content, voice))
    if mark.answer:
        said.append(fill(content["map"]["twin"]["answer"], answer=mark.answer)[voice])
    return said


def label_of(cell: Cell, mark: Mark, content: Any, voice: str) -> str:
    """Return what a screen reader says of a node: name, state word, answer or count, and the reason."""
    said = ", ".join(said_of(mark, content, voice))
    head = f"{cell.name}: {said}" if said else cell.name
    return f"{head}. {mark.reason[voice]}" if mark.reason else head


def count_of(mark: Mark, content: Any, voice: str) -> str:
    """Return how many inside a group are open, as words."""
    return fill(content["map"]["closer"]["count"], open=mark.count[0], all=mark.count[1])[voice]


def view_box(pathway: Any, node: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height of here-and-next: the band of a node and the boxes its lines lead to, at full size."""
    return _view_box(plan_of(pathway), layout_of(pathway), node)


@lru_cache(maxsize=512)
def _view_box(plan: Plan, layout: Layout, node: str) -> tuple[float, float, float, float]:
    frame = layout.frames[plan.cells[node].band]
    shown = [n for n in (node, *plan.reach[node]) if plan.cells[n].band // BANDS_A_ROW == plan.cells[node].band // BANDS_A_ROW]
    shown += [c.id for c in plan.cells.values() if c.band == plan.cells[node].band]
    left = min(frame.x, *(layout.at[n][0] - BOX_WIDTH / 2 - 15 for n in shown))
    right = max(frame.x + frame.width, *(layout.at[n][0] + BOX_WIDTH / 2 + 15 for n in shown))
    low = max(layout.at[n][1] for n in shown) + BOX_HEIGHT / 2 + 26
    return left, frame.y, right - left, low - frame.y


def line_class(pair: tuple[str, str], marks: Marks) -> str:
    """Return how a line is painted: walked, to something open, or quiet."""
    if pair in marks.walked:
        return "walked"
    if pair in marks.next:
        return "next-care" if marks.nodes[pair[1]].mark == "care" else "next-open"
    return ""


def _svg(pathway: Any, marks: Marks | None, voices: tuple[str, ...], nodes: Iterator[str], head: str, theme: str = "") -> str:
    plan, layout = plan_of(pathway), layout_of(pathway)
    here = plan.cells[marks.here].band if marks and marks.here else None
    legend = _legend(pathway, layout, voices[0]) if theme else ""
    height = layout.height + (2 * _LEGEND_ROW + 44 if theme else 0)
    box = f'viewBox="{-EDGE:g} {-EDGE:g} {layout.width + EDGE:g} {height + EDGE:g}" width="{layout.width + EDGE:g}" height="{height + EDGE:g}"'
    paint = f"<style>{resolved(asset('map.css'), theme)}</style>" if theme else ""
    ground = f'<rect x="{-EDGE}" y="{-EDGE}" width="100%" height="100%" fill="{resolved("var(--paper)", theme)}"/>' if theme else ""
    parts = [*_bands(plan, layout, voices, here), *_strips(pathway.content, layout, voices), *_lines(pathway, layout, marks), *nodes, legend]
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {head}>{paint}<defs>{tip_defs()}{badge_defs()}</defs>{ground}' + "".join(parts) + "</svg>"


def _voiced(text: Mapping[str, str], voices: tuple[str, ...], draw: Any) -> str:
    """Draw a text once per voice; where both say the same, once."""
    if len({text[v] for v in voices}) == 1:
        return draw(text[voices[0]], "")
    return "".join(draw(text[v], f' class="v-{v}"') for v in voices)


def _bands(plan: Plan, layout: Layout, voices: tuple[str, ...], here: int | None) -> Iterator[str]:
    for i, (frame, title) in enumerate(zip(layout.frames, plan.bands, strict=True)):
        now = " now" if i == here else ""
        text = _voiced(title, voices, lambda t, css, f=frame, i=i: f'<text{css} x="{f.x + 20:g}" y="{f.y + 26:g}"><tspan class="no">{i + 1}</tspan>'
                                                                  f'<tspan dx="7">{escape(t)}</tspan></text>')
        yield (f'<g class="band{now}" data-band="{i}"><rect x="{frame.x + 4:g}" y="{frame.y + 2:g}" width="{frame.width - 8:g}" '
               f'height="{frame.foot - frame.y:g}" rx="14"/>{text}</g>')


def _strips(content: Any, layout: Layout, voices: tuple[str, ...]) -> Iterator[str]:
    for place, strip in zip(layout.strips, content["map"]["strips"], strict=True):
        y = place.y + 17.5
        start = _voiced(strip["from"], voices, lambda t, css, y=y: f'<g{css}><text class="from" x="20" y="{y:g}">{escape(t)}</text></g>')
        goal = _voiced(strip["to"], voices, lambda t, css, y=y: f'<g{css}><text x="238" y="{y:g}">{escape(t)}</text></g>')
        yield (f'<g class="strip"><rect x="{place.x:g}" y="{place.y:g}" width="{place.width:g}" height="{place.height:g}" rx="13"/>{start}'
               f'<path d="M152 {place.y + 13:g}H226" marker-end="url(#pw-tip-strip)"/>{goal}</g>')


def _lines(pathway: Any, layout: Layout, marks: Marks | None) -> Iterator[str]:
    """Quiet lines lie lowest, what is open above them, the walked path on top; then the words."""
    drawn = []
    for pair, route in routes_of(pathway).items():
        css = line_class(pair, marks) if marks else ""
        drawn.append((("", "next-care", "next-open", "walked").index(css), f'<path class="e{" " + css if css else ""}" data-e="{pair[0]} {pair[1]}" d="{path_data(route.points)}"/>'))
    yield f'<g class="lines">{"".join(d for _, d in sorted(drawn, key=lambda item: item[0]))}</g>'
    yield from (_said(route, layout) for route in routes_of(pathway).values() if route.word)


def _said(route: Route, layout: Layout) -> str:
    text, x, y, anchor = route.word
    out = "" if any(f.x <= x <= f.x + f.width and f.y <= y <= f.foot for f in layout.frames) else " out"
    return f'<text class="say{out}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _live(cell: Cell, plan: Plan, steps: Mapping[str, Mapping[str, str]]) -> str:
    says = "".join(f' data-{v}="{escape(cell.says[v], quote=True)}"' for v in VOICES) if cell.says else ""
    keys = "".join(f' data-{k}="{n}"' for k, n in steps[cell.id].items())
    return (f'data-n="{cell.id}" data-kind="{cell.kind}" data-name="{escape(cell.name, quote=True)}" role="button" tabindex="{0 if cell.id == plan.start else -1}" '
            f'aria-label="{escape(cell.name, quote=True)}"{says}{keys}')


def _node(content: Any, cell: Cell, at: tuple[float, float], mark: Mark | None, voice: str, more: str) -> str:
    """Return one node; without a mark every part that a mark could show is there, unseen."""
    x, y = at
    half_w, half_h = BOX_WIDTH / 2, BOX_HEIGHT / 2
    label, word_y = words(cell.label, x, y)
    shown = mark.word[voice] if mark and mark.shown else ""
    wears = mark.mark if mark else "none"
    family = families(content).get(wears, "none")
    parts = [f'<g transform="translate(4 4)">{outline(cell.kind, x, y)}</g>'] if len(cell.kinds) > 1 else []
    if cell.kind == "state":
        parts.append(outline(cell.kind, x, y, 5, "ring"))
    parts.append(outline(cell.kind, x, y))
    if cell.kind == "box":
        parts.append(f'<path class="bar" d="M{x - half_w + 2.5:g} {y - half_h + 2:g}V{y + half_h - 2:g}"/>'
                     f'<rect class="inner" x="{x - half_w + 3.5:g}" y="{y - half_h + 3.5:g}" width="{BOX_WIDTH - 7}" height="{BOX_HEIGHT - 7}" rx="1.5"/>')
    parts.append(f'<g class="t"{" transform=" + chr(34) + "translate(0 -6.5)" + chr(34) if shown else ""}>{label}</g>')
    parts.append(f'<text class="word" x="{x:g}" y="{word_y:g}">{escape(shown)}</text>')
    if len(cell.kinds) > 1:
        told = count_of(mark, content, voice) if mark and mark.count else ""
        parts.append(f'<g class="count"><rect x="{x + half_w - 54:g}" y="{y - half_h - 13:g}" width="52" height="16" rx="8"/>'
                     f'<text x="{x + half_w - 28:g}" y="{y - half_h - 0.8:g}">{told}</text></g>')
    corner = 3 if cell.kind == "decision" else 1
    parts.append(f'<use class="sign" href="#pw-b-{wears}" x="{x - half_w + corner:g}" y="{y - half_h + 1:g}"/>')
    css = f"n k-{cell.kind} m-{wears} f-{family}" + (" some" if mark and mark.count else "")
    return f'<g class="{css}" {more}>{"".join(parts)}</g>'


def _legend(pathway: Any, layout: Layout, voice: str) -> str:
    """Return the key of signs for a picture that stands alone."""
    record = pathway.content["map"]
    top, wide = layout.height + 16, (layout.width - 20) / _LEGEND_COLUMNS
    out = []
    for i, mark in enumerate(record["marks"]):
        row, column = divmod(i, _LEGEND_COLUMNS)
        x, y = 22 + column * wide, top + row * _LEGEND_ROW
        out.append(f'<use href="#pw-b-{mark["id"]}" x="{x:g}" y="{y:g}"/><text x="{x + 19:g}" y="{y + 4.5:g}">{escape(mark["word"][voice])}</text>')
    y = top + 2 * _LEGEND_ROW + 4
    return f'<g>{"".join(out)}<text class="legend" x="10" y="{y:g}">{escape(record["legend"]["shapes"][voice])}</text></g>'

