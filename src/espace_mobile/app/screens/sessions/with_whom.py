"""Who leads a session with us: structures, by a tap; how many volunteers help."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions.session_planning import MOST_VOLUNTEERS
from espace_mobile.app.components import Option, chips, stepper
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.text import folded

FEW = 8  # structures shown before the others are asked for
_MORE = "more"


@component
def WithWhom(draft: Draft) -> Any:
    """Sets `organisations`, ids, and `volunteers` of the draft. Tests: `session.organisation.{id}`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Organisation.kind, ProgrammePartner.kind)
    everyone, show_all = use_value(False)
    chosen = list(draft.get("organisations", None) or ())

    def choose(id: str) -> None:
        if id == _MORE:
            show_all(True)
            return
        now = [one for one in chosen if one != id] if id in chosen else [*chosen, id]
        draft.set("organisations", now, redraw=True)

    offered = _offered(ui, draft, chosen)
    shown = offered if everyone else offered[: max(FEW, len(chosen))]
    options = [Option(o.id, o.name) for o in shown]
    if len(offered) > len(shown):
        options.append(Option(_MORE, ui.t("session.more_organisations"), ft.Icons.EXPAND_MORE))
    with_us = [
        muted(ui, ui.t("session.organisations"), SMALL),
        chips(ui, options, chosen, choose, identifier="session.organisation", field=True),
    ]  # fmt: skip
    return ft.Column(
        [*(with_us if options else []), _volunteers(ui, draft), *error_text(ui, draft, "volunteers")], spacing=GAP
    )


def _volunteers(ui: Ui, draft: Draft) -> ft.Control:
    count = int(draft.get("volunteers", 0) or 0)

    def to(number: int) -> Any:
        return lambda: draft.set("volunteers", number, redraw=True)

    return stepper(
        ui, ui.t("session.volunteers"), str(count), less=to(count - 1) if count else None,
        more=to(count + 1) if count < MOST_VOLUNTEERS else None, identifier="session.volunteers",
    )  # fmt: skip


def _offered(ui: Ui, draft: Draft, chosen: list[str]) -> list[Organisation]:
    """Those chosen, those of the programme, then the others."""
    programme_id = draft.get("programme_id")
    partners = ui.replica.where(ProgrammePartner, programme_id=programme_id) if programme_id else []
    ours = {partner.organisation_id for partner in partners}
    found = ui.replica.all(Organisation)
    return sorted(found, key=lambda o: (o.id not in chosen, o.id not in ours, folded(o.name), o.id))
