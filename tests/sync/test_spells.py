"""Two tablets that enter or leave the same person offline: every spell stays, and one relance comes of one exit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from espace_mobile.app.actions import enrolments, programmes, situations
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import Answered, EntryDecision, ExitReason, SituationMoment, WorkSituation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import Field, Post

TODAY, NOW = date(2026, 5, 14), datetime(2026, 5, 14, 9, tzinfo=UTC)
OMAR = Worker(id=new_id(), display_name="Omar", role=Role.COUNSELLOR, team_ids=("t",))
SAMIR = Person(id=new_id(), team="t", first_name="Samir")


def _sync(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def _entered(post: Post, programme: Programme, days_ago: int) -> Enrolment:
    on = TODAY - timedelta(days=days_ago)
    proposed = enrolments.propose(post.replica, SAMIR, programme, OMAR, on)
    enrolments.decide(post.replica, proposed, EntryDecision.VALIDATED, OMAR, on)
    return enrolments.enter(post.replica, proposed, OMAR, on, TODAY).fact


def _known(a: Post, b: Post) -> Programme:
    a.replica.save(OMAR, SAMIR, by="setup")
    programme = programmes.add(a.replica, "Parcours", OMAR)
    _sync(a, b)
    return programme


def test_two_tablets_that_enter_one_person_keep_both_spells_and_say_that_they_overlap(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    programme = _known(a, b)
    one, other = _entered(a, programme, 10), _entered(b, programme, 3)
    _sync(a, b)
    for post in (a, b):
        found = post.replica.where(Enrolment, person_id=SAMIR.id)
        assert [(x.id, y.id) for x, y in spells.overlaps(found)] == [(one.id, other.id)]
    enrolments.delete(a.replica, other, OMAR)
    _sync(a, b)
    assert spells.overlaps(b.replica.where(Enrolment, person_id=SAMIR.id)) == []


def test_two_tablets_that_note_one_exit_make_each_relance_once(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    spell = _entered(a, _known(a, b), 30)
    _sync(a, b)
    for post in (a, b):
        enrolments.leave(post.replica, spell, OMAR, TODAY, TODAY, ExitReason.JOB)
    for post, answered in ((a, Answered.UNREACHABLE), (b, Answered.ANSWERED)):
        situations.say_situation(
            post.replica, spell, SituationMoment.EXIT, OMAR, answered=answered, situation=WorkSituation.EMPLOYED,
            now=NOW,
        )  # fmt: skip
    _sync(a, b)
    for post in (a, b):
        assert len(post.replica.all(FollowUp)) == 2
        assert len(post.replica.all(Situation)) == 1


def test_two_tablets_that_add_one_programme_have_one(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    programmes.add(a.replica, "Estime de soi", OMAR)
    programmes.add(b.replica, "estime de soi", OMAR)
    _sync(a, b)
    assert [len(programmes.active(post.replica)) for post in (a, b)] == [1, 1]
