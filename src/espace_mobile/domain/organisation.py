"""Structures we work with."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.vocabulary import OrganisationType


class Organisation(Fact):
    """`commune_insee`: 5 characters. The contact is a natural person, hence sealed; `phone` in E.164."""

    kind: ClassVar[str] = "organisation"
    sealed: ClassVar[frozenset[str]] = frozenset({"contact_name", "phone", "email"})

    name: str
    type: OrganisationType = OrganisationType.PARTNER
    commune_insee: str | None = None
    contact_name: str | None = None
    phone: str | None = None
    email: str | None = None
