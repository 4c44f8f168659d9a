"""A supervisor publishes what the register says; what is withdrawn on any device leaves the site after its next sync.

Real installations, a real server, and its database file looked into.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import time_ns
from typing import Any

import httpx
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import people, publishing, team_calendars, testimonials
from espace_mobile.app.actions.testimonials import StoryState, Told
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.schedule_vocabulary import Moderation
from espace_mobile.domain.schedule_vocabulary import TestimonialBy as By
from espace_mobile.domain.vocabulary import OutingStatus, Role
from espace_mobile.errors import InputError, Refused, Unreachable
from espace_mobile.protocol.values import new_id
from espace_mobile.sync import taking_back
from espace_mobile.sync.public_pages import publication_of
from sync_server.register import Register
from sync_server.service import orgs
from tests.crew import Crew, Post
from tests.served import Served, served

WORDS = "J’ai retrouvé le goût d’apprendre, introuvable-ailleurs"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


@pytest.fixture(scope="module")
def van(crew: Crew, office: Post) -> Post:
    return crew.let_in(office)


@pytest.fixture(scope="module")
def second(crew: Crew, office: Post) -> Post:
    """Another supervisor's device."""
    return crew.let_in(office, Role.SUPERVISOR)


@pytest.fixture(autouse=True)
def site(office: Post, van: Post) -> Iterator[None]:
    session = office.session
    publishing.save_site(session.replica, publishing.Site(title="Espace Mobile", slug="espace-mobile"), session.worker)
    publishing.set_site(session.replica, session.worker, automatic=False)
    office.synced()
    yield
    office.synced()
    session.publicity.unpublish(session.worker.id)
    _all_synced(office, van)


def _all_synced(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.synced()


def _date(post: Post, days: int = 7, **more: Any) -> Outing:
    place = Place(id=new_id(), name=f"Marché {new_id()[-6:]}")
    made = Outing(id=new_id(), on=clock.today() + timedelta(days=days), starts=time(9), place_id=place.id, **more)
    post.session.replica.save(place, made, by=post.session.worker.id)
    return made


def _story(office: Post, person: Person | None = None) -> Story:
    """Taken down and approved at the office."""
    session = office.session
    about = person or Person(id=new_id(), first_name="Lila")
    session.replica.save(about, by=session.worker.id)
    told = Told(By.EMPLOYEE, WORDS, "Lila", Consent.GIVEN)
    made = testimonials.write(session.replica, told, session.worker, today=clock.today(), person=about).fact
    return testimonials.moderate(session.replica, made, Moderation.APPROVED, session.worker).fact


def _withdraw(post: Post, story: Story) -> None:
    """By whoever uses the device, from what it holds."""
    session = post.session
    held = session.replica.get(Story, story.id)
    assert held is not None
    session.replica.save(held.but(consent=Consent.WITHDRAWN), by=session.worker.id)


def _publish(post: Post) -> None:
    post.session.publicity.publish(post.session.worker.id)


def _in_the_database(crew: Crew, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in crew.server.folder.glob("register.db*"))


def _answer(crew: Crew, path: str) -> httpx.Response:
    return httpx.get(f"{crew.server.address}{path}")


def test_a_story_withdrawn_offline_on_another_device_is_gone_after_its_sync(
    crew: Crew, office: Post, van: Post
) -> None:
    coming, story = _date(office), _story(office)
    _publish(office)
    assert coming.id in office.session.publishing.state().dates
    assert _in_the_database(crew, WORDS.split(",")[0])
    van.synced()
    van.session.sync.offline = True
    _withdraw(van, story)
    held = van.session.replica.get(Story, story.id)
    assert held is not None
    assert testimonials.state(van.session.replica, held) == StoryState.TAKING_OFF
    assert story.id in office.session.publishing.state().stories
    van.session.sync.offline = False
    van.synced()
    assert testimonials.state(van.session.replica, held) == StoryState.NO_CONSENT
    assert story.id not in office.session.publishing.state().stories
    assert not _in_the_database(crew, WORDS.split(",")[0])


def test_a_supervisor_who_did_not_hear_of_it_brings_no_story_back(office: Post, van: Post) -> None:
    story = _story(office)
    _publish(office)
    van.synced()
    _withdraw(van, story)
    van.synced()
    before = publication_of(office.session.replica)
    assert before is not None
    assert story.id in before.testimonial_ids, "the office already heard of it"
    _date(office)
    _publish(office)
    assert story.id not in office.session.publishing.state().stories


def test_a_date_cancelled_on_a_tablet_is_told_as_cancelled(office: Post, van: Post) -> None:
    off, other = _date(office, 5), _date(office, 6)
    _publish(office)
    van.synced()
    van.session.replica.save(off.but(status=OutingStatus.CANCELLED), by=van.session.worker.id)
    assert taking_back.due(van.session.replica).cancelled == (off.id,)
    van.synced()
    told = office.session.publishing.state().dates
    assert (off.id in told, other.id in told) == (False, True)
    _all_synced(van, office)
    last = publication_of(office.session.replica)
    assert last is not None
    assert off.id in last.off_ids
    assert not taking_back.due(office.session.replica)


def test_a_date_hidden_on_a_tablet_leaves_the_site_without_a_word(office: Post, van: Post) -> None:
    session = office.session
    secret, off, other = _date(office, 5), _date(office, 6), _date(office, 7)
    _publish(office)
    van.synced()
    van.session.replica.save(
        secret.but(hidden=True), off.but(hidden=True, status=OutingStatus.CANCELLED), by=van.session.worker.id
    )
    van.synced()
    told = session.publishing.state().dates
    assert (secret.id in told, off.id in told, other.id in told) == (False, False, True)
    _all_synced(van, office)
    last = publication_of(session.replica)
    assert last is not None
    assert not {secret.id, off.id} & {*last.outing_ids, *last.off_ids}
    page = httpx.get(session.publishing.pages_url("espace-mobile") + f"dates/{off.id}")
    assert page.status_code == 404
    assert not taking_back.due(van.session.replica)


def test_an_erased_person_leaves_the_site_too(office: Post, crew: Crew) -> None:
    person = Person(id=new_id(), first_name="Lila")
    story = _story(office, person)
    _publish(office)
    people.erase_file(office.session.replica, person, office.session.worker)
    office.synced()
    assert story.id not in office.session.publishing.state().stories
    assert not _in_the_database(crew, "introuvable-ailleurs")


def test_nothing_is_asked_of_the_server_when_nothing_concerns_the_public(office: Post, van: Post) -> None:
    _date(office)
    _publish(office)
    _all_synced(office, van)
    for post in (office, van):
        post.network.asked.clear()
        post.session.replica.save(Person(id=new_id(), first_name="Élodie"), by=post.session.worker.id)
        post.synced()
        assert not [path for path in post.network.asked if "publication" in path or "calendar" in path]


def test_two_supervisors_publish_what_both_said(office: Post, second: Post) -> None:
    mine = _date(office, 8)
    _publish(office)
    theirs = _date(second, 9)
    _publish(second)
    later = _date(office, 10)
    _publish(office)
    assert {mine.id, theirs.id, later.id} <= office.session.publishing.state().dates


def test_somebody_faster_each_time_is_said(office: Post, second: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    _date(office, 11)
    ours = office.session.publicity
    exchange = ours._exchange

    def meanwhile() -> None:
        _date(second, 12)
        _publish(second)
        exchange()

    monkeypatch.setattr(ours, "_exchange", meanwhile)
    with pytest.raises(Refused) as refused:
        _publish(office)
    assert refused.value.params["reason"] == "revision_outdated"


def test_what_changed_is_published_by_itself_when_asked_so(office: Post, van: Post) -> None:
    _date(office)
    _publish(office)
    publishing.set_site(office.session.replica, office.session.worker, automatic=True)
    office.synced()
    new = _date(van, 13)
    van.synced()
    assert new.id not in office.session.publishing.state().dates, "a tablet publishes nothing"
    office.synced()
    assert new.id in office.session.publishing.state().dates


def test_a_site_taken_off_stays_off_though_it_publishes_by_itself(office: Post) -> None:
    publishing.set_site(office.session.replica, office.session.worker, automatic=True)
    _date(office)
    _publish(office)
    office.session.publicity.unpublish(office.session.worker.id)
    _date(office)
    office.synced()
    assert office.session.publishing.state().revision == 0
    assert publication_of(office.session.replica) is None
    _publish(office)
    assert publication_of(office.session.replica) is not None


def test_the_calendar_of_a_team_answers_until_it_is_revoked(crew: Crew, office: Post) -> None:
    session = office.session
    made = team_calendars.make(session.replica, None, "Toutes les équipes", session.worker, now=NOW)
    _date(office)
    office.synced()
    path = session.publishing.calendar_url(made.secret).removeprefix(crew.server.address)
    assert b"VCALENDAR" in _answer(crew, path).content
    before = _answer(crew, path).content
    _date(office, 20)
    office.synced()
    assert _answer(crew, path).content != before
    team_calendars.revoke(session.replica, made, session.worker, now=NOW)
    office.synced()
    assert _answer(crew, path).status_code == 404


def test_nothing_is_published_while_the_network_is_cut(office: Post) -> None:
    office.session.sync.offline = True
    try:
        with pytest.raises(Unreachable):
            _publish(office)
    finally:
        office.session.sync.offline = False
    assert office.session.publishing.state().revision == 0


def test_a_site_without_an_address_is_not_published(office: Post, site: None) -> None:
    publishing.set_site(office.session.replica, office.session.worker, slug="")
    with pytest.raises(InputError) as refused:
        _publish(office)
    assert (refused.value.field, refused.value.reason) == ("slug", "required")


def test_a_hidden_date_cancelled_in_the_van_is_cancelled_in_the_team_s_calendar(
    crew: Crew, office: Post, van: Post
) -> None:
    session = office.session
    made = team_calendars.make(session.replica, None, "Toutes les équipes", session.worker, now=NOW)
    off = _date(office, 5, hidden=True)
    _all_synced(office, van)
    assert office.session.publishing.state().revision == 0, "nothing is public, and the calendar is all there is"
    path = session.publishing.calendar_url(made.secret).removeprefix(crew.server.address)
    before = _answer(crew, path).text
    van.session.replica.save(off.but(status=OutingStatus.CANCELLED), by=van.session.worker.id)
    van.synced()
    after = _answer(crew, path).text
    assert after.count("STATUS:CANCELLED") == before.count("STATUS:CANCELLED") + 1
    van.network.asked.clear()
    van.session.replica.save(_date(van, 6), by=van.session.worker.id)
    van.synced()
    assert "/v1/publication/withdraw" not in van.network.asked, "it is told once"
    team_calendars.revoke(session.replica, made, session.worker, now=NOW)


def test_a_supervisor_of_one_team_does_not_take_off_the_stories_of_the_others(crew: Crew, office: Post) -> None:
    north = crew.let_in(office, Role.SUPERVISOR, [new_id()])
    story = _story(office, Person(id=new_id(), first_name="Lila", team=new_id()))
    _publish(office)
    publishing.set_site(office.session.replica, office.session.worker, automatic=True)
    _all_synced(office, north)
    assert north.session.replica.record(Story.kind, story.id) is None
    with pytest.raises(InputError) as refused:
        _publish(north)
    assert (refused.value.field, refused.value.reason) == ("record", "every_team")
    new = _date(north, 14)
    _all_synced(north)
    assert story.id in office.session.publishing.state().stories
    _all_synced(office)
    assert new.id in office.session.publishing.state().dates
    _withdraw(office, story)
    office.synced()


def test_a_story_of_a_deleted_file_leaves_the_site_though_it_was_told_elsewhere(office: Post, van: Post) -> None:
    person = Person(id=new_id(), first_name="Lila")
    office.session.replica.save(person, by=office.session.worker.id)
    _all_synced(office, van)
    story = _story(office, person)
    people.delete_file(van.session.replica, person, van.session.worker)  # without having heard of the story
    office.synced()
    _publish(office)
    assert story.id in office.session.publishing.state().stories
    _all_synced(van, office)
    assert story.id not in office.session.publishing.state().stories


def test_after_a_backup_was_restored_the_app_believes_the_server_and_says_all_of_it_again(tmp_path: Path) -> None:
    with served(tmp_path / "server") as server:
        crew = Crew(server, tmp_path / "crew")
        try:
            _restored(crew, server, tmp_path / "backup")
        finally:
            crew.close()


def _restored(crew: Crew, server: Served, backup: Path) -> None:
    office = crew.found()
    van, session = crew.let_in(office), office.session
    publishing.save_site(session.replica, publishing.Site(title="Espace Mobile", slug="espace-mobile"), session.worker)
    publishing.set_site(session.replica, session.worker, automatic=True)
    made = team_calendars.make(session.replica, None, "Toutes", session.worker, now=NOW)
    path = session.publishing.calendar_url(made.secret).removeprefix(server.address)
    gone, kept, off, on = _story(office), _story(office), _date(office, 5), _date(office, 6)
    _publish(office)
    _all_synced(office, van)
    _while_stopped(server, lambda: shutil.copytree(server.folder, backup))
    _withdraw(van, gone)
    van.session.replica.save(off.but(status=OutingStatus.CANCELLED), by=van.session.worker.id)
    van.synced()
    new = _story(office)
    _publish(office)
    _all_synced(van, office)
    assert office.session.publishing.state().stories == {kept.id, new.id}

    _while_stopped(server, lambda: _restore(server, backup))
    assert _answer(crew, path).status_code == 404
    office.synced()
    assert "VEVENT" in _answer(crew, path).text, "the calendar is there again, nobody having changed anything"
    state = session.publishing.state()
    assert (state.stories, state.dates) == (frozenset(), frozenset({on.id})), "the cancelled date is told as such again"
    last = publication_of(session.replica)
    assert last is not None
    assert (last.testimonial_ids, last.outing_ids, last.revision) == ((), (on.id,), state.revision)
    assert testimonials.state(session.replica, kept) == StoryState.READY
    _all_synced(van, office)
    assert session.publishing.state().stories == frozenset(), "a supervisor says so first"
    _publish(office)
    assert session.publishing.state().stories == {kept.id, new.id}
    later = _date(office, 9)
    office.synced()
    assert later.id in session.publishing.state().dates


def _restore(server: Served, backup: Path) -> None:
    for path in server.folder.glob("register.db*"):
        path.unlink()
    for path in backup.glob("register.db*"):
        shutil.copy(path, server.folder)
    register = Register(server.database)
    assert orgs.renew_epoch(register, server.org, time_ns() // 1_000_000)
    register.close()


def _while_stopped(server: Served, work: Callable[[], object]) -> None:
    server.stop()
    work()
    server.start()
