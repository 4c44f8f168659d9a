"""A visit to a service that gives: the vestiaire, the épicerie sociale."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.sheet_vocabulary import Advice, ServiceSort


class ServiceVisit(Fact):
    """`person_id` None: anonymous. `donated`, `repaired`: items given, by where they come from."""

    kind: ClassVar[str] = "service_visit"
    indexed: ClassVar[tuple[str, ...]] = ("programme_id", "person_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    programme_id: str
    service: ServiceSort = ServiceSort.VESTIAIRE
    at: Instant
    person_id: str | None = None
    donated: int = 0
    repaired: int = 0
    advice: tuple[Advice, ...] = ()
    worker_id: str | None = None
