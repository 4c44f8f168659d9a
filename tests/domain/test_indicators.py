"""Laws of the figures of a programme, over facts that any tablets may have told in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Figure, Of, Told, Unit, by_code, groups
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import (
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    SessionStatus,
    ShiftStatus,
)
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, PartnerMeeting
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import (
    BudgetNature,
    CaseDecision,
    CivicTheme,
    MissionStatus,
    ProgrammePart,
    RightSort,
    WorkshopForm,
)
from espace_mobile.domain.vocabulary import OutcomeType, OutingStatus, ReferralChannel
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.values import new_id

OWN = Programme(id="p" * 32, name="Tout", parts=tuple(ProgrammePart), work_minutes=6000, missions_a_year=4)
YEAR, TODAY = Span(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 11, 14)
PEOPLE = ["a" * 32, "b" * 32, "c" * 32, "d" * 32]
# Those that count distinct people.
HEADS = (
    Of.PEOPLE, Of.FILES, Of.FIRST_INTERVIEWS, Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME, Of.PARTICIPANTS,
    Of.AFTER_WORKSHOP, Of.VISITORS, Of.RIGHT_HOLDERS, Of.HOURS_PEOPLE, Of.CASES_PEOPLE, Of.ATTEMPT_PEOPLE,
)  # fmt: skip
# Those that look back to before the days: of all the time that a programme lasts, or of whoever was there before.
LOOK_BACK = {
    Of.OUTINGS_IN_ALL, Of.HOURS_PROMISED, Of.HOURS_LEFT, Of.RETURNS, Of.AFTER_WORKSHOP, Of.FIRST_INTERVIEWS,
    Of.ATTEMPTS, Of.ATTEMPT_MINUTES, Of.ATTEMPT_PEOPLE, Of.SHORT_OF_MONTH,
}  # fmt: skip

LISTS = (
    "enrolments", "outcomes", "sessions", "attendances", "visits", "rights", "shifts", "reviews", "cases", "missions",
    "meetings", "budget", "outings", "contacts", "interviews", "attempts",
)  # fmt: skip
ALLOCATION, WORKSHOP = "e" * 32, "f" * 32


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def story(seed: int, year: int = 2026, anonymous: bool = False, programme: Programme = OWN) -> Told:
    """A few facts of each kind, of this programme and of these days."""
    dice = Random(seed)

    def one(of: Any) -> Any:
        return dice.choice([*of])

    def day() -> date:
        return date(year, 1, 1) + timedelta(days=dice.randrange(365))

    def who() -> str | None:
        return None if anonymous else one([*PEOPLE, None])

    def some(kind: Any, **said: Callable[[], Any]) -> list[Any]:
        drawn = range(dice.randrange(4))
        return [kind(id=new_id(), **{name: say() for name, say in said.items()}) for _ in drawn]

    def id_of(facts: Sequence[Any]) -> Callable[[], str]:
        return lambda: one([f.id for f in facts] or [new_id()])

    own, moment, allocation = (lambda: programme.id), (lambda: at(day())), ALLOCATION + programme.id[0]
    spells = [
        e.but(exited_on=e.exited_on if e.exited_on and e.entered_on and e.exited_on >= e.entered_on else None)
        for e in some(Enrolment, programme_id=own, person_id=who, entered_on=day, exited_on=lambda: one([None, day()]))
    ]
    sessions = some(
        GroupSession, programme_id=own, starts_at=moment, status=lambda: one(SessionStatus),
        informal=lambda: one([False, True]), workshop_id=lambda: one([None, WORKSHOP]),
    )  # fmt: skip
    reviews = some(CaseReview, programme_id=own, on=day, status=lambda: one(SessionStatus))
    outings = some(Outing, on=day, status=lambda: one(OutingStatus))
    minutes = lambda: dice.randrange(240)  # noqa: E731
    return Told(
        programme, enrolments=spells, sessions=sessions, reviews=reviews, outings=outings,
        outcomes=some(Outcome, person_id=who, enrolment_id=id_of(spells), on=day, type=lambda: one(OutcomeType)),
        attendances=some(Attendance, person_id=who, session_id=id_of(sessions), since=moment,
                         status=lambda: one(AttendanceStatus)),
        visits=some(ServiceVisit, programme_id=own, person_id=who, at=moment, donated=lambda: dice.randrange(3)),
        rights=some(PersonRight, programme_id=own, person_id=who, right=lambda: one(RightSort), since=day, until=day),
        allocations=[WorkAllocation(id=allocation, programme_id=programme.id, minutes=6000)],
        shifts=some(WorkShift, allocation_id=lambda: allocation, person_id=who, on=day, minutes=minutes,
                    status=lambda: one(ShiftStatus)),
        cases=some(ReviewedCase, review_id=id_of(reviews), person_id=who, decision=lambda: one([None, *CaseDecision])),
        missions=some(CivicMission, programme_id=own, person_id=who, theme=lambda: one(CivicTheme), since=day,
                      until=day, status=lambda: one(MissionStatus)),
        meetings=some(PartnerMeeting, programme_id=own, starts_at=moment, status=lambda: SessionStatus.HELD),
        budget=some(BudgetLine, programme_id=own, cents=lambda: one([None, 9]), year=lambda: year,
                    nature=lambda: one(BudgetNature)),
        contacts=some(Contact, outing_id=id_of(outings), at=moment, person_id=who,
                      heard_via=lambda: one([None, *ReferralChannel])),
        interviews=some(Interview, person_id=who, at=moment),
        attempts=some(Attempt, person_id=who, at=moment, minutes=minutes, channel=lambda: AttemptChannel.CALL,
                      result=lambda: one(AttemptResult)),
        workshops=[Workshop(id=WORKSHOP, programme_id=programme.id, title="Parole", form=WorkshopForm.MONTHLY,
                            compulsory=True, month_minutes=120)],
        files={} if anonymous else {one(PEOPLE): day() for _ in range(dice.randrange(3))},
    )  # fmt: skip


def figures(told: Told) -> dict[Of, Figure]:
    """Those of a heading that nothing calls for are nothing."""
    return {code: Figure(code, 0) for code in Of} | by_code(groups(told, YEAR, TODAY))


seeds = st.integers(0, 2**32)
stories = seeds.map(story)


def together(one: Told, other: Told, but: tuple[str, ...] = ()) -> Told:
    added = {name: [*getattr(one, name), *getattr(other, name)] for name in (*LISTS, "allocations") if name not in but}
    return replace(one, **added)


@given(stories, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_came_changes_nothing(told: Told, random: Any) -> None:
    mixed = {name: random.sample(getattr(told, name), len(getattr(told, name))) for name in LISTS}
    assert groups(replace(told, **mixed), YEAR, TODAY) == groups(told, YEAR, TODAY)


# A session on one file and a job, or a call, on the other: only now is it known to be one person's.
_BROUGHT_TOGETHER = {Of.AFTER_WORKSHOP, Of.ATTEMPT_PEOPLE}


@given(stories, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_two_files_merged_are_never_more_people_and_as_many_facts(told: Told, one: str, other: str) -> None:
    apart, merged = figures(told), figures(replace(told, head_of=lambda id: one if id == other else id))
    for code in set(HEADS) - _BROUGHT_TOGETHER:
        assert (merged[code].value or 0) <= (apart[code].value or 0), code
    for code in (Of.VISITS, Of.SPELLS, Of.EXITS, Of.CONTACTS, Of.HOURS_VALIDATED, Of.CASES_DECIDED):
        assert merged[code] == apart[code]


@given(seeds.map(lambda seed: story(seed, anonymous=True)))
def test_whoever_is_anonymous_is_counted_as_nobody(told: Told) -> None:
    found = figures(told)
    assert {code: found[code].value for code in HEADS} == dict.fromkeys(HEADS, 0)
    assert found[Of.CONTACTS].value == len(told.contacts)
    assert found[Of.VISITS].value == found[Of.VISITS_ANONYMOUS].value == len(told.visits)


ELSEWHERE = OWN.but(id="q" * 32)
_OF_NO_PROGRAMME = ("outings", "contacts", "interviews", "attempts", "outcomes")


@given(stories, seeds.map(lambda seed: story(seed, programme=ELSEWHERE)))
def test_facts_of_another_programme_change_nothing(told: Told, other: Told) -> None:
    assert groups(together(told, other, _OF_NO_PROGRAMME), YEAR, TODAY) == groups(told, YEAR, TODAY)


@given(stories, seeds.map(lambda seed: story(seed, 2027)))
def test_what_came_after_the_period_changes_nothing_in_it(told: Told, later: Told) -> None:
    whatever = {Of.OUTINGS_IN_ALL, Of.HOURS_LEFT, Of.HOURS_PROMISED}
    # Whose outcome it is and who may be reached is known by what was told at any time.
    known = together(told, replace(later, allocations=[]), ("outcomes", "attempts", "cases"))
    now, then = figures(told), figures(known)
    assert {c: now[c] for c in now if c not in whatever | LOOK_BACK} == {
        c: then[c] for c in then if c not in whatever | LOOK_BACK
    }


@given(stories, seeds.map(lambda seed: story(seed, 2024)))
def test_what_was_over_before_the_period_changes_only_what_looks_back(told: Told, before: Told) -> None:
    over = [e.but(exited_on=e.exited_on or e.entered_on) for e in before.enrolments]
    known = together(told, replace(before, enrolments=over, allocations=[]), ("cases", "outcomes"))
    now, then = figures(told), figures(known)
    assert {c: now[c] for c in now if c not in LOOK_BACK} == {c: then[c] for c in then if c not in LOOK_BACK}


def test_a_job_counts_after_the_first_session_and_not_before() -> None:
    session = GroupSession(id=new_id(), programme_id=OWN.id, starts_at=at(date(2026, 3, 5)))
    came = [
        Attendance(
            id=new_id(), session_id=session.id, person_id=who, since=at(date(2026, 3, 5)),
            status=AttendanceStatus.PRESENT,
        )
        for who in PEOPLE[:3]
    ]  # fmt: skip

    def job(who: str, on: date, type: OutcomeType = OutcomeType.CDD) -> Outcome:
        return Outcome(id=new_id(), person_id=who, enrolment_id="x" * 32, on=on, type=type)

    told = Told(OWN, sessions=[session], attendances=came, outcomes=[
        job(PEOPLE[0], date(2026, 3, 4)), job(PEOPLE[1], date(2026, 3, 5)), job(PEOPLE[1], date(2026, 9, 1)),
        job(PEOPLE[2], date(2026, 9, 1), OutcomeType.QUALIFYING_TRAINING), job(PEOPLE[3], date(2026, 9, 1)),
    ])  # fmt: skip
    assert figures(told)[Of.AFTER_WORKSHOP].value == 1  # on the very day of their first session
    informal = replace(told, sessions=[session.but(informal=True)])
    assert figures(informal)[Of.AFTER_WORKSHOP].value == 0


def test_a_blank_cell_is_counted_as_blank_and_amounts_of_two_years_are_not_added_up() -> None:
    def line(cents: int | None, year: int | None = None) -> BudgetLine:
        return BudgetLine(id=new_id(), programme_id=OWN.id, cents=cents, year=year)

    one = figures(Told(OWN, budget=[line(395_000), line(None), line(840_000, 2025)]))
    assert (one[Of.EXPENSES].value, one[Of.BLANK_CELLS].value, one[Of.FUNDING].value) == (395_000, 1, None)
    two = by_code(groups(Told(OWN, budget=[line(1, 2025), line(2, 2026)]), Span(date(2025, 1, 1), YEAR.until), TODAY))
    assert two[Of.EXPENSES].value is None
    assert [(p.name, p.value) for p in two[Of.EXPENSES].parts] == [(2026, 2), (2025, 1)]


def test_hours_left_are_of_all_that_was_promised_and_hours_validated_of_the_period() -> None:
    own = WorkAllocation(id=ALLOCATION, programme_id=OWN.id, task="Espaces verts", minutes=6000)

    def shift(on: date, status: ShiftStatus = ShiftStatus.VALIDATED) -> WorkShift:
        return WorkShift(id=new_id(), allocation_id=own.id, person_id=PEOPLE[0], on=on, minutes=600, status=status)

    shifts = [shift(date(2025, 5, 5)), shift(date(2026, 5, 5)), shift(date(2026, 12, 1), ShiftStatus.PLANNED),
              shift(date(2026, 6, 1), ShiftStatus.CANCELLED)]  # fmt: skip
    found = figures(Told(OWN, allocations=[own], shifts=shifts))
    hours = {code: found[code].value for code in (Of.HOURS_VALIDATED, Of.HOURS_PLANNED, Of.HOURS_LEFT)}
    assert hours == {Of.HOURS_VALIDATED: 600, Of.HOURS_PLANNED: 600, Of.HOURS_LEFT: 6000 - 3 * 600}
    assert found[Of.HOURS_LEFT].unit == Unit.MINUTES


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1)])
def test_the_days_of_a_year_are_those_on_the_wall(day: date) -> None:
    """Half past midnight in Paris on New Year's day is still the old year in UTC."""
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    visit = ServiceVisit(id=new_id(), programme_id=OWN.id, at=late - timedelta(hours=1) if day.year == 2026 else late)
    assert figures(Told(OWN, visits=[visit]))[Of.VISITS].value == (1 if day.year == 2026 else 0)
