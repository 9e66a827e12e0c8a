"""The map as SVG: the art that is the same for everybody, and pictures with a person's marks and the paint inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH
from pathways.map.foot import foot_height, foot_svg
from pathways.map.layout import EDGE, SIDE, Layout, layout_of
from pathways.map.marks import Marks, fill, marks_of
from pathways.map.nodes import Teller, draw_node
from pathways.map.plan import BANDS_A_ROW, VOICES, Cell, Plan, plan_of
from pathways.map.routes import Route, routes_of
from pathways.map.shapes import badge_defs, path_data, tip_defs
from pathways.map.steps import steps_of
from pathways.map.tokens import asset, resolved, token

__all__ = ["PAINTS", "alt_text", "art_svg", "line_class", "static_svg", "view_box"]

PAINTS = ("", "next-care", "next-open", "walked")  # how lines are painted; the later lies above


class _Picture(NamedTuple):
    """What is drawn: the art for everybody (no marks, both voices) or one person's picture."""

    pathway: Any
    marks: Marks | None
    voices: tuple[str, ...]
    theme: str | None
    country: str | None = None


def art_svg(pathway: Any) -> str:
    """Return the whole road without a person: constant, with both voices inside, every node a button."""
    plan, layout = plan_of(pathway), layout_of(pathway)
    steps, teller = steps_of(plan, layout), Teller(pathway.content, "plain")
    nodes = (draw_node(c, layout.at[c.id], _live(c, plan, steps[c.id]), teller) for c in plan.cells.values())
    title = escape(pathway.content["map"]["title"]["plain"], quote=True)
    return _svg(_Picture(pathway, None, VOICES, None), nodes, f'class="pw-road" role="group" aria-label="{title}"')


def static_svg(pathway: Any, position: Any | None, voice: str = "plain", theme: str = "light", country: str | None = None) -> str:
    """Return the whole road as a picture of its own: marks, paint, key, crisis help (default: the edition's country) inside."""
    layout, marks, teller = layout_of(pathway), marks_of(pathway, position), Teller(pathway.content, voice)
    cells = plan_of(pathway).cells.values()
    named = {c.id: f'data-n="{c.id}" aria-label="{escape(teller.label(c, marks.nodes[c.id]), quote=True)}"' for c in cells}
    nodes = (draw_node(c, layout.at[c.id], named[c.id], teller, marks.nodes[c.id]) for c in cells)
    alt = escape(alt_text(pathway, position, voice), quote=True)
    return _svg(_Picture(pathway, marks, (voice,), theme, country), nodes, f'class="pw-map" role="img" aria-label="{alt}"')


def alt_text(pathway: Any, position: Any | None, voice: str = "plain") -> str:
    """Return what a person who does not see the picture is told of it; the list says the rest."""
    texts = pathway.content["map"]["alt"]
    if position is None:
        return texts["nobody"][voice]
    return fill(texts["here"], here=pathway.graph.nodes[position.place.state]["record"]["title"])[voice]


def view_box(pathway: Any, node: str) -> tuple[float, float, float, float]:
    """Return left, top, width and height of here-and-next: the band of a node and the boxes its lines lead to, at full size."""
    return _view_box(plan_of(pathway), layout_of(pathway), node)


@lru_cache(maxsize=512)
def _view_box(plan: Plan, layout: Layout, node: str) -> tuple[float, float, float, float]:
    band = plan.cells[node].band
    frame, row = layout.frames[band], band // BANDS_A_ROW
    shown = [c.id for c in plan.cells.values() if c.band == band or (c.id in plan.reach[node] and c.band // BANDS_A_ROW == row)]
    left = min(frame.x, *(layout.at[n][0] - BOX_WIDTH / 2 - SIDE for n in shown))
    right = max(frame.x + frame.width, *(layout.at[n][0] + BOX_WIDTH / 2 + SIDE for n in shown))
    low = max(layout.at[n][1] for n in shown) + BOX_HEIGHT / 2 + 26
    return left, frame.y, right - left, low - frame.y


def line_class(pair: tuple[str, str], marks: Marks) -> str:
    """Return how a line is painted: walked, to something open, or quiet."""
    if pair in marks.walked:
        return "walked"
    if pair in marks.next:
        return "next-care" if marks.nodes[pair[1]].mark == "care" else "next-open"
    return ""


def _svg(picture: _Picture, nodes: Iterable[str], attributes: str) -> str:
    layout = layout_of(picture.pathway)
    alone = picture.theme is not None  # a picture of its own brings ground, paint and key
    below = (picture.pathway.content, picture.voices[0], picture.country)
    width, height = layout.width + EDGE, layout.height + EDGE + (foot_height(*below) if alone else 0)
    size = f'viewBox="{-EDGE:g} {-EDGE:g} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {attributes}>']
    parts += [f"<style>{resolved(asset('map.css'), picture.theme)}</style>"] if alone else []
    parts += [f"<defs>{tip_defs()}{badge_defs()}</defs>"]
    paper = f'x="{-EDGE}" y="{-EDGE}" width="{width:g}" height="{height:g}"'
    parts += [f'<rect {paper} fill="{token("paper", picture.theme)}"/>'] if alone else []
    parts += [*_bands(picture, layout), *_strips(picture, layout), *_lines(picture, layout), *nodes]
    parts += [foot_svg(*below, layout.height, layout.width)] if alone else []
    return "".join(parts) + "</svg>"


def _voiced(text: Mapping[str, str], voices: tuple[str, ...], draw: Callable[[str, str], str]) -> str:
    """Draw a text once per voice; where both say the same, once."""
    if len({text[v] for v in voices}) == 1:
        return draw(text[voices[0]], "")
    return "".join(draw(text[v], f' class="v-{v}"') for v in voices)


def _bands(picture: _Picture, layout: Layout) -> Iterator[str]:
    plan, marks = plan_of(picture.pathway), picture.marks
    here = plan.cells[marks.here].band if marks and marks.here else None
    for number, (frame, title) in enumerate(zip(layout.frames, plan.bands, strict=True)):
        place = f'x="{frame.x + 20:g}" y="{frame.y + 26:g}"'
        start = f'{place}><tspan class="no">{number + 1}</tspan><tspan dx="7">'
        text = _voiced(title, picture.voices, lambda t, css, start=start: f"<text{css} {start}{escape(t)}</tspan></text>")
        size = f'width="{frame.width - 8:g}" height="{frame.foot - frame.y:g}"'
        yield (
            f'<g class="band{" now" if number == here else ""}" data-band="{number}">'
            f'<rect x="{frame.x + 4:g}" y="{frame.y + 2:g}" {size} rx="14"/>{text}</g>'
        )


def _strips(picture: _Picture, layout: Layout) -> Iterator[str]:
    for place, strip in zip(layout.strips, picture.pathway.content["map"]["strips"], strict=True):
        y = f'y="{place.y + 17.5:g}"'
        texts = ""
        for part, where in (("from", f'class="from" x="20" {y}'), ("to", f'x="238" {y}')):
            texts += _voiced(strip[part], picture.voices, lambda t, css, at=where: f"<g{css}><text {at}>{escape(t)}</text></g>")
        size = f'width="{place.width:g}" height="{place.height:g}"'
        yield (
            f'<g class="strip"><rect x="{place.x:g}" y="{place.y:g}" {size} rx="13"/>{texts}'
            f'<path d="M152 {place.y + 13:g}H226" marker-end="url(#pw-tip-strip)"/></g>'
        )


def _lines(picture: _Picture, layout: Layout) -> Iterator[str]:
    """Quiet lines lie lowest, what is open above them, the walked path on top; then the words."""
    drawn = []
    for pair, route in routes_of(picture.pathway).items():
        paint = line_class(pair, picture.marks) if picture.marks else ""
        css = f"e {paint}".strip()
        drawn.append((PAINTS.index(paint), f'<path class="{css}" data-e="{pair[0]} {pair[1]}" d="{path_data(route.points)}"/>'))
    yield f'<g class="lines">{"".join(d for _, d in sorted(drawn, key=lambda item: item[0]))}</g>'
    yield from (_word(route, layout) for route in routes_of(picture.pathway).values() if route.word)


def _word(route: Route, layout: Layout) -> str:
    text, x, y, anchor = route.word
    out = "" if any(f.x <= x <= f.x + f.width and f.y <= y <= f.foot for f in layout.frames) else " out"
    return f'<text class="say{out}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _live(cell: Cell, plan: Plan, steps: Mapping[str, str]) -> str:
    """The attributes of a node that can be focused and picked: one of all can be reached by Tab, the rest by arrow keys."""
    name = escape(cell.name, quote=True)
    says = "".join(f' data-{v}="{escape(cell.says[v], quote=True)}"' for v in VOICES) if cell.says else ""
    keys = "".join(f' data-{key}="{node}"' for key, node in steps.items())
    return (
        f'data-n="{cell.id}" data-kind="{cell.kind}" data-name="{name}" role="button" '
        f'tabindex="{0 if cell.id == plan.start else -1}" aria-label="{name}"{says}{keys}'
    )
