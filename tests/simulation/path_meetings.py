"""What a worker does about sessions, relances and partners; and looking at screens, whose indexes then follow saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from espace_mobile.app.actions import (
    agenda,
    alerts,
    attendance,
    doubles,
    finding,
    follow_ups,
    protocols,
    referrals,
    relance_effort,
    session_planning,
    sessions,
    signing,
    timeline,
)
from espace_mobile.app.actions.agenda import Whose
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import (
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    ReferralAnswer,
    ReferralDirection,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.vocabulary import OrganisationType
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory as H

DRAWN = [[(10.0, 10.0), (400.0, 300.0), (800.0, 20.0)]]
DAYS = timedelta(days=2000)


# Sessions


def plan_session(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    asked = session_planning.Plan(
        h.now + timedelta(days=h.rng.randint(0, 3), hours=1), "Atelier", capacity=h.rng.randint(1, 3),
        programme_id=h.one(post, Programme).id, facilitator_ids=(post.by,),
        post_workshop_on=h.today + timedelta(days=30) if h.rng.random() < 0.5 else None,
    )  # fmt: skip
    again = h.one(post, GroupSession) if post.replica.count(GroupSession) and h.rng.random() < 0.2 else None
    session_planning.plan(replica, asked, worker, now=h.now, today=h.today, again=again)


def change_session(h: H, post: Post) -> None:
    replica, worker, session = post.replica, h.worker(post), h.one(post, GroupSession)
    seen = session_planning.Plan.of(session)
    later = session_planning.Plan.of(session.but(
        starts_at=session.starts_at + timedelta(days=1), capacity=h.rng.randint(1, 3),
        post_workshop_on=h.today + timedelta(days=60),
    ))  # fmt: skip
    h.pick([
        lambda: session_planning.edit(replica, session, later, worker, today=h.today, seen=seen),
        lambda: session_planning.cancel(replica, session, worker),
        lambda: session_planning.plan_again(replica, session, worker),
        lambda: session_planning.hold(replica, session, worker),
        lambda: session_planning.hold(replica, session, worker),
        lambda: protocols.write(replica, session, h.code(("Vécu", "Suite")), h.said(None), worker, seen={}),
    ])()  # fmt: skip


def seat(h: H, post: Post) -> None:
    replica, worker, session, person = post.replica, h.worker(post), h.one(post, GroupSession), h.person(post)
    done = h.pick([
        lambda: attendance.expect(replica, session, person, worker, now=h.now),
        lambda: attendance.expect(replica, session, person, worker, now=h.now),
        lambda: attendance.wait(replica, session, person, worker, now=h.now),
        lambda: attendance.invite(replica, session, person, worker, now=h.now, today=h.today),
        lambda: attendance.call_back(replica, session, person, h.said(person.id), worker, today=h.today),
    ])()  # fmt: skip
    h.did(post, done)


def mark(h: H, post: Post) -> None:
    replica, worker, found = post.replica, h.worker(post), h.one(post, Attendance)
    session = h.pick([s for s in replica.all(GroupSession) if s.id == found.session_id])
    status = h.code((AttendanceStatus.PRESENT, *AttendanceStatus))
    h.did(post, attendance.mark(replica, session, found, status, worker, now=h.now))


def sign(h: H, post: Post) -> None:
    replica, worker, session, person = post.replica, h.worker(post), h.one(post, GroupSession), h.person(post)
    done = h.pick([
        lambda: signing.sign(replica, session, person, DRAWN, 400, worker, now=h.now),
        lambda: signing.sign(replica, session, person, DRAWN, 400, worker, now=h.now),
        lambda: signing.on_paper(replica, session, person, worker, now=h.now),
        lambda: signing.unsign(replica, session, person, worker),
    ])()  # fmt: skip
    h.did(post, done)


# Relances and partners


def call(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    channel, result = h.code(AttemptChannel), h.code(AttemptResult)
    if h.rng.random() < 0.2:
        person = h.person(post)
        h.did(post, follow_ups.attempt_alone(replica, person, channel, result, 5, worker, h.now))
    else:
        task = h.one(post, FollowUp)
        h.did(post, follow_ups.attempt(replica, task, channel, result, 5, worker, h.now))


def relance(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    day = h.today + timedelta(days=h.rng.randint(0, 5))
    if h.rng.random() < 0.4:
        person = h.person(post)
        h.did(post, follow_ups.by_hand(replica, person, day, h.said(person.id), worker, today=h.today))
        return
    task = h.one(post, FollowUp)
    h.did(post, h.pick([
        lambda: follow_ups.drop(replica, task, worker, h.now),
        lambda: follow_ups.postpone(replica, task, day, worker, today=h.today),
        lambda: follow_ups.assign(replica, task, post.by, worker),
    ])())  # fmt: skip


def refer(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    partner = referrals.add_partner(replica, h.code(("Mission locale", "CCAS")), OrganisationType.PARTNER, worker)
    person, way = h.person(post), h.code(ReferralDirection)
    h.did(post, referrals.refer(
        replica, person, way, partner.id, worker, today=h.today, reason_text=h.said(person.id)
    ))  # fmt: skip


def hear_of(h: H, post: Post) -> None:
    replica, worker, sent = post.replica, h.worker(post), h.one(post, Referral)
    if h.rng.random() < 0.5:
        said, text = h.code(ReferralAnswer), h.said(sent.person_id)
        h.did(post, referrals.answer(replica, sent, said, worker, today=h.today, text=text))
    else:
        h.did(post, referrals.feed_back(replica, sent, worker, today=h.today, text=h.said(sent.person_id)))


def look(h: H, post: Post) -> None:
    """Screens that are open while others save."""
    replica, worker, first, last = post.replica, h.worker(post), h.today - DAYS, h.today + DAYS
    alerts.pending(replica, worker, h.today)
    agenda.meetings(replica, worker, Whose.TEAM, first, last)
    agenda.to_confirm(replica, worker, Whose.TEAM, h.now)
    follow_ups.due(replica, worker, h.today)
    referrals.overdue(replica, worker, h.today)
    relance_effort.effort(replica, worker, h.today)
    doubles.doubles(replica, worker)
    finding.recent(replica, worker)
    for session in replica.all(GroupSession):
        sessions.session_sheet(replica, session, worker)
        signing.signatures(replica, session)
    for organisation in replica.all(Organisation):
        referrals.partners(replica, organisation.name)
    for person in replica.all(Person)[:2]:
        timeline.timeline(replica, person)


DEEDS: list[tuple[int, Callable[[H, Post], None]]] = [
    (4, plan_session), (3, change_session), (7, seat), (5, mark), (3, sign), (4, call), (3, relance), (2, refer),
    (2, hear_of), (6, look),
]  # fmt: skip
