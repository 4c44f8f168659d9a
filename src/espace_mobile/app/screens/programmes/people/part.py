"""Who is in a programme now, who waits for an entry; a tap opens the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import programme_people, workers
from espace_mobile.app.actions.programme_people import Member
from espace_mobile.app.components import button, card, line, link, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.enrolments.managing import ProgrammesSheet
from espace_mobile.app.screens.enrolments.proposing import ProposeSheet
from espace_mobile.app.screens.enrolments.words import spell_dates
from espace_mobile.app.screens.person_choice import PersonChoice
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme

WINDOW = 20
_CHOOSE, _PROPOSE, _MANAGE = "choose", "propose", "manage"


def said(ui: Ui, programme: Programme) -> str:
    """« 12 personnes, 3 en attente »."""
    inside, waiting = programme_people.count(ui.replica, ui.session.worker, programme.id, clock.today())
    people = ui.tn("people_part.inside", inside) if inside else ui.t("people_part.none_yet")
    return ", ".join(filter(None, [people, _waiting_words(ui, waiting)]))


def _waiting_words(ui: Ui, waiting: int) -> str:
    return ui.tn("people_part.waiting", waiting) if waiting else ""


@component
def People(programme_id: str) -> Any:
    """Tests: `people.propose`, `people.inside.{n}`, `people.waiting.{n}`, `people.{list}.more`."""
    ui = use_ui()
    use_records(Enrolment.kind, Person.kind, Merge.kind, Programme.kind)
    sheet, show = use_value("")
    chosen, choose = use_value(cast(Person | None, None))
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container(visible=False)
    found = programme_people.present(ui.replica, ui.session.worker, programme_id, clock.today())

    def propose(person: Person) -> None:
        choose(person)
        show(_PROPOSE)

    close: Callable[[], None] = lambda: show("")  # noqa: E731
    drawn: list[Any] = [PersonChoice(ui.t("people_part.who"), sheet == _CHOOSE, propose, close)]
    if sheet == _PROPOSE and chosen is not None:
        drawn.append(ProposeSheet(chosen, close, lambda: show(_MANAGE), programme_id))
    if sheet == _MANAGE:
        drawn.append(ProgrammesSheet(close))
    act = button(ui, ui.t("enrolment.propose"), lambda: show(_CHOOSE), identifier="people.propose", primary=True,
                 field=True, icon_name=ft.Icons.FLAG_OUTLINED)  # fmt: skip
    inside = found.inside
    lists: list[Any] = [Waiting(found.waiting)] if found.waiting else []
    lists.append(Inside(inside) if inside else muted(ui, ui.t("people_part.nobody")))
    return ft.Column(
        [*([act] if programme.active else []), *lists, *drawn], spacing=16,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@component
def Waiting(members: list[Member]) -> Any:
    ui = use_ui()
    shown, show = use_value(WINDOW)
    undecided = sum(spell.decision == EntryDecision.PROPOSED and spell.entered_on is None for spell, _ in members)
    decide: list[ft.Control] = []
    if undecided and workers.may_counsel(ui.session.worker):
        to = link(ui, ui.tn("enrolment.waiting", undecided), lambda: ft.context.page.navigate("/entries"),
                  identifier="people.decide", icon_name=ft.Icons.FLAG_OUTLINED, field=True)  # fmt: skip
        decide = [ft.Row([to], wrap=True)]
    return _listed(ui, _waiting_words(ui, len(members)), members, "waiting", shown, show, decide)


@component
def Inside(members: list[Member]) -> Any:
    ui = use_ui()
    shown, show = use_value(WINDOW)
    return _listed(ui, ui.tn("people_part.inside", len(members)), members, "inside", shown, show, [])


def _listed(
    ui: Ui, words: str, members: list[Member], name: str, shown: int, show: Callable[[Any], None],
    under: list[ft.Control],
) -> ft.Control:  # fmt: skip
    lines = [_line(ui, spell, person, f"people.{name}.{n}") for n, (spell, person) in enumerate(members[:shown])]
    more: list[ft.Control] = []
    if len(members) > shown:
        again = link(ui, ui.t("people_part.more"), lambda: show(shown + WINDOW), identifier=f"people.{name}.more",
                     field=True)  # fmt: skip
        left = muted(ui, ui.tn("people_part.left", len(members) - shown), SMALL)
        more = [ft.Row([again, left], wrap=True, vertical_alignment=ft.CrossAxisAlignment.CENTER)]
    return card(ui, title(ui, words), ft.Column(lines, spacing=0), *more, *under)


def _line(ui: Ui, spell: Enrolment, person: Person, identifier: str) -> ft.Control:
    return line(
        ui, person_name(ui, person), spell_dates(ui, spell, clock.today()), identifier=identifier, key=spell.id,
        on_tap=lambda: ft.context.page.navigate(f"/people/{person.id}"), detail_lines=4 if ui.large else 2,
    )  # fmt: skip
