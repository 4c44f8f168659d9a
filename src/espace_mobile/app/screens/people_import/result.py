"""What an import would do, before it does it: figures, who looks like whom, what is left out, who is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import flet as ft

from espace_mobile.app.components import Option, button, card, chips, link, row, switch, title
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.people_import.words import error_words
from espace_mobile.app.screens.people_import.work import Work
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.people_import.contacts import ProposedContacts
from espace_mobile.domain.people_import.lines import Said
from espace_mobile.domain.people_import.proposing import Alike, Proposed
from espace_mobile.domain.person import Person

SHOWN = 30  # lines of a section, and as many more at each tap
LEAVE, CREATE = "leave", "create"
Figure = tuple[ft.IconData, str, str]
Section = tuple[str, str, Sequence[Any], Callable[[Any], ft.Control]]


def figures(ui: Ui, work: Work) -> ft.Control:
    found = _people(ui, work.proposed) if work.proposed is not None else _contacts(ui, work.contacts)
    rows = [
        row(icon(ui, sign, 20, getattr(ui.palette, tone)),
            label(ui, said, color=getattr(ui.palette, tone), expand=True), spacing=12)
        for sign, said, tone in found
        if said
    ]  # fmt: skip
    return ft.Semantics(
        identifier="people_import.figures", live_region=True, container=True,
        content=card(ui, title(ui, ui.t("people_import.result")), *rows),
    )  # fmt: skip


def go(ui: Ui, work: Work) -> list[ft.Control]:
    """The one thing to do, with how many it is about; words instead when there is nothing to do."""

    async def save() -> None:
        await work.save(ui)

    words = ""
    if (p := work.proposed) is not None:
        if p.making:
            words = ui.tn("people_import.go", len(p.making))
        elif p.completing:
            words = ui.tn("people_import.go_complete", len(p.completing))
    elif work.contacts is not None and work.contacts.contacts:
        words = ui.tn("people_import.go_contacts", len(work.contacts.contacts))
    main: ft.Control = muted(ui, ui.t("people_import.nothing"))
    if words:
        main = button(ui, words, save, identifier="people_import.go", primary=True, icon_name=ft.Icons.CHECK)
    return [
        main,
        ft.Row(
            [link(ui, ui.t("people_import.back_to_columns"), work.to_columns, identifier="people_import.columns"),
             link(ui, ui.t("people_import.other_file"), work.restart, identifier="people_import.other")],
            wrap=True,
        ),
    ]  # fmt: skip


def sections(ui: Ui, work: Work) -> list[ft.Control]:
    """What needs an answer first; thirty lines of each at a time."""
    drawn = lambda error: _error(ui, error)  # noqa: E731
    p, contacts = work.proposed, work.contacts
    found: list[Section] = []
    if p is not None:
        found = [
            ("alike", ui.t("people_import.alike"), p.alike, lambda alike: _alike(ui, work, alike)),
            ("refused", ui.t("people_import.refused"), p.refused, drawn),
            ("cells", ui.t("people_import.cells"), p.left_out, drawn),
            ("twice", ui.t("people_import.twice"), p.twice, drawn),
            ("new", ui.t("people_import.new"), p.new, lambda said: _new(ui, said)),
        ]
    elif contacts is not None:
        found = [("refused", ui.t("people_import.refused"), contacts.refused, drawn)]
    hint = muted(ui, ui.t("people_import.refused_hint"), SMALL)
    heads: dict[str, list[ft.Control]] = {"alike": _for_all(ui, work), "refused": [hint]}
    parts: list[ft.Control] = [_complete(ui, work)] if p is not None and p.could_complete else []
    for name, words, those, draw in found:
        if those:
            shown = SHOWN + work.more.get(name, 0)
            rest = _more(ui, work, name, len(those) - shown)
            lines = [draw(each) for each in those[:shown]]
            parts.append(card(ui, title(ui, words), *heads.get(name, ()), *lines, *rest))
    return parts


def _people(ui: Ui, p: Proposed) -> list[Figure]:
    left = len(p.alike) - len(p.created)
    return [
        (ft.Icons.PERSON_ADD_ALT_1, ui.tn("people_import.n_new", len(p.making)), "primary"),
        (ft.Icons.CHECK, _some(ui, "people_import.n_known", len(p.known)), "muted"),
        (ft.Icons.HELP_OUTLINE, _some(ui, "people_import.n_alike", left), "alert"),
        (ft.Icons.ERROR_OUTLINE, _some(ui, "people_import.n_refused", len(p.refused)), "alert"),
        (ft.Icons.INFO_OUTLINE, _some(ui, "people_import.n_left_out", len(p.left_out)), "ink"),
        (ft.Icons.CONTENT_COPY, _some(ui, "people_import.n_twice", len(p.twice)), "muted"),
    ]


def _contacts(ui: Ui, p: ProposedContacts | None) -> list[Figure]:
    if p is None:
        return []
    return [
        (ft.Icons.TAG, ui.tn("people_import.n_contacts", len(p.contacts)), "primary"),
        (ft.Icons.EVENT_AVAILABLE_OUTLINED, _some(ui, "people_import.n_dates", len(p.outings)), "ink"),
        (ft.Icons.CHECK, _some(ui, "people_import.n_there", p.there), "muted"),
        (ft.Icons.LOCK_OUTLINE, _some(ui, "people_import.n_counted", len(p.counted)), "muted"),
        (ft.Icons.ERROR_OUTLINE, _some(ui, "people_import.n_refused", len(p.refused)), "alert"),
    ]


def _some(ui: Ui, key: str, n: int) -> str:
    return ui.tn(key, n) if n else ""


def _complete(ui: Ui, work: Work) -> ft.Control:
    p = work.proposed
    assert p is not None  # asked by who knows
    choose = lambda on: setattr(work, "proposed", replace(p, complete=on))  # noqa: E731
    words = ui.tn("people_import.complete", p.could_complete)
    return card(ui, switch(ui, words, p.complete, choose, identifier="people_import.complete"))


def _for_all(ui: Ui, work: Work) -> list[ft.Control]:
    p = work.proposed
    if p is None or len(p.alike) < 2:
        return []
    return [
        ft.Row(
            [link(ui, ui.t("people_import.create_all"), _choose(work, True), identifier="people_import.create_all"),
             link(ui, ui.t("people_import.leave_all"), _choose(work, False), identifier="people_import.leave_all")],
            wrap=True,
        )
    ]  # fmt: skip


def _choose(work: Work, create: bool, *lines: int) -> Callable[[], None]:
    def act() -> None:
        if work.proposed is not None:
            work.proposed = work.proposed.choose(create, *lines)

    return act


def _alike(ui: Ui, work: Work, found: Alike) -> ft.Control:
    """Both, one above the other, and what to do; left aside until somebody says otherwise."""
    at = found.said.line
    created = work.proposed is not None and at in work.proposed.created
    options = [Option(LEAVE, ui.t("people_import.leave")), Option(CREATE, ui.t("people_import.create"))]
    line = ui.t("people_import.alike_line", line=at, name=_who(ui, found.said.person))
    file = ui.t("people_import.alike_file", name=_who(ui, found.person))
    shown = ft.Column(
        [label(ui, line, 15), label(ui, file, 15),
         chips(ui, options, [CREATE if created else LEAVE], lambda code: _choose(work, code == CREATE, at)(),
               identifier=f"people_import.alike.{at}")],
        spacing=6, tight=True,
    )  # fmt: skip
    rule = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Container(shown, padding=ft.Padding.only(bottom=12), border=rule)


def _who(ui: Ui, person: Person) -> str:
    """« Awa Chimérin, 1990 »."""
    born = ui.words.short_day(person.birth_on) if person.birth_on else ""
    year = str(person.birth_on.year if person.birth_on else person.birth_year or "")
    return ", ".join(filter(None, [person_name(ui, person), f"{born} {year}".strip()]))


def _new(ui: Ui, said: Said) -> ft.Control:
    return label(ui, _who(ui, said.person), 15)


def _error(ui: Ui, error: LineError) -> ft.Control:
    stands = [muted(ui, f"« {error.value} »", SMALL)] if error.value and error.reason != "twice" else []
    return ft.Semantics(
        identifier=f"people_import.error.{error.line}", container=True,
        content=ft.Column([label(ui, error_words(ui, error), 15, ui.palette.alert), *stands], spacing=0, tight=True),
    )  # fmt: skip


def _more(ui: Ui, work: Work, name: str, left: int) -> list[ft.Control]:
    if left <= 0:
        return []

    def further() -> None:
        work.more = {**work.more, name: work.more.get(name, 0) + SHOWN}

    more = link(
        ui, ui.tn("import.more", min(left, SHOWN)), further, identifier=f"people_import.more.{name}",
        icon_name=ft.Icons.EXPAND_MORE,
    )  # fmt: skip
    return [muted(ui, ui.tn("import.rest", left), SMALL), ft.Row([more])]
