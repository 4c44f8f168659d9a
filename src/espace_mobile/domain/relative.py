"""Somebody around the person: a child, a partner, a social worker."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import Relation


class Relative(Fact):
    """`phone` in E.164. `hosted`: a child who was in the children's corner."""

    kind: ClassVar[str] = "relative"
    sealed: ClassVar[frozenset[str]] = frozenset({"name", "birth_year", "phone"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"

    person_id: str
    relation: Relation = Relation.OTHER
    name: str | None = None
    birth_year: int | None = None
    phone: str | None = None
    hosted: bool = False
