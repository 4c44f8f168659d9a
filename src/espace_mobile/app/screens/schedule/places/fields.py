"""The fields of a place that are chosen rather than typed: kind, commune, neighbourhood, weekday, months."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from espace_mobile.app.actions import places
from espace_mobile.app.components import Option, chips, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import beside, wide
from espace_mobile.app.screens.schedule.choices import one_of
from espace_mobile.app.screens.schedule.places.words import month_words
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.vocabulary import PlaceType, offered
from espace_mobile.i18n.translator import sentence

_MOST = 8  # names offered


def type_choice(ui: Ui, draft: Draft) -> ft.Control:
    options = [Option(t, ui.words.label(t)) for t in offered(PlaceType)]
    return one_of(
        ui, draft, "type", ui.t("place.type"), options, identifier="place_type",
        on_choose=lambda code: draft.set("type", code, redraw=True),
    )  # fmt: skip


def commune_choice(ui: Ui, draft: Draft) -> ft.Control:
    """Those there are places in by a tap, with their code; another one typed."""
    known = list(places.communes(ui.replica).items())[:_MOST]

    def choose(n: str) -> None:
        name, insee = known[int(n)]
        draft.set("commune_insee", insee)
        draft.set("commune_name", name, redraw=True)

    typed = [
        text_field(ui, draft, "commune_name", ui.t("place.commune"), capitalization=ft.TextCapitalization.WORDS,
                   autocorrect=False),
        text_field(ui, draft, "commune_insee", ui.t("place.insee"), helper=ui.t("sheet.insee_hint"), autocorrect=False,
                   enable_suggestions=False),
    ]  # fmt: skip
    offered_ = [Option(str(n), name) for n, (name, _) in enumerate(known)]
    chosen = [str(n) for n, (name, insee) in enumerate(known)
              if name == draft.get("commune_name") and insee == draft.get("commune_insee")]  # fmt: skip
    row = [chips(ui, offered_, chosen, choose, identifier="commune")] if known else []
    return _under(ui, ui.t("place.commune"), [*row, _apart(beside(ui, typed))])


def area_choice(ui: Ui, draft: Draft) -> ft.Control:
    known = places.neighbourhoods(ui.replica, draft.get("commune_name"))[:_MOST]

    def choose(n: str) -> None:
        if not draft.get("commune_name") and not draft.get("commune_insee"):
            name, insee = places.commune_of(ui.replica, known[int(n)])
            draft.set("commune_name", name)
            draft.set("commune_insee", insee)
        draft.set("neighbourhood", known[int(n)], redraw=True)

    chosen = [str(n) for n, name in enumerate(known) if name == draft.get("neighbourhood")]
    options = [Option(str(n), name) for n, name in enumerate(known)]
    row = [chips(ui, options, chosen, choose, identifier="area")] if known else []
    field = text_field(ui, draft, "neighbourhood", ui.t("place.area"), autocorrect=False,
                       capitalization=ft.TextCapitalization.SENTENCES)  # fmt: skip
    return _under(ui, ui.t("place.area"), [*row, _apart(wide(field))])


def weekday_choice(ui: Ui, draft: Draft) -> ft.Control:
    """None: any day."""
    options = [Option(str(n), sentence(weekday_words(ui, n))) for n in range(7)]
    return one_of(ui, draft, "weekday", ui.t("place.weekday"), options, identifier="weekday")


def months_choice(ui: Ui, draft: Draft) -> ft.Control:
    """None: all year."""
    chosen: list[int] = list(draft.get("months", None) or ())

    def choose(code: str) -> None:
        month = int(code)
        now = [m for m in chosen if m != month] if month in chosen else [*chosen, month]
        draft.set("months", sorted(now), redraw=True)

    options = [Option(str(n), sentence(month_words(ui, n))) for n in range(1, 13)]
    row = chips(ui, options, [str(m) for m in chosen], choose, identifier="month")
    return _under(ui, ui.t("place.months"), [row])


def _under(ui: Ui, name: str, parts: Sequence[ft.Control]) -> ft.Control:
    return ft.Column(
        [muted(ui, name, SMALL), *parts], spacing=GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


def _apart(field: ft.Control) -> ft.Control:
    """Its name stands above it: not on the chips."""
    return ft.Container(field, padding=ft.Padding.only(top=GAP))
