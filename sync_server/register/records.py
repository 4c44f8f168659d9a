"""Records: the merged states. Written a batch at a time, numbered by commit, read in pages.

A batch meets its records in four steps: which are there (`known`), put in the new ones (`insert`), hold the others
(`lock`), write what changed (`update`). On PostgreSQL ids are inserted first and locked after, in sorted order each
time: two batches about the same records wait for one another and never for each other.

Commit numbers: `seq` is given by the last statement before COMMIT (`stamp`), so that commit order is number order and
a reader never steps over a batch that commits late. A statement of PostgreSQL holds the org's counter from there to the
commit only. SQLite has one writer, who knows the number from the start and writes each row once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select, bindparam, func, literal_column, select, text, tuple_, union_all, update
from sqlalchemy.engine import Connection

from sync_server.register.arrays import Blobs, Texts
from sync_server.register.devices import ALL_TEAMS, Teams
from sync_server.register.schema import Word, orgs, records

_READ_AHEAD = 256  # rows fetched at once; a page is cut by bytes before it is cut by rows


class Row(NamedTuple):
    """A record to write. `body`: `Record.body()`; `former`: see `schema`."""

    id: str
    kind: str
    team: str | None
    body: bytes
    former: str | None = None


class Held(NamedTuple):
    """What is there of a record, and nobody else writes it until the transaction ends."""

    body: bytes
    former: str | None


class Writer(Protocol):
    """The records of one org within one transaction. `ids` are sorted."""

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those that are there."""
        ...

    def insert(self, rows: Sequence[Row]) -> set[str]:
        """The ids of `rows` (sorted by id) that somebody else inserted meanwhile: nothing was written for them."""
        ...

    def lock(self, ids: Sequence[str]) -> dict[str, Held]:
        """Those that were `known`, or inserted by somebody else meanwhile, as they are."""
        ...

    def update(self, rows: Sequence[Row]) -> None: ...

    def stamp(self, ids: Sequence[str]) -> int:
        """Number this commit; `ids` were touched by it. The last statement of the transaction. Returns the seq."""
        ...


def writer(connection: Connection, org: str) -> Writer:
    return (SqliteWriter if connection.dialect.name == "sqlite" else PostgresqlWriter)(connection, org)


def _among(name: str) -> Select[Any]:
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


class SqliteWriter:
    _last = select(orgs.c.seq).where(orgs.c.id == bindparam("of"))
    _count = update(orgs).where(orgs.c.id == bindparam("of")).values(seq=bindparam("to"))
    _known = select(records.c.id, records.c.body, records.c.former).where(
        records.c.org == bindparam("org"), records.c.id.in_(_among("ids"))
    )
    # Driver's own SQL, row by row: a thousand rows a batch go through here.
    _insert = "INSERT INTO records (id, kind, team, body, former, org, seq) VALUES (?, ?, ?, ?, ?, ?, ?)"
    _update = "UPDATE records SET team = ?, seq = ?, body = ?, former = ? WHERE org = ? AND id = ?"

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org
        self._held: dict[str, Held] = {}
        self._seq: int = connection.execute(self._last, {"of": org}).scalar_one() + 1

    def _of(self, ids: Sequence[str]) -> dict[str, str]:
        return {"org": self._org, "ids": '["' + '","'.join(ids) + '"]' if ids else "[]"}

    def known(self, ids: Sequence[str]) -> set[str]:
        # Nobody else writes meanwhile: what is read here is held.
        self._held = {id: Held(*held) for id, *held in self._connection.execute(self._known, self._of(ids))}
        return set(self._held)

    def insert(self, rows: Sequence[Row]) -> set[str]:
        if rows:
            self._connection.exec_driver_sql(self._insert, [(*row, self._org, self._seq) for row in rows])
        return set()

    def lock(self, ids: Sequence[str]) -> dict[str, Held]:
        return {id: self._held[id] for id in ids}

    def update(self, rows: Sequence[Row]) -> None:
        if rows:
            values = [(r.team, self._seq, r.body, r.former, self._org, r.id) for r in rows]
            self._connection.exec_driver_sql(self._update, values)

    def stamp(self, ids: Sequence[str]) -> int:
        if not ids:
            return self._seq - 1
        self._connection.execute(self._count, {"of": self._org, "to": self._seq})
        return self._seq


class PostgresqlWriter:
    _known = text("SELECT id FROM records WHERE org = :org AND id = ANY(CAST(:ids AS text[]))")
    _insert = text(
        "INSERT INTO records (org, id, kind, team, seq, body, former)"
        " SELECT :org, u.id, u.kind, u.team, 0, u.body, u.former FROM unnest(CAST(:ids AS text[]),"
        " CAST(:kinds AS text[]), CAST(:teams AS text[]), CAST(:bodies AS bytea[]), CAST(:formers AS text[]))"
        " AS u(id, kind, team, body, former) ON CONFLICT (org, id) DO NOTHING RETURNING id"
    )
    _lock = text(
        "SELECT id, body, former FROM records WHERE org = :org AND id = ANY(CAST(:ids AS text[]))"
        " ORDER BY id FOR UPDATE"
    )
    _update = text(
        "UPDATE records SET team = u.team, body = u.body, former = u.former"
        " FROM unnest(CAST(:ids AS text[]), CAST(:teams AS text[]), CAST(:bodies AS bytea[]), CAST(:formers AS text[]))"
        " AS u(id, team, body, former)"
        " WHERE records.org = :org AND records.id = u.id"
    )
    _stamp = text(
        "WITH bump AS (UPDATE orgs SET seq = seq + 1 WHERE id = :org RETURNING seq), stamped AS"
        " (UPDATE records SET seq = bump.seq FROM bump WHERE org = :org AND records.id = ANY(CAST(:ids AS text[])))"
        " SELECT seq FROM bump"
    )

    def __init__(self, connection: Connection, org: str) -> None:
        self._connection, self._org = connection, org

    def _run(self, statement: Any, **values: Any) -> Any:
        return self._connection.execute(statement, {"org": self._org, **values})

    def known(self, ids: Sequence[str]) -> set[str]:
        return set(self._run(self._known, ids=Texts(ids)).scalars())

    def insert(self, rows: Sequence[Row]) -> set[str]:
        if not rows:
            return set()
        ids, kinds, teams, bodies, formers = zip(*rows, strict=True)
        columns = {"ids": Texts(ids), "kinds": Texts(kinds), "teams": Texts(teams), "formers": Texts(formers)}
        put = self._run(self._insert, bodies=Blobs(bodies), **columns)
        return set(ids).difference(put.scalars())

    def lock(self, ids: Sequence[str]) -> dict[str, Held]:
        return {id: Held(*held) for id, *held in self._run(self._lock, ids=Texts(ids))} if ids else {}

    def update(self, rows: Sequence[Row]) -> None:
        if rows:
            ids, _, teams, bodies, formers = zip(*rows, strict=True)
            columns = {"ids": Texts(ids), "teams": Texts(teams), "bodies": Blobs(bodies), "formers": Texts(formers)}
            self._run(self._update, **columns)

    def stamp(self, ids: Sequence[str]) -> int:
        if not ids:
            return 0
        seq: int = self._run(self._stamp, ids=Texts(ids)).scalar_one()
        return seq


class Found(NamedTuple):
    id: str
    seq: int
    team: str | None
    former: str | None
    body: bytes


_FOUND = select(*(records.c[name] for name in Found._fields)).where(
    records.c.org == bindparam("org"),
    tuple_(records.c.seq, records.c.id) > tuple_(bindparam("seq"), bindparam("id")),
    records.c.seq <= bindparam("top"),
)


def _in_order(found: Any) -> Any:
    return found.order_by(literal_column("seq"), literal_column("id")).limit(bindparam("limit"))


_CHANGED = _in_order(_FOUND).execution_options(yield_per=_READ_AHEAD)


@cache
def _changed_for(teams: int, dialect: str) -> Any:
    """For a device of so many teams: each read in its own order, then merged; what is for others is never read.

    PostgreSQL needs to be told that no more of each than a page is wanted; SQLite merges them as they come.
    """
    team, mine = records.c.team, [bindparam(f"team{i}", type_=Word) for i in range(teams)]
    moved = _FOUND.where(records.c.former.is_not(None), team.is_not(None), team.not_in(mine))
    each = [*(_FOUND.where(team == one) for one in mine), _FOUND.where(team.is_(None)), moved]
    if dialect == "postgresql":
        each = [select(_in_order(one).subquery()) for one in each]
    return _in_order(union_all(*each)).execution_options(yield_per=_READ_AHEAD)


def changed(
    connection: Connection, org: str, teams: Teams, after: tuple[int, str], top: int, limit: int
) -> Generator[Found]:
    """Records past `after` (seq, id), up to commit `top`, in order: what concerns a device of `teams`, and every one
    that changed teams: whoever asks looks at `former`.

    Close it (`contextlib.closing`) when it is not read to its end.
    """
    query, values = _CHANGED, {"org": org, "seq": after[0], "id": after[1], "top": top, "limit": limit}
    if teams != ALL_TEAMS:
        each = {*teams}
        query = _changed_for(len(each), connection.dialect.name)
        values |= {f"team{i}": team for i, team in enumerate(each)}
    with connection.execute(query, values) as rows:
        for row in rows:
            yield Found(*row)


def body(connection: Connection, org: str, id: str) -> bytes | None:
    return connection.execute(select(records.c.body).where(records.c.org == org, records.c.id == id)).scalar()
