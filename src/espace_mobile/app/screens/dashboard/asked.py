"""What is asked of the figures: read from the address, changed by going to another one, so that « back » undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode, urlparse

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.ui import use_made
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import from_query, misread, to_query
from espace_mobile.domain.dashboard.stretches import against_of, span_against
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.worker import Worker

PATH, LIST, EXPORT = "/indicators", "/indicators/list", "/indicators/export"


@dataclass(frozen=True)
class Asked:
    """`query`: the filters in one normal form. `misread`: whether a part of the address could not be read."""

    filters: Filters
    query: str
    misread: bool = False


def use_address(path: str) -> str:
    """The query of the address, of this screen alone: while another one takes over, what it was."""
    ft.use_route_location()  # redraws when the address changes
    kept: list[str] = use_made(list)
    at = urlparse(ft.context.page.route or "")
    if at.path.rstrip("/") == path or not kept:
        kept[:] = [at.query]
    return kept[0]


def use_asked(worker: Worker, path: str = PATH) -> Asked:
    query, today = use_address(path), clock.today()
    told = from_query(query, today)
    filters = told if sees_all(worker) else alone(told)
    return Asked(filters, to_query(filters), bool(misread(query, today)) or filters != told)


def sees_all(worker: Worker) -> bool:
    """Whether small numbers may be shown: who counsels may open the files behind them. Not to who plans."""
    return workers.may_counsel(worker)


def ask(filters: Filters) -> None:
    go(PATH, filters)


def go(path: str, filters: Filters, more: Mapping[str, str] = MappingProxyType({})) -> None:
    ft.context.page.navigate("?".join([path, "&".join(filter(None, [to_query(filters), urlencode(more)]))]))


def over(filters: Filters, span: Span) -> Filters:
    """The same over other days, compared in the same way with theirs."""
    how = against_of(filters.span, filters.against)
    return replace(filters, span=span, against=span_against(span, how, filters.against))


def only(filters: Filters, by: By, values: Iterable[str]) -> Filters:
    """`values`: those that count; none: all."""
    kept = {**filters.only, by: frozenset(values)}
    return replace(filters, only=MappingProxyType({b: v for b, v in kept.items() if v}))


def toggled(filters: Filters, by: By, value: str, worker: Worker) -> Filters:
    """For who sees no small number, another value takes the place of the one before."""
    others = filters if sees_all(worker) or value in filters.only.get(by, ()) else of_everybody(filters)
    return only(others, by, others.only.get(by, frozenset()) ^ {value})


def alone(filters: Filters) -> Filters:
    """With one value at most: two together tell of the few that each hides."""
    first = next(((by, value) for by in By for value in sorted(filters.only.get(by, ()))), None)
    return filters if first is None else only(of_everybody(filters), first[0], {first[1]})


def of_everybody(filters: Filters) -> Filters:
    """The same days, nothing filtered."""
    return replace(filters, only=MappingProxyType({}))
