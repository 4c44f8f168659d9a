"""A section that two tablets wrote without seeing each other: both texts, to keep one or both."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions.conflicts import Candidate, Disagreement, open_conflicts, settle
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card
from espace_mobile.app.components.text import heading, icon, muted, text
from espace_mobile.app.screens.interview.writing import text_name
from espace_mobile.app.screens.wording import moment, worker_name
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.interview import LENGTHS
from espace_mobile.i18n.translator import sentence


@component
def TwoTexts(interview_id: str) -> Any:
    """What was ticked twice needs nobody: the later one stands."""
    ui = use_ui()
    use_records("conflict")
    found = [d for d in open_conflicts(ui.replica, interview_id) if d.field in LENGTHS]
    return ft.Column(
        [_card(ui, d) for d in found], spacing=12, visible=bool(found),
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _card(ui: Ui, disagreement: Disagreement) -> ft.Control:
    identifier, p = f"two.{disagreement.field}", ui.palette
    texts = [c.value for c in disagreement.candidates if isinstance(c.value, str) and c.value]
    both = "\n\n".join(dict.fromkeys(reversed(texts)))
    joining: list[ft.Control] = []
    if len(texts) > 1 and len(both) <= LENGTHS[disagreement.field]:
        joining = [
            button(ui, ui.t("interview.keep_both"), lambda: _keep(ui, disagreement, both), field=True, primary=True,
                   identifier=f"{identifier}.both")
        ]  # fmt: skip
    title = ui.t("interview.two_texts", name=text_name(ui, disagreement.field))
    return card(
        ui,
        ft.Row([icon(ui, ft.Icons.CALL_SPLIT, 22, p.alert), ft.Container(heading(ui, title, 2), expand=True)],
               spacing=12),
        muted(ui, ui.t("conflict.hint"), SMALL),
        *(_text(ui, disagreement, c, f"{identifier}.{n}") for n, c in enumerate(disagreement.candidates)), *joining,
        border=ft.Border.all(max(p.edge, 1), p.alert),
    )  # fmt: skip


def _text(ui: Ui, disagreement: Disagreement, candidate: Candidate, identifier: str) -> ft.Control:
    who, when = worker_name(ui, candidate.by), moment(ui, candidate.at)
    told = ui.t("conflict.by", name=who, when=when) if who else sentence(when)
    value = candidate.value if isinstance(candidate.value, str) else ""
    shown = value or ui.t("person_field.empty")
    keep = button(
        ui, ui.t("conflict.keep_short"), lambda: _keep(ui, disagreement, value or None), identifier=identifier,
        field=True, description=ui.t("conflict.keep_value", value=shown),
    )  # fmt: skip
    return ft.Container(
        ft.Column([text(ui, shown), muted(ui, told, SMALL), keep], spacing=GAP, tight=True,
                  horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=ui.palette.ground, border=ft.Border.all(ui.palette.edge, ui.palette.line), border_radius=RADIUS,
        padding=12,
    )  # fmt: skip


def _keep(ui: Ui, disagreement: Disagreement, value: str | None) -> None:
    session = ui.session
    attempt(ui, lambda: settle(session.replica, disagreement, value, session.worker))
