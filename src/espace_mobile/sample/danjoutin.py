"""« Action territoriale d’insertion »: 42 people in two halves, a hundred hours each, seven jobs, seven trainings, six
who registered again, and 22 of whom nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import ExitReason, SessionStatus, ShiftStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason, ProgrammeTextSort
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.working_days import working_days, working_from
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import SUPERVISOR
from espace_mobile.sample.lived import Crowd, Life, at, outcome, seats, session, situations

PEOPLE, HALF = 42, 21
ENTERED = 371, 189  # days ago: each half stays for six months
STAY, SHIFTS, SHIFT = 182, 15, 400  # days; of each person; minutes
EACH = SHIFTS * SHIFT
CAME_OF_IT = (
    [OutcomeType.CDI] * 3 + [OutcomeType.CDD] * 4 + [OutcomeType.QUALIFYING_TRAINING] * 5
    + [OutcomeType.PREQUALIFYING_TRAINING] * 2 + [OutcomeType.RE_REGISTERED] * 6
)  # fmt: skip
_EVERY, _CASES, _NEWS = 21, 3, 7
_GROUP, _IMAGE = "Groupe de parole avec une psychologue", "Travail sur l’image de soi"
_DECIDED = {
    CaseDecision.CONTINUE: "On continue ainsi ; point à la prochaine réunion.",
    CaseDecision.REACH: "Prendre des nouvelles cette semaine.",
    CaseDecision.REFER: "Orienter vers le bilan de compétences.",
    CaseDecision.EXTEND: "Prolonger les heures d’un mois.",
}
_BALANCE = (
    "Les heures promises ont toutes été faites, sans accident ni abandon de poste. Sept personnes ont un emploi, "
    "d’autres se forment. Nous ne savons pas ce que sont devenues vingt-deux personnes : garder le lien après la "
    "sortie reste le point faible."
)


def live(life: Life, crowd: Crowd) -> Iterator[Fact]:
    people = crowd.take(PEOPLE)
    # What came of it is known of about as many of each half.
    mixed = [person.id for person in (*people[::2], *people[1::2])]
    came = dict(zip(mixed, [*CAME_OF_IT, *[None] * PEOPLE], strict=False))
    spells = {p.id: _spell(life, p, n // HALF, came[p.id]) for n, p in enumerate(people)}
    yield from spells.values()
    for person in people:
        yield from _ended(spells[person.id], came[person.id])
    yield from _hours(life, people, spells)
    halves = [people[:HALF], people[HALF:]]
    yield from _groups(life, halves)
    yield from _reviews(life, halves)
    yield from _news(halves, [spells[half[0].id] for half in halves])
    yield life.text(ProgrammeTextSort.BALANCE, life.ago(3), _BALANCE)


def _spell(life: Life, person: Person, half: int, came: OutcomeType | None) -> Enrolment:
    on = life.ago(ENTERED[half])
    return life.enter(person, on, working_from(on + timedelta(days=STAY)), _reason(came))


def _reason(came: OutcomeType | None) -> ExitReason:
    if came in (OutcomeType.CDI, OutcomeType.CDD):
        return ExitReason.JOB
    trained = came in (OutcomeType.QUALIFYING_TRAINING, OutcomeType.PREQUALIFYING_TRAINING)
    return ExitReason.TRAINING if trained else ExitReason.END_OF_PATH


def _ended(spell: Enrolment, came: OutcomeType | None) -> Iterator[Fact]:
    assert spell.exited_on is not None
    if came is not None:
        yield outcome(spell, came, spell.exited_on - timedelta(days=4), 7 if came == OutcomeType.CDD else None)
    yield from situations(spell, came)


def _hours(life: Life, people: list[Person], spells: dict[str, Enrolment]) -> Iterator[Fact]:
    """A hundred hours each, at one task: together the 4,200 of the sheet."""
    tasks = [f for f in life.sheet if isinstance(f, WorkAllocation)]
    of_task = [task for task in tasks for _ in range(task.minutes // EACH)]
    for n, person in enumerate(people):
        entered = spells[person.id].entered_on
        assert entered is not None
        days = working_days(entered + timedelta(days=n % 5), 8 * SHIFTS)[::8]
        for day in days:
            yield WorkShift(
                id=derived_id("lived", "shift", person.id, day.isoformat()), allocation_id=of_task[n].id,
                person_id=person.id, on=day, minutes=SHIFT, status=ShiftStatus.VALIDATED, worker_id=SUPERVISOR.id,
            )  # fmt: skip


def _groups(life: Life, halves: list[list[Person]]) -> Iterator[Fact]:
    """Once a month for all, but one or two; three half days about oneself for ten of each half."""
    for half, ago in zip(halves, ENTERED, strict=True):
        for n, days in enumerate(range(ago - 4, ago - STAY, -30)):
            held = session(life.workshop(_GROUP), life.ago(days), PEOPLE)
            yield held
            yield from seats(held, half, {half[n].id, half[-n - 1].id})
        for n in range(3):
            held = session(life.workshop(_IMAGE), life.ago(ago - 40 - 7 * n), 10)
            yield held
            yield from seats(held, half[:10], {half[3].id} if n == 1 else ())


def _reviews(life: Life, halves: list[list[Person]]) -> Iterator[Fact]:
    """Every three weeks, three cases; the last one of a half is a little before it leaves. One is still to come."""
    for k, days in enumerate(range(ENTERED[0] - 14, -_EVERY, -_EVERY)):
        on = working_from(life.today - timedelta(days=days))
        review = CaseReview(
            id=derived_id("lived", "review", life.programme.id, str(k)), programme_id=life.programme.id, on=on,
            planned_on=on, starts=at(on, 9).time(), organisation_ids=life.partners(),
            present_ids=life.partners()[:3] if on < life.today else (), worker_ids=(SUPERVISOR.id,),
            status=SessionStatus.HELD if on < life.today else SessionStatus.PLANNED,
        )  # fmt: skip
        yield review
        half = halves[days < ENTERED[1]]
        if on < life.today:
            yield from (_case(review, half[(_CASES * k + n) % HALF], on, k + n) for n in range(_CASES))


def _case(review: CaseReview, person: Person, on: date, n: int) -> ReviewedCase:
    decision, text = list(_DECIDED.items())[n % len(_DECIDED)]
    return ReviewedCase(
        id=derived_id("lived", "case", review.id, person.id), team=person.team, review_id=review.id,
        person_id=person.id, reasons=(CaseReason.NO_NEWS if n % 3 == 0 else CaseReason.BY_HAND,), decision=decision,
        decided=text, decided_at=at(on, 10, n % 60), owner_id=SUPERVISOR.id, due_on=on + timedelta(days=7),
        worker_id=SUPERVISOR.id,
    )  # fmt: skip


def _news(halves: list[list[Person]], spells: list[Enrolment]) -> Iterator[Fact]:
    """Of each person, now and then while they are in it."""
    for half, spell in zip(halves, spells, strict=True):
        assert spell.entered_on is not None
        for n, person in enumerate(half):
            for k in range(_NEWS):
                on = working_from(spell.entered_on + timedelta(days=9 + n % 7 + 24 * k))
                yield CheckIn(
                    id=derived_id("lived", "news", person.id, on.isoformat()), team=person.team, person_id=person.id,
                    on=on, worker_id=SUPERVISOR.id,
                )  # fmt: skip
