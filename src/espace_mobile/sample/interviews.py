"""What the counsellors heard: one talk for each kept appointment, half of them towards collective sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import ActionStep, Recommendation, Relation, Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.vocabulary import AppointmentStatus, Barrier, BarrierState
from espace_mobile.sample.draw import Draw
from espace_mobile.sample.names import FIRST_NAMES, LINES, PROJECTS, SOCIAL
from espace_mobile.sample.people import SEXES

TO_SESSIONS = 0.5
URGENT = 2  # still to be settled, among the latest
_MINUTES = 45
_ELSEWHERE = {
    Recommendation.INDIVIDUAL: 45, Recommendation.PARTNER: 25, Recommendation.TRAINING: 15,
    Recommendation.CIVIC_SERVICE: 5, Recommendation.THINK: 10,
}  # fmt: skip


def draw_interviews(draw: Draw, people: list[Person], appointments: list[Appointment], today: date) -> list[Interview]:
    """In order of time."""
    by_id = {person.id: person for person in people}
    kept = sorted((a for a in appointments if a.status == AppointmentStatus.KEPT), key=lambda a: (a.starts_at, a.id))
    towards = draw.random.sample(range(len(kept)), round(TO_SESSIONS * len(kept)))
    others = iter(draw.deal(len(kept) - len(towards), _ELSEWHERE))
    sessions = set(towards)
    advised = [Recommendation.GROUP_SESSIONS if n in sessions else next(others) for n in range(len(kept))]
    talks = [_talk(draw, by_id[a.person_id], a, advice) for a, advice in zip(kept, advised, strict=True)]
    for back, urgency in enumerate((Urgency.HOUSING, Urgency.FOOD)[:URGENT]):
        n = -1 - 2 * back
        talks[n] = talks[n].but(urgent=True, urgencies=(urgency,), urgent_situation=_URGENT[urgency])
    return talks


def _talk(draw: Draw, person: Person, appointment: Appointment, advice: Recommendation) -> Interview:
    ended_at = appointment.starts_at + timedelta(minutes=_MINUTES)
    children = draw.random.randint(1, 3) if draw.happens(0.18) else None
    settled = draw.happens(0.06)
    return Interview(
        id=draw.id(appointment.starts_at),
        team=person.team,
        person_id=person.id,
        at=appointment.starts_at,
        ended_at=ended_at,
        worker_id=appointment.worker_id,
        appointment_id=appointment.id,
        line=draw.one(LINES),
        work_project=draw.one(PROJECTS) if draw.happens(0.6) else None,
        social_situation=draw.one(SOCIAL) if draw.happens(0.3) else None,
        urgencies=(Urgency.MONEY,) if settled else (),
        urgent_settled_at=ended_at + timedelta(days=2) if settled else None,
        urgent_settled_by=appointment.worker_id if settled else None,
        steps_explained=tuple(ActionStep) if draw.happens(0.8) else (),
        children=children,
        children_ages=tuple(sorted(draw.random.randint(1, 11) for _ in range(children or 0))),
        recommendation=advice,
    )


def draw_barrier_changes(draw: Draw, people: list[Person], interviews: list[Interview]) -> list[BarrierChange]:
    """What was said of barriers in a talk, as the file has them now."""
    by_id = {person.id: person for person in people}
    changes = []
    for talk in interviews:
        person = by_id[talk.person_id or ""]
        told = [b for b in Barrier if person.barriers[b] != BarrierState.NOT_DISCUSSED]
        for barrier in told[:2]:
            at = talk.at + timedelta(minutes=draw.random.randint(5, 40))
            changes.append(
                BarrierChange(
                    id=draw.id(at), team=person.team, person_id=person.id, worker_id=talk.worker_id, at=at,
                    barrier=barrier, state=person.barriers[barrier],
                )
            )  # fmt: skip
    return changes


def draw_relatives(draw: Draw, people: list[Person], interviews: list[Interview]) -> list[Relative]:
    """The children who were in the children's corner."""
    by_id: Mapping[str, Person] = {person.id: person for person in people}
    return [
        Relative(
            id=draw.id(talk.at), team=talk.team, person_id=talk.person_id or "", relation=Relation.CHILD,
            name=draw.one(FIRST_NAMES[draw.random.choices(list(SEXES), list(SEXES.values()))[0]]),
            birth_year=talk.at.year - age, hosted=True,
        )
        for talk in interviews
        for age in talk.children_ages
        if talk.person_id in by_id
    ]  # fmt: skip


_URGENT = {
    Urgency.HOUSING: "Doit quitter son logement à la fin du mois.",
    Urgency.FOOD: "N’a plus de quoi faire les courses cette semaine.",
}
