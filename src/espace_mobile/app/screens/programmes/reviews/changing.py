"""Another day, half-day or place for a comité. A day off is warned of, never refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews, places
from espace_mobile.app.components import Option, button, chips, sheet
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice
from espace_mobile.app.screens.day_choice import day_of as day_in
from espace_mobile.app.screens.programmes.reviews.planning import half_days
from espace_mobile.app.screens.programmes.reviews.words import warning
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.working_days import working_days

_YEAR, _PLACES = timedelta(days=366), 8


@component
def Changing(review_id: str, open_now: bool, on_close: Callable[[], None]) -> Any:
    """A sheet, open while `open_now`. Tests: `review.day.{ISO day}`, `review.half.{HH:MM}`, `review.place.{id}`,
    `review.change.save`."""
    ui = use_ui()
    use_records("case_review", "place")
    draft = use_draft(f"review.change.{review_id}")
    ft.use_state(draft)
    review = ui.replica.get(CaseReview, review_id)
    ft.use_dialog(_sheet(ui, review, draft, on_close) if open_now and review else None)
    return ft.Container(visible=False)


def _sheet(ui: Ui, review: CaseReview, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    """The draft holds what was touched; the rest is as the review says."""
    own, today = ui.session, clock.today()
    starts = time.fromisoformat(draft.get("starts")) if draft.get("starts") else review.starts
    place = draft.get("place_id", None)
    place = review.place_id if place is None else place or None

    def save() -> None:
        on = day_in(draft, "on") or review.on
        act = lambda: case_reviews.move(own.replica, review, own.worker, on, starts, place)  # noqa: E731
        note(ui, act, ui.t("review.saved"), draft, on_close)

    def cancel() -> None:
        draft.drop()
        on_close()

    near: list[date] = sorted({review.on, *working_days(review.on, 4)})
    return sheet(
        ui, ui.t("review.change"),
        [
            DayChoice(draft, "on", ui.t("review.on"), near, today - _YEAR, today + _YEAR, "review.day"),
            *warning(ui, day_in(draft, "on")), half_days(ui, draft, starts), *_places(ui, draft, place),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.save"), save, identifier="review.change.save", primary=True, field=True),
            button(ui, ui.t("action.cancel"), cancel, identifier="review.change.cancel", field=True),
        ],
    )  # fmt: skip


def _places(ui: Ui, draft: Draft, chosen: str | None) -> list[ft.Control]:
    found = places.in_use(ui.replica, chosen)
    known = sorted(found, key=lambda p: (p.id != chosen, p.name.casefold(), p.id))[:_PLACES]
    if not known:
        return []
    options = [Option(p.id, p.name, ft.Icons.PLACE_OUTLINED) for p in known]
    choose = lambda id: draft.set("place_id", "" if id == chosen else id, redraw=True)  # noqa: E731
    return [
        muted(ui, ui.t("appointment.place"), SMALL),
        chips(ui, options, [chosen] if chosen else [], choose, identifier="review.place", field=True),
    ]  # fmt: skip
