from __future__ import annotations

from datetime import date

import pytest

from espace_mobile.app.actions import people, testimonials, undoing
from espace_mobile.app.actions.testimonials import StoryState, Told
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.public_site import Publication
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.schedule_vocabulary import Moderation
from espace_mobile.domain.schedule_vocabulary import TestimonialBy as By
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import PUBLICATION

TOLD = Told(By.EMPLOYEE, "On m’a écouté.", "Sam", Consent.GIVEN)
NIR = "1 85 05 78 006 084 91"


def refused(act: object, *args: object, **kwargs: object) -> tuple[str, str]:
    with pytest.raises(InputError) as told:
        act(*args, **kwargs)  # type: ignore[operator]
    return told.value.field, told.value.reason


@pytest.fixture
def story(replica: Replica, worker: Worker, person: Person, today: date) -> Story:
    return testimonials.write(replica, TOLD, worker, today=today, person=person).fact


def test_a_story_is_taken_down_in_the_field_with_the_consent_of_the_day(
    replica: Replica, worker: Worker, person: Person, today: date
) -> None:
    done = testimonials.write(replica, TOLD, worker, today=today, person=person)
    [kept] = testimonials.testimonials_of(replica, person.id)
    assert (kept.text, kept.signed, kept.team, kept.worker_id) == ("On m’a écouté.", "Sam", person.team, worker.id)
    assert (kept.consent, kept.consent_on, kept.moderation) == (Consent.GIVEN, today, Moderation.WAITING)
    assert testimonials.state(replica, kept) == StoryState.WAITING
    undoing.take_back(replica, done, worker)
    assert testimonials.testimonials_of(replica, person.id) == []


@pytest.mark.parametrize(("told", "why"), [
    (Told(None, "Mots", "Sam", Consent.GIVEN), ("by", "required")),
    (Told(By.EMPLOYEE, " ", "Sam", Consent.GIVEN), ("text", "required")),
    (Told(By.EMPLOYEE, "m" * 1501, "Sam", Consent.GIVEN), ("text", "too_long")),
    (Told(By.EMPLOYEE, f"Mon numéro : {NIR}", "Sam", Consent.GIVEN), ("text", "nir")),
    (Told(By.EMPLOYEE, "Mots", "", Consent.GIVEN), ("signed", "required")),
    (Told(By.EMPLOYEE, "Mots", "Samir EXEMPLE", Consent.GIVEN), ("signed", "last_name")),
    (Told(By.EMPLOYEE, "Mots", "Sam"), ("consent", "required")),
], ids=lambda value: "-".join(value) if isinstance(value, tuple) else "")  # fmt: skip
def test_what_can_not_be_told_is_said_under_its_field(
    replica: Replica, worker: Worker, person: Person, today: date, told: Told, why: tuple[str, str]
) -> None:
    named = person.but(last_name="Éxemple")
    assert refused(testimonials.write, replica, told, worker, today=today, person=named) == why
    assert not replica.all(Story)


def test_an_employer_is_named_by_the_register(replica: Replica, worker: Worker, today: date) -> None:
    told = Told(By.EMPLOYER, "Simple.", "Un employeur", Consent.GIVEN)
    assert refused(testimonials.write, replica, told, worker, today=today) == ("organisation_id", "required")
    host = Organisation(id=new_id(), name="Aide à domicile")
    replica.save(host, by=worker.id)
    made = testimonials.write(replica, told, worker, today=today, organisation_id=host.id).fact
    assert (made.organisation_id, made.person_id, made.team) == (host.id, None, None)


def test_only_a_supervisor_approves(replica: Replica, worker: Worker, supervisor: Worker, story: Story) -> None:
    refusal = refused(testimonials.moderate, replica, story, Moderation.APPROVED, worker)
    assert refusal == ("record", "supervisor_only")
    done = testimonials.moderate(replica, story, Moderation.APPROVED, supervisor).fact
    assert (done.moderation, done.moderated_by) == (Moderation.APPROVED, supervisor.id)
    assert testimonials.state(replica, done) == StoryState.READY


def test_anybody_who_may_see_it_withdraws_the_consent(
    replica: Replica, worker: Worker, counsellor: Worker, story: Story, today: date
) -> None:
    done = testimonials.say_consent(replica, story, Consent.WITHDRAWN, counsellor, today=today).fact
    assert testimonials.state(replica, done) == StoryState.NO_CONSENT
    stranger = Worker(id=new_id(), display_name="Ailleurs", role=Role.FIELD, team_ids=(new_id(),))
    refusal = refused(testimonials.say_consent, replica, story, Consent.GIVEN, stranger, today=today)
    assert refusal == ("record", "gone")


def test_another_text_is_another_story_with_a_consent_of_its_own(
    replica: Replica, worker: Worker, person: Person, supervisor: Worker, story: Story, today: date
) -> None:
    testimonials.moderate(replica, story, Moderation.APPROVED, supervisor)
    other = Told(By.EMPLOYEE, "Autrement dit.", "Sam", Consent.GIVEN)
    made = testimonials.write(replica, other, worker, today=today, person=person, instead_of=story).fact
    assert [s.id for s in testimonials.testimonials_of(replica, person.id)] == [made.id]
    assert made.moderation == Moderation.WAITING


def test_a_story_still_online_that_must_not_be_comes_first(
    replica: Replica, worker: Worker, supervisor: Worker, person: Person, story: Story, today: date, now: object
) -> None:
    testimonials.moderate(replica, story, Moderation.APPROVED, supervisor)
    published = Publication(id=PUBLICATION, revision=1, at=now, testimonial_ids=(story.id,))  # type: ignore[arg-type]
    replica.save(published, by=supervisor.id)
    waiting = testimonials.write(replica, TOLD, worker, today=today, person=person).fact
    states = [state for _, state in testimonials.testimonials(replica, supervisor)]
    assert states == [StoryState.WAITING, StoryState.ONLINE]
    testimonials.say_consent(replica, story, Consent.WITHDRAWN, worker, today=today)
    states = [(s.id, state) for s, state in testimonials.testimonials(replica, supervisor)]
    assert states == [(story.id, StoryState.TAKING_OFF), (waiting.id, StoryState.WAITING)]


def test_no_story_of_another_team_nor_for_a_planner(
    replica: Replica, worker: Worker, planner: Worker, supervisor: Worker, story: Story
) -> None:
    south = Team(id=new_id(), name="Sud")
    stranger = Worker(id=new_id(), display_name="Ailleurs", role=Role.FIELD, team_ids=(south.id,))
    replica.save(south, stranger, by="setup")
    seen = {w.display_name: len(testimonials.testimonials(replica, w)) for w in (worker, supervisor, planner, stranger)}
    assert seen == {"Nora": 1, "Claire": 1, "Paul": 0, "Ailleurs": 0}


def test_a_deleted_file_takes_its_stories_with_it_and_brings_them_back(
    replica: Replica, counsellor: Worker, person: Person, story: Story
) -> None:
    gone = people.delete_file(replica, person, counsellor)
    assert not replica.all(Story)
    people.restore(replica, gone, counsellor)
    assert [s.id for s in replica.all(Story)] == [story.id]
