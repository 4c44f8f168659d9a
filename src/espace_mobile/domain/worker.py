"""The people who use the app."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import Role


class Worker(Fact):
    kind: ClassVar[str] = "worker"
    sealed: ClassVar[frozenset[str]] = frozenset({"display_name"})

    display_name: str = ""
    role: Role = Role.FIELD
    team_ids: tuple[str, ...] = ()
    active: bool = True
