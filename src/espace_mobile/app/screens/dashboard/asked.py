"""What is asked of the figures: read from the address, changed by going to another one, so that « back » undoes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode, urlparse

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.ui import use_made
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.dashboard.address import from_query, misread, to_query
from espace_mobile.domain.dashboard.stretches import against_of, span_against
from espace_mobile.domain.programme_year import Span

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


def use_asked(path: str = PATH) -> Asked:
    query, today = use_address(path), clock.today()
    filters = from_query(query, today)
    return Asked(filters, to_query(filters), bool(misread(query, today)))


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


def toggled(filters: Filters, by: By, value: str) -> Filters:
    return only(filters, by, filters.only.get(by, frozenset()) ^ {value})


def of_everybody(filters: Filters) -> Filters:
    """The same days, nothing filtered."""
    return replace(filters, only=MappingProxyType({}))
