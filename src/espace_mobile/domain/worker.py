"""The people who use the app."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import Role


class Worker(Fact):
    """`since`, `until`: first and last day of work, when known; `active`: False at once when somebody left.

    `stood_down_on`: the day somebody who supervised was given another role; None once they supervise again.
    """

    kind: ClassVar[str] = "worker"
    sealed: ClassVar[frozenset[str]] = frozenset({"display_name"})

    display_name: str = ""
    role: Role = Role.FIELD
    team_ids: tuple[str, ...] = ()
    active: bool = True
    since: date | None = None
    until: date | None = None
    stood_down_on: date | None = None
