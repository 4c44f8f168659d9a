"""The year that each of the five programmes has behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from espace_mobile import templates
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.sample import danjoutin, outreach, self_esteem
from espace_mobile.sample.lived import Crowd, Life

_LIVED: dict[str, Callable[[Life, Crowd], Iterator[Fact]]] = {
    "espace-mobile": outreach.live,
    "danjoutin": danjoutin.live,
    "vern": self_esteem.vern,
    "noirmoutier": self_esteem.noirmoutier,
    "troyes": self_esteem.troyes,
}


def lived(
    programmes: Iterable[Programme], sheets: list[Fact], people: Iterable[Person], taken: Collection[str], today: date
) -> list[Fact]:
    """`programmes`: as `programmes.started` gives them. `taken`: ids of people who are not asked, for they have two
    files or are in a programme already."""
    begun, crowd = dict(zip(templates.SHIPPED, programmes, strict=True)), Crowd(people, taken)
    told: list[Fact] = []
    for template, live in _LIVED.items():
        programme = begun[template]
        sheet = [f for f in sheets if getattr(f, "programme_id", None) == programme.id]
        told += live(Life(programme, sheet, today), crowd)
    return told
