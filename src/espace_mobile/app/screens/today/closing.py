"""The end of an outing: what it came to, the weather, and one tap; it can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outings
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, notify, sheet, title
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import TallyOf, Weather, offered


@component
def ClosingSheet(outing: Outing, open_now: bool, on_close: Callable[[], None]) -> Any:
    ui = use_ui()
    weather, choose = ft.use_state(outing.weather)
    ft.use_dialog(_sheet(ui, outing, weather, choose, on_close) if open_now else None)
    return ft.Container(visible=False)


def close(ui: Ui, outing: Outing, weather: Weather | None) -> None:
    session = ui.session
    if attempt(ui, lambda: outings.close(session.replica, outing, session.worker, now=clock.now(), weather=weather)):
        notify(ui, ui.t("closing.done"), undo=lambda: reopen(ui, outing))


def reopen(ui: Ui, outing: Outing) -> None:
    session = ui.session
    attempt(ui, lambda: outings.reopen(session.replica, outing, session.worker))


def _sheet(
    ui: Ui, outing: Outing, weather: Weather | None, choose: Callable[[Any], None], on_close: Callable[[], None]
) -> ft.DialogControl:
    def confirm() -> None:
        on_close()
        close(ui, outing, weather)

    skies = [Option(w, ui.words.label(Weather(w))) for w in offered(Weather)]
    return sheet(
        ui, ui.t("closing.title"),
        [
            _figures(ui, outing),
            title(ui, ui.t("closing.weather")),
            chips(ui, skies, [weather] if weather else [], lambda code: choose(Weather(code)), identifier="weather"),
            muted(ui, ui.t("closing.hint")),
        ],
        on_close,
        actions=[
            button(ui, ui.t("closing.confirm"), confirm, identifier="closing.confirm", primary=True, field=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="closing.cancel", field=True),
        ],
    )  # fmt: skip


def _figures(ui: Ui, outing: Outing) -> ft.Control:
    recap = outings.recap(ui.replica, outing)
    lines = [
        (ui.t("closing.contacts"), recap.counts.contacts),
        (ui.t("closing.files"), recap.files_opened),
        *((ui.words.label(what), recap.counts.tally(what)) for what in _SHOWN),
    ]
    rows: list[ft.Control] = [
        ft.Row([label(ui, what, expand=True), label(ui, ui.words.number(n), 20, ui.palette.primary)])
        for what, n in lines
    ]
    return ft.Semantics(identifier="closing.recap", container=True, content=ft.Column(rows, spacing=4, tight=True))


_SHOWN = (TallyOf.FLYER, TallyOf.CHILD, TallyOf.REFUSAL)
