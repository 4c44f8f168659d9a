"""What is said of a file of people: its fields, and what can't be kept of it."""

from __future__ import annotations

from espace_mobile.app.ui import Ui
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.people_import.fields import Field

FIELD_WORDS = {
    Field.LAST_NAME: "people_import.field.last_name", Field.FIRST_NAME: "people_import.field.first_name",
    Field.FULL_NAME: "people_import.field.full_name", Field.NICKNAME: "people_import.field.nickname",
    Field.BIRTH: "people_import.field.birth", Field.AGE: "people_import.field.age",
    Field.SEX: "people_import.field.sex", Field.PHONE: "people_import.field.phone",
    Field.EMAIL: "people_import.field.email", Field.ADDRESS: "people_import.field.address",
    Field.COMMUNE: "people_import.field.commune", Field.QPV: "people_import.field.qpv",
    Field.HEARD_VIA: "people_import.field.heard_via", Field.NEEDS: "people_import.field.needs",
    Field.BARRIERS: "people_import.field.barriers", Field.FIRST_MET: "people_import.field.first_met",
    Field.NOTICE: "people_import.field.notice", Field.NOTICE_ON: "people_import.field.notice_on",
    Field.SHARING: "people_import.field.sharing", Field.GUARDIAN: "people_import.field.guardian",
    Field.TEAM: "people_import.field.team", Field.NOTE: "people_import.field.note", Field.ON: "people_import.field.on",
    Field.PLACE: "people_import.field.place", Field.COUNT: "people_import.field.count",
}  # fmt: skip
_REASONS = {
    "empty": "people_import.reason.empty", "invalid": "people_import.reason.invalid",
    "unreadable": "people_import.reason.unreadable", "impossible": "people_import.reason.impossible",
    "weekday": "people_import.reason.weekday", "future": "people_import.reason.future",
    "too_old": "people_import.reason.too_old", "too_long": "people_import.reason.too_long",
    "nir": "people_import.reason.nir", "formula": "people_import.reason.formula",
    "under_16": "people_import.reason.under_16", "unknown": "people_import.reason.unknown",
    "yes_or_no": "people_import.reason.yes_or_no", "lost_zero": "people_import.reason.lost_zero",
    "which": "people_import.reason.which", "twice": "people_import.reason.twice",
    "erased": "people_import.reason.erased", "quotes": "people_import.reason.quotes",
}  # fmt: skip
_FILES = {
    "empty": "people_import.file.empty", "not_text": "people_import.file.not_text",
    "too_big": "people_import.file.too_big", "protected": "people_import.file.protected",
    "old_excel": "people_import.file.old_excel", "not_workbook": "people_import.file.not_workbook",
    "damaged": "people_import.file.damaged",
}  # fmt: skip


def field_words(ui: Ui, field: Field) -> str:
    return ui.t(FIELD_WORDS[field])


def file_words(ui: Ui, reason: str) -> str:
    """Why a whole file can't be read."""
    return ui.t(_FILES.get(reason, "people_import.file.damaged"))


def error_words(ui: Ui, error: LineError) -> str:
    """« Ligne 4 : Naissance, ce jour n’existe pas »."""
    field = next((field for field in Field if field == error.column), None)
    reason = _REASONS.get(error.reason, "people_import.reason.unreadable")
    what = ui.t("people_import.reason.no_name" if (error.column, error.reason) == ("name", "empty") else reason)
    if field is not None:
        what = ui.t("people_import.in_field", field=field_words(ui, field), what=what)
    return ui.t("people_import.line", line=error.line, what=what[:1].upper() + what[1:])
