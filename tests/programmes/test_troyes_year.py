"""Ateliers de coaching and Vestiaire Baltet, Troyes: what the sheet counts, and the two amounts it gives; what it
leaves blank stays blank."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.actions import measures, services
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.sheet_vocabulary import Advice, BudgetNature, BudgetSide, ServiceSort
from espace_mobile.domain.vocabulary import OutcomeType
from tests.programmes.year import CLAIRE, Year, days, noon, parts

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
COACHING, RELOOKING = "Coaching dans les maisons de quartier", "Relooking"


def test_the_year_of_troyes(year: Year) -> None:
    year.start("troyes", FIRST)
    year.plan(COACHING, date(2026, 2, 3), sessions=6)
    year.plan(RELOOKING, date(2026, 3, 4), sessions=2)
    year.meet()
    year.open(date(2026, 1, 20), 12)
    for k, session in enumerate(year.sessions(COACHING)):
        year.come(session, range(k, k + 5))
    for session in year.sessions(RELOOKING):
        year.come(session, range(3))
    _visits(year)
    _jobs(year)
    year.meet()

    found = year.values(FIRST, LAST, LAST)
    assert (found[Of.SESSIONS_HELD], found[Of.PARTICIPANTS], found[Of.PRESENCES]) == (8, 10, 36)
    assert (found[Of.VISITS], found[Of.VISITS_ANONYMOUS], found[Of.VISITORS]) == (52, 36, 4)
    assert (found[Of.ITEMS], found[Of.ADVICE], found[Of.AFTER_WORKSHOP]) == (52 + 18, 16, 2)
    assert found[Of.PEOPLE] == 12
    figures = year.figures(FIRST, LAST, LAST)[0]
    assert parts(figures[Of.PARTICIPANTS]) == {COACHING: 10, RELOOKING: 3}
    assert parts(figures[Of.ITEMS]) == {"donated": 52, "repaired": 18}
    assert year.values(date(2025, 1, 1), date(2025, 12, 31), LAST)[Of.VISITS] == 0
    _budget(year)


def _visits(year: Year) -> None:
    """One a week, anonymous but every third or so; every other one with something repaired."""
    for k, on in enumerate(days(date(2026, 1, 6), 52)):
        n = (8, 9, 10, 11)[k % 4] if k % 13 < 4 else None
        here, who = (year.of(k), None) if n is None else (year.of(n), year.people[n])
        visit = services.count(here, year.begun, ServiceSort.VESTIAIRE, CLAIRE, now=noon(on), person=who)
        services.give(here, visit, CLAIRE, donated=1, repaired=1 if k % 3 == 0 else 0)
        if n is not None:
            services.advise(here, visit, Advice.CLOTHING, CLAIRE)


def _jobs(year: Year) -> None:
    """Two found a job after a workshop; one came to none, another began a training."""
    for n, type in ((0, OutcomeType.CDD), (4, OutcomeType.CDI), (1, OutcomeType.PREQUALIFYING_TRAINING),
                    (11, OutcomeType.CDI)):  # fmt: skip
        spell = year.enter(n, date(2026, 2, 3))
        year.outcome(n, spell, type, date(2026, 5, 4) + timedelta(days=n), months=6)


def _budget(year: Year) -> None:
    figures = year.figures(FIRST, LAST, LAST)[0]
    assert parts(figures[Of.EXPENSES]) == {BudgetNature.RUNNING: 3950_00, BudgetNature.STAFF: 122_850_00}
    assert (figures[Of.FUNDING].value, figures[Of.BLANK_CELLS].value, figures[Of.BLANK_CELLS].of) == (None, 2, 4)
    for tablet in year.tablets:
        vestiaire, coaching = measures.measures_of(tablet, year.begun.id)
        assert (vestiaire.calendar, coaching.calendar) == ("À définir", None)
        blank = [line for line in measures.lines_of(tablet, year.begun.id) if line.cents is None]
        assert {line.side for line in blank} == {BudgetSide.FUNDING, BudgetSide.EXPENSE}
