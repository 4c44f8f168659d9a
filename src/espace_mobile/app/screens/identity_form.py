"""Who a person is, as typed: the same fields when a file is opened and when it is corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions.people import Identity
from espace_mobile.app.components import Option, chips, text_field
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.ages import PAD_BANDS, PAD_SEXES
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import AgeBand, Sex

TEXTS = ("first_name", "last_name", "nickname", "phone", "birth")


def identity_of(draft: Draft) -> Identity:
    said = {field: str(draft.get(field) or "") for field in TEXTS}
    return Identity(
        **said, sex=Sex(draft.get("sex") or Sex.UNSTATED), age_band=AgeBand(draft.get("age_band") or AgeBand.UNSTATED)
    )


def values_of(person: Person) -> dict[str, Any]:
    """What a form about this person shows at first."""
    shown = Identity.of(person)
    return {**{field: getattr(shown, field) for field in TEXTS}, "sex": str(shown.sex), "age_band": str(shown.age_band)}


def error_text(ui: Ui, draft: Draft, *fields: str) -> list[ft.Control]:
    """The errors of what is not a text field, under it and said aloud."""
    return [
        ft.Semantics(live_region=True, container=True, content=label(ui, draft.errors[f], SMALL, ui.palette.alert))
        for f in fields
        if f in draft.errors
    ]


def name_fields(ui: Ui, draft: Draft, on_type: Callable[[str], Any]) -> ft.Control:
    """First name, nickname, last name and phone: side by side where they fit."""
    capital = ft.TextCapitalization.WORDS
    names = [
        text_field(ui, draft, field, ui.t(text), on_type=on_type, capitalization=capital, autocorrect=False,
                   enable_suggestions=False)
        for field, text in _NAMES.items()
    ]  # fmt: skip
    phone = text_field(
        ui, draft, "phone", ui.t("person_field.phone"), on_type=on_type, keyboard_type=ft.KeyboardType.PHONE,
        enable_suggestions=False,
    )  # fmt: skip
    return ft.Column([beside(ui, [*names, phone]), *error_text(ui, draft, "name")], spacing=GAP)


def birth_field(ui: Ui, draft: Draft, on_type: Callable[[str], Any] | None = None) -> ft.Control:
    return text_field(
        ui, draft, "birth", ui.t("person_field.birth"), helper=ui.t("person_field.birth_hint"), on_type=on_type,
        enable_suggestions=False,
    )  # fmt: skip


def sex_and_age(ui: Ui, draft: Draft) -> ft.Control:
    """As on the pad; a birth date, when it is given, decides the age."""
    sexes = [Option(s, ui.words.label(s)) for s in PAD_SEXES]
    bands = [Option(b, ui.words.label(b)) for b in PAD_BANDS]
    band = draft.get("age_band")
    choose_band = lambda code: draft.set("age_band", "" if code == band else code, redraw=True)  # noqa: E731
    return ft.Column(
        [
            muted(ui, ui.t("person_field.sex"), SMALL),
            chips(ui, sexes, [draft.get("sex") or Sex.UNSTATED], lambda code: draft.set("sex", code, redraw=True),
                  identifier="sex", field=True),
            muted(ui, ui.t("person_field.age_band"), SMALL),
            chips(ui, bands, [band], choose_band, identifier="age", field=True),
        ],
        spacing=GAP,
    )  # fmt: skip


def wide(field: ft.Control) -> ft.Control:
    """As wide as what it stands in: Flutter gives a field 300 px otherwise."""
    return ft.Row([ft.Container(field, expand=1)])


def beside(ui: Ui, fields: list[ft.TextField]) -> ft.Control:
    """Two by two, one by one when the text is large or the column narrow."""
    if ui.scale > 1.25:
        return ft.Column(list(fields), spacing=12)
    for field in fields:
        field.expand = 1
    pairs = [fields[i : i + 2] for i in range(0, len(fields), 2)]
    return ft.Column(
        [ft.Row(list(p), spacing=GAP, vertical_alignment=ft.CrossAxisAlignment.START) for p in pairs], spacing=12
    )


_NAMES = {
    "first_name": "person_field.first_name",
    "nickname": "person_field.nickname",
    "last_name": "person_field.last_name",
}
