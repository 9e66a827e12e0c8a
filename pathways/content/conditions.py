"""The words of a condition (`when:`), one record per word. Conditions are data: nothing in `data/` is executed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_serializer, model_validator

__all__ = ["WORDS", "Condition"]

WORDS = ("answer", "condition", "taking", "allergic_to", "helped_by", "fair_try_of", "fact", "all", "any", "not")


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]
Values = Annotated[list[bool | int | float | str], BeforeValidator(_listed), Field(min_length=1)]


class _Word(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_serializer(mode="wrap")
    def _only_what_is_said(self, handler: Any) -> dict:
        return {k: v for k, v in handler(self).items() if v is not None}


class _Comparison(_Word):
    """Exactly one way to compare: a listed value, a member of a set, or bounds of a number."""

    is_: Values | None = Field(None, alias="is")
    has: Names | None = None
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_way(self) -> _Comparison:
        bounds = [b for b in (self.at_least, self.at_most, self.above, self.below) if b is not None]
        if (self.is_ is not None) + (self.has is not None) + bool(bounds) != 1:
            raise ValueError("compare with exactly one of: is, has, or bounds (at_least, at_most, above, below)")
        return self


class AnswerIs(_Comparison):
    """An answer of the case file, compared."""

    answer: str


class FactIs(_Comparison):
    """A derived fact, compared (the list stands in data/README.md)."""

    fact: str


class HasCondition(_Word):
    """One of these medical conditions is present."""

    condition: Names


class Taking(_Word):
    """One of these medicines or groups is taken now, or was stopped less than `within_weeks` ago."""

    taking: Names
    within_weeks: float = Field(0, ge=0, le=52)


class AllergicTo(_Word):
    """Allergic to one of these medicines or groups."""

    allergic_to: Names


class HelpedBy(_Word):
    """One of these options brought response or remission, in any episode."""

    helped_by: Names


class FairTryOf(_Word):
    """One of these options had an adequate trial in this episode that did not help enough."""

    fair_try_of: Names


class AllOf(_Word):
    """Every one holds."""

    all: list[Condition] = Field(min_length=1)


class AnyOf(_Word):
    """At least one holds."""

    any: list[Condition] = Field(min_length=1)


class Not(_Word):
    """The opposite; unasked and unknown stay what they are."""

    not_: Condition = Field(alias="not")


def _word(value: Any) -> str | None:
    if isinstance(value, _Word):
        value = {f.alias or name: 0 for name, f in type(value).model_fields.items()}
    keys = set(value) if isinstance(value, dict) else set()
    found = [w for w in WORDS if w in keys]
    return found[0] if len(found) == 1 else None


Condition = Annotated[
    Annotated[AnswerIs, Tag("answer")]
    | Annotated[HasCondition, Tag("condition")]
    | Annotated[Taking, Tag("taking")]
    | Annotated[AllergicTo, Tag("allergic_to")]
    | Annotated[HelpedBy, Tag("helped_by")]
    | Annotated[FairTryOf, Tag("fair_try_of")]
    | Annotated[FactIs, Tag("fact")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _word,
        custom_error_type="condition_word",
        custom_error_message="a condition is one mapping with exactly one of these words: " + ", ".join(WORDS),
    ),
]
for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()
