"""What an operator watches, asked when a monitoring system asks: how the database, its backups and its devices are.

The page may be public, so the database is asked a few times a minute at most, whoever comes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.pool import QueuePool

from espace_mobile import __version__
from espace_mobile.errors import InputError
from sync_server.register import Register
from sync_server.service import backup_file, backups, certificates
from sync_server.service.figures import figures, files, free

_KEPT_SECONDS = 10
Named = dict[tuple[str, ...], float]


@dataclass
class Watched:
    """`backups`: the folder where they are put; `certificate`: the one the server itself shows. None: not here."""

    backups: Path | None = None
    certificate: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: tuple[Register, float, bytes] | None = None

    def text(self, register: Register, now: int) -> bytes:
        with self._lock:
            if self._kept is None or self._kept[0] is not register or self._kept[1] < time.monotonic():
                registry = CollectorRegistry()
                registry.register(_Asked(self, register, now))
                self._kept = register, time.monotonic() + _KEPT_SECONDS, generate_latest(registry)
            return self._kept[2]


class _Asked(Collector):
    def __init__(self, watched: Watched, register: Register, now: int) -> None:
        self._watched, self._register, self._now = watched, register, now

    def collect(self) -> Iterable[Metric]:
        yield from _database(self._register, self._now)
        if self._watched.backups is not None:
            yield from _backups(self._watched.backups)
        if self._watched.certificate is not None:
            ends = certificates.expires(self._watched.certificate)
            yield _gauge("certificate_expires_timestamp_seconds", "When it ends", ends.timestamp() if ends else 0)


def _database(register: Register, now: int) -> Iterator[Metric]:
    told = figures(register, now)
    yield _gauge("info", "What runs here", {(__version__, told.revision): 1}, "version", "revision")
    yield _gauge("database_up", "The database answers", told.up)
    pool = register.engine.pool
    if isinstance(pool, QueuePool):
        yield _gauge("connections_used", "Connections to it that this process uses now", pool.checkedout())
    yield _gauge("connections_allowed", "Connections it may use at most", register.connections)
    for file in files(register)[:1]:
        yield _gauge("database_free_bytes", "Room left on its disk", free(file.parent))
    if not told.up:
        return
    yield _gauge("database_outdated", "It is not at the version this server works with", not told.current)
    yield _gauge("database_bytes", "Its size", told.size)
    yield _gauge("orgs", "Organisations", told.orgs)
    yield _gauge("commits", "Commits of all organisations", told.commits)
    yield _gauge("devices", "Devices", {(state,): n for state, n in told.devices.items()}, "state")
    seen: Named = {(str(days),): n for days, n in told.seen.items()}
    yield _gauge("devices_seen", "Active devices heard from within so many days", seen, "days")
    yield _gauge("enrolments_waiting", "Devices that wait to be let in", told.waiting)


def _backups(folder: Path) -> Iterator[Metric]:
    """The time is what the newest says of itself: copying a file gives it another date."""
    held = backups.in_folder(folder)
    yield _gauge("backups", "Backups in the folder", len(held))
    yield _gauge("backup_bytes", "Size of the newest", held[-1].stat().st_size if held else 0)
    yield _gauge("backup_made_timestamp_seconds", "When the newest was made, 0 for never", _made_at(held) / 1000)


def _made_at(held: list[Path]) -> int:
    try:
        return backup_file.header(held[-1]).made_at if held else 0
    except InputError:
        return 0


def _gauge(name: str, about: str, value: float | Named, *labels: str) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(f"espace_sync_{name}", about, labels=labels)
    for named, one in (value if isinstance(value, dict) else {(): value}).items():
        gauge.add_metric(named, float(one))
    return gauge
