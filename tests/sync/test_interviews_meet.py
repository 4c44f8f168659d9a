"""One interview written on two tablets that don't see each other."""

from __future__ import annotations

from datetime import UTC, datetime

from espace_mobile.app.actions import conflicts, interviews, urgent
from espace_mobile.app.actions.change import seen_now
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import Field, Post

NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
NORA = Worker(id=new_id(), display_name="Nora", role=Role.COUNSELLOR)
SAMIR = Person(id=new_id(), first_name="Samir")


def meet(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def begun(a: Post, b: Post) -> Interview:
    a.replica.save(NORA, SAMIR, by=NORA.id)
    talk = interviews.begin(a.replica, SAMIR, NORA, NOW)
    meet(a, b)
    assert b.replica.get(Interview, talk.id) == talk
    return talk


def test_different_sections_of_one_interview_are_both_kept(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    talk = begun(a, b)
    interviews.write(a.replica, talk, NORA, life_project="Un toit")
    interviews.write(b.replica, talk, NORA, work_project="Chauffeur", line="Fatiguée")
    interviews.end(a.replica, talk, NORA, NOW)
    meet(a, b)
    kept = [post.replica.get(Interview, talk.id) for post in (a, b)]
    assert kept[0] == kept[1] == talk.but(
        life_project="Un toit", work_project="Chauffeur", line="Fatiguée", ended_at=NOW
    )  # fmt: skip
    assert a.replica.conflicts() == b.replica.conflicts() == []


def test_the_same_section_written_twice_keeps_both_texts_until_somebody_chooses(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    talk = begun(a, b)
    interviews.write(a.replica, talk, NORA, line="Ici")
    interviews.write(b.replica, talk, NORA, line="Là")
    meet(a, b)
    for post in (a, b):
        [one] = conflicts.open_conflicts(post.replica, talk.id)
        assert {c.value for c in one.candidates} == {"Ici", "Là"}
    conflicts.settle(a.replica, conflicts.open_conflicts(a.replica, talk.id)[0], "Ici\n\nLà", NORA)
    meet(a, b)
    shown = b.replica.get(Interview, talk.id)
    assert shown is not None
    assert shown.line == "Ici\n\nLà"
    assert conflicts.open_conflicts(b.replica, talk.id) == []


def test_a_text_begun_before_another_tablets_came_does_not_replace_it_unseen(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    talk = begun(a, b)
    seen = seen_now(a.replica, talk)
    interviews.write(b.replica, talk, NORA, motivations="Là")
    meet(b, a)
    interviews.write(a.replica, talk, NORA, seen=seen, motivations="Ici")
    meet(a, b)
    for post in (a, b):
        [one] = conflicts.open_conflicts(post.replica, talk.id)
        assert [c.value for c in one.candidates] == ["Ici", "Là"]


def test_an_urgent_situation_reaches_the_team_at_the_next_sync(field_day: Field) -> None:
    a, b = field_day.post(), field_day.post()
    talk = begun(a, b)
    urgent.flag(a.replica, talk, NORA, (Urgency.HOUSING,))
    a.sync()
    b.sync()
    assert urgent.is_urgent(b.replica, SAMIR.id)
    urgent.settle(b.replica, talk, NORA, now=NOW)
    b.sync()
    a.sync()
    assert not urgent.is_urgent(a.replica, SAMIR.id)
