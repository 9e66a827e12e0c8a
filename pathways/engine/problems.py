"""What is wrong with a case file, in one clear message."""

from __future__ import annotations

__all__ = ["CaseError"]


class CaseError(ValueError):
    """A case that cannot be read: the place, the fault, what is allowed, the closest match."""

    def __init__(self, place: str, fault: str, mend: str = ""):
        self.place, self.fault, self.mend = place, fault, mend
        super().__init__(f"{place}: {fault}" + (f" {mend}" if mend else ""))
