"""Booked time with a person."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.vocabulary import AppointmentStatus


class Appointment(Fact):
    """At a known place (`place_id`) or one told in words (`place_text`). `minutes`: how long it is booked for."""

    kind: ClassVar[str] = "appointment"
    sealed: ClassVar[frozenset[str]] = frozenset({"place_text", "motive"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "worker_id")
    about: ClassVar[str | None] = "person_id"

    person_id: str
    starts_at: Instant
    minutes: int = 45
    place_id: str | None = None
    place_text: str | None = None
    worker_id: str | None = None
    outing_id: str | None = None
    status: AppointmentStatus = AppointmentStatus.BOOKED
    motive: str | None = None
