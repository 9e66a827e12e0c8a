"""Starts the app: `streamlit run` on app.py, whose settings stand beside it in `.streamlit/config.toml`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

__all__ = ["find_script", "run_app"]


def run_app() -> int:
    """Run the app until it is stopped and return its exit status."""
    script = find_script()
    if script is None:
        print("app.py is not there: install the package again, or run from a checkout.", file=sys.stderr)
        return 1
    from streamlit.web import cli  # noqa: PLC0415  loaded only to start the app

    with contextlib.suppress(KeyboardInterrupt):
        cli.main(["run", str(script)], standalone_mode=False)
    return 0


def find_script() -> Path | None:
    """Return app.py: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent
    return next((p for p in (package / "shipped" / "app.py", package.parent / "app.py") if p.is_file()), None)
