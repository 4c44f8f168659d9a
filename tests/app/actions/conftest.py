"""A tablet's replica on a real folder, its team, its workers and its outing of the day; a person in a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from espace_mobile.app.actions import enrolments, programmes
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.change import Clash, Entry
from espace_mobile.protocol.conflict import conflict_record
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.stamp import Stamp, at_ms
from espace_mobile.protocol.values import new_id
from espace_mobile.store.incoming import apply_page
from espace_mobile.store.replica import Replica
from espace_mobile.store.storage import JournalStorage
from tests.app.actions.spells import TODAY, ago

DEVICE, OTHER_DEVICE = "00000000000000a1", "00000000000000b2"
Commits = Callable[[], int]


@pytest.fixture
def now() -> datetime:
    """14 May 2026, 10:42 in Paris."""
    return datetime(2026, 5, 14, 8, 42, tzinfo=UTC)


@pytest.fixture
def today() -> date:
    return date(2026, 5, 14)


@pytest.fixture
def replica(tmp_path: Path, now: datetime) -> Iterator[Replica]:
    ticking = [int(now.timestamp() * 1000)]
    storage = JournalStorage(tmp_path / "store", b"k" * 32)
    replica = Replica(storage, DEVICE, Keychain("org", {1: new_org_key()}), lambda: ticking[0])
    replica.tick = lambda seconds: ticking.__setitem__(0, ticking[0] + seconds * 1000)  # type: ignore[attr-defined]
    yield replica
    replica.close()


@pytest.fixture
def commits(replica: Replica) -> Commits:
    """How many commits there were since it was last asked."""
    seen: list[object] = []
    replica.observe(seen.append)

    def since() -> int:
        count = len(seen)
        seen.clear()
        return count

    return since


@pytest.fixture
def team(replica: Replica) -> Team:
    team = Team(id=new_id(), name="Équipe Nord")
    replica.save(team, by="setup")
    return team


@pytest.fixture
def worker(replica: Replica, team: Team) -> Worker:
    worker = Worker(id=new_id(), display_name="Nora", role=Role.FIELD, team_ids=(team.id,))
    replica.save(worker, by="setup")
    return worker


@pytest.fixture
def supervisor(replica: Replica) -> Worker:
    worker = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
    replica.save(worker, by="setup")
    return worker


@pytest.fixture
def planner(replica: Replica) -> Worker:
    worker = Worker(id=new_id(), display_name="Paul", role=Role.PLANNER)
    replica.save(worker, by="setup")
    return worker


@pytest.fixture
def counsellor(replica: Replica, team: Team) -> Worker:
    worker = Worker(id=new_id(), display_name="Omar", role=Role.COUNSELLOR, team_ids=(team.id,))
    replica.save(worker, by="setup")
    return worker


@pytest.fixture
def person(replica: Replica, team: Team, counsellor: Worker) -> Person:
    person = Person(id=new_id(), team=team.id, first_name="Samir", referent_id=counsellor.id)
    replica.save(person, by="setup")
    return person


@pytest.fixture
def programme(replica: Replica, counsellor: Worker) -> Programme:
    return programmes.add(replica, "Parcours de mobilisation", counsellor)


@pytest.fixture
def entered(replica: Replica, person: Person, programme: Programme, counsellor: Worker) -> Enrolment:
    """Forty days ago."""
    proposed = enrolments.propose(replica, person, programme, counsellor, ago(45))
    enrolments.decide(replica, proposed, EntryDecision.VALIDATED, counsellor, ago(44))
    return enrolments.enter(replica, proposed, counsellor, ago(40), TODAY).fact


@pytest.fixture
def outing(replica: Replica, team: Team, today: date) -> Outing:
    place = Place(id=new_id(), name="Marché des Tilleuls")
    outing = Outing(id=new_id(), on=today, starts=time(9), ends=time(13), place_id=place.id, team_id=team.id)
    replica.save(place, outing, by="setup")
    return outing


@pytest.fixture
def disagree(replica: Replica) -> Callable[[Fact, str, object, object], None]:
    """Bring from the server a lost race on a field: the value kept here, and another tablet's."""

    def bring(about: Fact, field: str, mine: object, theirs: object) -> None:
        record = replica.record(about.kind, about.id)
        assert record is not None
        stamp = record.stamps[field]
        lost = Entry(theirs, Stamp(stamp.at - at_ms(60_000), OTHER_DEVICE), None, "w" * 32)
        clash = Clash(field, Entry(mine, stamp, None, "setup"), lost)
        apply_page(replica, [conflict_record(record, clash)], "cursor")

    return bring
