"""Starts the app: `streamlit run` on app.py. Streamlit reads `.streamlit/config.toml` beside that script, in a checkout and in a wheel."""

from __future__ import annotations

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

    try:
        cli.main(["run", str(script)], standalone_mode=False)
    except KeyboardInterrupt:
        pass
    return 0


def find_script() -> Path | None:
    """Return app.py: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent
    return next((p for p in (package / "shipped" / "app.py", package.parent / "app.py") if p.is_file()), None)
