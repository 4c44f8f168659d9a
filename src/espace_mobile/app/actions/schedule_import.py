"""A schedule from a spreadsheet: first what it would change, then all of it in one save."""

from __future__ import annotations

from dataclasses import dataclass

from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_import import ImportedSchedule, import_schedule
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Preview:
    """What an import would do. `new` and `completed` outings by date; `errors`: the lines that are left out."""

    new: list[Outing]
    completed: list[Outing]
    unchanged: int
    places: list[Place]
    teams: list[Team]
    partners: list[Organisation]
    errors: list[LineError]

    @property
    def facts(self) -> list[Fact]:
        """In the order in which they refer to each other."""
        return [*self.partners, *self.teams, *self.places, *self.new, *self.completed]

    @property
    def empty(self) -> bool:
        return not self.facts


def preview(replica: Replica, source: bytes | str) -> Preview:
    """Reads only; whatever stands in the file, this doesn't raise."""
    known: list[Fact] = [f for kind in (Outing, Place, Team, Organisation) for f in replica.all(kind)]
    read = import_schedule(source, derived_id, known)
    new, completed = _apart(replica, read)
    return Preview(new, completed, read.unchanged, read.places, read.teams, read.partners, read.errors)


def apply(replica: Replica, shown: Preview, worker: Worker) -> int:
    """Save what was shown. How many outings it made or completed."""
    if not shown.empty:
        replica.save(*shown.facts, by=worker.id)
    return len(shown.new) + len(shown.completed)


def undo(replica: Replica, shown: Preview, worker: Worker) -> None:
    """Take the new dates back; places, teams and partners stay, others may use them already."""
    replica.delete(*shown.new, by=worker.id)


def _apart(replica: Replica, read: ImportedSchedule) -> tuple[list[Outing], list[Outing]]:
    new: list[Outing] = []
    completed: list[Outing] = []
    for outing in sorted(read.outings, key=lambda o: (o.on, o.id)):
        (completed if replica.get(Outing, outing.id) else new).append(outing)
    return new, completed
