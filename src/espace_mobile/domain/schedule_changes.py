"""What a file would change in the schedule, line by line, and what is made of the lines that are doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_doubts import Doubt, Why
from espace_mobile.domain.schedule_names import NearPlace
from espace_mobile.domain.schedule_sources import Note
from espace_mobile.domain.team import Team


class Choice(StrEnum):
    """What becomes of a doubtful line. Nothing is said of it: it is left."""

    LEAVE = "leave"
    TAKE = "take"
    SECOND = "second"  # a second date beside the one it was taken for


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a line would do: `outing` as it would be, `before` as it is (None: a new one).

    `at`: which of the file's lines, from 0; `line` and `sheet`: as one finds it there. `second`: the date it would make
    beside `before`. `names`: the ids of the places, teams and partners it needs.
    """

    at: int
    line: int
    sheet: str
    outing: Outing
    before: Outing | None = None
    doubts: tuple[Doubt, ...] = ()
    second: Outing | None = None
    names: frozenset[str] = frozenset()

    @property
    def waits(self) -> bool:
        """For nothing but what is answered once about its place."""
        return any(doubt.why == Why.NEAR_PLACE for doubt in self.doubts)

    def result(self, choice: Choice | None) -> Outing | None:
        """The outing to be saved; None when the line is left."""
        if self.waits:
            return None
        if not self.doubts or choice == Choice.TAKE:
            return self.outing
        return self.second if choice == Choice.SECOND else None


@dataclass
class ImportedSchedule:
    """`changes`: in the file's order, without the lines that change nothing: `unchanged`, of which `settled` are of
    dates held, cancelled or moved that the file tells otherwise. `passed`: cancelled events of dates nobody knows.

    `named`: the places, teams and partners that the file adds or completes. `unit`: what `line` counts.
    """

    changes: list[LineChange] = field(default_factory=list)
    named: list[Fact] = field(default_factory=list)
    known_names: frozenset[str] = frozenset()
    near: list[tuple[NearPlace, int]] = field(default_factory=list)
    unchanged: int = 0
    settled: list[Outing] = field(default_factory=list)
    passed: int = 0
    errors: list[LineError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unit: str = "line"

    @cached_property
    def named_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.named}

    @property
    def outings(self) -> list[Outing]:
        """Those beyond doubt."""
        return [c.outing for c in self.changes if not c.doubts]

    @property
    def places(self) -> list[Place]:
        return [fact for fact in self.needed({}) if isinstance(fact, Place)]

    @property
    def teams(self) -> list[Team]:
        return [fact for fact in self.needed({}) if isinstance(fact, Team)]

    @property
    def partners(self) -> list[Organisation]:
        return [fact for fact in self.needed({}) if isinstance(fact, Organisation)]

    def needed(self, choices: Mapping[int, Choice]) -> list[Fact]:
        """Partners, teams and places, in this order, of what is taken."""
        taken = {name for c in self.changes if c.result(choices.get(c.at)) for name in c.names} | self.known_names
        order = (Organisation.kind, Team.kind, Place.kind)
        return sorted((fact for fact in self.named if fact.id in taken), key=lambda fact: order.index(fact.kind))

    def facts(self, choices: Mapping[int, Choice] | None = None) -> list[Fact]:
        """New and completed ones, in the order in which they refer to each other. `choices`: by `LineChange.at`."""
        said = choices or {}
        found = (c.result(said.get(c.at)) for c in self.changes)
        return [*self.needed(said), *(outing for outing in found if outing)]
