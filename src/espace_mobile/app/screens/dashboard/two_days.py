"""Any two days, for those that no tap names."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.dashboard.asked import ask, over
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import component, use_ui
from espace_mobile.domain.dashboard import Filters
from espace_mobile.domain.dashboard.address import MOST_YEARS
from espace_mobile.domain.programme_year import Span


@component
def TwoDays(filters: Filters, draft: Draft) -> Any:
    """Any two days, in the address as soon as they are the right way round."""
    ui, today = use_ui(), clock.today()
    ft.use_state(draft)
    since, until = day_of(draft, "since"), day_of(draft, "until")

    def begin() -> None:
        """From the days that are shown, also those of an address that was gone back to."""
        draft.set("since", filters.span.since.isoformat())
        draft.set("until", filters.span.until.isoformat(), redraw=True)

    def follow() -> None:
        if since and until and since <= until and Span(since, until) != filters.span:
            ask(over(filters, Span(since, until)))

    ft.use_effect(begin, [filters.span])
    ft.use_effect(follow, [since, until])
    first, last = date(today.year - MOST_YEARS, 1, 1), date(today.year + 2, 12, 31)
    wrong = since and until and since > until
    return ft.Column(
        [
            DayChoice(draft, "since", ui.t("indicators.from"), [date(today.year, 1, 1)], first, last,
                      "dashboard.since"),
            DayChoice(draft, "until", ui.t("indicators.until"), [today], first, last, "dashboard.until"),
            *([muted(ui, ui.t("indicators.back_to_front"), SMALL)] if wrong else []),
        ],
        spacing=GAP,
    )  # fmt: skip
