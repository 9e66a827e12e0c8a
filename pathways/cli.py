"""The command line: `pathways` starts the app; position, check and diagram answer on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pathways.content.problems import ContentError
from pathways.engine.problems import CaseError

__all__ = ["main"]

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 the input has problems, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        return options.run(options)
    except ContentError as fault:
        print(f"The content has {len(fault.problems)} problem(s):\n{fault}", file=sys.stderr)
        return PROBLEMS
    except CaseError as fault:
        print(fault, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pathways", description="Where a person stands on the road of depression care, and what is left.",
                                     epilog="Without a command the app starts.")
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(metavar="COMMAND")
    position = commands.add_parser("position", help="where this person stands, what comes next, what is closed and why")
    position.add_argument("cases", nargs="+", metavar="CASE", help="a case file (JSON or YAML), or a .jsonl file with one case a line")
    position.add_argument("--json", action="store_true", help="print JSON alone")
    position.add_argument("--voice", choices=("plain", "clinician"), default="plain", help="whose words (without --json)")
    position.set_defaults(run=_position)
    check = commands.add_parser("check", help="check the content: every problem, with file, line, id and the mend")
    check.add_argument("data", nargs="?", metavar="DATA_DIR", help="the content folder (default: the shipped one)")
    check.add_argument("--stale", action="store_true", help="list facts by age, and statuses that are due for a look")
    check.set_defaults(run=_check)
    diagram = commands.add_parser("diagram", help="the map, with the person's path if a case is given")
    diagram.add_argument("case", nargs="?", metavar="CASE")
    diagram.add_argument("-o", "--output", required=True, metavar="FILE", help=".svg .png .pdf or .dot")
    diagram.set_defaults(run=_diagram)
    return parser


def _start(_: argparse.Namespace) -> int:
    from pathways.start import run_app  # noqa: PLC0415  Streamlit is loaded only for the app

    return run_app()


def _position(options: argparse.Namespace) -> int:
    from pathways.engine.answer import answer_of  # noqa: PLC0415
    from pathways.engine.position import find_position, load_pathway  # noqa: PLC0415
    from pathways.report import as_text  # noqa: PLC0415

    pathway, status = load_pathway(), DONE
    many = len(options.cases) > 1 or options.cases[0].endswith(".jsonl")
    for name, case in _cases(options.cases, pathway.content):
        if isinstance(case, CaseError):
            status = PROBLEMS
            print(case, file=sys.stderr)
            if many and options.json:
                _print_json({"error": str(case)})
            continue
        position = find_position(pathway, case)
        if options.json:
            _print_json(answer_of(pathway, position))
        else:
            print(as_text(pathway, position, options.voice, name if many else ""))
    return status


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _cases(names: Iterable[str], content: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and checked case (or the fault in its place) of every file and every line of a .jsonl file."""
    from pathways.engine.case import parse_case, read_case  # noqa: PLC0415

    for name in names:
        path = Path(name)
        if path.suffix != ".jsonl":
            try:
                yield name, read_case(path, content)
            except CaseError as fault:
                yield name, fault
            continue
        try:
            file = path.open("rb")
        except OSError as fault:
            yield name, CaseError(path.name, f"cannot be opened ({fault.strerror}).")
            continue
        with file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    where = f"{path.name}, line {number}"
                    try:
                        yield where, parse_case(line, content, where)
                    except CaseError as fault:
                        yield where, fault


def _check(options: argparse.Namespace) -> int:
    from pathways.content.compiler import collect  # noqa: PLC0415
    from pathways.content.library import data_folder  # noqa: PLC0415

    folder = Path(options.data) if options.data else data_folder()
    if not folder.is_dir():
        print(f"{folder}: is not a folder. Name the folder that holds options/, road/ and the other content.", file=sys.stderr)
        return PROBLEMS
    content, problems = collect(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem(s).", file=sys.stderr)
        return PROBLEMS
    if options.stale:
        from pathways.content.freshness import stale_report  # noqa: PLC0415

        print(stale_report(content))
    else:
        print(f"The content is sound: {len(content['options'])} options, {len(content['questions'])} questions, "
              f"{len(content['medicines'])} medicines, {len(content['sources'])} sources.")
    return DONE


def _diagram(options: argparse.Namespace) -> int:
    from pathways.engine.case import read_case  # noqa: PLC0415
    from pathways.engine.position import find_position, load_pathway  # noqa: PLC0415
    from pathways.map.export import write_diagram  # noqa: PLC0415

    target = Path(options.output)
    if target.suffix not in (".svg", ".png", ".pdf", ".dot"):
        print(f"{target.name}: a map is written as .svg, .png, .pdf or .dot.", file=sys.stderr)
        return USAGE
    pathway = load_pathway()
    position = find_position(pathway, read_case(Path(options.case), pathway.content)) if options.case else None
    try:
        write_diagram(pathway, position, target)
    except OSError as fault:
        print(f"{target}: cannot be written ({fault.strerror}).", file=sys.stderr)
        return PROBLEMS
    return DONE
