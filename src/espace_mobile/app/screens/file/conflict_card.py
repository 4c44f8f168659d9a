"""A field with two values: side by side, with who and when; a supervisor keeps one, or writes another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import workers
from espace_mobile.app.actions.conflicts import Disagreement, reopen, settle
from espace_mobile.app.actions.fields import checked_value, editable, lines_of
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, link, notify, sheet, text_field
from espace_mobile.app.components.text import heading, icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.file.conflict_words import name_of, value_of
from espace_mobile.app.screens.wording import moment, worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.i18n.translator import sentence
from espace_mobile.store.settling import Settled


def conflict_card(
    ui: Ui, disagreement: Disagreement, n: int, write: Callable[[str], Any], *above: ft.Control,
    keep: Keep | None = None,
) -> ft.Control:  # fmt: skip
    """`write(id)`: asks for another value. `above`: what the values are about, where the screen does not say it.

    `keep`: in a queue, where the values have a number each and the way back is kept.
    """
    may_settle = workers.may_supervise(ui.session.worker)
    said = ui.t("conflict.title", field=_in_sentence(name_of(ui, disagreement.of_kind, disagreement.field)))
    values = [
        _value(ui, disagreement, i, f"conflict.{n}.{i}", may_settle, keep) for i in range(len(disagreement.candidates))
    ]
    stacked = ui.columns(2) < 2
    side_by_side = ft.Column(values, spacing=GAP) if stacked else ft.Row(
        values, spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    other = link(ui, ui.t("conflict.other"), lambda: write(disagreement.id), identifier=f"conflict.{n}.other")
    may_write = may_settle and editable(disagreement.field, disagreement.of_kind)
    hint = ui.t("conflict.hint" if may_settle else "conflict.hint_field")
    sign = icon(ui, ft.Icons.CALL_SPLIT, 22, ui.palette.alert)
    return card(
        ui, *above,
        ft.Row([sign, ft.Container(heading(ui, said, 2), expand=True)], spacing=12),
        *([] if above else [muted(ui, hint, SMALL)]), side_by_side, *([other] if may_write else []),
        border=ft.Border.all(max(ui.palette.edge, 1), ui.palette.alert),
    )  # fmt: skip


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]


def _value(
    ui: Ui, disagreement: Disagreement, place: int, identifier: str, may_settle: bool, keep: Keep | None
) -> ft.Control:
    candidate = disagreement.candidates[place]
    who = worker_name(ui, candidate.by)
    when = moment(ui, candidate.at)
    told = ui.t("conflict.by", name=who, when=when) if who else sentence(when)
    value = value_of(ui, disagreement.of_kind, disagreement.field, candidate.value)
    choose = button(
        ui, ui.t("conflict.keep" if ui.rail else "conflict.keep_short"),
        lambda: decide(ui, disagreement, candidate.value, keep=keep), identifier=identifier,
        primary=True, description=ui.t("conflict.keep_value", value=value),
    )  # fmt: skip
    shown: list[ft.Control] = [label(ui, value, 18 if ui.rail else 16), muted(ui, told, SMALL)]
    if keep is not None:
        shown.insert(0, _place(ui, place))
    return ft.Container(
        ft.Column([*shown, *([choose] if may_settle else [])], spacing=GAP),
        bgcolor=ui.palette.ground, border=ft.Border.all(ui.palette.edge, ui.palette.line), border_radius=RADIUS,
        padding=12, expand=1 if ui.columns(2) > 1 else None,
    )  # fmt: skip


def _place(ui: Ui, place: int) -> ft.Control:
    """Its number, which is its key, and whether it is the one that shows meanwhile: by a sign and in words."""
    words = ui.t("queue.other_value", n=place + 1) if place else ui.t("queue.shows")
    sign = ft.Icons.ALT_ROUTE if place else ft.Icons.VISIBILITY_OUTLINED
    return ft.Row([icon(ui, sign, 18, ui.palette.muted), muted(ui, words, SMALL)], spacing=6, tight=True)


def decide(
    ui: Ui, disagreement: Disagreement, value: Any, draft: Draft | None = None, *, keep: Keep | None = None
) -> bool:
    session = ui.session
    kept: list[Settled] = []
    if not attempt(ui, lambda: kept.append(settle(session.replica, disagreement, value, session.worker)), draft):
        return False

    def undo() -> None:
        attempt(ui, lambda: reopen(session.replica, kept[0], session.worker))

    name = name_of(ui, disagreement.of_kind, disagreement.field)
    notify(ui, ui.t("conflict.settled", field=_in_sentence(name)), undo=keep(undo) if keep else undo)
    return True


@component
def OtherValue(
    disagreement: Disagreement, person_id: str, on_close: Callable[[], Any], keep: Keep | None = None
) -> Any:
    """The sheet for a value that neither tablet wrote. Key it by the conflict. `person_id`: whose it is, or empty."""
    ui = use_ui()
    draft = use_draft(f"conflict.{person_id}.{disagreement.id}")
    ft.use_dialog(_sheet(ui, disagreement, draft, on_close, keep))
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, disagreement: Disagreement, draft: Draft, on_close: Callable[[], Any], keep: Keep | None
) -> ft.DialogControl:
    kind, field = disagreement.of_kind, disagreement.field

    def confirm() -> None:
        checked: list[Any] = []
        if attempt(
            ui, lambda: checked.append(checked_value(field, draft.get("value"), clock.today(), kind)), draft
        ) and decide(ui, disagreement, checked[0], draft, keep=keep):  # fmt: skip
            draft.drop()
            on_close()

    many: dict[str, Any] = {"multiline": True, "min_lines": 3, "max_lines": 8} if lines_of(field, kind) > 1 else {}
    return sheet(
        ui, ui.t("conflict.other"), [text_field(ui, draft, "value", name_of(ui, kind, field), **many)], on_close,
        actions=[
            button(ui, ui.t("action.save"), confirm, identifier="conflict.save", primary=True),
            button(ui, ui.t("action.cancel"), on_close, identifier="conflict.cancel"),
        ],
    )  # fmt: skip
