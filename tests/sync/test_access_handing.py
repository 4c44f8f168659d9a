"""The log of who opened which file, from devices to a real server and back to a supervisor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Connection

from espace_mobile.errors import Refused, Unreachable, Withdrawn
from espace_mobile.protocol.access_log import Chain
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming
from espace_mobile.store.access_log import SAME_MS, AccessLog, access_log
from espace_mobile.sync import access_log as handing
from espace_mobile.sync.access_log import Question, everything
from espace_mobile.sync.engine import wall_clock_ms
from sync_server.register import Register, accesses
from sync_server.register.accesses import OF_ORG
from sync_server.register.schema import accesses as table
from sync_server.service.access_check import check
from sync_server.service.orgs import renew_epoch
from tests.crew import Crew, Post, synced_until_gone

PATH = handing.PATH


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


@pytest.fixture(scope="module")
def tablet(crew: Crew, office: Post) -> Post:
    return crew.let_in(office)


@pytest.fixture
def register(crew: Crew) -> Iterator[Register]:
    opened = Register(crew.server.database)
    yield opened
    opened.close()


def log_of(post: Post) -> AccessLog:
    return access_log(post.session.replica)


def opens(post: Post, *people: str, at: int | None = None) -> None:
    for person in people:
        log_of(post).note(post.session.account_id, "opened", [person], wall_clock_ms() if at is None else at)


def people_of(register: Register, crew: Crew) -> list[str]:
    with register.read() as connection:
        return [held.person for held in accesses.walk(connection, crew.server.org)]


def test_it_is_handed_in_after_an_exchange_and_costs_no_request_when_there_is_nothing(
    crew: Crew, tablet: Post, office: Post, register: Register
) -> None:
    tablet.synced()
    tablet.network.asked.clear()
    tablet.synced()
    assert PATH not in tablet.network.asked
    people = [new_id() for _ in range(3)]
    opens(tablet, *people)
    tablet.synced()
    tablet.synced()
    assert tablet.network.asked.count(PATH) == 1
    assert people_of(register, crew)[-3:] == people
    page = office.session.access_log.page(Question(people=tuple(people[:2])))
    assert {(e.person, e.worker, e.what) for e in page.entries} == {
        (person, tablet.session.account_id, "opened") for person in people[:2]
    }
    assert check(register, crew.server.org).whole


def test_a_lost_answer_makes_nothing_twice(crew: Crew, tablet: Post, register: Register) -> None:
    before = len(people_of(register, crew))
    opens(tablet, new_id())
    tablet.network.after = PATH
    tablet.synced()  # the exchange itself went well
    assert log_of(tablet).pending() == 1
    tablet.synced()
    assert log_of(tablet).pending() == 0
    assert len(people_of(register, crew)) == before + 1


def test_weeks_offline_are_handed_in_by_pages(crew: Crew, tablet: Post, register: Register) -> None:
    before = len(people_of(register, crew))
    people = [new_id() for _ in range(600)]
    for n, person in enumerate(people):
        opens(tablet, person, at=wall_clock_ms() + n * SAME_MS)
    tablet.network.asked.clear()
    tablet.synced()
    assert tablet.network.asked.count(PATH) == 3
    assert people_of(register, crew)[before:] == people
    assert check(register, crew.server.org).whole


def test_another_identity_goes_on_with_the_chain(crew: Crew, tablet: Post, register: Register) -> None:
    opens(tablet, new_id())
    tablet.synced()
    engine = tablet.session._opened.engine
    incoming.take_identity(tablet.session.replica, engine.endpoint.new_identity())
    opens(tablet, new_id())
    tablet.synced()
    assert log_of(tablet).pending() == 0
    assert check(register, crew.server.org).whole


def test_a_server_that_came_back_from_a_backup_is_told_again(crew: Crew, tablet: Post, register: Register) -> None:
    people = [new_id() for _ in range(3)]
    opens(tablet, *people)
    tablet.synced()
    assert people_of(register, crew)[-3:] == people
    held = log_of(tablet).entries()
    log, org = log_of(tablet).batch().log, crew.server.org

    def forget(connection: Connection) -> None:
        """As it was two entries earlier."""
        kept = list(accesses.walk(connection, org))[-3]
        connection.execute(delete(table).where(table.c.org == org, table.c.seq > kept.seq))
        accesses.change_ends(connection, org, OF_ORG, last=kept.seq, head=kept.chain)
        accesses.change_ends(connection, org, log, last=kept.n, head=kept.hash)

    register.write(forget)
    assert renew_epoch(register, org, 1)
    tablet.synced()
    assert people_of(register, crew)[-3:] == people
    assert log_of(tablet).entries() == held
    assert check(register, org).whole


def test_only_a_supervisor_s_device_reads_it(tablet: Post, office: Post) -> None:
    with pytest.raises(Refused):
        tablet.session.access_log.page(Question())
    opens(tablet, *[new_id() for _ in range(5)])
    tablet.synced()
    found = everything(office.session.access_log, Question(), 3)
    assert len(found) == 3
    assert everything(office.session.access_log, Question(until=datetime(1970, 1, 1, tzinfo=UTC)), 3) == ()


def test_nobody_is_named_in_an_address(crew: Crew, office: Post, tablet: Post) -> None:
    """Proxies and clients write addresses down: whose file, and who opened it, stands in the body."""
    person = new_id()
    opens(tablet, person)
    tablet.synced()
    asked: list[str] = []
    office.session.access_log._http.event_hooks["request"].append(lambda request: asked.append(str(request.url)))
    question = Question(people=(person,), worker=tablet.session.account_id)
    assert len(office.session.access_log.page(question).entries) == 1
    assert asked
    assert not [url for url in asked if person in url or tablet.session.account_id in url]


def test_out_of_reach_a_device_knows_its_own(office: Post) -> None:
    person = new_id()
    opens(office, person, at=77)
    office.network.before = handing.READ
    with pytest.raises(Unreachable):
        office.session.access_log.page(Question())
    [entry] = office.session.access_log.own(Question(people=(person,)))
    assert (entry.at, entry.worker) == (77, office.session.account_id)


def test_a_withdrawn_device_hands_its_log_in_before_it_goes(crew: Crew, office: Post, register: Register) -> None:
    going = crew.let_in(office)
    going.synced()
    person = new_id()
    opens(going, person)
    office.session.office.revoke(crew.device(office, going))
    going.network.before = PATH
    going.sync()
    assert not going.installation.withdrawn, "it is waited for"
    assert isinstance(synced_until_gone(going).error, Withdrawn)
    assert person in people_of(register, crew)
    assert check(register, crew.server.org).whole


def test_entries_keep_the_chain_that_the_device_made(tablet: Post, crew: Crew, register: Register) -> None:
    with register.read() as connection:
        rows = list(accesses.walk(connection, crew.server.org))
    chains: dict[str, Chain] = {}
    for held in rows:
        assert chains.setdefault(held.log, Chain.new(held.log)).take(held.access, held.hash) == ""
