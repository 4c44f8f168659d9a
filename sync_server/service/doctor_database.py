"""What `doctor` asks of the database."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.engine import Connection

from sync_server.register.accesses import OF_ORG
from sync_server.register.database import POSTGRESQL, SQLITE
from sync_server.register.devices import without_sheet
from sync_server.register.migrate import HEAD, known, revision_of
from sync_server.register.moving import ARRIVING
from sync_server.register.schema import access_chains, accesses, devices, orgs
from sync_server.service.figures import Figures
from sync_server.service.findings import LOOK, OK, WRONG, Finding

_CLOCK_MS = 60_000
_LONG_SECONDS = 300
_FULL = 0.8  # of the connections PostgreSQL gives


def database(connection: Connection) -> Iterator[Finding]:
    """At whatever version it is."""
    revision = revision_of(connection)
    if revision == HEAD:
        yield Finding("version", OK, f"The database is at version {HEAD}")
    elif revision is not None and not known(revision):
        said = f"The database is at version {revision}, of a newer server than this one: install that one again"
        yield Finding("version", WRONG, said)
    else:
        said = f"The database is at version {revision or 'none'}, this server works with {HEAD}: espace-sync migrate"
        yield Finding("version", WRONG, said)
    if connection.dialect.name == SQLITE:
        whole = connection.execute(text("PRAGMA quick_check(1)")).scalar() == "ok"
        yield Finding("database", OK if whole else WRONG, "Whole" if whole else "Damaged: restore a backup")
    else:
        version = connection.execute(text("SHOW server_version")).scalar()
        yield Finding("database", OK, f"PostgreSQL {version} answers")
        yield from _postgresql(connection)


def _postgresql(connection: Connection) -> Iterator[Finding]:
    used, most = connection.execute(
        text("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
    ).one()
    yield Finding("connections", OK if used < _FULL * most else LOOK, f"{used} of {most} in use")
    oldest = text("SELECT coalesce(extract(epoch FROM max(now() - xact_start)), 0)::int FROM pg_stat_activity")
    seconds = connection.execute(oldest).scalar_one()
    yield Finding("queue", OK if seconds < _LONG_SECONDS else LOOK, f"The longest transaction runs for {seconds} s")


def register(connection: Connection, told: Figures, now: int) -> Iterator[Finding]:
    """What it holds, at the version of this server."""
    yield _heard(connection, now)
    known = ", ".join(f"{n} {state}" for state, n in told.devices.items() if n)
    yield Finding("devices", OK, f"{known or 'none'}; {told.seen[7]} heard from within seven days")
    yield _sheets(connection)
    yield _access_log(connection)
    waiting = f"{told.waiting} wait to be let in"
    yield Finding("enrolments", LOOK if told.waiting else OK, waiting)
    homes = list(connection.execute(select(orgs.c.moved_at)).scalars())
    if ARRIVING in homes:
        yield Finding("move", WRONG, "A move to this database was interrupted. Run espace-sync move again")
    elif any(homes):
        yield Finding("move", LOOK, "Organisations of this database live in another one since they moved")


def _sheets(connection: Connection) -> Finding:
    """Without one, an org whose last supervisor's device is lost can't be given its keys back by anybody."""
    without = without_sheet(connection)
    if without:
        said = f"{len(without)} without one: a supervisor makes it in the app (espace-sync org list says who)"
        return Finding("recovery sheet", LOOK, said)
    return Finding("recovery sheet", OK, "Every organisation with devices has one")


def _access_log(connection: Connection) -> Finding:
    """Whether it ends where it did, and something of it did not follow when it came; of each row `verify-log` says
    whether it was changed."""
    top = select(accesses.c.org, func.max(accesses.c.seq).label("seq")).group_by(accesses.c.org).subquery()
    ends = (
        select(access_chains.c.org)
        .outerjoin(top, top.c.org == access_chains.c.org)
        .outerjoin(accesses, and_(accesses.c.org == top.c.org, accesses.c.seq == top.c.seq))
        .where(
            access_chains.c.log == OF_ORG,
            or_(
                and_(top.c.seq.is_(None), access_chains.c.last != access_chains.c.base),
                accesses.c.chain != access_chains.c.head,
            ),
        )
    )
    if cut := len(connection.execute(ends).all()):
        return Finding("access log", WRONG, f"The end of {cut} logs is missing or was changed: verify-log")
    held, broken = (connection.execute(select(func.count()).select_from(accesses).where(*which)).scalar_one()
                    for which in ((), (accesses.c.fault != "",)))  # fmt: skip
    if broken:
        return Finding("access log", LOOK, f"{broken} of {held} rows did not follow when received: verify-log")
    return Finding("access log", OK, f"{held} rows; espace-sync verify-log checks each of them")


def _heard(connection: Connection, now: int) -> Finding:
    """The machine's clock, held against the last thing the register took in and against PostgreSQL's."""
    times = select(func.max(devices.c.last_seen_at)), select(func.max(orgs.c.created_at))
    known = [connection.execute(query).scalar() or 0 for query in times]
    if connection.dialect.name == POSTGRESQL:
        there = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        known.append(connection.execute(there).scalar_one())
    if max(known) > now + _CLOCK_MS:
        return Finding("time", WRONG, "The clock is behind what the database knows: it went back, or is not set")
    return Finding("time", OK, "Not behind what the database knows")
