"""Who is taken at the hour that is being chosen: said beside it, never refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import agenda
from espace_mobile.app.actions.agenda import Clash
from espace_mobile.app.components.text import icon, label
from espace_mobile.app.screens.wording import person_name, worker_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.working_days import is_holiday

USUAL = 45  # minutes


def busy_words(
    ui: Ui,
    starts_at: datetime,
    person: Person | None,
    *,
    minutes: int = USUAL,
    worker_id: str | None = None,
    but: str | None = None,
) -> list[str]:
    """« C’est un jour férié. », « Nora a déjà un rendez-vous à 14 h. », a line for each. `worker_id`: with whom; None,
    with who is asking."""
    closed = [ui.t("busy.holiday")] if is_holiday(clock.local(starts_at).date()) else []
    found = agenda.clashes(
        ui.replica, starts_at, minutes, worker_id=worker_id or ui.session.worker.id, person=person, but=but
    )
    return list(dict.fromkeys([*closed, *(_words(ui, clash, person) for clash in found)]))


def _words(ui: Ui, clash: Clash, person: Person | None) -> str:
    hour = ui.words.clock(clock.local(clash.appointment.starts_at))
    if clash.worker_id == ui.session.worker.id:
        return ui.t("busy.you", hour=hour)
    if clash.worker_id is not None:
        return ui.t("busy.somebody", name=worker_name(ui, clash.worker_id), hour=hour)
    return ui.t("busy.somebody", name=person_name(ui, person) if person else "", hour=hour)


def busy_lines(ui: Ui, words: Sequence[str]) -> list[ft.Control]:
    if not words:
        return []
    told = label(ui, " ".join([*words, ui.t("busy.anyway")]), SMALL, ui.palette.alert, expand=True)
    line = ft.Row([icon(ui, ft.Icons.WARNING_AMBER, 20, ui.palette.alert), told], spacing=GAP)
    return [ft.Semantics(identifier="when.busy", live_region=True, container=True, content=line)]
