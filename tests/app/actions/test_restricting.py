"""A file that is only kept, as the person asked: what it stops, what it lets through, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import (
    alerts,
    appointments,
    follow_ups,
    keeping,
    merging,
    people,
    reaching,
    register,
    restricted,
    restricting,
    undoing,
)
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule, Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.rights_vocabulary import AllowedBecause, RegisterSort, RequestAnswer
from espace_mobile.domain.vocabulary import AppointmentStatus, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

TODAY = clock.today()


def ask(replica, person, worker, sort=RegisterSort.RESTRICTION):
    return register.ask(replica, person, sort, worker, on=TODAY, today=TODAY).fact


def reply(replica, entry, worker, given=RequestAnswer.DONE):
    return register.answer(replica, entry, given, worker, on=TODAY, today=TODAY, text="Dit à la personne.").fact


def written_alerts(replica, worker):
    found = alerts.pending(replica, worker, TODAY)
    return [p for p in found if p.alert.rule == AlertRule.WRITTEN_WHILE_RESTRICTED]


def elsewhere(replica, person):
    """As a tablet that did not know writes it."""
    replica.tick(1)
    note = PersonNote(id=new_id(), team=person.team, person_id=person.id, at=clock.now(), text="Rappeler")
    replica.save(note, by="other")


def test_from_the_request_on_nobody_writes_and_a_refusal_ends_it(replica, person, counsellor, supervisor, now) -> None:
    entry = ask(replica, person, counsellor)
    assert restricted.restriction_of(replica, person.id).provisional
    for worker in (counsellor, supervisor):
        for act in (
            lambda by=worker: people.add_note(replica, person, "Rappeler", by, now=now),
            lambda by=worker: reaching.plan_step(replica, person, by, "Écrire", None, today=TODAY),
            lambda by=worker: people.delete_file(replica, person, by),
        ):
            with pytest.raises(InputError) as refused:
                act()
            assert (refused.value.field, refused.value.reason) == ("record", "restricted")
    assert replica.count(PersonNote) == 0
    reply(replica, entry, counsellor, RequestAnswer.REFUSED)
    assert people.add_note(replica, person, "Rappeler", counsellor, now=now)


def test_what_does_less_of_the_person_goes_on(replica, person, counsellor, now) -> None:
    booked = appointments.book(replica, person, now + timedelta(days=400), counsellor, now=now)
    reaching.consent(replica, person, counsellor, "sharing", Consent.GIVEN, TODAY)
    ask(replica, person, counsellor)
    with pytest.raises(InputError, match="restricted"):
        appointments.set_status(replica, booked, counsellor, AppointmentStatus.KEPT)
    assert appointments.set_status(replica, booked, counsellor, AppointmentStatus.CANCELLED)
    with pytest.raises(InputError, match="restricted"):
        reaching.consent(replica, person, counsellor, "guardian", Consent.GIVEN, TODAY)
    assert reaching.consent(replica, person, counsellor, "sharing", Consent.REFUSED, TODAY).sharing == Consent.REFUSED
    given = register.handed_over(replica, person, counsellor, today=TODAY)
    assert given.given == RequestAnswer.DONE
    assert register.handed_over(replica, person, counsellor, today=TODAY).id == given.id, "in two forms, once"


def test_no_relance_is_proposed_until_it_is_lifted(replica, person, counsellor, supervisor) -> None:
    follow_ups.by_hand(replica, person, TODAY, "Rappeler", counsellor, today=TODAY)
    assert follow_ups.due(replica, counsellor, TODAY)
    granted = reply(replica, ask(replica, person, counsellor), counsellor)
    assert follow_ups.due(replica, counsellor, TODAY) == {}
    assert follow_ups.due_for(replica, person.id, TODAY) == []
    done = restricting.lift(replica, person, supervisor, on=TODAY, today=TODAY)
    assert (done.fact.id, done.fact.lifted_on, done.fact.lifted_by) == (granted.id, TODAY, supervisor.id)
    assert follow_ups.due_for(replica, person.id, TODAY)
    undoing.take_back(replica, done, supervisor)
    assert restricted.is_shut(replica, person.id, TODAY)


def test_a_supervisor_says_by_what_right_it_is_written_in_and_until_when(
    replica, person, counsellor, supervisor, now
) -> None:
    ask(replica, person, counsellor)
    with pytest.raises(InputError, match="supervisor"):
        restricting.allow(replica, person, AllowedBecause.CONSENT, counsellor, today=TODAY)
    with pytest.raises(InputError, match="required"):
        restricting.allow(replica, person, None, supervisor, today=TODAY)
    restricting.allow(replica, person, AllowedBecause.CONSENT, supervisor, today=TODAY, days=7)
    assert people.add_note(replica, person, "Rappeler", counsellor, now=now)
    last = TODAY + timedelta(days=6)
    assert restricted.allowed_until(replica, person.id, TODAY) == last
    assert restricted.is_shut(replica, person.id, last + timedelta(days=1))
    assert restricted.restriction_of(replica, person.id)


def test_merging_keeps_it_and_erasing_waits_until_it_is_lifted(replica, person, counsellor, supervisor, now) -> None:
    other = Person(id=new_id(), team=person.team, first_name="Samir")
    replica.save(other, by="setup")
    reply(replica, ask(replica, other, counsellor), counsellor)
    with pytest.raises(InputError, match="restricted"):
        merging.merge(replica, other, person, {}, supervisor, now=now)
    restricting.allow(replica, other, AllowedBecause.CONSENT, supervisor, today=TODAY)
    merging.merge(replica, other, person, {}, supervisor, now=now)
    assert restricted.everybody(replica) == {person.id}
    assert restricted.restriction_of(replica, person.id)
    with pytest.raises(InputError, match="kept_restricted"):
        keeping.anonymise(replica, [person.id], supervisor)
    restricting.lift(replica, person, supervisor, on=TODAY, today=TODAY)
    keeping.anonymise(replica, [person.id], supervisor)
    assert replica.get(Person, person.id) is None


def test_what_a_tablet_wrote_without_knowing_is_told_once_and_one_more_is_told_again(
    replica, person, counsellor, supervisor, now
) -> None:
    people.add_note(replica, person, "Avant", counsellor, now=now)
    replica.tick(1)
    entry = ask(replica, person, counsellor)
    assert written_alerts(replica, supervisor) == []
    elsewhere(replica, person)
    (told,) = written_alerts(replica, supervisor)
    assert (told.alert.found, told.people) == (1, (person,))
    alerts.settle(replica, told, AlertDecision.NO_PROBLEM, supervisor, now=now)
    assert written_alerts(replica, supervisor) == []
    elsewhere(replica, person)
    assert written_alerts(replica, supervisor)[0].alert.found == 2
    reply(replica, entry, counsellor, RequestAnswer.WITHDRAWN)
    assert written_alerts(replica, supervisor) == []


def test_what_is_written_while_allowed_or_once_lifted_is_nobodys_question(
    replica, person, counsellor, supervisor, now
) -> None:
    reply(replica, ask(replica, person, counsellor), counsellor)
    on = clock.local(now).date()  # the day of this register's own clock
    restricting.allow(replica, person, AllowedBecause.CLAIM, supervisor, today=on)
    elsewhere(replica, person)
    replica.tick(86_400)
    restricting.lift(replica, person, supervisor, on=TODAY, today=TODAY)
    elsewhere(replica, person)
    assert written_alerts(replica, supervisor) == []


def test_an_objection_accepted_waits_for_what_follows(replica, person, counsellor, supervisor) -> None:
    entry = reply(replica, ask(replica, person, counsellor, RegisterSort.OBJECTION), counsellor)
    assert register.objected(replica, person.id) == entry
    with pytest.raises(InputError, match="law"):
        register.keep_by_law(replica, person, supervisor, today=TODAY, text=" ")
    register.keep_by_law(replica, person, supervisor, today=TODAY, text="Convention du PRAPS, dix ans.")
    assert register.objected(replica, person.id) is None


def test_whoever_stands_in_is_told_to_the_supervisors_until_somebody_is_named(replica) -> None:
    gone = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR, active=False)
    last = Worker(id=new_id(), display_name="Paul", role=Role.SUPERVISOR, until=TODAY - timedelta(days=1))
    replica.save(gone, last, by="setup")
    (told,) = alerts.pending(replica, last, TODAY)
    assert (told.alert.rule, told.alert.subject_id, told.alert.on) == (AlertRule.STAND_IN, last.id, last.until)
    assert alerts.pending(replica, last.but(role=Role.FIELD), TODAY) == []
    alerts.settle(replica, told, AlertDecision.ACCEPTED, last, now=clock.now())
    assert alerts.pending(replica, last, TODAY) == []
    replica.save(Worker(id=new_id(), display_name="Awa", role=Role.SUPERVISOR), by="setup")
    assert alerts.settled(replica, last, TODAY) == []
