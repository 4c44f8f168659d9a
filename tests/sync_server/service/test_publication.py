"""What is public of an org: who may add to it, who may take back, and what anybody finds."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import text, update

from espace_mobile.errors import Refused, ServerBusy, Unauthorised
from espace_mobile.protocol.publication import PublicDate, PublicPages, PublicStory, TeamDates
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, devices, migrate, publications
from sync_server.register.devices import Device
from sync_server.register.schema import orgs
from sync_server.register.scrubbing import scrub
from sync_server.service import publication
from sync_server.service.orgs import renew_epoch
from sync_server.service.publication import MAX_CALENDARS, State

WHEN = datetime(2026, 11, 21, 8, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)
SECRET = "s" * 43
DIGEST = hashlib.sha256(SECRET.encode()).digest()


def _pages(slug: str, stories: int = 2, dates: int = 2, **others: Any) -> PublicPages:
    told = tuple(PublicStory(id=new_id(), by="employee", text=f"Récit {n}", on=OCTOBER) for n in range(stories))
    return PublicPages(slug=slug, title="Titre", published_at=WHEN, stories=told, dates=_dates(dates), **others)


def _dates(count: int) -> tuple[PublicDate, ...]:
    return tuple(
        PublicDate(id=new_id(), on=date(2026, 12, n + 1), starts=time(9), changed_at=WHEN) for n in range(count)
    )


def _device(fleet: Any, role: str = "supervisor") -> Device:
    tablet = fleet.tablet(role)
    with fleet.register.read() as connection:
        found = devices.get(connection, fleet.org, tablet.id)
    assert found
    return found


@pytest.fixture
def boss(fleet: Any) -> Device:
    return _device(fleet)


@pytest.fixture
def slug(fleet: Any) -> str:
    """An address of this test's own: one PostgreSQL serves them all."""
    return f"pages-{fleet.org}"


def _refused(reason: str, work: Any) -> Refused:
    with pytest.raises(Refused) as told:
        work()
    assert told.value.params["reason"] == reason
    return told.value


def test_what_was_published_is_found_by_its_address(register: Register, fleet: Any, boss: Device, slug: str) -> None:
    pages = _pages(slug, intro="Bonjour")
    revision = publication.publish(register, boss, 0, pages, fleet.now)
    found = publication.by_slug(register, slug)
    assert found
    assert (found.org, found.name, found.slug, found.revision, found.pages) == (
        fleet.org, "Essai", slug, revision, pages,
    )  # fmt: skip
    assert (slug, "Titre") in publication.slugs(register)
    assert publication.state(register, boss) == State(
        revision, slug, fleet.now, tuple(d.id for d in pages.dates), tuple(s.id for s in pages.stories)
    )


@pytest.mark.parametrize("asked", ["nobody-has-this", "", "v1", "\x00", "A" * 5000, "a'--"])
def test_nothing_is_found_where_nobody_published(register: Register, asked: str) -> None:
    assert publication.by_slug(register, asked) is None
    assert publication.team_dates(register, asked) is None


def test_an_org_that_published_nothing_is_at_revision_0(register: Register, boss: Device) -> None:
    assert publication.state(register, boss) == State()
    assert publication.withdraw(register, boss, {new_id()}, {new_id()}, 1) == 0
    publication.unpublish(register, boss)


@pytest.mark.parametrize("role", ["field", "counsellor", "planner"])
def test_only_a_supervisor_adds(register: Register, fleet: Any, slug: str, role: str) -> None:
    other = _device(fleet, role)
    for work in (
        lambda: publication.publish(register, other, 0, _pages(slug), 1),
        lambda: publication.unpublish(register, other),
        lambda: publication.put_calendar(register, other, DIGEST, TeamDates(name="Nord"), 1),
        lambda: publication.remove_calendar(register, other, DIGEST),
    ):
        assert _refused("forbidden", work).params["about"] == "role"


def test_any_device_takes_back_a_story_and_a_date_at_once(
    register: Register, fleet: Any, boss: Device, slug: str
) -> None:
    pages = _pages(slug)
    first = publication.publish(register, boss, 0, pages, fleet.now)
    field, gone, kept = _device(fleet, "field"), pages.stories[0], pages.stories[1]
    off, on = pages.dates
    before = publication.by_slug(register, slug)
    revision = publication.withdraw(register, field, {gone.id, new_id()}, {off.id, new_id()}, fleet.now + 5)
    after = publication.by_slug(register, slug)
    assert after
    assert before
    assert after.etag != before.etag
    assert after.revision == revision > first
    assert after.pages.stories == (kept,)
    assert [date.cancelled for date in after.pages.dates] == [True, False]
    assert after.pages.dates[0].changed_at > off.changed_at
    assert publication.state(register, field).dates == (on.id,)
    # Again, and what nobody ever published: nothing happens.
    assert publication.withdraw(register, field, {gone.id}, {off.id}, fleet.now + 9) == revision


def test_a_device_that_must_go_takes_nothing_back(register: Register, fleet: Any, boss: Device, slug: str) -> None:
    pages = _pages(slug)
    publication.publish(register, boss, 0, pages, fleet.now)
    field = _device(fleet, "field")
    register.write(lambda c: devices.change(c, fleet.org, field.id, state=devices.REVOKED))
    for work in (
        lambda: publication.withdraw(register, field, {pages.stories[0].id}, (), 1),
        lambda: publication.state(register, field),
    ):
        with pytest.raises(Unauthorised):
            work()
    assert len(publication.state(register, boss).stories) == 2


def test_pages_made_from_an_older_revision_never_undo_a_withdrawal(
    register: Register, fleet: Any, boss: Device, slug: str
) -> None:
    pages = _pages(slug)
    base = publication.publish(register, boss, 0, pages, fleet.now)
    revision = publication.withdraw(register, _device(fleet, "field"), {pages.stories[0].id}, (), fleet.now)
    told = _refused(
        "revision_outdated",
        lambda: publication.publish(register, boss, base, pages.model_copy(update={"title": "Autre"}), fleet.now),
    )
    assert told.params["revision"] == revision
    assert len(publication.state(register, boss).stories) == 1


def test_publishing_the_same_again_after_a_lost_answer_changes_nothing(
    register: Register, fleet: Any, boss: Device, slug: str
) -> None:
    pages = _pages(slug)
    revision = publication.publish(register, boss, 0, pages, fleet.now)
    assert publication.publish(register, boss, 0, pages, fleet.now + 50) == revision


def test_a_revision_is_never_given_twice(register: Register, fleet: Any, boss: Device, slug: str) -> None:
    first = publication.publish(register, boss, 0, _pages(slug), fleet.now)
    second = publication.publish(register, boss, first, _pages(slug), fleet.now)
    publication.unpublish(register, boss)
    third = publication.publish(register, boss, 0, _pages(slug), fleet.now + 1000)
    assert first < second < third


def test_an_address_is_one_org_s_and_free_once_it_is_given_up(
    register: Register, fleet: Any, fleets: Any, boss: Device, slug: str
) -> None:
    publication.publish(register, boss, 0, _pages(slug), fleet.now)
    other = fleets(register)
    theirs = _device(other)
    _refused("slug_taken", lambda: publication.publish(register, theirs, 0, _pages(slug), other.now))
    elsewhere = f"{slug}-2"
    revision = publication.publish(register, theirs, 0, _pages(elsewhere), other.now)
    publication.unpublish(register, boss)
    assert publication.by_slug(register, slug) is None
    publication.publish(register, theirs, revision, _pages(slug), other.now)
    assert publication.by_slug(register, elsewhere) is None
    found = publication.by_slug(register, slug)
    assert found
    assert found.org == other.org


def test_two_supervisors_publishing_at_once_one_is_told_and_nothing_is_half_there(
    register: Register, fleet: Any, slug: str
) -> None:
    bosses, ready = [_device(fleet) for _ in range(4)], threading.Barrier(4)

    def put(boss: Device) -> Any:
        pages = _pages(slug, intro=boss.id)
        ready.wait(30)
        try:
            return boss.id, publication.publish(register, boss, 0, pages, fleet.now)
        except Refused as told:
            return None, told.params["revision"]

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(put, bosses))
    [winner] = [id for id, _ in told if id]
    assert {revision for _, revision in told} == {fleet.now}
    found = publication.by_slug(register, slug)
    assert found
    assert found.pages.intro == winner


def test_of_the_orgs_that_take_one_address_at_once_all_but_one_are_told(register: Register, fleets: Any) -> None:
    bosses, ready = [_device(fleets(register)) for _ in range(4)], threading.Barrier(4)

    def put(boss: Device) -> str:
        ready.wait(30)
        for _ in range(5):
            try:
                publication.publish(register, boss, 0, _pages(f"pages-{bosses[0].org}"), 1)
            except ServerBusy:  # the very same instant: a device asks again
                continue
            except Refused as told:
                return str(told.params["reason"])
            return "published"
        return "busy"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(put, bosses)) == ["published", *["slug_taken"] * 3]


def test_an_org_that_moved_answers_nobody(register: Register, fleet: Any, boss: Device, slug: str) -> None:
    publication.publish(register, boss, 0, _pages(slug), fleet.now)
    publication.put_calendar(register, boss, _digest(fleet), TeamDates(name="Nord"), 1)
    register.write(lambda c: c.execute(update(orgs).where(orgs.c.id == fleet.org).values(moved_at=7)))
    assert publication.by_slug(register, slug) is None
    assert slug not in dict(publication.slugs(register))
    assert publication.team_dates(register, _secret(fleet)) is None
    for work in (
        lambda: publication.state(register, boss),
        lambda: publication.publish(register, boss, 0, _pages(slug), 1),
        lambda: publication.withdraw(register, boss, (), (), 1),
        lambda: publication.put_calendar(register, boss, DIGEST, TeamDates(name="Nord"), 1),
    ):
        with pytest.raises(ServerBusy):
            work()
    with register.read() as connection:
        assert publications.get(connection, fleet.org), "it is not lost"


def _secret(fleet: Any) -> str:
    return f"{fleet.org}{SECRET}"


def _digest(fleet: Any) -> bytes:
    return hashlib.sha256(_secret(fleet).encode()).digest()


def test_a_team_s_dates_are_found_by_the_secret_and_gone_once_it_is_revoked(
    register: Register, fleet: Any, boss: Device
) -> None:
    told = TeamDates(name="Équipe Nord", dates=_dates(3))
    for _ in range(2):
        publication.put_calendar(register, boss, _digest(fleet), told, fleet.now)
    found = publication.team_dates(register, _secret(fleet))
    assert found
    assert (found.name, found.dates, found.changed_at) == (told.name, told.dates, fleet.now)
    publication.withdraw(register, _device(fleet, "field"), (), {told.dates[1].id}, fleet.now + 1)
    later = publication.team_dates(register, _secret(fleet))
    assert later
    assert later.etag != found.etag
    assert [date.cancelled for date in later.dates] == [False, True, False]
    for _ in range(2):
        publication.remove_calendar(register, boss, _digest(fleet))
    assert publication.team_dates(register, _secret(fleet)) is None


def test_an_org_has_so_many_calendars_and_nobody_else_s(
    register: Register, fleet: Any, fleets: Any, boss: Device
) -> None:
    digests = [hashlib.sha256(f"{fleet.org}{n}".encode()).digest() for n in range(MAX_CALENDARS + 1)]
    told = TeamDates(name="Nord")
    for digest in digests[:-1]:
        publication.put_calendar(register, boss, digest, told, 1)
    _refused("too_many_calendars", lambda: publication.put_calendar(register, boss, digests[-1], told, 1))
    publication.put_calendar(register, boss, digests[0], TeamDates(name="Sud"), 2)
    stranger = _device(fleets(register))
    _refused("forbidden", lambda: publication.put_calendar(register, stranger, digests[0], told, 3))
    publication.remove_calendar(register, stranger, digests[0])
    found = publication.team_dates(register, f"{fleet.org}0")
    assert found
    assert found.name == "Sud"


def test_a_register_restored_from_a_backup_shows_again_nothing_that_was_taken_back_since(
    register: Register, fleet: Any, boss: Device, slug: str
) -> None:
    pages = _pages(slug)
    base = publication.publish(register, boss, 0, pages, fleet.now)
    publication.put_calendar(register, boss, _digest(fleet), TeamDates(name="Nord"), fleet.now)
    assert renew_epoch(register, fleet.org, fleet.now + 9)
    state = publication.state(register, boss)
    assert (state.stories, len(state.dates)) == ((), 2)
    assert publication.team_dates(register, _secret(fleet)) is None
    _refused("revision_outdated", lambda: publication.publish(register, boss, base, _pages(slug), fleet.now))
    publication.publish(register, boss, state.revision, pages, fleet.now)
    assert len(publication.state(register, boss).stories) == 2


@pytest.mark.postgres
def test_what_was_withdrawn_is_no_longer_in_the_files_of_postgresql_once_they_are_scrubbed(
    postgres: Any, fleets: Any
) -> None:
    register = Register(postgres.create("withdrawn"))
    migrate.upgrade(register)
    fleet, words = fleets(register), new_id()
    boss = _device(fleet)
    told = PublicStory(id=new_id(), by="employee", text=words, on=OCTOBER)
    publication.publish(
        register, boss, 0, _pages("association", 0, 0).model_copy(update={"stories": (told,)}), fleet.now
    )
    with register.read() as connection:
        folder = postgres.data / "base" / str(connection.execute(text(_FOLDER)).scalar())
        connection.execute(text("CHECKPOINT"))
    assert _holds_any(folder, words)
    publication.withdraw(register, boss, {told.id}, (), fleet.now)
    assert scrub(register)
    assert not _holds_any(folder, words)
    register.close()


_FOLDER = "SELECT oid FROM pg_database WHERE datname = current_database()"


def _holds_any(folder: Any, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_withdrawn_is_no_longer_in_the_file(sqlite_url: str, fleets: Any, tmp_path: Any) -> None:
    register = Register(sqlite_url)
    fleet = fleets(register)
    boss, words, others = _device(fleet), "quelque-chose-de-personnel", [f"texte-{n}" * 40 for n in range(200)]
    stories = tuple(PublicStory(id=new_id(), by="employee", text=t, on=OCTOBER) for t in [words, *others[1:]])
    publication.publish(register, boss, 0, _pages("association").model_copy(update={"stories": stories}), fleet.now)
    assert _holds(tmp_path, words)
    publication.withdraw(register, boss, {stories[0].id}, (), fleet.now)
    assert not _holds(tmp_path, words)
    assert _holds(tmp_path, others[7])
    publication.unpublish(register, boss)
    assert not _holds(tmp_path, others[7])
    register.close()


def _holds(folder: Any, words: str) -> bool:
    return any(words.encode() in path.read_bytes() for path in folder.glob("register.sqlite3*"))
