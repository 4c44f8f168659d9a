"""With whom a programme works, by role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import programme_places, workers
from espace_mobile.app.components import Option, card, chips, line, link, text_field
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.screens.programmes.sheet.pieces import headed, stacked
from espace_mobile.app.screens.referrals.partner import FIELD, PartnerChoice
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.sheet_vocabulary import PartnerRole
from espace_mobile.domain.vocabulary import offered

_CLOSED, _NEW = "closed", ""


@component
def PartnersCard(programme_id: str) -> Any:
    """Tests: `sheet.partner.{n}`, `sheet.partner.new`; those of `PartnerSheet`."""
    ui = use_ui()
    use_records(ProgrammePartner.kind, Organisation.kind)
    opened, show = use_value(_CLOSED)
    groups = programme_places.partners_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)
    numbers = {p.id: n for n, (p, _) in enumerate(one for those in groups.values() for one in those)}

    def opener(id: str) -> Callable[[], None] | None:
        return (lambda: show(id)) if may else None

    drawn: list[ft.Control] = []
    for role, those in groups.items():
        drawn.append(muted(ui, ui.words.label(role), SMALL))
        drawn.append(stacked(*(
            line(ui, o.name, p.does or "", identifier=f"sheet.partner.{numbers[p.id]}", on_tap=opener(p.id), key=p.id)
            for p, o in those
        ), spacing=0))  # fmt: skip
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(PartnerSheet(programme_id, opened, close), key=opened or "new")]
    return card(
        ui,
        headed(ui, ui.t("sheet.partners"), ui.t("sheet.add"), (lambda: show(_NEW)) if may else None,
               identifier="sheet.partner.new", sign=ft.Icons.ADD),
        *(drawn or [muted(ui, ui.t("sheet.no_partner"))]), *sheet,
    )  # fmt: skip


@component
def PartnerSheet(programme_id: str, partner_id: str, on_close: Callable[[], Any]) -> Any:
    """`partner_id`: of a `ProgrammePartner`, empty for a new one. Tests: `role.{code}`, those of `PartnerChoice`,
    `role.save`, `role.remove`."""
    ui = use_ui()
    partner = ui.replica.get(ProgrammePartner, partner_id) if partner_id else None
    role, does = (partner.role, partner.does or "") if partner else (PartnerRole.PARTNER, "")
    values = {"role": str(role), "does": does, FIELD: partner.organisation_id if partner else ""}
    draft = use_form(f"sheet.partner.{partner_id or programme_id}", values)
    ft.use_dialog(_sheet(ui, programme_id, partner, draft, on_close))
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, programme_id: str, partner: ProgrammePartner | None, draft: Draft, on_close: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    session = ui.session

    def act() -> object:
        role = PartnerRole(draft.get("role"))
        return programme_places.set_partner(
            session.replica, programme_id, draft.get(FIELD), role, session.worker, draft.get("does")
        )

    known = ui.replica.where(ProgrammePartner, programme_id=programme_id)
    who: ft.Control = PartnerChoice(draft, but=[p.organisation_id for p in known])
    gone: list[ft.Control] = []
    if partner is not None:
        named = ui.replica.get(Organisation, partner.organisation_id)
        who, gone = label(ui, named.name if named else "…"), [_remove(ui, partner, draft, on_close)]
    roles = [Option(r, ui.words.label(r)) for r in offered(PartnerRole)]
    content = [
        who, muted(ui, ui.t("sheet.role"), SMALL),
        chips(ui, roles, [draft.get("role")], lambda code: draft.set("role", code, redraw=True), identifier="role",
              field=True),
        wide(text_field(ui, draft, "does", ui.t("sheet.does"), capitalization=ft.TextCapitalization.SENTENCES)), *gone,
    ]  # fmt: skip
    return form_sheet(
        ui, draft, ui.t("sheet.partner"), content, name="role", on_close=on_close,
        save=lambda: note(ui, act, ui.t("sheet.partner_saved"), draft, on_close),
    )  # fmt: skip


def _remove(ui: Ui, partner: ProgrammePartner, draft: Draft, on_close: Callable[[], Any]) -> ft.Control:
    session = ui.session

    def remove() -> None:
        act = lambda: programme_places.remove(session.replica, partner, session.worker)  # noqa: E731
        note(ui, act, ui.t("sheet.partner_removed"), draft, on_close)

    said = ui.t("sheet.remove_partner")
    return ft.Row([link(ui, said, remove, identifier="role.remove", danger=True, field=True)], wrap=True)
