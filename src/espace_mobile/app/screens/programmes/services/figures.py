"""What visits come to: in all, and month by month, with the numbers in words beside the bars."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import services
from espace_mobile.app.components import bar, card, link, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.screens.programmes.services.words import counted
from espace_mobile.app.screens.wording import given_words
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.service_counts import ServiceCounts
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.i18n.translator import sentence

AT_FIRST, MORE = 3, 12  # months


@component
def Figures(programme_id: str) -> Any:
    """Tests: `service.figures`, `service.month.{ISO day}`."""
    ui = use_ui()
    use_records(ServiceVisit.kind, "merge", late=True)
    shown, show = use_value(AT_FIRST)
    months = services.months(ui.replica, programme_id)
    heading = title(ui, ui.t("service.figures"))
    if not months:
        return card(ui, heading, muted(ui, ui.t("service.no_visit")))
    whole = ServiceCounts.sum(months.values())
    most = max(counts.visits for counts in months.values())
    latest = sorted(months, reverse=True)
    lines = [
        _figures(ui, months[month], sentence(ui.words.month(month)), f"service.month.{month}", most)
        for month in latest[:shown]
    ]
    rest = link(ui, ui.t("campaign.more_months"), lambda: show(shown + MORE), identifier="service.months")
    return card(
        ui, heading, _figures(ui, whole, "", "service.figures"), muted(ui, ui.t("service.distinct_hint"), SMALL),
        *lines, *([ft.Row([rest])] if len(latest) > shown else []),
    )  # fmt: skip


def _figures(ui: Ui, counts: ServiceCounts, when: str, identifier: str, most: int = 0) -> ft.Control:
    """`most`: visits of the longest bar; none is drawn without it."""
    visits = ui.tn("service.visits", counts.visits)
    named = f"{ui.tn('service.named', counts.named)} ({_distinct(ui, counts)})" if counts.named else ""
    anonymous = ui.tn("service.anonymous_n", counts.anonymous) if counts.anonymous else ""
    lines = [" · ".join(filter(None, each)) for each in ([named, anonymous], given_words(ui, counts))]
    lines.append(counted(ui, counts.advice))
    words = [label(ui, f"{when} : {visits}" if when else visits), *(muted(ui, each, SMALL) for each in lines if each)]
    drawn = [bar(ui, counts.visits, most)] if most else []
    inside = ft.Column([words[0], *drawn, *words[1:]], spacing=4, tight=True)
    return ft.Semantics(identifier=identifier, container=True, content=inside)


def _distinct(ui: Ui, counts: ServiceCounts) -> str:
    return ui.tn("service.distinct", services.distinct(ui.replica, counts))
