"""Which events the paths of people give to the figures of the association: entries and exits, what came of them, and
whatever was tried to reach somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from espace_mobile.app.actions import dashboard_reading as reading
from espace_mobile.app.actions.dashboard_known import Known
from espace_mobile.app.actions.dashboard_reading import Spell
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.dashboard import Counted
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.indicators.people import NO_RESULT
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment
from espace_mobile.domain.situation import Situation
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica


class Paths(Known):
    """`_to_settle`: what several records give together, to be told once they were all read."""

    def __init__(self, replica: Replica) -> None:
        super().__init__(replica)
        self._to_settle: set[tuple[Callable[[Any], None], Any]] = set()

    def _settle(self) -> None:
        while self._to_settle:
            settle, what = self._to_settle.pop()
            settle(what)

    def _enrolment(self, id: str, document: Document | None) -> None:
        known, before = id in self._spells, self._spells.get(id)
        spell = self._spells[id] = reading.spell(document, self._whose(document)) if document else None
        if known and spell != before:
            self._again((fact.kind, told) for fact in (Outcome, Situation) for told in self._ids(fact, enrolment_id=id))
        for whose in {s.whose for s in (before, spell) if s is not None and s.whose is not None}:
            self._to_settle.add((self._in_programmes, whose))
        entered = spell if spell is not None and spell.entered_on is not None else None
        self._set(Of.ENTERED, id, self._of_spell(Of.ENTERED, id, entered, entered and entered.entered_on))
        self._set(Of.EXITS, id, self._of_spell(Of.EXITS, id, entered, entered and entered.exited_on))

    def _outcome(self, id: str, document: Document | None) -> None:
        """In the programme of the path it is noted in, of whoever it is noted of."""
        event = None
        if document is not None and reading.name(document, "type") not in NO_RESULT:
            spell = self._spell(reading.name(document, "enrolment_id"))
            on, whose = reading.day(document, "on"), self._whose(document)
            if spell is not None and spell.entered_on is not None and on is not None and whose is not None:
                event = self._event(Of.WITH_OUTCOME, on, id, whose, programme=spell.programme)
        self._set(Of.WITH_OUTCOME, id, event)

    def _situation(self, id: str, document: Document | None) -> None:
        event = None
        if document is not None and _is_answer_at_six_months(document):
            spell = self._spell(reading.name(document, "enrolment_id"))
            on, whose = reading.day(document, "on"), self._whose(document)
            if spell is not None and spell.exited_on is not None and on is not None and whose is not None:
                event = self._event(Of.AT_SIX_MONTHS, on, id, whose, programme=spell.programme)
        self._set(Of.AT_SIX_MONTHS, id, event)

    def _attempt(self, id: str, document: Document | None) -> None:
        """Once for each programme the person was enrolled in or asked to, as each counts it as its own."""
        on = reading.wall_day(document, "at") if document else None
        programmes: tuple[str, ...] = ()
        whose = self._whose(document) if document else None
        if on is not None:
            programmes = (self._programmes_of(whose) if whose else ()) or ("",)
        for n, programme in enumerate(programmes):
            event = self._event(Of.ATTEMPTS, on, id, whose, programme=programme) if on else None
            self._set(Of.ATTEMPTS, _nth(id, n), event)
        n = len(programmes)
        while _nth(id, n) in self._events[Of.ATTEMPTS]:
            self._set(Of.ATTEMPTS, _nth(id, n), None)
            n += 1

    def _in_programmes(self, whose: str) -> None:
        before = self._programmes.pop(whose, None)
        if before is not None and self._programmes_of(whose) != before:
            self._again(
                (Attempt.kind, id) for file in self._members(whose) for id in self._ids(Attempt, person_id=file)
            )

    def _of_spell(self, of: Of, id: str, spell: Spell | None, on: date | None) -> Counted | None:
        """Entries count people, whom nobody knows once they were erased."""
        if spell is None or on is None or (of == Of.ENTERED and spell.whose is None):
            return None
        return self._event(of, on, id, spell.whose, programme=spell.programme)


def _is_answer_at_six_months(document: Document) -> bool:
    return document.get("moment") == SituationMoment.SIX_MONTHS and document.get("answered") == Answered.ANSWERED


def _nth(id: str, n: int) -> str:
    return f"{id} {n}" if n else id
