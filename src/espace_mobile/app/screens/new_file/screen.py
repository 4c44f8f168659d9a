"""The quick file: a name, the notice, what is needed, and when to meet again. Kept at each key."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.components import Option, button, card, chips, header, link, note_field, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.file.needs import need_options
from espace_mobile.app.screens.hooks import use_debounce
from espace_mobile.app.screens.identity_form import birth_field, error_text, name_fields, sex_and_age, wide
from espace_mobile.app.screens.new_file.opening import NONE, contact_of, outing_of, save
from espace_mobile.app.screens.new_file.suspects import Suspects, Watch
from espace_mobile.app.screens.notice import notice_tiles
from espace_mobile.app.screens.notice_reading import ReadNotice
from espace_mobile.app.screens.when import When
from espace_mobile.app.screens.wording import place_name, traits
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.vocabulary import ReferralChannel, offered

_PAUSE = 0.3  # seconds: a warning that flickers at each key is not read


@component
def NewFile() -> Any:
    ui = use_ui()
    draft = use_draft("new_file")
    watch = use_made(Watch)
    later = use_debounce(_PAUSE)
    kept, keep = ft.use_state(not draft.empty)  # what was typed before this screen opened
    more, show_more = ft.use_state(bool(draft.get("more")))
    outing = outing_of(ui)
    look = lambda _=None: later(lambda: watch.look(ui, draft))  # noqa: E731

    def start() -> None:
        watch.look(ui, draft)

    def unfold() -> None:
        draft.set("more", True)
        show_more(True)

    ft.use_effect(start, [])
    who = card(ui, name_fields(ui, draft, look), _counted(ui, draft, outing))
    parts = [
        header(ui, ui.t("new_file.title"), above=place_name(ui, outing) if outing else "", back="/people"),
        *([_kept(ui, draft, keep)] if kept else []),
        who, Suspects(watch, draft), _notice(ui, draft), _needs(ui, draft),
        card(ui, title(ui, ui.t("new_file.appointment")), When(draft)),
        *(_more(ui, draft, look) if more else [_unfold(ui, unfold)]),
    ]  # fmt: skip
    return _frame(ui, parts, draft)


def _frame(ui: Ui, parts: list[ft.Control], draft: Draft) -> ft.Control:
    """The button stays in sight: what is optional may be below it, what is needed is above."""
    body = ft.Column(
        parts, spacing=16, expand=True, scroll=ft.ScrollMode.AUTO, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    go = button(
        ui, ui.t("new_file.save"), lambda: save(ui, draft), identifier="new_file.save", primary=True, field=True,
        icon_name=ft.Icons.PERSON_ADD_ALT_1,
    )  # fmt: skip
    width = None if ui.width - 100 <= 760 else 760
    margins = ft.Padding.only(left=ui.margin, right=ui.margin, top=24 if ui.rail else 12)
    form = ft.Container(_column(body, width, ft.CrossAxisAlignment.STRETCH), padding=margins, expand=True)
    foot = ft.Container(
        _column(go, width, ft.CrossAxisAlignment.CENTER),
        bgcolor=ui.palette.ground,
        border=ft.Border(top=ft.BorderSide(ui.palette.edge, ui.palette.line)),
        padding=ft.Padding.symmetric(horizontal=ui.margin, vertical=12),
    )
    return ft.Column([form, foot], spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _column(content: ft.Control, width: int | None, stretch: ft.CrossAxisAlignment) -> ft.Control:
    if width is None:
        return content
    return ft.Row([ft.Container(content, width=width)], vertical_alignment=stretch)


def _kept(ui: Ui, draft: Draft, keep: Any) -> ft.Control:
    def forget() -> None:
        draft.drop()
        keep(False)

    said = muted(ui, ui.t("new_file.kept"), SMALL, expand=True)
    return ft.Row(
        [icon(ui, ft.Icons.HISTORY, 20, ui.palette.muted), said,
         link(ui, ui.t("new_file.forget"), forget, identifier="new_file.forget")],
        spacing=12,
    )  # fmt: skip


def _counted(ui: Ui, draft: Draft, outing: Outing | None) -> ft.Control:
    """The contact this file is for stays one contact; a tap on it says that it was somebody else."""
    refused = draft.get("contact") == NONE
    contact = contact_of(ui, Draft("as if nothing was said") if refused else draft, outing)
    if contact is None:
        return ft.Container(visible=False)

    def toggle(_: str) -> None:
        draft.set("contact", "" if refused else NONE, redraw=True)

    words = ui.t("new_file.counted", what=_contact_words(ui, contact))
    option = Option("this", words, ft.Icons.RADIO_BUTTON_UNCHECKED)
    return chips(ui, [option], [] if refused else ["this"], toggle, identifier="new_file.contact", field=True)


def _contact_words(ui: Ui, contact: Contact) -> str:
    at = ui.words.clock(clock.local(contact.at))
    return ", ".join(filter(None, [at, traits(ui, contact.sex, contact.age_band)]))


def _notice(ui: Ui, draft: Draft) -> ft.Control:
    def choose(code: str) -> None:
        draft.errors.pop("notice_given", None)
        draft.set("notice", "" if code == draft.get("notice") else code, redraw=True)

    return card(
        ui, title(ui, ui.t("notice.title")), muted(ui, ui.t("notice.hint"), SMALL),
        notice_tiles(ui, draft.get("notice"), choose), *error_text(ui, draft, "notice_given"),
        ReadNotice(draft.get("notice_language"), lambda code: draft.set("notice_language", code, redraw=True)),
    )  # fmt: skip


def _needs(ui: Ui, draft: Draft) -> ft.Control:
    chosen: list[str] = list(draft.get("needs", ()))
    options = need_options(ui)
    all_shown = bool(draft.get("all_needs"))
    frequent = sorted((o for o in options if o.code in _FIRST), key=lambda o: _FIRST.index(o.code))
    shown = [*frequent, *(o for o in options if o.code not in _FIRST and (all_shown or o.code in chosen))]

    def toggle(code: str) -> None:
        draft.set("needs", [c for c in chosen if c != code] if code in chosen else [*chosen, code], redraw=True)

    rest = link(
        ui, ui.t("new_file.all_needs"), lambda: draft.set("all_needs", True, redraw=True), identifier="needs.all"
    )
    return card(
        ui, title(ui, ui.t("new_file.needs")), chips(ui, shown, chosen, toggle, identifier="need", field=True),
        *([] if all_shown else [ft.Row([rest])]),
    )  # fmt: skip


# What is asked most at a van comes under the thumb first.
_FIRST = (
    "trouver-un-emploi", "se-former", "mobilite", "famille", "logement-hebergement", "numerique",
    "difficultes-administratives-ou-juridiques",
)  # fmt: skip


def _unfold(ui: Ui, unfold: Any) -> ft.Control:
    return button(
        ui, ui.t("new_file.more"), unfold, identifier="new_file.more", icon_name=ft.Icons.EXPAND_MORE, field=True
    )


def _more(ui: Ui, draft: Draft, look: Any) -> list[ft.Control]:
    channels = [Option(c, ui.words.label(c)) for c in offered(ReferralChannel)]
    chosen = draft.get("heard_via")

    def heard(code: str) -> None:
        draft.set("heard_via", "" if code == chosen else code, redraw=True)

    return [
        card(ui, wide(birth_field(ui, draft, look)), sex_and_age(ui, draft)),
        card(ui, title(ui, ui.t("person_field.heard_via")),
             chips(ui, channels, [chosen], heard, identifier="heard", field=True)),
        card(ui, title(ui, ui.t("note.title")), wide(note_field(ui, draft, "note", ui.t("note.label")))),
    ]  # fmt: skip
