"""« Action territoriale d’insertion », Danjoutin, 2004: 42 people, 4 200 hours, a comité every three weeks, and the one
balance that the sheet tells twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from espace_mobile.app.actions import case_decisions, case_reviews, hours, hours_shifts, workshop_people
from espace_mobile.app.actions.case_decisions import Decision
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.path_vocabulary import ExitReason, OutcomeClass
from espace_mobile.domain.programme_sheet import BudgetLine, Coverage
from espace_mobile.domain.sheet_vocabulary import CaseDecision
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.working_days import is_working
from tests.programmes.year import CLAIRE, NINE, Year, noon, parts

FIRST, LAST = date(2004, 1, 1), date(2004, 12, 31)
GROUP, IMAGE, CONTRACT = (
    "Groupe de parole avec une psychologue", "Travail sur l’image de soi", "Rencontre hebdomadaire sur le contrat"
)  # fmt: skip
HALVES = (date(2004, 1, 12), range(21)), (date(2004, 6, 14), range(21, 42))  # who enters when, for six months
HALF_DAYS, HALF_DAY = 28, 210  # of each person; minutes
CAME_OF_IT = [OutcomeType.CDI] * 7 + [OutcomeType.QUALIFYING_TRAINING] * 7 + [OutcomeType.RE_REGISTERED] * 6


def test_the_year_of_danjoutin(year: Year) -> None:
    year.start("danjoutin", FIRST, seats=50)
    year.plan(GROUP, date(2004, 1, 13), LAST, NINE)
    year.plan(IMAGE, date(2004, 3, 1))
    reviews = _plan_reviews(year)
    year.meet()
    spells = dict(_live(year))
    for n, type in enumerate(CAME_OF_IT):
        year.outcome(n, spells[n], type, spells[n].entered_on + timedelta(days=150))
    for n, spell in spells.items():
        year.leave(n, spell, spell.entered_on + timedelta(days=182), ExitReason.END_OF_PATH)
    examined = _review(year, reviews)
    year.meet()

    found = year.values(FIRST, LAST, LAST)
    assert (found[Of.PEOPLE], found[Of.SPELLS], found[Of.RETURNS], found[Of.EXITS]) == (42, 42, 0, 42)
    assert (found[Of.JOBS], found[Of.TRAININGS], found[Of.TRAINING_OR_CDI]) == (7, 7, 14)
    assert (found[Of.RE_REGISTERED], found[Of.UNKNOWN]) == (6, 22)
    figures = year.figures(FIRST, LAST, LAST)[0]
    rates = (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT)
    assert [(figures[code].value, figures[code].of) for code in rates] == [(7, 42), (0, 42), (7, 42)]
    assert parts(figures[Of.EXITS]) == {
        OutcomeClass.LASTING_JOB: 7, OutcomeClass.POSITIVE_EXIT: 7, OutcomeClass.RE_REGISTERED: 6,
        OutcomeClass.UNKNOWN: 22,
    }  # fmt: skip
    assert found[Of.EXPENSES] == 8400_00
    _hours(year)
    _workshops(year)
    _reviews(year, reviews, examined)
    assert _communes(year) == {"Danjoutin": False, "Valdoie": True, "Cravanche": True}


def _live(year: Year) -> Iterator[tuple[int, Enrolment]]:
    """Who enters works half days of one task, most come to the group, ten to the school of aesthetics."""
    tasks = sorted(
        year.tablets[0].where(WorkAllocation, programme_id=year.begun.id), key=lambda a: (-a.minutes, a.task)
    )
    of_task = [task for task in tasks for _ in range(task.minutes // (HALF_DAYS * HALF_DAY))]
    assert len(of_task) == 42  # the sheet's 4 200 hours are a hundred for each
    group, image = year.sessions(GROUP), year.sessions(IMAGE)
    for since, people in HALVES:
        year.open(since, len(people))
        for n in people:
            yield n, year.enter(n, since)
            _work(year, n, of_task[n], since)
            _meet_about_the_contract(year, n, since + timedelta(days=2))
        for session in group:
            if since <= session.starts_at.date() < since + timedelta(days=182):
                year.come(session, people if session.starts_at.month != 4 else people[:-1])
    for k, session in enumerate(image):
        year.come(session, range(10) if k != 1 else range(9))


def _work(year: Year, n: int, task: WorkAllocation, since: date) -> None:
    days = [d for d in (since + timedelta(days=1 + k) for k in range(180)) if is_working(d)][:HALF_DAYS]
    hours_shifts.plan(
        year.of(n), task, year.people[n], days, HALF_DAY, CLAIRE, today=since + timedelta(days=180), done=True
    )  # fmt: skip


def _meet_about_the_contract(year: Year, n: int, on: date) -> None:
    workshop_people.met(year.of(n), year.workshop(CONTRACT), year.people[n], CLAIRE, now=noon(on))


def _plan_reviews(year: Year) -> list[CaseReview]:
    """Four at a time, as the app proposes them, as long as the year lasts."""
    here, first = year.tablets[0], date(2004, 1, 20)
    while not (known := case_reviews.reviews_of(here, year.begun.id)) or known[-1].planned_on < date(2004, 12, 10):
        today = known[-1].on if known else FIRST
        case_reviews.plan(here, year.begun, case_reviews.proposed_days(here, year.begun, today, first), CLAIRE)
    return [review for review in known if review.on <= LAST]


def _review(year: Year, reviews: list[CaseReview]) -> list[int]:
    """Three cases each, in turn among those followed then; by us within the week."""
    examined = []
    for k, review in enumerate(reviews):
        _, people = HALVES[review.on >= HALVES[1][0]]
        for n in (people[(3 * k + j) % len(people)] for j in range(3)):
            asked = Decision(
                decision=CaseDecision.CONTINUE, text="Suite", owner_id=CLAIRE.id, due_on=review.on + timedelta(days=7)
            )
            case_decisions.decide(year.of(n), review, year.people[n], asked, CLAIRE, now=noon(review.on))
            examined.append(n)
    return examined


def _hours(year: Year) -> None:
    worked = 42 * HALF_DAYS * HALF_DAY
    found = year.values(FIRST, LAST, LAST)
    promised = (found[Of.HOURS_PROMISED], found[Of.HOURS_VALIDATED], found[Of.HOURS_PLANNED], found[Of.HOURS_LEFT])
    assert promised == (4200 * 60, worked, 0, 4200 * 60 - worked)
    assert found[Of.HOURS_PEOPLE] == 42
    for tablet in year.tablets:
        bank = hours.bank_of(tablet, year.begun, LAST)
        assert (bank.whole.promised, bank.whole.left) == (4200 * 60, found[Of.HOURS_LEFT])


def _workshops(year: Year) -> None:
    """The compulsory group: in April the last of the first half did not come; three half days for ten people."""
    april = year.figures(date(2004, 4, 1), date(2004, 4, 30), LAST)[0]
    assert (april[Of.SHORT_OF_MONTH].value, april[Of.SHORT_OF_MONTH].of) == (1, 21)
    march = year.values(date(2004, 3, 1), date(2004, 3, 31), LAST)
    assert march[Of.SHORT_OF_MONTH] == 0
    figures = year.figures(FIRST, LAST, LAST)[0]
    assert parts(figures[Of.SESSIONS_HELD])[IMAGE] == (3, 3)
    assert parts(figures[Of.PARTICIPANTS])[IMAGE] == 10
    assert parts(figures[Of.PARTICIPANTS])[CONTRACT] == 42


def _reviews(year: Year, reviews: list[CaseReview], examined: list[int]) -> None:
    planned = [case_reviews.planned_on(review) for review in reviews]
    assert {(b - a).days for a, b in pairwise(planned)} == {21}
    assert all(is_working(review.on) for review in reviews)
    found = year.values(FIRST, LAST, LAST)
    assert (found[Of.REVIEWS_HELD], found[Of.CASES_DECIDED]) == (len(reviews), len(examined)) == (17, 51)
    assert found[Of.CASES_PEOPLE] == len(set(examined))


def _communes(year: Year) -> dict[str, bool]:
    [said] = {
        tuple(sorted((c.name, c.extension) for c in tablet.where(Coverage, programme_id=year.begun.id)))
        for tablet in year.tablets
    }
    assert all(tablet.where(BudgetLine, programme_id=year.begun.id) for tablet in year.tablets)
    return dict(said)
