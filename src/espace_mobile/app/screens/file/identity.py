"""Who the person is, how to call them, and what nobody asked them yet."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import button, card, header, link, touchable
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.file.reaching import ways_words
from espace_mobile.app.screens.notice import notice_words
from espace_mobile.app.screens.notice_reading import AskNotice
from espace_mobile.app.screens.wording import day_words, person_name, traits, worker_name
from espace_mobile.app.theme import RADIUS, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.minors import is_under
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.vocabulary import Sex
from espace_mobile.templates import notices


def title_row(ui: Ui, person: Person, beside: bool) -> ft.Control:
    edit = link(
        ui, ui.t("file.edit"), lambda: ft.context.page.navigate(f"/people/{person.id}/edit"), identifier="file.edit",
        icon_name=ft.Icons.EDIT_OUTLINED,
    )  # fmt: skip
    back = None if beside else "/people"
    return header(ui, person_name(ui, person), above=ui.t("file.title"), back=back, trail=[edit])


def identity_card(ui: Ui, person: Person, on_minor: Callable[[], None]) -> ft.Control:
    """`on_minor`: to where a parent's authorisation is asked, for somebody under 18 who has none."""
    minor = is_under(person, clock.today()) and person.guardian != Consent.GIVEN
    asked = [_minor(ui, on_minor)] if minor else []
    told = [*_phone(ui, person), ft.Column([*_facts(ui, person)], spacing=6, tight=True)]
    return card(ui, *told, *asked, *_notice_asked(ui, person), padding=16 if ui.rail else 12)


def _phone(ui: Ui, person: Person) -> list[ft.Control]:
    number = person.phone
    if not number:
        return []

    async def call() -> None:
        await ft.UrlLauncher().launch_url(f"tel:{number}")

    shown = shown_phone(number)
    return [
        button(
            ui, shown, call, identifier="file.call", icon_name=ft.Icons.PHONE_OUTLINED, field=True,
            description=ui.t("file.call", phone=shown),
        )
    ]  # fmt: skip


def _facts(ui: Ui, person: Person) -> list[ft.Control]:
    born = _born(ui, person)
    return fact_lines(
        ui,
        (ft.Icons.PERSON_OUTLINE, ", ".join(filter(None, [traits(ui, person.sex, person.age_band), born]))),
        (ft.Icons.SUPPORT_AGENT_OUTLINED, _referent(ui, person)),
        (ft.Icons.CONTACT_PHONE_OUTLINED, ways_words(ui, person)),
    )


def fact_lines(ui: Ui, *lines: tuple[ft.IconData, str]) -> list[ft.Control]:
    """One line each, only what is known."""
    return [
        ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, said, expand=True)], spacing=12)
        for sign, said in lines
        if said
    ]


def _born(ui: Ui, person: Person) -> str:
    on, within = _BORN.get(person.sex, ("file.born_on", "file.born_in"))
    if person.birth_on:
        return ui.t(on, day=ui.words.short_day(person.birth_on, year=True))
    return ui.t(within, year=person.birth_year) if person.birth_year else ""


_BORN = {Sex.FEMALE: ("file.born_on_she", "file.born_in_she"), Sex.MALE: ("file.born_on_he", "file.born_in_he")}


def _referent(ui: Ui, person: Person) -> str:
    name = worker_name(ui, person.referent_id)
    return ui.t("file.referent", name=name) if name else ""


def notice_line(ui: Ui, person: Person) -> list[ft.Control]:
    """How and when the person was told; nothing when nobody said so: the top of the file asks for it."""
    if person.notice_given is None or person.notice_on is None:
        return []
    how = notice_words(ui, person.notice_given).lower()
    said = ui.t("file.notice", how=how, day=day_words(ui, person.notice_on))
    shown = [notices.name(person.notice_language)] if person.notice_language else []
    version = ui.t("consent.version", version=person.notice_version) if person.notice_version else ""
    version = " · ".join([version, *shown]) if version else ""
    words = ft.Column(
        [text(ui, said), *([muted(ui, version, SMALL)] if version else [])], spacing=0, tight=True, expand=True
    )
    return [ft.Row([icon(ui, ft.Icons.VERIFIED_USER_OUTLINED, 20, ui.palette.muted), words], spacing=12)]


def _notice_asked(ui: Ui, person: Person) -> list[ft.Control]:
    """A file of which nobody said how the person was told asks for it until somebody does."""
    if person.notice_given is not None and person.notice_on is not None:
        return []

    asked = label(ui, ui.t("file.notice_missing"), SMALL, ui.palette.alert)
    return [ft.Column([asked, AskNotice(person)], spacing=8)]


def _minor(ui: Ui, on_tap: Callable[[], None]) -> ft.Control:
    p, said = ui.palette, ui.t("consent.minor")
    row = ft.Row(
        [icon(ui, ft.Icons.ESCALATOR_WARNING, 20, p.alert), label(ui, said, SMALL, p.alert, expand=True),
         icon(ui, ft.Icons.CHEVRON_RIGHT, 20, p.alert)], spacing=12,
    )  # fmt: skip
    return touchable(
        ui, row, identifier="file.minor", name=said, on_tap=on_tap, border_radius=RADIUS,
        padding=ft.Padding.symmetric(vertical=12),
    )  # fmt: skip
