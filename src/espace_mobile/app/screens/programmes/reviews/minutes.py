"""The minutes of a comité as a PDF: initials, or names when they are asked for."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, review_cases
from espace_mobile.app.actions.review_cases import Case
from espace_mobile.app.components import Option, button, card, notify, segments, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.saving import save_bytes
from espace_mobile.app.screens.programmes.reviews.words import (
    day_of,
    hours,
    organisation_names,
    owner_name,
    reasons_words,
    where,
)
from espace_mobile.app.screens.wording import person_name, worker_name
from espace_mobile.app.theme import FONTS, REGULAR, SMALL, assets_folder
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.case_review import CaseReview
from espace_mobile.domain.names import initials
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.errors import EspaceError
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.review_minutes import MinutesSheet, MinutesWords, Row, review_minutes

_INITIALS, _NAMES = "initials", "names"


@component
def Minutes(review_id: str) -> Any:
    """Initials each time it is opened: names are chosen on purpose. Tests: `minutes.{initials|names}`,
    `minutes.pdf`."""
    ui = use_ui()
    use_records("case_review")
    how, choose = use_value(_INITIALS)
    review = ui.replica.get(CaseReview, review_id)
    if review is None or review.on > clock.today():
        return ft.Container(visible=False)

    async def save() -> None:
        try:
            told = sheet_of(ui, review, named=how == _NAMES)
            data = review_minutes(told, (assets_folder() / FONTS[REGULAR]).parent)
        except EspaceError as e:
            notify(ui, ui.error(e))
        else:
            exports.write_down(
                ui.replica, ExportSort.MINUTES, ExportFormat.PDF, ui.session.worker, now=clock.now(),
                programme_id=review.programme_id, span=Span(review.on, review.on), named=how == _NAMES,
                lines=len(told.rows),
            )  # fmt: skip
            await save_bytes(ui, file_name(review), data)

    options = [Option(_INITIALS, ui.t("minutes.initials")), Option(_NAMES, ui.t("minutes.names"))]
    hint = ui.t("minutes.names_hint" if how == _NAMES else "minutes.hint")
    return card(
        ui, title(ui, ui.t("minutes.title")),
        segments(ui, options, how, choose, identifier="minutes", name=ui.t("minutes.named")), muted(ui, hint, SMALL),
        button(ui, ui.t("minutes.pdf"), save, identifier="minutes.pdf", field=True,
               icon_name=ft.Icons.PICTURE_AS_PDF_OUTLINED),
    )  # fmt: skip


def file_name(review: CaseReview) -> str:
    """Of nobody: the folder of downloads is read by others."""
    return f"comite-{review.on:%Y-%m-%d}.pdf"


def sheet_of(ui: Ui, review: CaseReview, *, named: bool) -> MinutesSheet:
    own, now = ui.session, clock.local(clock.now())
    programme = ui.replica.get(Programme, review.programme_id)
    cases = review_cases.agenda(own.replica, review, own.worker, clock.today())
    unseen = review_cases.unseen(own.replica, review, own.worker)
    absent = [id for id in review.organisation_ids if id not in (*review.present_ids, *review.excused_ids)]
    day = sentence(ui.words.day(review.on, year=True))
    return MinutesSheet(
        title=programme.name if programme else day_of(ui, review),
        when=", ".join(filter(None, (day, hours(ui, review.starts, review.minutes)))),
        where=where(ui, review),
        present=", ".join(_there(ui, review)),
        excused=", ".join(organisation_names(ui, review.excused_ids)),
        absent=", ".join(organisation_names(ui, absent)),
        rows=tuple(_row(ui, case, named) for case in cases),
        more=ui.tn("review.unseen", unseen) if unseen else "",
        printed=ui.t(
            "sheet.printed", day=ui.words.day(now.date(), year=True), hour=ui.words.clock(now),
            name=own.worker.display_name,
        ),
        printed_at=now, words=_words(ui), language=ui.words.language, demo=ui.state.installation.demo,
    )  # fmt: skip


def _there(ui: Ui, review: CaseReview) -> list[str]:
    ours = sorted(filter(None, (worker_name(ui, id) for id in review.worker_ids)), key=str.casefold)
    return [*organisation_names(ui, review.present_ids), *ours]


def _row(ui: Ui, case: Case, named: bool) -> Row:
    said = case.said if case.decided else None
    due = said.due_on if said else None
    return Row(
        name=person_name(ui, case.person) if named else _initials(case.person),
        reason=reasons_words(ui, case),
        decision=ui.words.label(said.decision) if said else ui.t("minutes.undecided"),
        text=(said.decided or "") if said else "",
        owner=owner_name(ui, said) if said else "",
        due=ui.words.short_day(due, year=True) if due else "",
    )


def _initials(person: Person) -> str:
    return initials(person.first_name, person.last_name, person.nickname)


def _words(ui: Ui) -> MinutesWords:
    page = ui.t("sheet.page", page="{page}", pages="{pages}")  # the sheet knows how many
    return MinutesWords(
        heading=ui.t("minutes.heading"), when=ui.t("sheet.when"), where=ui.t("sheet.where"),
        present=ui.t("review.present"), excused=ui.t("review.excused"), absent=ui.t("minutes.absent"),
        nobody=ui.t("minutes.nobody"), person=ui.t("minutes.person"), decision=ui.t("minutes.decision"),
        owner=ui.t("minutes.owner"), due=ui.t("minutes.due"), no_case=ui.t("minutes.no_case"),
        transcribed=ui.t("sheet.transcribed"), unwritable=ui.t("sheet.unwritable"), page=page, demo=ui.t("sheet.demo"),
    )  # fmt: skip
