"""« Atelier Estime de soi », Noirmoutier: 9 people in 8 sessions (4 + 4), informal meetings beside them, and several
who found a job after."""

from __future__ import annotations

from datetime import date, time, timedelta

from espace_mobile.app.actions import follow_ups, workshop_planning
from espace_mobile.app.actions.workshop_planning import Meeting
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.path_vocabulary import ExitReason, FollowUpRule
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.domain.vocabulary import OutcomeType
from tests.programmes.meetings import meet_partners
from tests.programmes.year import CLAIRE, Year, days, noon, parts

FIRST, END = date(2026, 1, 15), date(2026, 12, 31)
TITLE = "Estime de soi"
NINE = range(9)


def test_the_year_of_noirmoutier(year: Year) -> None:
    year.start("noirmoutier", date(2026, 1, 1), participants=9)
    year.plan(TITLE, FIRST)
    series = year.sessions(TITLE)
    assert [s.phase for s in series] == [0] * 4 + [1] * 4
    for on in days(date(2025, 11, 6), 3):
        meet_partners(year.tablets[0], year.begun, MeetingSort.WORKING_GROUP, on)
    meetings = [_informal(year, on) for on in days(FIRST + timedelta(days=2), 3, every=14)]
    year.meet()

    year.open(FIRST - timedelta(days=7), 9)
    spells = [year.enter(n, FIRST) for n in NINE]
    for k, session in enumerate(series):
        year.come(session, NINE if k in (0, 7) else [n for n in NINE if (n + k) % 4])
    year.come(meetings[0], [0, 3])
    for n, type, on in _AFTERWARDS:
        year.outcome(n, spells[n], type, on, months=4)
    for n in NINE:
        year.leave(n, spells[n], date(2026, 6, 30), ExitReason.END_OF_PATH)
    year.meet()

    found = year.values(date(2026, 1, 1), END, END)
    assert (found[Of.PARTICIPANTS], found[Of.PEOPLE], found[Of.SESSIONS_HELD]) == (9, 9, 8)
    assert found[Of.PRESENCES] == 18 + sum(1 for k in range(1, 7) for n in NINE if (n + k) % 4)
    assert (found[Of.INFORMAL], found[Of.SESSIONS_OFF]) == (3, 0)
    assert found[Of.AFTER_WORKSHOP] == 4
    assert (found[Of.JOBS], found[Of.TRAININGS], found[Of.EXITS], found[Of.UNKNOWN]) == (4, 1, 9, 4)
    figures = year.figures(date(2026, 1, 1), END, END)[0]
    assert parts(figures[Of.SESSIONS_HELD]) == {
        "Mieux se regarder pour mieux se valoriser": (4, 4), "Mieux prendre soin de soi": (4, 4)
    }  # fmt: skip
    assert year.values(date(2025, 1, 1), date(2025, 12, 31), END)[Of.MEETINGS] == 3
    _is_invited_back(year)


_AFTERWARDS = [
    (0, OutcomeType.CDI, date(2026, 4, 1)), (1, OutcomeType.CDD, FIRST), (2, OutcomeType.INTERIM, date(2026, 5, 4)),
    (3, OutcomeType.CDD, date(2026, 6, 1)), (4, OutcomeType.QUALIFYING_TRAINING, date(2026, 9, 1)),
]  # fmt: skip


def _informal(year: Year, on: date):  # type: ignore[no-untyped-def]
    meeting = Meeting(on, time(17))
    return workshop_planning.meet_informally(
        year.tablets[0], year.workshop(TITLE), meeting, CLAIRE, today=END
    ).fact  # fmt: skip


def _is_invited_back(year: Year) -> None:
    """Everybody who came, ninety days after the last session."""
    last = FIRST + timedelta(days=7 * 7)
    for tablet in year.tablets:
        tasks = [t for t in tablet.all(FollowUp) if t.rule == FollowUpRule.POST_WORKSHOP]
        assert {t.person_id for t in tasks} == {p.id for p in year.people}
        assert all(t.due_on <= last + timedelta(days=90) for t in tasks)
        assert len(tasks) == 9
    assert follow_ups.due_for(year.tablets[0], year.people[0].id, noon(END).date())
