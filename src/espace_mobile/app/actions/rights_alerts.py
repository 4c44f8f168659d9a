"""What stood to be written in a restricted file on a tablet that did not know; and who supervises for want of another.

Nothing that another tablet says is refused. A supervisor looks at it, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from espace_mobile.app.actions import files
from espace_mobile.app.actions.restricted import GOES_ON
from espace_mobile.app.actions.watch import Again, Rule
from espace_mobile.domain import alerts, departures
from espace_mobile.domain.alerts import Alert
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.restriction import ENDED
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.record import RESERVED
from espace_mobile.protocol.stamp import at_ms
from espace_mobile.store.document import Document
from espace_mobile.store.replica import Replica

_LINKS = (Merge, MergedValues, NotSame, FollowUp)  # made by the app, of what others did
_WORDS: list[type[Fact]] = [
    kind for kind in KINDS.values() if kind.about == "person_id" and kind.kind not in GOES_ON and kind not in _LINKS
]
_SORTS = (RegisterSort.RESTRICTION, RegisterSort.ALLOWED)
_SILENT = RESERVED | {"status"}  # archived and taken out: by a supervisor, and the register says so
Span = tuple[int, int]  # hybrid times, both left out


def _restricting(id: str, document: Document) -> Iterator[str]:
    if document.get("sort") in _SORTS and (person := document.get("person_id")):
        yield person


def _of(kind: type[Fact]) -> Again:
    """The person it tells of, when there is a restriction to think of."""

    def groups(id: str, replica: Replica) -> Iterator[str]:
        if not replica.count(RightsEntry, sort=RegisterSort.RESTRICTION):  # as a rule: at the first reading, often
            return
        document = replica.storage.tables.get(kind.kind, {}).get(id) or {}
        person = id if kind is Person else document.get("person_id")
        own = files.members(replica, person) if person else ()
        if any(replica.count(RightsEntry, person_id=file, sort=RegisterSort.RESTRICTION) for file in own):
            yield own[0]

    return groups


def _written(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    lines = [fact for fact in facts if isinstance(fact, RightsEntry)]
    asked = [line for line in lines if line.sort == RegisterSort.RESTRICTION and line.given not in ENDED]
    if not asked or (person := asked[0].person_id) is None:
        return
    shut = [(_since(replica, line), _until(replica, line)) for line in asked]
    allowed = [(_since(replica, line), _last(line)) for line in lines if line.sort == RegisterSort.ALLOWED]
    late = {
        f"{fact.kind} {fact.id} {at:016x}"
        for fact in _told(replica, person)
        if (at := max((at for at in _times(replica, fact) if _in(at, shut) and not _in(at, allowed)), default=0))
    }
    yield from alerts.written_restricted(person, late, min(line.on for line in asked))


def _told(replica: Replica, person_id: str) -> Iterable[Fact]:
    yield from (found for id in files.members(replica, person_id) if (found := replica.get(Person, id)) is not None)
    yield from (fact for kind in _WORDS for fact in files.told_of(replica, kind, person_id))


def _times(replica: Replica, fact: Fact) -> Iterable[int]:
    record = replica.record(fact.kind, fact.id)
    return (stamp.at for field, stamp in record.stamps.items() if field not in _SILENT) if record else ()


def _in(at: int, spans: Iterable[Span]) -> bool:
    return any(since < at < until for since, until in spans)


def _since(replica: Replica, line: RightsEntry) -> int:
    record = replica.record(line.kind, line.id)
    return record.stamps["sort"].at if record and "sort" in record.stamps else 0


def _until(replica: Replica, line: RightsEntry) -> int:
    record = replica.record(line.kind, line.id)
    lifted = record.stamps.get("lifted_on") if record and line.lifted_on else None
    return lifted.at if lifted else at_ms(1 << 47)


def _last(line: RightsEntry) -> int:
    ends = datetime.combine((line.until or line.on) + timedelta(days=1), time.min, LOCAL).astimezone(UTC)
    return at_ms(int(ends.timestamp() * 1000))


def _everybody(id: str, document: Document) -> Iterator[str]:
    yield "everybody"


def _stands_in(facts: Sequence[Fact], today: date, replica: Replica) -> Iterator[Alert]:
    """Of whoever goes on although they were to cease: another day, or another person, is another alert."""
    everyone = [fact for fact in facts if isinstance(fact, Worker)]
    standing = departures.stand_ins(everyone, today)
    for worker in everyone:
        if worker.id in standing:
            on = worker.until or worker.stood_down_on
            yield Alert(AlertRule.STAND_IN, worker.id, (worker.id, str(on or "")), on=on)


_TELLING: list[type[Fact]] = [Person, *_WORDS]
RIGHTS_RULES = (
    Rule(
        "restricted", {RightsEntry.kind: _restricting}, _written, again={kind.kind: _of(kind) for kind in _TELLING}
    ),
    Rule("stand_in", {Worker.kind: _everybody}, _stands_in),
)  # fmt: skip
