"""What a worker does about the workshops of a programme; and looking at its pages, whose indexes then follow saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    campaign,
    civic_missions,
    civic_running,
    followed,
    hours,
    hours_shifts,
    indicators,
    measures,
    programme_people,
    programme_places,
    review_cases,
    rights,
    services,
    workshop_people,
    workshop_planning,
    workshops,
)
from espace_mobile.app.actions.workshop_planning import Asked
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_counts import ServiceCounts
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.workshop import Workshop
from tests.simulation.indexes import YEARS
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.programme_history import ProgrammeHistory as H

DAY = timedelta(days=1)


def plan_workshop(h: H, post: Post) -> None:
    replica, worker, workshop = post.replica, h.worker(post), h.one(post, Workshop)
    first = workshop_planning.first_day(replica, workshop, h.today) if h.rng.random() < 0.5 else h.today + DAY
    choice = Choice(first, first + h.rng.randint(0, 20) * DAY, h.code((1, 7)), 2)
    asked = Asked(choice, h.code((None, time(14))), (post.by,))
    meeting = workshop_planning.Meeting(h.today + h.rng.randint(-1, 1) * DAY, time(18))
    h.did(post, h.pick([
        lambda: workshop_planning.plan(replica, workshop, asked, worker, today=h.today),
        lambda: workshop_planning.plan(replica, workshop, asked, worker, today=h.today),
        lambda: workshop_planning.meet_informally(replica, workshop, meeting, worker, today=h.today),
    ])())  # fmt: skip


def change_workshop(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    known, stamps = h.form(post, Workshop)
    typed = known.but(minutes=h.code((60, 90)), capacity=h.code((None, 4)), back_after_days=h.code((30, 90)))
    h.did(post, h.pick([
        lambda: workshops.edit(replica, known, typed, worker, stamps),
        lambda: workshops.retire(replica, known, worker, active=h.code((True, False))),
        lambda: workshops.add(replica, known.but(id="", title=h.code(("Nouvel atelier", "Autre"))), worker),
    ])())  # fmt: skip


def bring(h: H, post: Post) -> None:
    replica, worker, workshop = post.replica, h.worker(post), h.one(post, Workshop)
    session, person, word = h.one(post, GroupSession), h.person(post), h.said(None)
    h.did(post, h.about_its_person(word, h.pick([
        lambda: workshop_people.invite_all(replica, session, worker, now=h.now, today=h.today),
        lambda: workshop_people.met(replica, workshop, person, worker, now=h.now),
        lambda: workshop_people.call_back(replica, workshop, person, word, worker, today=h.today),
    ])()))  # fmt: skip


def look(h: H, post: Post) -> None:
    """At the pages of programmes, while others save."""
    replica, worker, today = post.replica, h.worker(post), h.today
    for programme in replica.all(Programme):
        id = programme.id
        indicators.figures(replica).of(id, YEARS, YEARS.until)
        programme_people.present(replica, worker, id, today)
        followed.everybody_in(replica, programme, worker, today)
        hours.bank_of(replica, programme, today)
        services.of_day(replica, id, today)
        services.distinct(replica, ServiceCounts.sum(services.months(replica, id).values()))
        rights.holders(replica, id, today)
        civic_missions.count(replica, programme, today)
        civic_missions.referents_met(replica, programme, today)
        measures.lines_of(replica, id)
        programme_places.partners_of(replica, id)
        workshops.programme_counts(replica, id)
        for action in campaign.actions_of(replica, id):
            campaign.effect(replica, action, today)
        for mission in civic_missions.missions_of(replica, id):
            civic_running.path_of(replica, mission)
        for workshop in workshops.workshops_of(replica, id):
            workshop_people.month(replica, workshop, worker, today)
            workshop_people.week(replica, workshop, worker, today)
    for review in replica.all(CaseReview):
        review_cases.agenda(replica, review, worker, today)
        review_cases.left_out(replica, review, worker, today)
    for person in replica.all(Person)[:3]:
        hours_shifts.hours_of(replica, person.id, today)
        followed.follow_up_of(replica, person, today)


DEEDS: list[tuple[int, Callable[[Any, Post], None]]] = [
    (8, plan_workshop), (3, change_workshop), (5, bring), (4, look),
]  # fmt: skip
