"""« CéPourMoi », Vern-sur-Seiche: every Thursday of 2026 but the holidays, people who leave and come back, what it
costs to reach them, the épicerie and the Carte SORTIR."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.app.actions import (
    follow_ups,
    partner_meetings,
    rights,
    services,
    session_planning,
    workshop_people,
    workshop_planning,
)
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, ExitReason, FollowUpStatus
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import MeetingSort, RightSort, ServiceSort
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.vocabulary import OutcomeType
from tests.programmes.meetings import meet_partners
from tests.programmes.year import CLAIRE, Year, days, noon, parts

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TITLE, PEOPLE = "Atelier du jeudi", 8
SUMMER = (date(2026, 8, 6), date(2026, 8, 13))  # the centre is closed
BACK = (1, 4, 6)  # who left in spring and came back in autumn; the fourth came back twice


def test_the_year_of_vern(year: Year) -> None:
    year.start("vern", FIRST)
    slot = year.workshop(TITLE)
    proposed = workshop_planning.proposed(year.tablets[0], slot, Choice(FIRST, LAST))
    assert [s.on for s in proposed if s.holiday] == [date(2026, 1, 1), date(2026, 5, 14)]
    assert {s.on.weekday() for s in proposed} == {3}
    year.plan(TITLE, FIRST, LAST)
    for session in year.sessions(TITLE):
        if session.starts_at.date() in SUMMER:
            session_planning.cancel(year.tablets[0], session, CLAIRE)
    meet_partners(year.tablets[0], year.begun, MeetingSort.DIAGNOSIS, date(2026, 9, 24), notes="Constats partagés.")
    year.open(date(2026, 1, 5), PEOPLE)
    year.meet()

    _come_and_go(year)
    tried = _reach(year)
    _food(year)
    year.meet()

    found = year.values(FIRST, LAST, LAST)
    assert (found[Of.SESSIONS_HELD], found[Of.SESSIONS_OFF]) == (49, 2)
    assert (found[Of.PEOPLE], found[Of.SPELLS], found[Of.ENTRIES], found[Of.RETURNS]) == (8, 12, 12, 4)
    assert found[Of.SPELLS] > found[Of.PEOPLE]
    assert (found[Of.EXITS], found[Of.TRAININGS], found[Of.JOBS]) == (4, 1, 1)
    assert (found[Of.AFTER_WORKSHOP], found[Of.MEETINGS]) == (1, 1)
    assert [found[code] for code in (Of.ATTEMPTS, Of.ATTEMPT_MINUTES, Of.ATTEMPT_PEOPLE)] == tried
    assert (found[Of.VISITS], found[Of.VISITORS], found[Of.VISITS_ANONYMOUS]) == (40, 4, 20)
    figures = year.figures(FIRST, LAST, LAST)[0]
    assert parts(figures[Of.RIGHT_HOLDERS]) == {RightSort.EPICERIE: 4, RightSort.CARTE_SORTIR: 3}
    assert found[Of.RIGHT_HOLDERS] == 5
    for tablet in year.tablets:
        assert partner_meetings.held_in(tablet, year.begun.id, Span(FIRST, LAST), (MeetingSort.DIAGNOSIS,)) == 1


def _come_and_go(year: Year) -> None:
    """All come in January; three leave in April and come back in September, one of them twice."""
    first = [year.enter(n, date(2026, 1, 8)) for n in range(PEOPLE)]
    spells = dict(enumerate(first))
    for n in BACK:
        year.leave(n, spells[n], date(2026, 4, 9), ExitReason.OWN_CHOICE)
        spells[n] = year.enter(n, date(2026, 9, 10))
    year.leave(4, spells[4], date(2026, 10, 8), ExitReason.HEALTH)
    year.outcome(4, spells[4], OutcomeType.QUALIFYING_TRAINING, date(2026, 9, 20))
    year.enter(4, date(2026, 11, 5))
    year.outcome(1, first[1], OutcomeType.CDD, date(2026, 4, 1), months=2)
    gone = {n: range(15, 36) for n in BACK}
    held = [s for s in year.sessions(TITLE) if s.starts_at.date() not in SUMMER]
    for week, session in enumerate(held):
        year.come(session, [n for n in (week % PEOPLE, (week + 3) % PEOPLE) if week not in gone.get(n, ())] or [0])


def _reach(year: Year) -> list[int]:
    """An invitation to all, and what it takes to hear from each: calls that nobody answers, then one that is."""
    last = year.sessions(TITLE)[-1]
    today = date(2026, 12, 14)
    attempts = minutes = 0
    reached: set[int] = set()
    for tablet in year.tablets:
        workshop_people.invite_all(tablet, last, CLAIRE, now=noon(today), today=today)
        mine = {p.id: n for n, p in enumerate(year.people) if year.of(n) is tablet}
        for task in tablet.all(FollowUp):
            if task.status != FollowUpStatus.DUE or task.source_id != last.id or task.person_id not in mine:
                continue
            for k, result in enumerate((AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT, AttemptResult.REACHED)):
                at = noon(today + timedelta(days=2 * k))
                follow_ups.attempt(tablet, task, AttemptChannel.CALL, result, 5 + k, CLAIRE, at)
                attempts, minutes = attempts + 1, minutes + 5 + k
            reached.add(mine[task.person_id])
    return [attempts, minutes, len(reached)]


def _food(year: Year) -> None:
    """The épicerie: four people by name in turn, as many visits anonymous; rights of five people."""
    for k, on in enumerate(days(date(2026, 1, 9), 40)):
        n = (k // 2) % 4 if k % 2 == 0 else None
        here, who = (year.of(k), None) if n is None else (year.of(n), year.people[n])
        services.count(here, year.begun, ServiceSort.EPICERIE, CLAIRE, now=noon(on), person=who)
    on = date(2026, 2, 2)
    for n in range(4):
        rights.add(year.of(n), year.people[n], RightSort.EPICERIE, 6, CLAIRE, today=on)
    for n in (2, 3, 7):
        rights.add(year.of(n), year.people[n], RightSort.CARTE_SORTIR, 12, CLAIRE, today=on)
