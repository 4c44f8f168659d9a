"""A worker leaves the association: their account goes at the next sync of each device, their work stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import staffing
from espace_mobile.bootstrap.departures import today
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import AccessEnded, Refused, Withdrawn, WrongPassphrase
from espace_mobile.sync.http import call
from espace_mobile.sync.loop import State
from tests.crew import PHRASE, Crew, Post, left, saved


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


def _day(post: Post) -> date:
    return today(post.session.replica)


def _says_gone(office: Post, worker: Worker, last_day: date | None = None) -> None:
    office.synced()
    day = _day(office)
    staffing.depart(office.session.replica, worker, last_day or day, office.session.worker, today=day)
    office.synced()


def _colleague(post: Post, name: str) -> Worker:
    worker = Worker(id=(name.encode().hex() * 32)[:32], display_name=name, team_ids=("t" * 32,))
    post.session.add_account(worker, PHRASE)
    post.synced()
    return worker


def test_who_leaves_a_shared_tablet_loses_their_account_there_and_their_work_stays(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    leaver = tablet.session.worker
    _colleague(tablet, "Bintou")
    tablet.session.set_pin("204816")
    replica = tablet.session.replica
    replica.set_meta(f"draft.{leaver.id}.note", {"text": "à moitié tapé"})
    replica.set_meta("draft.autre.note", {"text": "d’un autre"})
    person = saved(tablet, "Notée hors ligne")

    _says_gone(office, leaver)
    assert not tablet.session.ended  # out of reach: nothing is known yet
    status = tablet.sync()
    assert status.state == State.DONE
    assert tablet.session.ended
    assert [a.label for a in tablet.installation.accounts()] == ["Bintou"]
    assert not tablet.installation.has_pin(leaver.id)
    with pytest.raises(WrongPassphrase):
        tablet.installation.unlock(leaver.id, PHRASE)
    assert replica.meta(f"draft.{leaver.id}.note") is None
    assert replica.meta("draft.autre.note") is not None

    office.synced()
    kept = office.session.replica.get(Person, person.id)
    assert kept == person
    record = office.session.replica.get(Worker, leaver.id)
    assert record is not None
    assert record.display_name == leaver.display_name


def test_a_tablet_that_nobody_else_opens_hands_everything_in_and_empties_itself(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    person = saved(tablet, "Dernière saisie")
    _says_gone(office, tablet.session.worker)
    status = tablet.sync()
    assert isinstance(status.error, Withdrawn)
    assert crew.device(office, tablet).state == "left"
    assert left(tablet.installation.folder) == {"device.key"}
    office.synced()
    assert office.session.replica.get(Person, person.id) == person


def test_contacts_counted_on_the_lock_screen_hold_the_emptying_back(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    tablet.installation.count_locked({"sex": "female", "age_band": "a26_35"})
    leaver = tablet.session.worker
    _says_gone(office, leaver)
    assert tablet.sync().state == State.DONE
    assert tablet.session.ended
    assert crew.device(office, tablet).state == "active"
    with pytest.raises(AccessEnded):
        tablet.installation.unlock(leaver.id, PHRASE)


def test_a_supervisor_s_device_is_not_emptied_but_admits_the_leaver_no_more(crew: Crew, office: Post) -> None:
    second = crew.let_in(office, Role.SUPERVISOR)
    leaver = second.session.worker
    _says_gone(office, leaver)
    assert second.sync().state == State.DONE
    assert crew.device(office, second).state == "active"
    with pytest.raises(AccessEnded):
        second.installation.unlock(leaver.id, PHRASE)
    staffing.come_back(office.session.replica, leaver, office.session.worker)
    office.synced()
    second.synced()
    assert second.installation.unlock(leaver.id, PHRASE).worker.role == Role.SUPERVISOR


def test_a_departure_to_come_takes_effect_once_the_day_is_over(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office)
    leaver = tablet.session.worker
    _colleague(tablet, "Chloé")
    _says_gone(office, leaver, _day(office) + timedelta(days=3))
    tablet.synced()
    assert not tablet.session.ended
    tablet.session.replica.clock.offset_ms += 4 * 24 * 3_600_000
    assert tablet.session.ended


def test_two_supervisors_who_send_each_other_away_offline_both_stay_until_somebody_decides(
    crew: Crew, office: Post
) -> None:
    office.synced()
    others = [w for w in office.session.replica.all(Worker) if w.role == Role.SUPERVISOR]
    second = crew.let_in(office, Role.SUPERVISOR)
    office.synced()
    for other in others:  # left by the tests before
        if other.id != office.session.worker.id:
            _says_gone(office, other)
    second.synced()
    mireille, rival = office.session.worker, second.session.worker
    for post, going in ((office, rival), (second, mireille)):
        day = _day(post)
        staffing.depart(post.session.replica, going, day, post.session.worker, today=day)
    for post in (office, second, office):
        post.synced()
    for post in (office, second):
        assert not post.session.ended
        assert post.session.worker.role == Role.SUPERVISOR
        assert {mireille.id, rival.id} <= {w.id for w in staffing.in_their_stead(post.session.replica, _day(post))}
    staffing.come_back(office.session.replica, mireille, office.session.worker)
    office.synced()
    second.synced()
    assert second.session.ended
    assert not office.session.ended


def test_a_role_that_changes_takes_effect_at_the_next_sync(crew: Crew, office: Post) -> None:
    tablet = crew.let_in(office, teams=["t" * 32])
    office.synced()
    shown = office.session.replica.get(Worker, tablet.session.worker.id)
    assert shown is not None
    post = staffing.Post("Nouveau nom", Role.COUNSELLOR, ("t" * 32,))
    staffing.change(office.session.replica, shown, post, office.session.worker, today=_day(office))
    office.synced()
    assert tablet.session.worker.role == Role.FIELD
    tablet.synced()
    assert tablet.session.worker.role == Role.COUNSELLOR
    assert [a.label for a in tablet.installation.accounts()] == ["Nouveau nom"]


def test_a_supervisor_s_device_can_t_take_leave_by_itself(crew: Crew, office: Post) -> None:
    http = office.session.office.http
    with pytest.raises(Refused) as caught:
        call(http, "POST", "/v1/device/farewell", json={"have": 0, "leaving": True})
    assert caught.value.params["reason"] == "not_revoked"
