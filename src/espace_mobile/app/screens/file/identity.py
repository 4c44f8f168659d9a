"""Who the person is, how to call them, and how they were told what is written about them."""

from __future__ import annotations

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, header, link
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.notice import notice_tiles, notice_words
from espace_mobile.app.screens.wording import day_words, person_name, team_name, traits, worker_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.vocabulary import NoticeGiven


def title_row(ui: Ui, person: Person, beside: bool) -> ft.Control:
    edit = link(
        ui, ui.t("file.edit"), lambda: ft.context.page.navigate(f"/people/{person.id}/edit"), identifier="file.edit",
        icon_name=ft.Icons.EDIT_OUTLINED,
    )  # fmt: skip
    back = None if beside else "/people"
    return header(ui, person_name(ui, person), above=ui.t("file.title"), back=back, trail=[edit])


def identity_card(ui: Ui, person: Person) -> ft.Control:
    return card(ui, *_phone(ui, person), *_facts(ui, person), _notice(ui, person))


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
    """One line each, only what is known."""
    lines = [
        (
            ft.Icons.PERSON_OUTLINE,
            ", ".join(filter(None, [traits(ui, person.sex, person.age_band), _born(ui, person)])),
        ),
        (ft.Icons.HOME_OUTLINED, person.address or ""),
        (ft.Icons.SUPPORT_AGENT_OUTLINED, _referent(ui, person)),
        (ft.Icons.CAMPAIGN_OUTLINED, _heard(ui, person)),
        (ft.Icons.FOLDER_OPEN_OUTLINED, _opened(ui, person)),
    ]
    return [
        ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, said, expand=True)], spacing=12)
        for sign, said in lines
        if said
    ]


def _born(ui: Ui, person: Person) -> str:
    if person.birth_on:
        return ui.t("file.born_on", day=ui.words.short_day(person.birth_on, year=True))
    return ui.t("file.born_in", year=person.birth_year) if person.birth_year else ""


def _referent(ui: Ui, person: Person) -> str:
    name = worker_name(ui, person.referent_id)
    return ui.t("file.referent", name=name) if name else ""


def _opened(ui: Ui, person: Person) -> str:
    opened = ui.t("file.opened_on", day=day_words(ui, person.opened_on)) if person.opened_on else ""
    return ", ".join(filter(None, [opened, team_name(ui, person.team)]))


def _heard(ui: Ui, person: Person) -> str:
    return ui.t("file.heard", channel=ui.words.label(person.heard_via).lower()) if person.heard_via else ""


def _notice(ui: Ui, person: Person) -> ft.Control:
    """A file of which nobody said how the person was told asks for it until somebody does."""
    if person.notice_given is not None and person.notice_on is not None:
        said = ui.t(
            "file.notice", how=notice_words(ui, person.notice_given).lower(), day=day_words(ui, person.notice_on)
        )
        return ft.Row(
            [icon(ui, ft.Icons.VERIFIED_USER_OUTLINED, 20, ui.palette.muted), muted(ui, said, SMALL, expand=True)],
            spacing=12,
        )

    def give(code: str) -> None:
        session = ui.session
        act = lambda: people.give_notice(  # noqa: E731
            session.replica, person, session.worker, NoticeGiven(code), today=clock.today()
        )
        attempt(ui, act)

    asked = label(ui, ui.t("file.notice_missing"), SMALL, ui.palette.alert)
    return ft.Column([asked, notice_tiles(ui, "", give)], spacing=8)
