"""A balance in words, under the headings of the sheet, as it is drawn on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from espace_mobile.app import clock
from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.screens.programmes.indicators.words import definition, span_words
from espace_mobile.app.screens.programmes.report import words
from espace_mobile.app.screens.programmes.report.activity import activity, months
from espace_mobile.app.screens.programmes.sheet.words import TARGET_WORDS, target_words, total_words
from espace_mobile.app.screens.programmes.workshops.words import rhythm
from espace_mobile.app.ui import Ui
from espace_mobile.domain.budget import by_side, by_year
from espace_mobile.domain.indicators import Figure, Of, by_code
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme_sheet import BudgetLine
from espace_mobile.domain.sheet_vocabulary import BudgetSide, ProgrammeTextSort
from espace_mobile.reports.balance_sheet import BalanceSheet, Block, Chart, Grid, Numbers, Rows, Said, Section
from espace_mobile.reports.charts import Bar

# What is said first, when something was counted: six at most.
_KEYS = (
    Of.PEOPLE, Of.OUTINGS_HELD, Of.CONTACTS, Of.SESSIONS_HELD, Of.PRESENCES, Of.HOURS_VALIDATED, Of.VISITS,
    Of.REVIEWS_HELD, Of.ENTRIES, Of.EXITS, Of.ATTEMPTS, Of.MEETINGS,
)  # fmt: skip
_MOST_KEYS = 6
_SIDES = {BudgetSide.EXPENSE: "sheet.expenses", BudgetSide.FUNDING: "sheet.fundings"}


def sheet_of(ui: Ui, balance: Balance) -> BalanceSheet:
    now = clock.local(clock.now())
    shared, under = balance.hidden_under is not None, balance.hidden_under
    return BalanceSheet(
        kind=ui.t("balance.kind"), title=balance.programme.name, period=span_words(ui, balance.span),
        about=tuple(_about(ui, balance)), keys=Numbers(ui.t("balance.keys"), _keys(ui, balance)),
        sections=tuple(_sections(ui, balance)),
        definitions_title=ui.t("balance.definitions"),
        definitions=tuple((words.label(ui, f), definition(ui, f.code)) for f in _figures(balance)),
        notes=(ui.t("dashboard.hidden_why", under=under) if shared else ui.t("balance.internal_why"),
               ui.t("balance.counted_here")),
        respelt=ui.t("balance.respelt"),
        printed=ui.t("sheet.printed", day=ui.words.day(now.date(), year=True), hour=ui.words.clock(now),
                     name=ui.session.worker.display_name),
        printed_at=now, page=ui.t("sheet.page", page="{page}", pages="{pages}"),
        warning="" if shared else ui.t("balance.not_shared"),
        demo=ui.t("sheet.demo") if ui.state.installation.demo else "", language=ui.words.language,
    )  # fmt: skip


def _about(ui: Ui, balance: Balance) -> Iterator[tuple[str, str]]:
    """What stands on the cover; what nobody said is left out of it, and said inside."""
    said = {
        "balance.association": ui.session.membership.org_name, "sheet.lead": balance.programme.lead or "",
        "sheet.communes": words.communes(ui, balance),
    }  # fmt: skip
    yield from ((ui.t(key), value) for key, value in said.items() if value)


def _figures(balance: Balance) -> list[Figure]:
    return [figure for group in balance.counts.groups if words.told(group) for figure in group.figures]


def _keys(ui: Ui, balance: Balance) -> tuple[tuple[str, str, str], ...]:
    """Those that were counted; the number of people, even of nobody."""
    found = by_code(balance.counts.groups)
    counted = [f for code in _KEYS if (f := found.get(code)) and (f.value or f.hidden or code == Of.PEOPLE)]
    return tuple((words.number(ui, f.value, f.unit, f.hidden), words.label(ui, f), words.beside(ui, f))
                 for f in counted[:_MOST_KEYS])  # fmt: skip


def _sections(ui: Ui, balance: Balance) -> Iterator[Section]:
    made = (
        ("balance.objectives", _objectives), ("balance.means", _means), ("balance.calendar", _calendar),
        ("balance.budget", _budget), ("balance.indicators", activity), ("balance.partners", _partners),
        ("balance.result", _result),
    )  # fmt: skip
    for key, make in made:
        yield Section(ui.t(key), tuple(make(ui, balance)))


def _objectives(ui: Ui, balance: Balance) -> Iterator[Block]:
    yield Said(words.blank(ui, balance.programme.objective))
    yield from _texts(ui, balance, (ProgrammeTextSort.DIAGNOSIS,))
    targets = ((ui.t(key), target_words(ui, balance.programme, field)) for field, key in TARGET_WORDS.items())
    announced = tuple(row for row in targets if row[1])
    if announced:
        yield Said(ui.t("balance.as_on_sheet"), quiet=True, heading=ui.t("balance.announced"))
        yield Rows(announced)


def _means(ui: Ui, balance: Balance) -> Iterator[Block]:
    places = ui.words.listing([place.name for place in balance.places])
    yield Rows(
        ((ui.t("sheet.lead"), words.blank(ui, balance.programme.lead)), (ui.t("sheet.places"), words.blank(ui, places)))
    )
    if balance.measures:
        yield Grid(
            ui.t("balance.measures"),
            tuple(ui.t(k) for k in ("sheet.measure", "sheet.aims", "sheet.calendar", "balance.budget",
                                    "sheet.fundings", "sheet.lead")),
            tuple(_measure_rows(ui, balance)),
        )  # fmt: skip
    if balance.workshops:
        yield Grid(
            ui.t("balance.workshops"),
            tuple(ui.t(k) for k in ("balance.workshop", "balance.rhythm", "balance.held")),
            tuple((w.title if w else ui.t("balance.no_workshop"), rhythm(ui, w) if w else "",
                   ui.t("indicators.of", value=held, of=planned) if planned else "0")
                  for w, held, planned in balance.workshops),
            frozenset({2}),
        )  # fmt: skip
    if balance.allocations:
        rows = [(a.task, words.hours(ui, a.minutes)) for a in balance.allocations]
        total = (ui.t("balance.total"), words.hours(ui, sum(a.minutes for a in balance.allocations)))
        yield Grid(ui.t("balance.hours"), (ui.t("balance.task"), ui.t("balance.hours_offered")), (*rows, total),
                   frozenset({1}), total=True)  # fmt: skip


def _measure_rows(ui: Ui, balance: Balance) -> Iterator[tuple[str, ...]]:
    for m in balance.measures:
        lines = [line for line in balance.budget if line.measure_id == m.id]
        yield (
            m.title, words.blank(ui, m.targets), words.calendar(ui, m.calendar),
            words.budget_cell(ui, lines, BudgetSide.EXPENSE), words.budget_cell(ui, lines, BudgetSide.FUNDING),
            words.blank(ui, m.lead),
        )  # fmt: skip


def _calendar(ui: Ui, balance: Balance) -> Iterator[Block]:
    programme = balance.programme
    held = [r.on for r in balance.reviews if r.status == SessionStatus.HELD]
    rows = [
        (ui.t("sheet.calendar"), words.calendar(ui, programme.calendar)),
        (ui.t("sheet.period"), words.calendar(ui, words.lasts(ui, programme))),
    ]  # fmt: skip
    if held:
        rows.append((ui.t("balance.reviews"), ui.words.listing([ui.words.short_day(on) for on in held])))
    yield Rows(tuple(rows))
    yield from months(ui, balance)


def _budget(ui: Ui, balance: Balance) -> Iterator[Block]:
    """Totals of each year apart; every line, those without an amount too."""
    if not balance.budget:
        yield Said(ui.t("balance.no_budget"))
    for year, lines in by_year(balance.budget).items():
        said = str(year) if year is not None else ui.t("sheet.no_year")
        totals = by_side(lines)
        most = max((t.cents or 0 for t in totals.values()), default=0)
        bars = tuple(
            Bar(ui.t(_SIDES[side]), total_words(ui, total) or ui.t("balance.blank"),
                words.share(total.cents, most))
            for side, total in totals.items()
        )  # fmt: skip
        yield Chart(said, bars)
        yield Grid(
            "", tuple(ui.t(k) for k in ("sheet.side", "balance.nature", "sheet.label", "balance.funder",
                                        "sheet.measure", "sheet.amount")),
            tuple(_budget_row(ui, balance, line) for line in lines), frozenset({5}),
        )  # fmt: skip


def _budget_row(ui: Ui, balance: Balance, line: BudgetLine) -> tuple[str, ...]:
    measure = next((m.title for m in balance.measures if m.id == line.measure_id), "")
    funder = balance.names.get(line.organisation_id or "", "")
    nature = ui.words.label(line.nature) if line.side == BudgetSide.EXPENSE else ""
    return ui.words.label(line.side), nature, line.label, funder, measure, words.amount(ui, line)


def _partners(ui: Ui, balance: Balance) -> Iterator[Block]:
    if not balance.partners:
        yield Said(ui.t("balance.blank"))
    else:
        rows = ((o.name, ui.words.label(p.role), p.does or "") for p, o in balance.partners)
        yield Grid("", (ui.t("sheet.partner"), ui.t("balance.role"), ui.t("balance.does")), tuple(rows))
    meetings = [m for m in balance.meetings if m.status == SessionStatus.HELD]
    if not meetings:
        yield Said(ui.t("balance.no_meeting"), quiet=True, heading=ui.t("balance.meetings"))
        return
    yield Grid(
        ui.t("balance.meetings"), tuple(ui.t(k) for k in ("sheet.when", "balance.meeting", "balance.came")),
        tuple((words.day(ui, m), ui.words.label(m.sort), words.came(ui, m)) for m in meetings),
    )  # fmt: skip


def _result(ui: Ui, balance: Balance) -> Iterator[Block]:
    sorts = (ProgrammeTextSort.BALANCE, ProgrammeTextSort.COMMENT)
    if not any(t.sort == ProgrammeTextSort.BALANCE for t in balance.texts):
        yield Said(ui.t("balance.no_text"))
    yield from _texts(ui, balance, sorts)


def _texts(ui: Ui, balance: Balance, sorts: Sequence[ProgrammeTextSort]) -> Iterator[Block]:
    for t in balance.texts:
        if t.sort in sorts:
            day = ui.words.short_day(t.on, year=True)
            yield Said(t.text or "", heading=ui.t("balance.written_on", sort=ui.words.label(t.sort), day=day))
