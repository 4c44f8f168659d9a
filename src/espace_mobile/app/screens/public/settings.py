"""How the site is set: its texts and its address in a sheet, the rest at a tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import flet as ft

from espace_mobile.app.actions import publishing
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.publishing import Site
from espace_mobile.app.components import Option, button, card, segments, switch, text_field, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, form_sheet, stamps_of, use_form
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain.publishing import MONTHS_OFFERED
from espace_mobile.sync.public_pages import site_of


@component
def SiteSettings(write: Callable[[], Any]) -> Any:
    """Tests: `site.texts`, `site.months.{n}`, `site.confirmed`, `site.automatic`."""
    ui = use_ui()
    use_records("public_site")
    site, session = site_of(ui.replica), ui.session

    def put(**values: Any) -> None:
        note(ui, lambda: publishing.set_site(session.replica, session.worker, **values), ui.t("site.set"))

    months = [Option(str(n), ui.tn("site.months", n)) for n in sorted({*MONTHS_OFFERED, site.months_ahead})]
    return card(
        ui, title(ui, ui.t("site.settings")),
        button(ui, ui.t("site.texts"), write, identifier="site.texts", icon_name=ft.Icons.EDIT_OUTLINED),
        muted(ui, ui.t("site.months_ahead"), SMALL),
        segments(ui, months, str(site.months_ahead), lambda code: put(months_ahead=int(code)),
                 identifier="site.months", name=ui.t("site.months_ahead")),
        switch(ui, ui.t("site.only_confirmed"), site.only_confirmed, lambda on: put(only_confirmed=on),
               identifier="site.confirmed", detail=ui.t("site.only_confirmed_hint")),
        switch(ui, ui.t("site.automatic"), site.automatic, lambda on: put(automatic=on), identifier="site.automatic",
               detail=ui.t("site.automatic_hint")),
    )  # fmt: skip


@component
def SiteTexts(on_close: Callable[[], Any]) -> Any:
    """Tests: `texts.save`, `texts.cancel`."""
    ui = use_ui()
    site = site_of(ui.replica)
    values = asdict(Site.of(site, ui.session.membership.org_name))
    draft = use_form("site.texts", values, seen_now(ui.replica, site))
    session = ui.session

    def read(of: Any) -> Site:
        return Site(**{name: str(of.get(name) or "") for name in values})

    def act() -> object:
        return publishing.save_site(
            session.replica, read(draft), session.worker, before=read(first_of(draft)), seen=stamps_of(draft)
        )

    def long(name: str, label: str, most: int, helper: str = "") -> ft.Control:
        words = " ".join(filter(None, [helper, ui.t("note.length", max=ui.words.number(most))]))
        field = text_field(ui, draft, name, label, multiline=True, min_lines=3, max_lines=10, helper=words,
                           capitalization=ft.TextCapitalization.SENTENCES)  # fmt: skip
        return wide(field)

    def short(name: str, label: str, **more: Any) -> ft.Control:
        return wide(text_field(ui, draft, name, label, **more))

    content = [
        short("title", ui.t("site.name")),
        short("slug", ui.t("fact_field.slug"), helper=ui.t("site.slug_hint"), autocorrect=False,
              enable_suggestions=False),
        long("intro", ui.t("site.intro"), publishing.INTRO),
        long("declared_work", ui.t("site.declared_work"), publishing.WORK, ui.t("site.declared_work_hint")),
        short("phone", ui.t("site.phone"), keyboard_type=ft.KeyboardType.PHONE),
        short("email", ui.t("site.email"), keyboard_type=ft.KeyboardType.EMAIL, autocorrect=False),
        short("address", ui.t("site.postal")), muted(ui, ui.t("site.contact_hint"), SMALL),
    ]  # fmt: skip
    ft.use_dialog(_sheet(ui, draft, content, act, on_close))
    return ft.Container(visible=False)


def _sheet(
    ui: Ui, draft: Any, content: list[ft.Control], act: Callable[[], object], on_close: Callable[[], Any]
) -> ft.DialogControl:
    return form_sheet(
        ui, draft, ui.t("site.texts"), content, name="texts", on_close=on_close,
        save=lambda: note(ui, act, ui.t("site.set"), draft, on_close),
    )  # fmt: skip
