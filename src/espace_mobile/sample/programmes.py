"""The five programmes of the sheets, as their templates start them."""

from __future__ import annotations

from datetime import date

from espace_mobile import templates
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.template_facts import programme_facts
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import ORGANISATIONS, PLACES


def started(today: date) -> tuple[list[Programme], list[Fact]]:
    """Since the first of January of last year, the two years that the demonstration tells; and their sheets."""
    facts = [f for name in templates.SHIPPED for f in _started(name, date(today.year - 1, 1, 1))]
    apart = {fact.id: fact for fact in facts}  # a partner of two of them is one organisation
    programmes = [f.but(fse=f.id == PATHWAY.id) for f in apart.values() if isinstance(f, Programme)]
    return programmes, [f for f in apart.values() if not isinstance(f, Programme)]


def _started(name: str, since: date) -> list[Fact]:
    return programme_facts(templates.shipped(name), since, derived_id, [*ORGANISATIONS, *PLACES])


def _as_shipped(name: str) -> Programme:
    return next(fact for fact in _started(name, date(2024, 1, 1)) if isinstance(fact, Programme))


# Whatever the day, they have these ids and rules.
PATHWAY, WEEKLY = _as_shipped("espace-mobile"), _as_shipped("vern")
