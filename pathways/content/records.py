"""What the option, road and question files may say. Every record forbids unknown keys and is frozen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pathways.content.conditions import Condition

__all__ = [
    "PHASES",
    "Boxed",
    "Decision",
    "Derived",
    "Gate",
    "Notice",
    "Option",
    "Record",
    "Rule",
    "RuleSet",
    "State",
    "Statement",
    "Text",
    "Trigger",
]

PHASES = (
    "safety_gate",
    "out_of_scope",
    "confirm_diagnosis",
    "first_line",
    "optimise",
    "second_line",
    "trd_options",
    "maintenance",
    "relapse_after_response",
)
Phase = Literal[PHASES]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+ \| \S.*$")]
Day = Annotated[str, StringConstraints(pattern=r"^20\d\d-[01]\d-[0-3]\d$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Record(BaseModel):
    """Base of every record."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Record):
    """The same statement in two voices."""

    plain: Words = Field(description="US grade 6 to 8, kind, no blame, no 'you should'.")
    clinician: Words = Field(description="Exact, in the field's standard terms.")


class Statement(Record):
    """A sentence of clinical meaning, what would change it, and where it was read."""

    text: Text
    opens_if: Text | None = None
    sources: list[Source] = []
    checked: Day | None = None
    confirmed: bool = True


class Conditional(Statement):
    """A statement that holds when its condition does."""

    when: Condition


class Rule(Conditional):
    """A contraindication (`ruled_out`) or a caution about the body or the other medicines."""

    effect: Literal["ruled_out", "caution"]


class NotIndicated(Conditional):
    """No place for this person: licence limits, or no evidence."""

    kind: Literal["evidence", "licence"]


class Next(Record):
    """Edges of the graph: at these phases the option is a usual next step (when the condition holds)."""

    at: list[Phase | Literal["everywhere"]] = Field(min_length=1)
    when: Condition | None = None
    because: Text
    sources: list[Source] = []
    checked: Day | None = None


class Road(Record):
    """Where on the road an option stands."""

    next: list[Next] = []
    earlier_at: list[Phase] = []
    later_because: Statement | None = None
    earlier_because: Text | None = None
    not_indicated: list[NotIndicated] = []
    research_only: Statement | None = None


class Status(Record):
    """What one regulator says, for whom, since when."""

    regulator: Words
    kind: Literal[
        "approved",
        "cleared",
        "de_novo",
        "breakthrough",
        "investigational",
        "off_label",
        "not_authorized",
        "state_program",
        "not_applicable",
    ]
    for_: Text = Field(alias="for")
    since: str | None = None
    sources: list[Source] = []
    checked: Day | None = None


class FairTry(Record):
    """When a past course counts as a fair try."""

    weeks: float | None = Field(None, gt=0, le=104)
    sessions: int | None = Field(None, gt=0, le=100)
    sources: list[Source]


class Payers(Text):
    """What payers usually ask, apart from the label."""

    sources: list[Source] = []


class Option(Record):
    """One treatment or care step of the contract."""

    id: Id
    group: Id
    parent: Id | None = None
    checked: Day
    names: Text
    also_called: list[Words] = []
    medicine: Id | list[Id] | None = None
    trial_role: Literal["monotherapy", "augmentation", "psychotherapy", "device", "procedure", "care"]
    label: list[Annotated[str, StringConstraints(max_length=18)]] = Field(min_length=1, max_length=2)
    what: Text
    what_sources: list[Source]
    fair_try: FairTry | None = None
    status: list[Status] = []
    licence_for: Text | None = None
    payers: Payers | None = None
    road: Road
    rescue: Literal["always"] | Condition | None = None
    include: list[Id] = []
    rules: list[Rule] = []
    access: list[Conditional] = []
    stands_for_itself: bool = False


class RuleSet(Record):
    """Rules that several options share."""

    id: Id
    checked: Day
    rules: list[Rule]


class Gate(Conditional):
    """A closing that holds for many options at once, whatever the phase."""

    id: Id
    effect: Literal["ruled_out", "caution", "not_indicated"]
    kind: Literal["evidence", "licence"] = "evidence"
    groups: list[Id] = []
    options: list[Id] = []
    but_not: list[Id] = []


class Notice(Conditional):
    """Something worth saying beside the options."""

    id: Id
    level: Literal["info", "caution", "danger"]
    title: Text | None = None


class Trigger(Record):
    """An answer that makes things urgent."""

    id: Id
    level: Literal["same_day", "emergency"]
    when: Condition
    of: list[Id] = Field(min_length=1, description="The answers a clinician's review of it names.")
    text: Text
    sources: list[Source] = []
    confirmed: bool = True


class Value(Record):
    """One value of a derived fact, and when it holds."""

    value: bool | str
    when: Condition


class Derived(Record):
    """A fact read off the answers; the first value whose condition holds, else `otherwise`."""

    id: Id
    what: Words
    first: list[Value]
    otherwise: bool | str


class Branch(Record):
    """One way out of a decision."""

    when: list[bool | int | str]
    say: Words = Field(max_length=4, description="The word on the map's line; longer answers stand in the twin.")
    go: Id


class Boxed(Record):
    """Something the map draws."""

    id: Id
    band: int = Field(ge=0, le=8)
    label: list[Annotated[str, StringConstraints(max_length=18)]] = Field(min_length=1, max_length=2)


class Decision(Boxed):
    """A hexagon: it reads one answer or one derived fact."""

    answer: str | None = None
    fact: str | None = None
    ask: Text
    branches: list[Branch] = Field(min_length=2)


class State(Boxed):
    """A rounded box: a place where a person stands."""

    side: Literal["left", "right"]
    phase: Phase | None = None
    title: Text
    text: Text
    sources: list[Source] = []
    go: Id | None = None


class Box(Boxed):
    """A rectangle: one option, or a group that opens."""

    options: list[Id] = Field(min_length=1)
    from_: list[Id] = Field(alias="from", min_length=1)
    then: Id | None = Field(None, description="Where a person looks again afterwards.")


class Link(Boxed):
    """A small oval: leaves this pathway, or points back into it."""

    from_: list[Id] = Field(alias="from", min_length=1)
    to: Id | None = None
    text: Text


class RoadMap(Record):
    """The whole road: the bands, and what stands in them."""

    start: Id
    bands: list[Text] = Field(min_length=9, max_length=9)
    states: list[State]
    decisions: list[Decision]
    boxes: list[Box]
    links: list[Link]
