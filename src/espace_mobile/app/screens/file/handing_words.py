"""A person's whole file in words, as they are handed it: sections, the name of each field and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from espace_mobile.app import clock
from espace_mobile.app.actions import person_export
from espace_mobile.app.actions.merged_values import mapping
from espace_mobile.app.actions.person_export import ANOTHER, WITHHELD, PersonExport, Told
from espace_mobile.app.screens.file import fact_fields
from espace_mobile.app.screens.file.field_words import field_name, value_words
from espace_mobile.app.screens.file.handing_fields import MORE, SILENT
from espace_mobile.app.screens.file.value_words import Field, day, instant
from espace_mobile.app.screens.wording import kind_words, person_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.merge import MergedValues
from espace_mobile.domain.person import Person
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.person_file import Entry, PersonFileSheet, Section

_AGREED = (
    "notice_given", "notice_version", "notice_on", "notice_language", "sharing", "sharing_on", "guardian",
    "guardian_on",
)  # fmt: skip
_WHO = (
    "first_name", "last_name", "nickname", "sex", "birth_on", "birth_year", "age_band", "phone", "email", "address",
    "commune_insee", "qpv", "languages",
)  # fmt: skip
_AT = "at"  # stands over the rows
_NOT_HERE = {
    person_export.OTHER_TEAMS: "handing.other_teams", person_export.REPLACED: "handing.replaced",
    person_export.COPIES: "handing.copies", person_export.PAPER: "handing.paper",
}  # fmt: skip


def sheet_of(ui: Ui, person: Person, export: PersonExport) -> PersonFileSheet:
    now = clock.local(clock.now())
    return PersonFileSheet(
        heading=ui.t("handing.heading"), title=person_name(ui, person),
        intro=(ui.t("handing.intro", day=ui.words.day(now.date(), year=True)), ui.t("handing.rights")),
        sections=tuple(sections(ui, export)),
        printed=ui.t("sheet.printed", day=ui.words.day(now.date(), year=True), hour=ui.words.clock(now),
                     name=ui.session.worker.display_name),
        printed_at=now, page=ui.t("sheet.page", page="{page}", pages="{pages}"),
        demo=ui.t("sheet.demo") if ui.state.installation.demo else "", language=ui.words.language,
    )  # fmt: skip


def sections(ui: Ui, export: PersonExport) -> Iterator[Section]:
    """Who the person is, what they were told, what was noted of every sort, what is elsewhere."""
    for n, file in enumerate(export.files):
        rest = [name for name in file.fields if name not in (*_WHO, *_AGREED, "id")]
        of_file = ((_WHO, "handing.who"), (_AGREED, "consent.title"), (rest, "handing.situation"))
        entries = tuple(Entry(ui.t(title), rows) for names, title in of_file if (rows := _of_file(ui, file, names)))
        yield Section(ui.t("handing.file" if n == 0 else "handing.other_file"), entries)
    for kind, told in export.facts.items():
        yield Section(kind_words(ui, kind), tuple(_entry(ui, each) for each in told))
    if export.to_settle:
        yield Section(ui.t("handing.to_settle"), tuple(_open(ui, each) for each in export.to_settle))
    elsewhere = tuple((ui.t("handing.what"), ui.t(_NOT_HERE[code])) for code in export.not_here)
    yield Section(ui.t("handing.not_here"), (Entry(ui.t("handing.not_here_hint"), elsewhere),))


def _of_file(ui: Ui, file: Told, names: Any) -> tuple[tuple[str, str], ...]:
    there = [name for name in names if name in file.fields]
    return tuple((field_name(ui, name), value_words(ui, name, file.fields[name])) for name in there)


def _entry(ui: Ui, told: Told) -> Entry:
    rows = [row for name, value in told.fields.items() for row in _row(ui, told.kind, name, value)]
    return Entry(_heading(ui, told), tuple(rows))


def _heading(ui: Ui, told: Told) -> str:
    at = told.moment
    return sentence(_when(ui, at)) if at else kind_words(ui, told.kind)


def _when(ui: Ui, at: str) -> str:
    """Never « hier »: paper is read on any day. ISO day or instant."""
    if "T" not in at:
        return ui.words.day(date.fromisoformat(at), year=True)
    local = clock.local(datetime.fromisoformat(at))
    return ui.t("handing.moment_of", day=ui.words.day(local.date(), year=True), hour=ui.words.clock(local))


def _row(ui: Ui, kind: str, name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Nothing of what has no words: identifiers, and whose file it is."""
    if name in SILENT or name == _AT:
        return
    if name == WITHHELD:
        yield ui.t("handing.withheld"), ui.t("handing.withheld_hint")
    elif value == ANOTHER or (isinstance(value, list) and ANOTHER in value):
        yield ui.t("fact_field.person"), ui.t("handing.another")
    elif kind == MergedValues.kind and name == "replaced":
        yield from ((field_name(ui, field), value_words(ui, field, said)) for field, said in mapping(value).items())
    elif known := field_of(kind, name):
        yield ui.t(known.name), _said(ui, known, value)


def field_of(kind: str, name: str) -> Field | None:
    """What a field is called and how it is read; None for what has no words of its own."""
    return fact_fields.FIELDS.get(kind, {}).get(name) or MORE.get(f"{kind}.{name}") or MORE.get(name)


def _said(ui: Ui, known: Field, value: Any) -> str:
    try:
        if known.read in (instant, day):
            return _when(ui, value)
        return known.read(ui, value) or ui.t("person_field.elsewhere")
    except (TypeError, ValueError, AttributeError):  # of another shape than this version knows
        return ui.t("person_field.elsewhere")


def _open(ui: Ui, found: dict[str, Any]) -> Entry:
    kind, field = found["kind"], found["field"]
    of_file = kind == Person.kind
    known = None if of_file else field_of(kind, field)
    name = field_name(ui, field) if of_file or known is None else ui.t(known.name)
    said = [value_words(ui, field, v) if of_file else fact_fields.read(ui, kind, field, v) for v in found["values"]]
    return Entry(f"{kind_words(ui, kind)}, {name}" if kind in KINDS else name, tuple((name, each) for each in said))
