"""The two decisions that ask for more than a tap: keeping files longer, and making people anonymous for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import keeping
from espace_mobile.app.components import Option, button, chips, note_field, notify, sheet, text, text_field
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import Day, chosen_day
from espace_mobile.app.screens.file.erasing import name_to_type, same_name
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.rights_vocabulary import KeptBecause
from espace_mobile.errors import EspaceError

TYPED = "typed"
_NAMED = 5  # of many, that many by name
_WILL_HAPPEN = (
    (ft.Icons.TABLET_ANDROID, "file.erase_here"),
    (ft.Icons.CLOUD_SYNC_OUTLINED, "file.erase_elsewhere"),
    (ft.Icons.TAG, "file.erase_counted"),
)


def keeping_longer(
    ui: Ui, chosen: tuple[str, ...], draft: Draft, on_close: Callable[[], object], on_done: Callable[[], object]
) -> ft.DialogControl:
    """Tests: `keeping.because.{code}`, `day.*`, `keeping.save`."""
    session = ui.session

    def save() -> None:
        because = KeptBecause(draft.get("because")) if draft.get("because") else None
        note(
            ui,
            lambda: keeping.keep(
                session.replica,
                chosen,
                session.worker,
                because,
                met_on=chosen_day(draft),
                today=clock.today(),
                text=draft.get("note"),
            ),
            ui.tn("keeping.kept", len(chosen)),
            draft,
            on_done,
            undo=lambda lines: keeping.take_back(session.replica, lines, session.worker),
        )

    return sheet(
        ui,
        ui.t("keeping.keep"),
        [
            label(ui, _names(ui, chosen)),
            _Because(draft),
            Day(draft, ui.t("keeping.day"), ("day",)),
            note_field(ui, draft, "note", ui.t("note.label")),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.cancel"), on_close, identifier="dialog.no"),
            button(ui, ui.t("keeping.keep"), save, identifier="keeping.save", primary=True),
        ],
    )


@component
def _Because(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    options = [Option(code, ui.words.label(code)) for code in (KeptBecause.MET, KeptBecause.ASKED)]
    choose = lambda code: draft.set("because", code, redraw=True)  # noqa: E731
    chosen = chips(ui, options, [draft.get("because")], choose, identifier="keeping.because")
    return ft.Column([chosen, *error_text(ui, draft, "because")], spacing=GAP, tight=True)


def anonymising(
    ui: Ui, chosen: tuple[str, ...], draft: Draft, on_close: Callable[[], object], on_done: Callable[[], object]
) -> ft.DialogControl:
    """No undo: the name is typed; of several people, how many they are."""
    session, only = ui.session, ui.replica.get(Person, chosen[0])
    wanted = name_to_type(ui, only) if len(chosen) == 1 and only else str(len(chosen))

    async def act() -> None:
        if not same_name(draft.get(TYPED), wanted):
            draft.errors = {TYPED: ui.t("keeping.differs", wanted=wanted)}
            return
        try:  # thirty people take a second or two: the page goes on meanwhile
            await asyncio.to_thread(keeping.anonymise, session.replica, chosen, session.worker)
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            on_done()
            notify(ui, ui.tn("keeping.anonymised", len(chosen)))

    said: list[ft.Control] = [
        ft.Row(
            [icon(ui, sign, 22, ui.palette.alert), text(ui, ui.t(words), expand=True)],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
        for sign, words in _WILL_HAPPEN
    ]
    ask = ui.t("file.erase_type", name=wanted) if len(chosen) == 1 else ui.t("keeping.type_count", n=len(chosen))
    return sheet(
        ui,
        ui.tn("keeping.anonymise_title", len(chosen)),
        [
            muted(ui, _names(ui, chosen), SMALL),
            label(ui, ui.t("keeping.for_good"), color=ui.palette.alert),
            *said,
            label(ui, ask),
            text_field(ui, draft, TYPED, ui.t("keeping.typed"), autocorrect=False, enable_suggestions=False),
        ],
        on_close,
        actions=[
            button(ui, ui.t("action.cancel"), on_close, identifier="dialog.no"),
            button(ui, ui.t("keeping.anonymise"), act, identifier="dialog.yes", primary=True, danger=True),
        ],
    )


def _names(ui: Ui, chosen: tuple[str, ...]) -> str:
    found = [person for id in chosen if (person := ui.replica.get(Person, id))]
    names = [person_name(ui, person) for person in found[:_NAMED]]
    rest = len(found) - len(names)
    return ui.words.listing([*names, *([ui.tn("keeping.others", rest)] if rest else [])])
