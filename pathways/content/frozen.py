"""Plain values that can be read by attribute and cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

__all__ = ["Frozen", "freeze", "pack", "unpack"]

_LIST = -1  # in a packed part: stands where a record names its keys


class Frozen(dict):
    """A mapping that reads like a record (`option.names.plain`) and refuses every change."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("content is frozen: make a new value instead")

    __setitem__ = __delitem__ = __setattr__ = __delattr__ = _refuse
    update = pop = popitem = clear = setdefault = __ior__ = _refuse

    def __hash__(self) -> int:  # records are compared by identity inside the engine's tables
        return id(self)

    def __reduce__(self) -> tuple:
        return (Frozen, (dict(self),))


def freeze(value: Any) -> Any:
    """Return the same value with every mapping frozen and every list a tuple; equal parts become one shared part.

    The shared parts (the same rule at many options) make the content a third of its size, and a test compiled once serves them all.
    """
    return unpack(pack(value))


def pack(value: Any) -> dict[str, Any]:
    """Return a value of mappings, lists and plain values as plain lists that JSON can hold, every part that is equal once.

    `plain` holds the plain values, `keys` the lists of keys of records. A part is [number of its keys, or -1 for a list;
    then the numbers of what is in it]; the numbers count the plain values first, then the parts. The last part is the whole.
    """
    plain: dict[tuple, int] = {}
    keys: dict[tuple, int] = {}
    parts: dict[tuple, int] = {}

    def put(part: Any) -> tuple[bool, int]:
        if isinstance(part, Mapping):
            shape = keys.setdefault(tuple(part), len(keys))
            row = (shape, *[put(v) for v in part.values()])
        elif isinstance(part, list | tuple):
            row = (_LIST, *[put(v) for v in part])
        else:
            return False, plain.setdefault((type(part), part), len(plain))  # True is not 1
        return True, parts.setdefault(row, len(parts))

    put([value])
    first = len(plain)
    rows = [[row[0], *[n + first if made else n for made, n in row[1:]]] for row in parts]
    return {"plain": [v for _, v in plain], "keys": [list(k) for k in keys], "parts": rows}


def unpack(packed: Mapping[str, Any]) -> Any:
    """Return the frozen value that was packed. Raises KeyError, IndexError, TypeError or ValueError for anything else."""
    values, keys = list(packed["plain"]), packed["keys"]
    for shape, *numbers in packed["parts"]:
        inside = [values[n] for n in numbers]
        values.append(tuple(inside) if shape == _LIST else Frozen(zip(keys[shape], inside, strict=True)))
    (whole,) = values[-1]
    return whole
