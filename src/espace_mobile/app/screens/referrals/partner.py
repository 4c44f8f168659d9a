"""Which partner: found as the name is typed, or added with its name and type."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import flet as ft

from espace_mobile.app.actions import referrals
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, link, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import error_text, wide
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OrganisationType, offered

FIELD = "organisation_id"
FOUND = 4


@component
def PartnerChoice(draft: Draft, on_choose: Callable[[str], Any] | None = None, but: Collection[str] = ()) -> Any:
    """Sets `organisation_id` of the draft; or, given `on_choose`, tells it the id and is ready for another. `but`: ids
    that are not offered. Tests: `partner.{n}`, `partner.change`, `partner.add`, `partner.type.{code}`,
    `partner.save`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Organisation.kind)
    chosen = ui.replica.get(Organisation, draft.get(FIELD))
    if chosen is not None:
        return _chosen(ui, draft, chosen)
    typed = str(draft.get("partner_name"))
    found = [o for o in referrals.partners(ui.replica, typed, FOUND + len(but)) if o.id not in but][:FOUND]
    options = [Option(str(n), o.name) for n, o in enumerate(found)]
    known = any(folded(o.name) == folded(typed) for o in found)

    def chosen_is(id: str) -> None:
        draft.errors = {}
        if on_choose is None:
            draft.set(FIELD, id, redraw=True)
        else:
            draft.set("partner_name", "", redraw=True)
            on_choose(id)

    def choose(code: str) -> None:
        chosen_is(found[int(code)].id)

    field = text_field(
        ui, draft, "partner_name", ui.t("partner.search"), autocorrect=False, enable_suggestions=False,
        on_type=lambda _: draft.set("adding", False, redraw=True), capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip
    return ft.Column(
        [
            wide(field), *error_text(ui, draft, FIELD),
            *([chips(ui, options, [], choose, identifier="partner", field=True)] if options else []),
            *(_adding(ui, draft, typed, chosen_is) if typed.strip() and not known else []),
        ],
        spacing=GAP,
    )  # fmt: skip


def _chosen(ui: Ui, draft: Draft, partner: Organisation) -> ft.Control:
    options = [Option("change", partner.name)]
    again = lambda _: draft.set(FIELD, "", redraw=True)  # noqa: E731
    return ft.Column(
        [
            muted(ui, ui.t("partner.chosen"), SMALL),
            chips(ui, options, ["change"], again, identifier="partner", field=True),
        ],
        spacing=GAP,
    )  # fmt: skip


def _adding(ui: Ui, draft: Draft, typed: str, chosen_is: Callable[[str], None]) -> list[ft.Control]:
    session = ui.session
    if not draft.get("adding"):
        return [
            link(ui, ui.t("partner.add", name=typed.strip()), lambda: draft.set("adding", True, redraw=True),
                 identifier="partner.add", icon_name=ft.Icons.ADD, field=True)
        ]  # fmt: skip
    kind = OrganisationType(draft.get("partner_type") or OrganisationType.PARTNER)
    types = [Option(t, ui.words.label(t)) for t in offered(OrganisationType) if t != OrganisationType.OWN]

    def save() -> None:
        added: list[Organisation] = []
        act = lambda: added.append(  # noqa: E731
            referrals.add_partner(session.replica, typed, kind, session.worker)
        )
        if attempt(ui, act, draft):
            draft.set("adding", False)
            chosen_is(added[0].id)

    return [
        muted(ui, ui.t("partner.type"), SMALL),
        chips(ui, types, [kind], lambda code: draft.set("partner_type", code, redraw=True), identifier="partner.type",
              field=True),
        button(ui, ui.t("partner.save"), save, identifier="partner.save", icon_name=ft.Icons.ADD, field=True),
    ]  # fmt: skip
