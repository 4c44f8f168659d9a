"""Whether the access log is as it was handed in: every link of the org's chain, and of each device's, made again.

A row is named by its number in the org's chain, a device's log by its name: nothing personal is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from espace_mobile.protocol.access_log import Chain, beginning
from sync_server.register import Register, accesses
from sync_server.register.accesses import OF_ORG, Ends, Held
from sync_server.register.database import POSTGRESQL
from sync_server.register.dumping import without_bounds

MOST_TOLD = 100  # changes of one org, and as many rows that did not follow: the first ones say where

# What is wrong, at a row or at the end of a chain
GONE, CHANGED, CUT, BEGUN, NOTED, DIFFERS = "gone", "changed", "cut", "begun", "noted", "differs"


@dataclass(frozen=True, slots=True)
class Break:
    """`seq`: the row, or the first one that is missing. `log`: of which device; empty: of the org's own chain.

    `what`: `GONE`: rows up to this one are missing. `CHANGED`: it is not what was received, or does not follow the one
    before. `CUT`: the chain went on past this row. `BEGUN`: there are rows, and nothing says where their chain begins.
    `NOTED`: it did not follow in its device's chain when it was received (`fault`). `DIFFERS`: how it followed there is
    not what was noted.
    """

    seq: int
    what: str
    log: str = ""
    fault: str = ""


@dataclass(slots=True)
class Checked:
    """`purged`: rows removed after their twelve months, the last time at `purged_at` (ms). `head`: the last link, to be
    kept elsewhere. `found`: whether the link asked for is still in the chain; None when none was."""

    org: str
    rows: int = 0
    logs: int = 0
    purged: int = 0
    purged_at: int | None = None
    last: int = 0
    head: bytes = b""
    breaks: list[Break] = field(default_factory=list)
    found: bool | None = None

    @property
    def whole(self) -> bool:
        """As it was handed in: what did not follow already then is no change since."""
        return all(one.what == NOTED for one in self.breaks) and self.found is not False

    @property
    def followed(self) -> bool:
        return not any(one.what == NOTED for one in self.breaks)


def check(register: Register, org: str, head: bytes | None = None) -> Checked:
    """`head`: a link that somebody kept, to be looked for. Work: every row; nothing is written."""
    with register.read() as connection:
        if register.dialect == POSTGRESQL:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        without_bounds(connection)
        return _Walk(org, accesses.all_ends(connection, org), head).through(connection)


class _Walk:
    def __init__(self, org: str, ends: list[Ends], head: bytes | None) -> None:
        self._ends = {one.log: one for one in ends}
        self._own = {one.log: Chain(one.base, one.base_head) for one in ends if one.log}
        self._wanted = head
        start = self._ends.get(OF_ORG)
        self._before = start.base_head if start else beginning(org)
        self.told = Checked(org, purged=start.base if start else 0, purged_at=start.purged_at if start else None)
        self.told.last, self.told.head = (start.base if start else 0), self._before
        if head is not None:
            self.told.found = head == self._before

    def through(self, connection: Connection) -> Checked:
        for held in accesses.walk(connection, self.told.org):
            self.told.rows += 1
            if OF_ORG not in self._ends and self.told.rows == 1:
                self._say(Break(held.seq, BEGUN))
            self._device(held, changed=self._org(held))
        for broken in self._unfinished():
            self._say(broken)
        self.told.logs = len(self._own)
        return self.told

    def _org(self, held: Held) -> bool:
        """Whether this row was changed."""
        gone, changed = held.seq != self.told.last + 1, held.linked(self._before) != held.chain
        if gone or changed:
            self._say(Break(self.told.last + 1, GONE) if gone else Break(held.seq, CHANGED))
        self.told.last, self._before = held.seq, held.chain
        self.told.head = held.chain
        if held.chain == self._wanted:
            self.told.found = True
        return changed and not gone

    def _device(self, held: Held, *, changed: bool) -> None:
        chain = self._own.get(held.log)
        if chain is None:
            chain = self._own[held.log] = Chain.new(held.log)
            self._say(Break(held.seq, BEGUN, held.log))
        fault = chain.take(held.access, held.hash)
        if fault != held.fault and changed:
            return  # that says it already
        if fault != held.fault:
            self._say(Break(held.seq, DIFFERS, held.log, fault or held.fault))
        elif fault:
            self._say(Break(held.seq, NOTED, held.log, fault))

    def _unfinished(self) -> Iterator[Break]:
        for log, ends in self._ends.items():
            last, head = (self._own[log].last, self._own[log].head) if log else (self.told.last, self._before)
            if (last, head) != (ends.last, ends.head):
                yield Break(last, CUT, log)

    def _say(self, found: Break) -> None:
        """What was changed is told however much was noted before it."""
        alike = sum((one.what == NOTED) == (found.what == NOTED) for one in self.told.breaks)
        if alike < MOST_TOLD:
            self.told.breaks.append(found)
