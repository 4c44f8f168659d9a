"""What is said of a file that is being imported: errors, doubts, what isn't read, what it would change."""

from __future__ import annotations

from typing import Any

from espace_mobile.app.actions.schedule_import import Preview
from espace_mobile.app.screens.wording import place_name, team_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_changes import LineChange
from espace_mobile.domain.schedule_doubts import Doubt, Why
from espace_mobile.domain.schedule_sources import EVENT, Note
from espace_mobile.domain.team import Team
from espace_mobile.i18n.translator import sentence


def error_words(ui: Ui, error: LineError, unit: str) -> str:
    """« Ligne 4 : date, ce jour n’existe pas »."""
    what = _what(ui, error)
    if error.sheet:
        return ui.t("import.sheet_line", sheet=error.sheet, line=error.line, what=what)
    return ui.t("import.event" if unit == EVENT else "import.line", line=error.line, what=what)


def _what(ui: Ui, error: LineError) -> str:
    key = REASONS.get(error.reason, "import.reason.unreadable")
    if error.reason == "empty" and error.column is None:
        key = "import.reason.empty_file"
    if error.column is None:
        return ui.t(key)
    column = ui.t(COLUMN_WORDS[error.column]) if error.column in COLUMN_WORDS else error.column
    return ui.t("import.in_column", column=column, what=ui.t(key))


def note_words(ui: Ui, note: Note) -> str:
    if note.reason == "endless":
        return ui.tn("import.note.endless", note.n)
    return ui.t(_NOTES[note.reason], said=note.said, n=ui.words.number(note.n))


def date_words(ui: Ui, outing: Outing, preview: Preview) -> str:
    """« Lundi 4 janvier 2027, Halle neuve »; the place may be one that the file brings."""
    brought = preview.named.get(outing.place_id or "")
    place = brought.name if isinstance(brought, Place) else place_name(ui, outing)
    return ui.t("import.date", day=sentence(ui.words.day(outing.on, year=True)), place=place)


def doubt_words(ui: Ui, doubt: Doubt, change: LineChange) -> str:
    return ui.t(_WHYS[doubt.why], said=_about(ui, doubt, change))


def _about(ui: Ui, doubt: Doubt, change: LineChange) -> str:
    before = change.before
    if before is None:
        return doubt.said
    if doubt.why == Why.OTHER_DAY:
        return ui.words.day(before.on, year=True)
    if doubt.why == Why.OTHER_HOUR:
        return ui.words.hours(before.starts, before.ends)
    return team_name(ui, before.team_id) if doubt.why == Why.OTHER_TEAM else doubt.said


def change_words(ui: Ui, change: LineChange, preview: Preview) -> list[str]:
    """« fin : 12 h, devient 13 h », one for each field."""
    before, after = change.before, change.outing
    if before is None:
        return []
    differing = (name for name in _FIELDS if getattr(before, name) != getattr(after, name))
    return [
        ui.t("import.change", what=ui.t(_FIELDS[name]), old=_value(ui, getattr(before, name), name, preview),
             new=_value(ui, getattr(after, name), name, preview))
        for name in differing
    ]  # fmt: skip


def _value(ui: Ui, value: Any, name: str, preview: Preview) -> str:
    if not value:
        return ui.t("import.none")
    if name == "on":
        return ui.words.day(value, year=True)
    if name in ("starts", "ends"):
        return ui.words.clock(value)
    if name == "partner_ids":
        return ui.words.listing([_name(ui, Organisation, id, preview) for id in value])
    if name in ("place_id", "team_id"):
        return _name(ui, Place if name == "place_id" else Team, value, preview)
    return ui.words.label(value)


def _name(ui: Ui, kind: type[Fact], id: str, preview: Preview) -> str:
    found = preview.named.get(id) or ui.replica.get(kind, id)
    return str(getattr(found, "name", "")) or ui.t("import.none")


COLUMN_WORDS = {
    "date": "import.column.date", "start": "import.column.start", "end": "import.column.end",
    "kind": "import.column.kind", "place": "import.column.place", "neighbourhood": "import.column.neighbourhood",
    "commune": "import.column.commune", "commune_insee": "import.column.commune_insee",
    "qpv_code": "import.column.qpv_code", "team": "import.column.team",
    "partners": "import.column.partners", "status": "import.column.status",
}  # fmt: skip
_FIELDS = {
    "on": "import.column.date", "starts": "import.column.start", "ends": "import.column.end",
    "type": "import.column.kind", "place_id": "import.column.place", "team_id": "import.column.team",
    "partner_ids": "import.column.partners", "status": "import.column.status",
}  # fmt: skip
_WHYS = {
    Why.OTHER_HOUR: "import.why.other_hour", Why.OTHER_TEAM: "import.why.other_team",
    Why.OTHER_DAY: "import.why.other_day", Why.CANCELLED: "import.why.cancelled", Why.PAST: "import.why.past",
    Why.FAR: "import.why.far", Why.NOT_ITS_DAY: "import.why.not_its_day", Why.NO_YEAR: "import.why.no_year",
    Why.ZONE: "import.why.zone", Why.SEVERAL_DAYS: "import.why.several_days",
}  # fmt: skip
_NOTES = {
    "hidden_sheet": "import.note.hidden_sheet", "other_sheet": "import.note.other_sheet", "cut": "import.note.cut",
}  # fmt: skip
REASONS = {
    "quotes": "import.reason.quotes", "too_many_cells": "import.reason.too_many_cells",
    "duplicate": "import.reason.duplicate", "unknown_column": "import.reason.unknown_column",
    "no_header": "import.reason.no_header", "not_text": "import.reason.not_text", "empty": "import.reason.empty",
    "unreadable": "import.reason.unreadable", "impossible": "import.reason.impossible",
    "weekday": "import.reason.weekday", "out_of_range": "import.reason.out_of_range",
    "unknown": "import.reason.unknown", "too_long": "import.reason.too_long",
    "end_before_start": "import.reason.end_before_start", "lost_zero": "import.reason.lost_zero",
    "invalid": "import.reason.invalid", "blank_formula": "import.reason.blank_formula",
    "protected": "import.reason.protected", "old_excel": "import.reason.old_excel",
    "not_workbook": "import.reason.not_workbook", "too_big": "import.reason.too_big",
    "damaged": "import.reason.damaged", "cut": "import.reason.cut",
    "no_start": "import.reason.no_start", "recurrence": "import.reason.recurrence",
    "too_many": "import.reason.too_many", "no_reader": "import.reason.no_reader",
    "many_days": "import.reason.many_days", "no_event": "import.reason.no_event",
}  # fmt: skip
