"""Plain values that can be read by attribute and cannot be changed."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["Frozen", "freeze"]


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
    """Return the same value with every mapping frozen and every list a tuple."""
    if isinstance(value, dict):
        return Frozen({k: freeze(v) for k, v in value.items()})
    return tuple(freeze(v) for v in value) if isinstance(value, list | tuple) else value
