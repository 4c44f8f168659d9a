"""What can be said of the server to a monitoring system: counts and durations, never a person, an org or a device."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from espace_mobile.protocol.messages import STORED, Pushed

# The folder where the workers of one server count together. prometheus_client reads it when it is first imported.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.02, 0.1, 0.5, 2, 10, 30)


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "espace_sync_requests", "Requests answered", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "espace_sync_request_seconds",
            "Time to answer",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._changes = Counter(
            "espace_sync_changes", "Changes received, by verdict", ["verdict"], registry=self._registry
        )
        self._records = Counter("espace_sync_records_sent", "Records sent to devices", registry=self._registry)

    def request(self, route: str, status: int, seconds: float) -> None:
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def pushed(self, received: int, answer: Pushed) -> None:
        for verdict in answer.verdicts:
            self._changes.labels(verdict.code).inc()
        self._changes.labels(STORED).inc(max(received - len(answer.verdicts), 0))

    def pulled(self, records: int) -> None:
        self._records.inc(records)

    def text(self) -> bytes:
        """Of all workers together, those that ended included."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        everyone = CollectorRegistry()
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
        return generate_latest(everyone)
