"""Days, figures and differences in words."""

from __future__ import annotations

from collections.abc import Mapping

import flet as ft

from espace_mobile.app.actions import dashboard
from espace_mobile.app.ui import Ui
from espace_mobile.domain.dashboard import By, Card, Filters
from espace_mobile.domain.dashboard.stretches import Stretch, stretch_of
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.programme_year import Span
from espace_mobile.i18n.translator import sentence

_QUARTERS = (
    "dashboard.quarter_of.1", "dashboard.quarter_of.2", "dashboard.quarter_of.3", "dashboard.quarter_of.4",
)  # fmt: skip

Labels = Mapping[By, Mapping[str, str]]


def by_words(ui: Ui, by: By) -> str:
    return ui.t(dashboard.BY[by])


def days_words(ui: Ui, span: Span) -> str:
    """« Mai 2026 », « 2e trimestre 2026 », « 2026 », « 2025 – 2026 », « Du 4 mai 2026 au 10 mai 2026 »."""
    stretch = stretch_of(span)
    if stretch == Stretch.MONTH:
        return sentence(ui.words.month(span.since))
    if stretch == Stretch.QUARTER:
        return ui.t(_QUARTERS[(span.since.month - 1) // 3], year=span.since.year)
    if stretch == Stretch.YEAR:
        return str(span.since.year)
    if stretch == Stretch.TWO_YEARS:
        return f"{span.since.year} – {span.until.year}"
    since, until = (ui.words.short_day(day, year=True) for day in (span.since, span.until))
    return ui.t("indicators.span", since=since, until=until)


def figure_words(ui: Ui, of: Of) -> str:
    return ui.t(f"indicator.{of}")


def means_words(ui: Ui, of: Of) -> str:
    return dashboard.means(ui.words, of)


def number_words(ui: Ui, value: int | None) -> str:
    """« masqué » for what is of too few people."""
    return ui.t("dashboard.hidden") if value is None else ui.words.number(value)


def difference_words(ui: Ui, value: int, before: int) -> str:
    """« 12 de plus », « 3 de moins », « autant »."""
    if value == before:
        return ui.t("dashboard.same")
    return ui.tn("dashboard.more_than" if value > before else "dashboard.less_than", abs(value - before))


def then_words(ui: Ui, card: Card, filters: Filters) -> str:
    """« 12 de plus · 30 (2025) »; nothing when it is compared with nothing."""
    if filters.against is None:
        return ""
    told = ui.t("dashboard.then", value=number_words(ui, card.before), days=days_words(ui, filters.against))
    if card.value is None or card.before is None:
        return told
    return f"{difference_words(ui, card.value, card.before)} · {told}"


def then_sign(card: Card) -> ft.IconData | None:
    if card.value is None or card.before is None:
        return None
    if card.value == card.before:
        return ft.Icons.DRAG_HANDLE
    return ft.Icons.ARROW_UPWARD if card.value > card.before else ft.Icons.ARROW_DOWNWARD


def share_words(ui: Ui, value: int | None, first: int | None) -> str:
    """« 37 % des contacts »; nothing of nothing, nor of what is hidden."""
    if not value or not first:
        return ""
    percent = 100 * value / first
    return ui.t("dashboard.share", percent=ui.words.number(percent, 1 if percent < 1 else 0))


def whole_words(ui: Ui, of: Of, filters: Filters) -> str:
    """« Sans le filtre : Sexe », of a figure that may not be cut so; nothing of the others."""
    return dashboard.whole(ui.words, of, filters)


def value_words(ui: Ui, labels: Labels, by: By, value: str) -> str:
    """« Marché des Tilleuls », « 26–44 ans »; « Non précisé »; « Effacé depuis » for what no longer has a name."""
    if not value:
        return sentence(ui.t("dashboard.not_said"))
    if by not in labels:  # not read yet
        return "…"
    return labels[by].get(value) or ui.t("dashboard.gone")
