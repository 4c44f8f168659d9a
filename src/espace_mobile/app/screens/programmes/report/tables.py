"""A balance as typed tables: what a spreadsheet opens, one sheet each."""

from __future__ import annotations

from collections.abc import Iterator

from espace_mobile.app import clock
from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.screens.programmes.campaign import words as campaign_words
from espace_mobile.app.screens.programmes.report import words
from espace_mobile.app.screens.programmes.report.figure_tables import euros, figures, hours, months, parts, table
from espace_mobile.app.screens.programmes.sheet.words import TARGET_WORDS, target_words
from espace_mobile.app.screens.programmes.workshops.words import rhythm
from espace_mobile.app.ui import Ui
from espace_mobile.reports.workbook import Cell, Table


def tables(ui: Ui, balance: Balance) -> list[Table]:
    """In the order of the sheet's headings. A blank cell stays blank, a hidden value too, and the column beside it says
    so."""
    made = (
        _sheet, _measures, _workshops, _hours, _budget, figures, parts, months, _campaign, _partners, _meetings,
        _reviews, _texts,
    )  # fmt: skip
    return [make(ui, balance) for make in made]


def _sheet(ui: Ui, balance: Balance) -> Table:
    programme, under = balance.programme, balance.hidden_under

    def rows() -> Iterator[list[Cell]]:
        yield [ui.t("sheet.programme"), programme.name]
        yield [ui.t("balance.from"), balance.span.since]
        yield [ui.t("balance.until"), balance.span.until]
        yield [ui.t("balance.version"), ui.t("balance.internal" if under is None else "balance.shared")]
        yield [ui.t("balance.under"), under]
        yield [ui.t("sheet.lead"), programme.lead]
        yield [ui.t("sheet.communes"), words.communes(ui, balance) or None]
        yield [ui.t("sheet.objective"), programme.objective]
        yield [ui.t("sheet.calendar"), programme.calendar]
        yield [ui.t("sheet.since"), programme.since]
        yield [ui.t("sheet.until"), programme.until]
        yield [ui.t("sheet.places"), ui.words.listing([p.name for p in balance.places]) or None]
        for field, key in TARGET_WORDS.items():
            if said := target_words(ui, programme, field):
                yield [ui.t(key), said]

    return table(ui, "balance.sheet", [ui.t("balance.what"), ui.t("balance.value")], rows())


def _measures(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.measure", "sheet.aims", "sheet.calendar", "sheet.lead")]
    rows: Iterator[list[Cell]] = ([m.title, m.targets, m.calendar, m.lead] for m in balance.measures)
    return table(ui, "balance.measures", headings, rows)


def _workshops(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("balance.workshop", "balance.rhythm", "balance.held", "balance.planned")]
    rows: Iterator[list[Cell]] = (
        [w.title if w else ui.t("balance.no_workshop"), rhythm(ui, w) if w else None, held, planned]
        for w, held, planned in balance.workshops
    )
    return table(ui, "balance.workshops", headings, rows)


def _hours(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t("balance.task"), ui.t("balance.hours_offered"), ui.t("sheet.since"), ui.t("sheet.until")]
    rows: Iterator[list[Cell]] = ([a.task, hours(a.minutes), a.since, a.until] for a in balance.allocations)
    return table(ui, "balance.hours", headings, rows)


def _budget(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "sheet.year", "sheet.side", "balance.nature", "sheet.label", "balance.funder", "sheet.measure", "balance.euros",
    )]  # fmt: skip
    of = {m.id: m.title for m in balance.measures}
    rows: Iterator[list[Cell]] = (
        [b.year, ui.words.label(b.side), ui.words.label(b.nature), b.label or None,
         balance.names.get(b.organisation_id or ""), of.get(b.measure_id or ""),
         None if b.cents is None else euros(b.cents)]
        for b in balance.budget
    )  # fmt: skip
    return table(ui, "balance.budget", headings, rows)


def _campaign(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "balance.action", "balance.sort", "sheet.since", "sheet.until", "balance.copies", "balance.euros",
        "balance.channel", "campaign.before", "campaign.during", "campaign.after", "balance.remark",
    )]  # fmt: skip

    def rows() -> Iterator[list[Cell]]:
        for one in balance.campaign:
            a, told = one.action, one.contacts
            hidden = any(many is None for many in told.values())
            yield [
                campaign_words.what(ui, a), ui.words.label(a.sort), a.since, a.until, a.quantity,
                None if a.cents is None else euros(a.cents),
                ui.words.label(one.effect.channel) if one.effect else None,
                told.get("before"), told.get("during"), told.get("after"),
                ui.t("dashboard.hidden") if hidden else None,
            ]  # fmt: skip

    return table(ui, "balance.actions", headings, rows())


def _partners(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.partner", "balance.role", "balance.does")]
    rows: Iterator[list[Cell]] = ([o.name, ui.words.label(p.role), p.does] for p, o in balance.partners)
    return table(ui, "balance.partners", headings, rows)


def _meetings(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in (
        "sheet.when", "balance.meeting", "balance.state", "balance.came", "balance.asked",
    )]  # fmt: skip
    rows: Iterator[list[Cell]] = (
        [clock.local(m.starts_at).date(), ui.words.label(m.sort), ui.words.label(m.status), len(m.present_ids),
         len({*m.organisation_ids, *m.present_ids})]
        for m in balance.meetings
    )  # fmt: skip
    return table(ui, "balance.meetings", headings, rows)


def _reviews(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.when", "balance.state")]
    rows: Iterator[list[Cell]] = ([r.on, ui.words.label(r.status)] for r in balance.reviews)
    return table(ui, "balance.reviews", headings, rows)


def _texts(ui: Ui, balance: Balance) -> Table:
    headings = [ui.t(k) for k in ("sheet.when", "balance.sort", "sheet.text")]
    rows: Iterator[list[Cell]] = ([t.on, ui.words.label(t.sort), t.text] for t in balance.texts)
    return table(ui, "balance.texts", headings, rows)
