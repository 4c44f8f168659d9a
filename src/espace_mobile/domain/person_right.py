"""A person is entitled to something: the épicerie sociale, the Carte SORTIR."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.sheet_vocabulary import RightSort


class PersonRight(Fact):
    """From `since` to `until`, both included; None: not said."""

    kind: ClassVar[str] = "person_right"
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "programme_id")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    right: RightSort
    programme_id: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    worker_id: str | None = None
