"""Starts the app: `streamlit run` on app.py, whose settings stand beside it in `.streamlit/config.toml`, with everything loaded early."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

__all__ = ["find_script", "get_ready", "run_app", "screen"]

_GIVE_WAY = 0.0005  # seconds until another thread may run: loading must not hold up the files that the browser asks for


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


def screen() -> Path:
    """Return the script that Streamlit runs at every click."""
    return Path(__file__).resolve().parent / "screen.py"


@contextlib.asynccontextmanager
async def get_ready(_app: object) -> AsyncIterator[None]:
    """Load the pathway beside the start of the server (a browser needs longer for its own start), and let the server send at once."""
    _send_at_once(asyncio.get_running_loop())
    threading.Thread(target=_prepare, name="prepare", daemon=True).start()
    yield


def _send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Turn off the waiting for more (Nagle) on the server's socket: each file and each click would else wait up to 40 ms.

    asyncio does so for sockets that name their protocol; the server's is made without. What it accepts inherits it.
    """
    listen = loop.create_server

    async def create_server(*args: Any, sock: socket.socket | None = None, **more: Any) -> asyncio.Server:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await listen(*args, sock=sock, **more)

    with contextlib.suppress(AttributeError):  # a loop of another make may take no attribute: then it is as slow as before
        loop.create_server = create_server  # type: ignore[method-assign]


def _prepare() -> None:
    patience = sys.getswitchinterval()
    sys.setswitchinterval(_GIVE_WAY)
    from pathways.content.problems import ContentError  # noqa: PLC0415  the server is up before anything is loaded
    from pathways.views.ready import prepare, prepare_more  # noqa: PLC0415

    try:
        prepare()
    except ContentError as fault:  # the first page tells the same
        print(f"The content cannot be used:\n{fault}", file=sys.stderr)
        return
    finally:
        sys.setswitchinterval(patience)
    prepare_more()
