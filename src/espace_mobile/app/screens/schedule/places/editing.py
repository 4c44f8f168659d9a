"""Everything that is known of a place, typed and chosen: a new one, or one that is corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import places, workers
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.places import LENGTHS, Described
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import Option, button, card, header, page_body, text_field, title
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.day_choice import DayChoice
from espace_mobile.app.screens.identity_form import beside, error_text, wide
from espace_mobile.app.screens.programmes.sheet.forms import first_of, stamps_of, use_form
from espace_mobile.app.screens.referrals.partner import PartnerChoice
from espace_mobile.app.screens.schedule.choices import hours_choice, one_of
from espace_mobile.app.screens.schedule.fault import Fault
from espace_mobile.app.screens.schedule.places.fields import (
    area_choice,
    commune_choice,
    months_choice,
    type_choice,
    weekday_choice,
)
from espace_mobile.app.screens.schedule.places.missing import place_gone
from espace_mobile.app.screens.schedule.places.values import described_of, values_of
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vocabulary import offered

MARKET_HOURS = ((time(8), time(13)), (time(15), time(19)))
_FAR = timedelta(days=366 * 10)
LIST = "/schedule/places"


@component
def NewPlace() -> Any:
    ui = use_ui()
    draft = use_form("place.new", values_of(Described()))
    session = ui.session

    def act() -> Done[Place]:
        return places.add(session.replica, session.worker, described_of(draft))

    if not workers.may_plan(session.worker):
        return place_gone(ui)
    return _page(ui, draft, ui.t("place.new"), LIST, lambda: _save(ui, draft, act, LIST))


@component
def EditPlace() -> Any:
    id = ft.use_route_params().get("id", "")
    return ft.Container(Editing(id), key=id, expand=True)


@component
def Editing(place_id: str) -> Any:
    ui = use_ui()
    shown = use_made(lambda: ui.replica.get(Place, place_id))  # as it was: it may change while this is typed
    first = values_of(Described.of(shown)) if shown else {}
    draft = use_form(f"place.edit.{place_id}", first, seen_now(ui.replica, shown) if shown else None)
    session, back = ui.session, f"{LIST}/{place_id}"
    if shown is None or not workers.may_plan(session.worker):
        return place_gone(ui)

    def act() -> Done[Place]:
        seen = described_of(first_of(draft))
        return places.edit(
            session.replica, session.worker, shown, described_of(draft), seen=seen, stamps=stamps_of(draft)
        )  # fmt: skip

    return _page(ui, draft, ui.t("place.edit"), back, lambda: _save(ui, draft, act, back))


def _save(ui: Ui, draft: Draft, act: Callable[[], Done[Place]], back: str) -> None:
    page = ft.context.page
    note(ui, act, ui.t("place.saved", name=draft.get("name")), draft, lambda: page.navigate(back))


def _page(ui: Ui, draft: Draft, words: str, back: str, save: Callable[[], None]) -> ft.Control:
    def leave() -> None:
        draft.drop()
        ft.context.page.navigate(back)

    return page_body(
        ui, header(ui, words, back=back), ft.Container(PlaceFields(draft)), ft.Container(Fault(draft)),
        button(ui, ui.t("action.save"), save, identifier="place.save", primary=True, field=True),
        button(ui, ui.t("action.cancel"), leave, identifier="place.leave", field=True),
    )  # fmt: skip


@component
def PlaceFields(draft: Draft) -> Any:
    """Tests: `place_type.{code}`, `commune.{n}`, `area.{n}`, `weekday.{0…6}`, `place.hours.{…}`, `month.{1…12}`,
    `permit.{code}`, `permit.until.{ISO day}`, those of `PartnerChoice`."""
    ui = use_ui()
    ft.use_state(draft)
    use_records(Place.kind)
    return ft.Column(
        [
            card(ui, *_what(ui, draft)),
            card(ui, title(ui, ui.t("place.when")), weekday_choice(ui, draft),
                 hours_choice(ui, draft, MARKET_HOURS, identifier="place.hours"), *error_text(ui, draft, "closes"),
                 months_choice(ui, draft)),
            card(ui, title(ui, ui.t("place.permit")), *_permit(ui, draft)),
            card(ui, title(ui, ui.t("place.on_the_spot")), *_contact(ui, draft)),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _what(ui: Ui, draft: Draft) -> list[ft.Control]:
    capital = ft.TextCapitalization.SENTENCES
    return [
        wide(text_field(ui, draft, "name", ui.t("place.name"), autocorrect=False, capitalization=capital)),
        type_choice(ui, draft),
        wide(text_field(ui, draft, "address", ui.t("place.address"), autocorrect=False, capitalization=capital)),
        commune_choice(ui, draft), area_choice(ui, draft),
        wide(text_field(ui, draft, "qpv_code", ui.t("place.qpv"), helper=ui.t("place.qpv_hint"), autocorrect=False,
                        enable_suggestions=False, capitalization=ft.TextCapitalization.CHARACTERS)),
    ]  # fmt: skip


def _permit(ui: Ui, draft: Draft) -> list[ft.Control]:
    options = [Option(p, ui.words.label(p)) for p in offered(Permit)]
    state = one_of(ui, draft, "permit", ui.t("place.permit_state"), options, identifier="permit")
    if draft.get("permit") != Permit.GRANTED:
        return [state]
    today = clock.today()
    ends = [date(today.year + n, 12, 31) for n in (0, 1)]
    until = DayChoice(draft, "permit_until", ui.t("place.permit_last_day"), ends, today - _FAR, today + _FAR,
                      "permit.until")  # fmt: skip
    return [state, ft.Container(until)]


def _contact(ui: Ui, draft: Draft) -> list[ft.Control]:
    named = [
        text_field(ui, draft, "contact_name", ui.t("place.contact"), autocorrect=False, enable_suggestions=False,
                   capitalization=ft.TextCapitalization.WORDS),
        text_field(ui, draft, "phone", ui.t("person_field.phone"), keyboard_type=ft.KeyboardType.PHONE,
                   enable_suggestions=False),
    ]  # fmt: skip
    access = text_field(
        ui, draft, "access", ui.t("place.access"), multiline=True, min_lines=2, max_lines=6,
        helper=ui.t("note.length", max=LENGTHS["access"]),
    )  # fmt: skip
    return [PartnerChoice(draft), beside(ui, named), wide(access)]
