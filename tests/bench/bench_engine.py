"""Time one position and 1,000 cases on the command line, beside a floor in the same run.

    python tests/bench/bench_engine.py

Bounds (issue): a full case 1 ms, a nearly empty case 2 ms, 1,000 cases 5 s with start-up, on two cores. The floor (a fixed
piece of plain Python) tells how fast the machine is at that moment. Exit 1 when a bound is missed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from pathways.engine.case import check_case, read_case  # noqa: E402
from pathways.engine.position import find_position, load_pathway  # noqa: E402


def milliseconds(work, runs: int = 300) -> list[float]:
    """Return the sorted times of `runs` calls, in ms."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def floor() -> int:
    """A fixed amount of plain Python: about 10,000 dictionary look-ups."""
    table = {i: i + 1 for i in range(100)}
    total = 0
    for _ in range(100):
        for i in range(100):
            total += table[i]
    return total


def main() -> int:
    """Print the measurements and return the exit status."""
    pathway = load_pathway()
    full = read_case(ROOT / "tests" / "examples" / "everything_answered.yaml", pathway.content)
    empty = check_case({"format": 1, "answers": {"age": 45}}, pathway.content)
    missed = False
    for name, work, bound in (
        ("floor", floor, None),
        ("full case", lambda: find_position(pathway, full), 1.0),
        ("nearly empty case", lambda: find_position(pathway, empty), 2.0),
    ):
        times = milliseconds(work)
        middle, high = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{name:18} median {middle:6.3f} ms   p95 {high:6.3f} ms" + (f"   bound {bound} ms" if bound else ""))
        missed |= bound is not None and middle > bound
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases.jsonl"
        line = json.dumps(json.loads(json.dumps(full)))
        cases.write_text((line + "\n") * 1000, encoding="utf-8")
        for name, arguments in (("start-up alone", ["check", "--help"]), ("1,000 cases", ["position", "--json", str(cases)])):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "pathways", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            took = time.perf_counter() - start
            print(f"{name:18} {took:6.2f} s" + ("   bound 5 s" if arguments[0] == "position" else ""))
            missed |= arguments[0] == "position" and took > 5
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
