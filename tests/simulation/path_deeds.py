"""What a worker does to people's paths, one function a deed. `h.one` and `h.pick` raise when there is nothing to do it
to, actions raise what they refuse: nothing happens then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from espace_mobile.app.actions import (
    alerts,
    appointments,
    barriers,
    doubles,
    enrolments,
    interviews,
    merging,
    outcomes,
    people,
    programmes,
    reaching,
    relatives,
    situations,
    undoing,
    urgent,
)
from espace_mobile.app.actions.barriers import Step
from espace_mobile.app.actions.interviews import Ending
from espace_mobile.app.actions.merging import Parted
from espace_mobile.app.actions.undoing import Done
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.interview import SECTIONS, Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    ActionStep,
    AlertDecision,
    Answered,
    ContactPreference,
    EntryDecision,
    ExitReason,
    Recommendation,
    Relation,
    SituationMoment,
    Urgency,
    WorkSituation,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.vocabulary import AgeBand, AppointmentStatus, Barrier, NoticeGiven, OutcomeType
from tests.simulation import path_meetings
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory as H

NAMES = (("Awa", "Chimérin"), ("Ava", "Chimerin"), ("Samir", "Ustaritz"), ("Lola", "Garindein"))
PHONES = ("06 39 98 55 77", "06 39 98 55 78", "")


def begin(h: H, office: Post) -> None:
    """Two programmes and a few files, known to whoever syncs."""
    for name, validated in (("Atelier", False), ("Dispositif", True)):
        programmes.add(office.replica, name, h.worker(office), validated=validated, capacity=h.rng.randint(1, 3))
    for _ in range(h.rng.randint(2, 5)):
        open_file(h, office)
    path_meetings.plan_session(h, office)


# Files


def open_file(h: H, post: Post) -> None:
    (first, last), word, note = h.code(NAMES), h.said(None), h.said(None)
    typed = people.Identity(first, last, word, h.code(PHONES), age_band=h.code(AgeBand))
    booked = h.now + timedelta(days=h.rng.randint(1, 9)) if h.rng.random() < 0.4 else None
    opening = people.Opening(typed, h.code(NoticeGiven), note=note, appointment_at=booked)
    person = people.open_file(post.replica, opening, h.worker(post), now=h.now, today=h.today)
    h.hear(word, person.id), h.hear(note, person.id)


def correct_file(h: H, post: Post) -> None:
    person = h.person(post)
    seen = people.Identity.of(person)
    (first, last), word = h.code(NAMES), h.said(person.id)
    typed = h.code((people.Identity(first, last, word), people.Identity(first, last, word, h.code(PHONES))))
    people.edit_person(post.replica, person, typed, h.worker(post), today=h.today, seen=seen)


def note(h: H, post: Post) -> None:
    person = h.person(post)
    people.add_note(post.replica, person, h.said(person.id), h.worker(post), now=h.now)


def reach(h: H, post: Post) -> None:
    person, worker, replica = h.person(post), h.worker(post), post.replica
    h.pick([
        lambda: reaching.toggle_way(replica, person, worker, h.code(ContactPreference)),
        lambda: reaching.set_address(replica, person, worker, email="", reach_note=h.said(person.id)),
        lambda: reaching.plan_step(replica, person, worker, h.said(person.id), None, today=h.today),
        lambda: reaching.finish_step(replica, person, worker),
    ])()  # fmt: skip


def cycle_barrier(h: H, post: Post) -> None:
    barrier = h.code(list(Barrier)[:2])
    h.did(post, barriers.cycle_barrier(post.replica, h.person(post), barrier, h.worker(post), now=h.now))


def relative(h: H, post: Post) -> None:
    replica, worker, typed = post.replica, h.worker(post), relatives.Described(h.code(Relation))
    if h.rng.random() < 0.4:
        known = h.one(post, Relative)
        again = relatives.Described(h.code(Relation), h.said(known.person_id))
        relatives.correct(replica, known, again, worker, today=h.today)
    elif h.rng.random() < 0.2:
        relatives.remove(replica, h.one(post, Relative), worker)
    else:
        relatives.add(replica, h.person(post), typed, worker, today=h.today)


def merge(h: H, post: Post) -> None:
    taken, into = h.one(post, Person), h.one(post, Person)
    chosen = {d.name: h.pick([d.taken, d.into])[d.name] for d in merging.differences(taken, into) if len(d.fields) == 1}
    merging.merge(post.replica, taken, into, chosen, h.worker(post), now=h.now)


def unmerge(h: H, post: Post) -> None:
    link = h.one(post, Merge)
    h.did(post, merging.unmerge(post.replica, link.person_id, link.into_id, h.worker(post)))


def not_same(h: H, post: Post) -> None:
    if h.rng.random() < 0.3:
        doubles.take_back(post.replica, h.one(post, NotSame), h.worker(post))
    else:
        one, other = h.one(post, Person), h.one(post, Person)
        doubles.say_not_same(post.replica, one, other, h.worker(post), now=h.now)


def delete_file(h: H, post: Post) -> None:
    person, worker = h.person(post), h.worker(post)
    if people.may_delete(post.replica, worker, person, h.today):
        h.did(post, people.delete_file(post.replica, person, worker))


def erase_file(h: H, post: Post) -> None:
    eraser = post if post.supervises else h.office
    people.erase_file(eraser.replica, h.person(eraser), h.worker(eraser))


def settle_alert(h: H, post: Post) -> None:
    worker, replica = h.worker(post), post.replica
    if alerts.may_decide(worker):
        waiting = h.pick(alerts.pending(replica, worker, h.today))
        alerts.settle(replica, waiting, h.code(AlertDecision), worker, now=h.now, note=h.code(("", "Vu")))


# Interviews and appointments


def talk(h: H, post: Post) -> None:
    person, worker = h.person(post), h.worker(post)
    booked = interviews.appointment_now(post.replica, person, h.now)
    interviews.begin(post.replica, person, worker, h.now, booked)


def during_talk(h: H, post: Post) -> None:
    interview, worker, replica = h.one(post, Interview), h.worker(post), post.replica
    field = h.code((*SECTIONS, "line", "next_step"))
    h.pick([
        lambda: interviews.write(replica, interview, worker, **{field: h.said(interview.person_id)}),
        lambda: interviews.explain_step(replica, interview, worker, h.code(ActionStep)),
        lambda: interviews.add_child(replica, interview, worker, h.code((None, 3, 40))),
        lambda: interviews.remove_child(replica, interview, worker),
        lambda: interviews.recommend(replica, interview, worker, h.code(Recommendation)),
        lambda: urgent.toggle(replica, interview, worker, h.code(Urgency)),
        lambda: urgent.settle(replica, interview, worker, now=h.now),
    ])()  # fmt: skip


def end_talk(h: H, post: Post) -> None:
    interview, worker = h.one(post, Interview), h.worker(post)
    if h.rng.random() < 0.2:
        interviews.restore(post.replica, interviews.delete(post.replica, interview, worker), worker)
    else:
        text = h.said(interview.person_id)
        h.did(post, interviews.end(post.replica, interview, worker, h.now, next_step=text))


def book(h: H, post: Post) -> None:
    person = h.person(post)
    at = h.now + timedelta(days=h.rng.randint(0, 3), minutes=30)
    appointments.book(post.replica, person, at, h.worker(post), now=h.now, motive=h.said(person.id))


def answer_booking(h: H, post: Post) -> None:
    booked, worker, replica = h.one(post, Appointment), h.worker(post), post.replica
    if h.rng.random() < 0.2:
        appointments.rebook(replica, booked, worker, h.now + timedelta(days=2), now=h.now)
    else:
        status = h.code((AppointmentStatus.MISSED, *AppointmentStatus))
        appointments.set_status(replica, booked, worker, status, today=h.today)


# Entries and exits


def propose(h: H, post: Post) -> None:
    enrolments.propose(post.replica, h.person(post), h.one(post, Programme), h.worker(post), h.today)


def decide(h: H, post: Post) -> None:
    spell, worker, replica = h.one(post, Enrolment), h.worker(post), post.replica
    day = h.today - timedelta(days=h.rng.randint(0, 5))
    done = h.pick([
        lambda: enrolments.decide(replica, spell, h.code((EntryDecision.VALIDATED, *EntryDecision)), worker, h.today),
        lambda: enrolments.enter(replica, spell, worker, day, h.today, h.code((None, *WorkSituation))),
        lambda: enrolments.enter(replica, spell, worker, day, h.today),
    ])()  # fmt: skip
    h.did(post, done)


def leave(h: H, post: Post) -> None:
    spell, worker, replica = h.one(post, Enrolment), h.worker(post), post.replica
    said = h.code((None, *WorkSituation))
    done = h.pick([
        lambda: enrolments.leave(replica, spell, worker, h.today, h.today, h.code(ExitReason), said),
        lambda: enrolments.leave(replica, spell, worker, h.today, h.today, h.code(ExitReason), said),
        lambda: enrolments.stay(replica, spell, worker),
        lambda: enrolments.not_entered(replica, spell, worker),
        lambda: enrolments.delete(replica, spell, worker),
    ])()  # fmt: skip
    h.did(post, done)


def situation(h: H, post: Post) -> None:
    spell, answered = h.one(post, Enrolment), h.code(Answered)
    said = h.code(WorkSituation) if answered == Answered.ANSWERED else None
    moment = h.code(SituationMoment)
    h.did(post, situations.say_situation(
        post.replica, spell, moment, h.worker(post), answered=answered, situation=said, now=h.now
    ))  # fmt: skip


def outcome(h: H, post: Post) -> None:
    worker, replica = h.worker(post), post.replica
    what, day = h.code(OutcomeType), h.today - timedelta(days=h.rng.randint(0, 3))
    if h.rng.random() < 0.6:
        h.did(post, outcomes.record_outcome(replica, h.one(post, Enrolment), worker, what, day, h.today))
    elif h.rng.random() < 0.5:
        h.did(post, outcomes.correct_outcome(replica, h.one(post, Outcome), worker, what, day, h.today))
    else:
        h.did(post, outcomes.delete_outcome(replica, h.one(post, Outcome), worker))


# Second thoughts


def undo(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    done = h.undoable(post, (Done, Ending, Step, Parted, tuple))
    if isinstance(done, Done):
        undoing.take_back(replica, done, worker)
    elif isinstance(done, Ending):
        interviews.reopen(replica, done, worker)
    elif isinstance(done, Step):
        barriers.undo(replica, done, worker)
    elif isinstance(done, Parted):
        merging.merge_again(replica, done, worker)
    else:
        people.restore(replica, done, worker)


DEEDS: list[tuple[int, Callable[[H, Post], None]]] = [
    (6, open_file), (5, correct_file), (2, note), (3, reach), (3, cycle_barrier), (2, relative), (5, merge),
    (2, unmerge), (1, not_same), (2, delete_file), (1, erase_file), (2, settle_alert), (4, talk), (5, during_talk),
    (3, end_talk), (3, book), (4, answer_booking), (5, propose), (6, decide), (4, leave), (3, situation), (3, outcome),
    (5, undo), *path_meetings.DEEDS,
]  # fmt: skip
