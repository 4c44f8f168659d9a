"""Fields with two values: side by side, with who and when; a supervisor keeps one, or writes another."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.actions.conflicts import Candidate, Disagreement, open_conflicts, settle
from espace_mobile.app.actions.fields import checked_value, editable
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, link, sheet, text_field
from espace_mobile.app.components.text import heading, icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.file.field_words import field_name, value_words
from espace_mobile.app.screens.wording import moment, worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui
from espace_mobile.i18n.translator import sentence


@component
def Conflicts(person_id: str) -> Any:
    ui = use_ui()
    use_records("conflict", "person")
    draft = use_draft(f"file.conflict.{person_id}")
    writing, write = ft.use_state("")
    found = open_conflicts(ui.replica, person_id)
    asked = next((d for d in found if d.id == writing), None)
    ft.use_dialog(_other(ui, asked, draft, lambda: write("")) if asked else None)
    return ft.Column([_card(ui, d, n, write) for n, d in enumerate(found)], spacing=16, visible=bool(found))


def _card(ui: Ui, disagreement: Disagreement, n: int, write: Any) -> ft.Control:
    may_settle = workers.may_supervise(ui.session.worker)
    said = ui.t("conflict.title", field=field_name(ui, disagreement.field).lower())
    values = [
        _value(ui, disagreement, c, f"conflict.{n}.{i}", may_settle) for i, c in enumerate(disagreement.candidates)
    ]
    stacked = ui.columns(2) < 2
    side_by_side = ft.Column(values, spacing=GAP) if stacked else ft.Row(
        values, spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    other = link(ui, ui.t("conflict.other"), lambda: write(disagreement.id), identifier=f"conflict.{n}.other")
    hint = ui.t("conflict.hint" if may_settle else "conflict.hint_field")
    sign = icon(ui, ft.Icons.CALL_SPLIT, 22, ui.palette.alert)
    return card(
        ui,
        ft.Row([sign, ft.Container(heading(ui, said, 2), expand=True)], spacing=12),
        muted(ui, hint, SMALL), side_by_side, *([other] if may_settle and editable(disagreement.field) else []),
        border=ft.Border.all(max(ui.palette.edge, 1), ui.palette.alert),
    )  # fmt: skip


def _value(ui: Ui, disagreement: Disagreement, candidate: Candidate, identifier: str, may_settle: bool) -> ft.Control:
    who = worker_name(ui, candidate.by)
    when = moment(ui, candidate.at)
    told = ui.t("conflict.by", name=who, when=when) if who else sentence(when)
    value = value_words(ui, disagreement.field, candidate.value)
    keep = button(
        ui, ui.t("conflict.keep" if ui.rail else "conflict.keep_short"),
        lambda: decide(ui, disagreement, candidate.value), identifier=identifier,
        primary=True, description=ui.t("conflict.keep_value", value=value),
    )  # fmt: skip
    shown = [label(ui, value, 18 if ui.rail else 16), muted(ui, told, SMALL)]
    return ft.Container(
        ft.Column([*shown, *([keep] if may_settle else [])], spacing=GAP),
        bgcolor=ui.palette.ground, border=ft.Border.all(ui.palette.edge, ui.palette.line), border_radius=RADIUS,
        padding=12, expand=1 if ui.columns(2) > 1 else None,
    )  # fmt: skip


def decide(ui: Ui, disagreement: Disagreement, value: Any) -> None:
    session = ui.session
    attempt(ui, lambda: settle(session.replica, disagreement, value, session.worker))


def _other(ui: Ui, disagreement: Disagreement, draft: Draft, on_close: Any) -> ft.DialogControl:
    session = ui.session

    def act() -> None:
        value = checked_value(disagreement.field, draft.get("value"), clock.today())
        settle(session.replica, disagreement, value, session.worker)

    def confirm() -> None:
        if attempt(ui, act, draft):
            draft.drop()
            on_close()

    name = field_name(ui, disagreement.field)
    return sheet(
        ui, ui.t("conflict.other"), [text_field(ui, draft, "value", name)], on_close,
        actions=[
            button(ui, ui.t("action.save"), confirm, identifier="conflict.save", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="conflict.cancel"),
        ],
    )  # fmt: skip
