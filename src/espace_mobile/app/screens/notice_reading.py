"""The notice, read together on the screen: in the language of the person, in large letters, from right to left where it
is read so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people
from espace_mobile.app.actions.association import association_name, contact_lines
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import Option, button, chips, sheet
from espace_mobile.app.components.text import icon, text
from espace_mobile.app.screens.notice import notice_tiles
from espace_mobile.app.theme import GAP, SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.templates import notices
from espace_mobile.templates.notices import Notice, Part

SIGNS = {
    "what": ft.Icons.EDIT_NOTE, "why": ft.Icons.HELP_OUTLINE, "who": ft.Icons.GROUPS_OUTLINED,
    "how_long": ft.Icons.SCHEDULE, "choice": ft.Icons.THUMBS_UP_DOWN_OUTLINED, "rights": ft.Icons.FACT_CHECK_OUTLINED,
    "complain": ft.Icons.REPORT_GMAILERRORRED_OUTLINED, "contact": ft.Icons.PHONE_IN_TALK_OUTLINED,
}  # fmt: skip
_LARGE, _LARGER = 20, 24  # px: it is read by two, standing


@component
def ReadNotice(language: str, on_language: Callable[[str], Any], first: str = "") -> Any:
    """A button that opens the notice. `on_language(code)`: this one was read; `language`: "" until one was;
    `first`: the one it opens in.

    Tests: `notice.read`, `notice.in.{code}`, `notice.text`, `notice.was_read`.
    """
    ui = use_ui()
    shown, show = ft.use_state("")

    def open_() -> None:
        show(language or first or notices.proposed((), ui.words.language))

    def was_read() -> None:
        on_language(shown)
        show("")

    ft.use_dialog(_reading(ui, shown, show, was_read) if shown else None)
    words = ui.t("notice.read_in", language=notices.name(language)) if language else ui.t("notice.read")
    return button(ui, words, open_, identifier="notice.read", icon_name=ft.Icons.TRANSLATE, field=True)


def _reading(ui: Ui, shown: str, show: Callable[[str], Any], was_read: Callable[[], Any]) -> ft.DialogControl:
    name = association_name(ui.replica, ui.session.membership.org_name)
    told = notices.notice(shown).filled(name, contact_lines(ui.replica))
    languages = [Option(code, notices.name(code)) for code in notices.LANGUAGES]
    done = button(
        ui, ui.t("notice.was_read", language=told.name), was_read, identifier="notice.was_read", primary=True,
        field=True,
    )  # fmt: skip
    return sheet(
        ui, ui.t("notice.heading"),
        [chips(ui, languages, [shown], show, identifier="notice.in", field=True), notice_text(ui, told)],
        lambda: show(""), actions=[done],
    )  # fmt: skip


def notice_text(ui: Ui, told: Notice) -> ft.Control:
    """As the person reads it."""
    side: dict[str, Any] = {"rtl": not told.rightward, "text_align": ft.TextAlign.START}
    parts: list[ft.Control] = [text(ui, told.title, _LARGER, TITLE, **side)]
    parts += [text(ui, line, _LARGE, **side) for line in told.intro]
    parts += [_part(ui, part, side) for part in told.parts]
    parts.append(text(ui, told.version, SMALL, color=ui.palette.muted, **side))
    body = ft.Column(
        parts, spacing=16, tight=True, rtl=not told.rightward, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
    return ft.Semantics(identifier="notice.text", container=True, content=body)


def _part(ui: Ui, part: Part, side: dict[str, Any]) -> ft.Control:
    p = ui.palette
    head = ft.Row(
        [icon(ui, SIGNS[part.code], 28, p.primary),
         text(ui, part.title, _LARGE, TITLE, p.primary, expand=True, **side)],
        spacing=12, rtl=side["rtl"],
    )  # fmt: skip
    lines: list[ft.Control] = [text(ui, line, _LARGE, **side) for line in part.lines]
    return ft.Column(
        [head, *lines], spacing=GAP, tight=True, rtl=side["rtl"], horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


@component
def AskNotice(person: Person) -> Any:
    """For a file of which nobody said how the person was told: the text, then the three tiles."""
    ui = use_ui()
    language, read = ft.use_state("")

    def give(code: str) -> None:
        session = ui.session
        act = lambda: people.give_notice(  # noqa: E731
            session.replica, person, session.worker, NoticeGiven(code), today=clock.today(), language=language or None
        )
        attempt(ui, act)

    first = notices.proposed(person.languages, ui.words.language)
    return ft.Column([notice_tiles(ui, "", give), ReadNotice(language, read, first)], spacing=GAP)


@component
def NoticeAgain(person: Person) -> Any:
    """Read together once more, later: which version, in which language and on which day is noted."""
    ui = use_ui()

    def again(language: str) -> None:
        session = ui.session
        given = person.notice_given if person.notice_given == NoticeGiven.PAPER else NoticeGiven.ORAL
        attempt(ui, lambda: people.give_notice(
            session.replica, person, session.worker, given or NoticeGiven.ORAL, today=clock.today(), language=language,
        ))  # fmt: skip

    return ReadNotice(person.notice_language or "", again, notices.proposed(person.languages, ui.words.language))
