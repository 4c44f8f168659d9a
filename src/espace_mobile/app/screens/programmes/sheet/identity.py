"""What the programme is: its objective, who answers for it, when, and what it promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import programme_sheet, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.programme_sheet import Identity, typed_target
from espace_mobile.app.components import card, text_field
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import beside, wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.screens.programmes.sheet.pieces import headed, pair, stacked
from espace_mobile.app.screens.programmes.sheet.words import TARGET_WORDS, period_words, target_words
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.targets import TARGETS

_TEXTS, _DAYS = ("objective", "lead", "calendar"), ("since", "until")
_FAR = timedelta(days=20 * 366)
# A target is asked for by the part it is of; those left out here always are.
_OF = {
    "outings_a_year": ProgrammePart.OUTINGS, "outings_in_all": ProgrammePart.OUTINGS,
    "missions_a_year": ProgrammePart.CIVIC_SERVICE, "referents_a_year": ProgrammePart.CIVIC_SERVICE,
    "work_minutes": ProgrammePart.HOURS, "review_days": ProgrammePart.REVIEWS,
    "review_minutes": ProgrammePart.REVIEWS,
}  # fmt: skip


@component
def IdentityCard(programme_id: str) -> Any:
    """Tests: `sheet.identity`; those of `IdentitySheet`."""
    ui = use_ui()
    use_records(Programme.kind)
    editing, edit = use_value(False)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container()
    may = workers.may_counsel(ui.session.worker)
    opened = IdentitySheet(programme_id, lambda: edit(False)) if editing else None
    return card(
        ui,
        headed(ui, ui.t("sheet.identity"), ui.t("sheet.change"), (lambda: edit(True)) if may else None,
               identifier="sheet.identity"),
        text(ui, programme.objective) if programme.objective else muted(ui, ui.t("sheet.no_objective")),
        stacked(*_pairs(ui, programme), spacing=8), *([opened] if opened else []),
    )  # fmt: skip


def _pairs(ui: Ui, programme: Programme) -> list[ft.Control]:
    """The lead service, the calendar and the days even when the sheet leaves them blank; of the rest what it says."""
    said = [(ui.t(TARGET_WORDS[name]), target_words(ui, programme, name)) for name in TARGETS]
    return [
        pair(ui, ui.t("sheet.lead"), programme.lead), pair(ui, ui.t("sheet.calendar"), programme.calendar),
        pair(ui, ui.t("sheet.period"), period_words(ui, programme.since, programme.until)),
        *(pair(ui, name, value) for name, value in said if value),
    ]  # fmt: skip


@component
def IdentitySheet(programme_id: str, on_close: Callable[[], Any]) -> Any:
    """Tests: `since.{ISO day}`, `until.{ISO day}`, `identity.save`."""
    ui = use_ui()
    programme = ui.replica.get(Programme, programme_id)
    values = _values(programme) if programme else {}
    draft = use_form(f"sheet.identity.{programme_id}", values, seen_now(ui.replica, programme) if programme else {})
    ft.use_dialog(_sheet(ui, programme, draft, on_close) if programme else None)
    return ft.Container(visible=False)


def _values(programme: Programme) -> dict[str, str]:
    said = Identity.of(programme)
    days = {name: day.isoformat() if (day := getattr(said, name)) else "" for name in _DAYS}
    return {**{name: getattr(said, name) or "" for name in _TEXTS}, **days, **said.targets}


def _read(draft: Draft) -> Identity:
    return Identity(
        draft.get("objective"), draft.get("lead"), draft.get("calendar"), day_of(draft, "since"),
        day_of(draft, "until"), {name: draft.get(name) for name in TARGETS},
    )  # fmt: skip


def _sheet(ui: Ui, programme: Programme, draft: Draft, on_close: Callable[[], Any]) -> ft.DialogControl:
    session = ui.session

    def save() -> None:
        note(
            ui,
            lambda: programme_sheet.describe(
                session.replica, programme, _read(draft), session.worker, shown=_read(first_of(draft)),
                stamps=stamps_of(draft),
            ),
            ui.t("sheet.saved"), draft, on_close,
        )  # fmt: skip

    capital = ft.TextCapitalization.SENTENCES
    content = [
        wide(text_field(ui, draft, "objective", ui.t("sheet.objective"), multiline=True, min_lines=3, max_lines=8,
                        capitalization=capital)),
        wide(text_field(ui, draft, "lead", ui.t("sheet.lead"), capitalization=capital)),
        wide(text_field(ui, draft, "calendar", ui.t("sheet.calendar"), helper=ui.t("sheet.calendar_hint"),
                        capitalization=capital)),
        *(_day(ui, draft, name) for name in _DAYS),
        muted(ui, ui.t("sheet.targets_hint")), beside(ui, _targets(ui, programme, draft)),
    ]  # fmt: skip
    return form_sheet(ui, draft, ui.t("sheet.identity"), content, name="identity", save=save, on_close=on_close)


def _day(ui: Ui, draft: Draft, name: str) -> ft.Control:
    today = clock.today()
    words = ui.t("sheet.since" if name == "since" else "sheet.until")
    return cast(ft.Control, DayChoice(draft, name, words, [], today - _FAR, today + _FAR, name))


def _targets(ui: Ui, programme: Programme, draft: Draft) -> list[ft.TextField]:
    def asked(name: str) -> bool:
        part = _OF.get(name)
        return part is None or part in programme.parts or bool(typed_target(programme, name))

    return [
        text_field(ui, draft, name, ui.t(TARGET_WORDS[name]), keyboard_type=ft.KeyboardType.DATETIME)
        for name in TARGETS
        if asked(name)
    ]
