from __future__ import annotations

from datetime import timedelta

import pytest

from espace_mobile.app.actions import appointments, interviews, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import ActionStep, Recommendation
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AppointmentStatus, NoticeGiven
from espace_mobile.errors import InputError
from espace_mobile.store import erasing

NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def samir(replica, worker, now, today) -> Person:
    return people.open_file(
        replica, Opening(Identity(first_name="Samir"), NoticeGiven.ORAL), worker, now=now, today=today
    )


@pytest.fixture
def talk(replica, samir, worker, now) -> Interview:
    return interviews.begin(replica, samir, worker, now)


def test_a_talk_is_the_persons_teams_and_tells_where_and_for_which_appointment(
    replica, samir, worker, now, outing, commits
) -> None:
    booked = appointments.book(replica, samir, now + timedelta(minutes=20), worker, now=now)
    appointments.book(replica, samir, now + timedelta(hours=5), worker, now=now)
    commits()
    begun = interviews.begin(
        replica, samir, worker, now, interviews.appointment_now(replica, samir, now),
        interviews.outing_now(replica, worker, now),
    )  # fmt: skip
    assert commits() == 1
    assert (begun.team, begun.worker_id, begun.at) == (samir.team, worker.id, now)
    assert (begun.appointment_id, begun.outing_id) == (booked.id, outing.id)


def test_away_from_the_hours_of_an_outing_the_talk_is_at_the_office(replica, worker, supervisor, now, outing) -> None:
    assert interviews.outing_now(replica, worker, now + timedelta(hours=6)) is None
    assert interviews.outing_now(replica, supervisor, now) is None


def test_a_file_that_is_gone_has_no_talk(replica, samir, worker, now) -> None:
    erasing.erase(replica, Person.kind, samir.id, by=worker.id)
    with pytest.raises(InputError) as caught:
        interviews.begin(replica, samir, worker, now)
    assert caught.value.reason == "erased"


def test_only_the_texts_given_are_written_and_several_are_one_commit(replica, talk, worker, commits) -> None:
    interviews.write(replica, talk, worker, line=" Veut  conduire ", life_project="Un toit")
    commits()
    written = interviews.write(replica, talk, worker, line="Veut conduire", work_project="Chauffeur")
    assert commits() == 1
    assert (written.line, written.life_project, written.work_project) == ("Veut conduire", "Un toit", "Chauffeur")
    assert interviews.write(replica, talk, worker, life_project="  ").life_project is None


@pytest.mark.parametrize(("field", "length"), [("line", 280), ("next_step", 280), ("motivations", 2000)])
def test_a_text_too_long_or_with_a_number_is_refused_and_nothing_is_saved(
    replica, talk, worker, now, field, length
) -> None:
    for text in ("é" * (length + 1), f"Numéro {NIR}"):
        for act in (interviews.write, lambda *a, **texts: interviews.end(*a, now, **texts)):
            with pytest.raises(InputError) as caught:
                act(replica, talk, worker, **{"social_situation": "Bien", field: text})
            assert caught.value.field == field
    assert replica.all(Interview) == [talk]


def test_todays_talk_that_goes_on_is_found_before_one_that_is_over(replica, samir, talk, worker, now, today) -> None:
    interviews.end(replica, talk, worker, now)
    assert interviews.of_today(replica, samir.id, worker, today).id == talk.id
    second = interviews.begin(replica, samir, worker, now)
    assert interviews.of_today(replica, samir.id, worker, today) == second
    assert interviews.of_today(replica, samir.id, worker, today + timedelta(days=1)) is None
    assert len(interviews.interviews_of(replica, samir.id)) == 2


def test_ending_sets_the_persons_next_step_and_keeps_the_appointment_in_one_commit(
    replica, samir, worker, now, today, commits
) -> None:
    booked = appointments.book(replica, samir, now, worker, now=now)
    talk = interviews.begin(replica, samir, worker, now, booked)
    interviews.plan_next(replica, talk, worker, today + timedelta(days=7), today=today)
    commits()
    ending = interviews.end(replica, talk, worker, now, next_step="Apporter le CV")
    assert commits() == 1
    person = replica.get(Person, samir.id)
    assert (person.next_step, person.next_step_on) == ("Apporter le CV", today + timedelta(days=7))
    assert replica.get(Appointment, booked.id).status == AppointmentStatus.KEPT
    interviews.reopen(replica, ending, worker)
    assert commits() == 1
    assert replica.get(Person, samir.id) == samir
    assert replica.get(Appointment, booked.id) == booked
    assert replica.get(Interview, talk.id).ended_at is None


def test_a_talk_that_says_no_next_step_leaves_the_persons(replica, samir, talk, worker, now) -> None:
    people.change_person(replica, samir, worker, next_step="Rappeler")
    interviews.end(replica, talk, worker, now)
    assert replica.get(Person, samir.id).next_step == "Rappeler"


def test_a_next_step_is_not_in_the_past(replica, talk, worker, today) -> None:
    with pytest.raises(InputError) as caught:
        interviews.plan_next(replica, talk, worker, today - timedelta(days=1), today=today)
    assert (caught.value.field, caught.value.reason) == ("next_step_on", "past")
    assert interviews.plan_next(replica, talk, worker, today, today=today).next_step_on == today


def test_a_tap_does_what_the_screen_showed_to_what_is_now(replica, talk, worker) -> None:
    shown = interviews.explain_step(replica, talk, worker, ActionStep.ENTRY)
    interviews.explain_step(replica, shown, worker, ActionStep.WELCOME)
    assert interviews.explain_step(replica, shown, worker, ActionStep.WELCOME).steps_explained == (
        ActionStep.ENTRY, ActionStep.WELCOME,
    )  # fmt: skip
    assert interviews.explain_step(replica, shown, worker, ActionStep.ENTRY).steps_explained == (ActionStep.WELCOME,)


def test_children_are_counted_with_or_without_their_ages(replica, talk, worker) -> None:
    interviews.add_child(replica, talk, worker)
    interviews.add_child(replica, talk, worker, 3)
    two = interviews.add_child(replica, talk, worker, 3)
    assert (two.children, two.children_ages) == (2, (3, 3))
    one = interviews.remove_child(replica, talk, worker)
    assert (one.children, one.children_ages) == (1, (3,))


def test_a_recommendation_may_name_a_programme_and_be_taken_back(replica, talk, worker) -> None:
    said = interviews.recommend(replica, talk, worker, Recommendation.ENTRY, "p" * 32)
    assert (said.recommendation, said.recommended_programme_id) == (Recommendation.ENTRY, "p" * 32)
    none = interviews.recommend(replica, said, worker, None)
    assert (none.recommendation, none.recommended_programme_id) == (None, None)


def test_a_deleted_talk_comes_back_whole(replica, talk, worker) -> None:
    written = interviews.write(replica, talk, worker, line="Fatiguée")
    gone = interviews.delete(replica, talk, worker)
    assert replica.all(Interview) == []
    interviews.restore(replica, gone, worker)
    assert replica.all(Interview) == [written]
