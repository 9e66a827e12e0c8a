"""The command line: `pathways` starts the app; position, check and diagram answer on standard output."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pathways.content.problems import ContentError
from pathways.engine.case_text import MOST_BYTES, visible
from pathways.engine.problems import CaseError

__all__ = ["main"]

DONE, PROBLEMS, USAGE, STOPPED = 0, 1, 2, 130


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 the input has problems, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an answer is UTF-8 whatever the terminal's language
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(argv)
    try:
        return options.run(options)
    except ContentError as fault:
        print(f"The content has {len(fault.problems)} problem(s):\n{fault}", file=sys.stderr)
        return PROBLEMS
    except CaseError as fault:
        print(fault, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pathways",
        description="Where a person stands on the road of depression care, and what is left.",
        epilog="Without a command the app starts.",
    )
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(metavar="COMMAND")
    position = commands.add_parser("position", help="where this person stands, what comes next, what is closed and why")
    position.add_argument(
        "cases", nargs="+", metavar="CASE", help="a case file (JSON or YAML), or a .jsonl file with one case a line"
    )
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
    many = len(options.cases) > 1 or _is_lines(options.cases[0])
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
            text = as_text(pathway, position, options.voice, name if many else "")
            print("\n".join(map(visible, text.split("\n"))))
    sys.stdout.flush()
    return status


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _is_lines(name: str) -> bool:
    return Path(name).suffix.lower() == ".jsonl"


def _cases(names: Iterable[str], content: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and checked case (or the fault in its place) of every file and every line of a .jsonl file."""
    from pathways.engine.case import parse_case, read_case  # noqa: PLC0415

    for name in names:
        if not _is_lines(name):
            try:
                yield name, read_case(Path(name), content)
            except CaseError as fault:
                yield name, fault
            continue
        for where, line in _lines(Path(name)):
            try:
                if isinstance(line, CaseError):
                    raise line
                if line.lstrip(b"\xef\xbb\xbf \t")[:1] != b"{":
                    raise CaseError(where, "is not a JSON object.", "Write one case to a line, in braces.")
                yield where, parse_case(line, content, where)
            except CaseError as fault:
                yield where, fault


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield place and bytes of every line that is not empty; a line is never read further than a case can be long."""
    shown = visible(path.name)
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MOST_BYTES + 1):
                number += 1
                if line.strip():
                    yield f"{shown}, line {number}", line.strip()
                while len(line) > MOST_BYTES and not line.endswith(b"\n"):
                    line = file.readline(MOST_BYTES + 1)
    except OSError as fault:
        yield shown, CaseError(shown, f"cannot be opened ({fault.strerror}).", "Look whether the name is right.")


def _check(options: argparse.Namespace) -> int:
    from pathways.content.compiler import collect  # noqa: PLC0415
    from pathways.content.library import data_folder  # noqa: PLC0415

    folder = Path(options.data).resolve() if options.data else data_folder()
    if not folder.is_dir():
        print(
            f"{visible(str(options.data))}: is not a folder. Name the folder that holds options/, road/ and the other content.",
            file=sys.stderr,
        )
        return PROBLEMS
    content, problems = collect(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem(s). What each file may say stands in data/README.md.", file=sys.stderr)
        return PROBLEMS
    if options.stale:
        from pathways.content.freshness import stale_report  # noqa: PLC0415

        print(stale_report(content))
    else:
        print(
            f"The content is sound: {len(content['options'])} options, {len(content['questions'])} questions, "
            f"{len(content['medicines'])} medicines, {len(content['sources'])} sources."
        )
    return DONE


def _diagram(options: argparse.Namespace) -> int:
    from pathways.engine.case import read_case  # noqa: PLC0415
    from pathways.engine.position import find_position, load_pathway  # noqa: PLC0415
    from pathways.map.export import write_diagram  # noqa: PLC0415

    target = Path(options.output)
    if target.suffix.lower() not in (".svg", ".png", ".pdf", ".dot"):
        print(f"{visible(target.name)}: a map is written as .svg, .png, .pdf or .dot.", file=sys.stderr)
        return USAGE
    pathway = load_pathway()
    case = read_case(Path(options.case), pathway.content) if options.case else None
    position = find_position(pathway, case) if case else None
    try:
        write_diagram(pathway, position, target, country=case.get("country") if case else None)
    except OSError as fault:
        print(f"{target}: cannot be written ({fault.strerror}).", file=sys.stderr)
        return PROBLEMS
    return DONE
