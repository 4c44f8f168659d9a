"""What is asked of the figures: which days, against which, of whom. It fits in an address, where it names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from espace_mobile.domain.programme_year import Span


class By(StrEnum):
    """What figures are cut by: a field of `Counted`. Labels: `dashboard.by.<code>`."""

    PLACE = "place"
    CHANNEL = "channel"
    PROGRAMME = "programme"
    QPV = "qpv"
    AGE = "age"
    SEX = "sex"


@dataclass(frozen=True)
class Filters:
    """`against`: the days they are compared with. `only`: of each cut, the values that count; no value: all. "" is a
    value too: not known."""

    span: Span
    against: Span | None = None
    only: Mapping[By, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.span, self.against, frozenset(self.only.items())))
