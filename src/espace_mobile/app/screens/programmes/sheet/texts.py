"""What is written of a programme by day: the diagnosis shared each year, the balance, comments; the newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import programme_texts, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.components import Option, card, chips, line, link, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.screens.programmes.sheet.pieces import headed, stacked
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.programme_sheet import ProgrammeText
from espace_mobile.domain.sheet_vocabulary import ProgrammeTextSort
from espace_mobile.domain.vocabulary import offered

SHOWN = 4
_CLOSED, _NEW, _LINES = "closed", "", 4
_FAR = timedelta(days=30 * 366)


@component
def TextsCard(programme_id: str) -> Any:
    """For whoever may read them. Tests: `text.{n}`, `text.new`, `text.more`; those of `TextSheet`."""
    ui = use_ui()
    use_records(ProgrammeText.kind)
    opened, show = use_value(_CLOSED)
    everything, show_all = use_value(False)
    if not programme_texts.may_read(ui.session.worker):
        return ft.Container(visible=False)
    may = workers.may_counsel(ui.session.worker)
    found = programme_texts.texts_of(ui.replica, programme_id)
    shown = found if everything else found[:SHOWN]

    def opener(id: str) -> Callable[[], None] | None:
        return (lambda: show(id)) if may else None

    # To who may not open it, all of it is shown here.
    room = _LINES if may else 999
    drawn = [
        line(ui, f"{ui.words.label(t.sort)}, {ui.words.short_day(t.on, year=True)}", t.text or "", key=t.id,
             identifier=f"text.{n}", on_tap=opener(t.id), detail_lines=room)
        for n, t in enumerate(shown)
    ]  # fmt: skip
    more = link(ui, ui.t("meeting.more", n=len(found) - SHOWN), lambda: show_all(True), identifier="text.more",
                field=True)  # fmt: skip
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(TextSheet(programme_id, opened, close), key=opened or "new")]
    return card(
        ui,
        headed(ui, ui.t("sheet.texts"), ui.t("sheet.write"), (lambda: show(_NEW)) if may else None,
               identifier="text.new", sign=ft.Icons.ADD),
        stacked(*drawn, spacing=0) if drawn else muted(ui, ui.t("sheet.no_text")),
        *([ft.Row([more], wrap=True)] if len(found) > len(shown) else []), *sheet,
    )  # fmt: skip


@component
def TextSheet(programme_id: str, text_id: str, on_close: Callable[[], Any]) -> Any:
    """`text_id` empty: a new one. Tests: `text.sort.{code}`, `text.on.{ISO day}`, `text.save`, `text.remove`."""
    ui = use_ui()
    written = ui.replica.get(ProgrammeText, text_id) if text_id else None
    values = {"sort": str(ProgrammeTextSort.DIAGNOSIS), "text": "", "on": clock.today().isoformat()}
    if written is not None:
        values = {"sort": str(written.sort), "text": written.text or "", "on": written.on.isoformat()}
    draft = use_form(
        f"sheet.text.{text_id or programme_id}", values, seen_now(ui.replica, written) if written else {}
    )  # fmt: skip
    ft.use_dialog(_sheet(ui, programme_id, written, draft, on_close))
    return ft.Container(visible=False)


def _opened(written: ProgrammeText, draft: Draft) -> ProgrammeText:
    """As it was when the form was opened, which may be before a sync."""
    first = first_of(draft)
    return written.but(
        sort=ProgrammeTextSort(first.get("sort")), text=first.get("text") or None,
        on=date.fromisoformat(first.get("on")),
    )  # fmt: skip


def _sheet(
    ui: Ui, programme_id: str, written: ProgrammeText | None, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    session, today = ui.session, clock.today()

    def act() -> object:
        return programme_texts.write(
            session.replica, programme_id, ProgrammeTextSort(draft.get("sort")), draft.get("text"), session.worker,
            today=today, on=day_of(draft, "on"), itself=_opened(written, draft) if written else None,
            seen=stamps_of(draft),
        )  # fmt: skip

    def remove(written: ProgrammeText) -> None:
        act = lambda: programme_texts.remove(session.replica, written, session.worker)  # noqa: E731
        note(ui, act, ui.t("sheet.text_removed"), draft, on_close)

    gone = [] if written is None else [
        ft.Row([link(ui, ui.t("sheet.remove_text"), lambda: remove(written), identifier="text.remove", danger=True,
                     field=True)]),
    ]  # fmt: skip
    sorts = [Option(s, ui.words.label(s)) for s in offered(ProgrammeTextSort)]
    content = [
        chips(ui, sorts, [draft.get("sort")], lambda code: draft.set("sort", code, redraw=True),
              identifier="text.sort", field=True),
        DayChoice(draft, "on", ui.t("when.day"), [today], today - _FAR, today, "text.on"),
        wide(text_field(ui, draft, "text", ui.t("sheet.text"), multiline=True, min_lines=5, max_lines=14,
                        helper=ui.t("note.length", max=ui.words.number(programme_texts.TEXT_LENGTH)),
                        capitalization=ft.TextCapitalization.SENTENCES)),
        muted(ui, ui.t("sheet.text_hint")), *gone,
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("sheet.texts"), content, name="text", on_close=on_close,
        save=lambda: note(ui, act, ui.t("sheet.text_saved"), draft, on_close),
    )  # fmt: skip
