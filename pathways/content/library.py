"""The content folder to one frozen value: read, check every record, check across files, compile once per hash."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from pathways.content.frozen import Frozen, pack, unpack

__all__ = ["cache_folder", "content_hash", "data_folder", "load_content"]

_FORMAT = 2  # of the compiled file; raise it when the reading of the same files changes


def data_folder() -> Path:
    """Return the folder of the shipped content: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "shipped" / "data"
    return installed if installed.is_dir() else package.parent / "data"


def content_files(folder: Path) -> list[Path]:
    """Return every content file, in a fixed order."""
    return sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".csv") and p.is_file())


def content_hash(folder: Path) -> str:
    """Return one hash over the names and bytes of all content files and the compiled format."""
    total = hashlib.sha256(f"{_FORMAT}".encode())
    for path in content_files(folder):
        total.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
        total.update(path.read_bytes())
    package = Path(__file__).parent
    for path in sorted(package.glob("*.py")):  # a changed rule of reading is a changed content
        total.update(path.read_bytes())
    return total.hexdigest()


def load_content(folder: Path | None = None) -> Frozen:
    """Return the checked content of `folder` (default: the shipped one), compiled once per hash.

    Raises ContentError with every problem found. A cache that cannot be written costs time, never an answer.
    """
    folder = folder or data_folder()
    digest = content_hash(folder)
    cache = cache_folder() / f"content-{digest[:32]}.json"
    try:
        cached = unpack(json.loads(cache.read_bytes()))
        if cached["hash"] == digest:
            return cached
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        pass
    from pathways.content.compiler import compile_content  # noqa: PLC0415  pydantic is loaded only when there is work for it

    packed = pack(compile_content(folder) | {"hash": digest})
    _write(cache, packed)
    return unpack(packed)


def cache_folder() -> Path:
    """Return the folder for what is compiled once: PATHWAYS_CACHE, or the user's cache folder."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    chosen = os.environ.get("PATHWAYS_CACHE")
    return Path(chosen) if chosen else user_cache_path("pathways", appauthor=False)


def _write(cache: Path, packed: dict) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(packed, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(name, cache)
        for old in cache.parent.glob("content-*"):
            if old != cache:
                old.unlink(missing_ok=True)
    except OSError:
        pass
