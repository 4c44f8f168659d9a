"""The figures of the association as a file: XLSX, CSV or statistics. What tells of few people is never in it.

The CSV file is one long table, a number a line: it opens at a double tap as one file, can be filtered and pivoted, and
goes under last year's. One file a table in an archive would have to be unpacked, and a tablet can't.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from espace_mobile.app import clock
from espace_mobile.app.actions import dashboard, exports
from espace_mobile.app.actions.indicator_tables import Shown, long_table, sheets
from espace_mobile.domain.dashboard import Board, By, Card, Cut, Filters
from espace_mobile.domain.dashboard.address import to_query
from espace_mobile.domain.dashboard.sharing import is_whole_hidden, shared
from espace_mobile.domain.indicators.sharing import About, about
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.i18n import Translator
from espace_mobile.reports import statistics
from espace_mobile.reports.workbook import Table, write_workbook
from espace_mobile.store.replica import Replica

FORMATS = (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.JSON)
_NAMED = (By.PLACE, By.PROGRAMME)  # whose values are ids, which go nowhere


@dataclass(frozen=True)
class Outlook:
    """What a file would hold: of so many numbers, how many are hidden. `refused`: the filters leave too few people."""

    numbers: int
    hidden: int
    under: int
    refused: bool


def outlook(replica: Replica, filters: Filters) -> Outlook:
    """Work: the figures are counted, when they aren't yet. For another thread than the page's."""
    board, under = dashboard.boards(replica).of(filters), exports.settings(replica).hidden_under
    numbers = list(_numbers(shared(board, under)))
    return Outlook(len(numbers), sum(1 for n in numbers if n is None), under, is_whole_hidden(board, under))


def file(
    replica: Replica, filters: Filters, format: ExportFormat, worker: Worker, words: Translator, now: datetime, *,
    demo: str = "",
) -> bytes:  # fmt: skip
    """Written down before it is handed over. `demo`: the line that every file of the demonstration has. For another
    thread than the page's.

    Raises `InputError` (`record`, `supervisor_only`; `filters`, `too_few`), `ImportError` for a workbook on a tablet.
    """
    exports.check_may_export(replica, worker)
    board, under = dashboard.boards(replica).of(filters), exports.settings(replica).hidden_under
    if is_whole_hidden(board, under):
        raise InputError("filters", "too_few", under=under)
    labels = {by: dashboard.labels(replica, words, by) for by in By}
    shown = Shown(shared(board, under), labels, words, under, demo)
    tables, today = sheets(shown), clock.local(now).date()
    data = _drawn(shown, tables, format, today)
    exports.write_down(
        replica, ExportSort.STATISTICS if format == ExportFormat.JSON else ExportSort.INDICATORS, format, worker,
        now=now, span=filters.span, lines=len(list(_numbers(shown.board))), hidden_under=under,
        digest=exports.digest_of(tables), filters=to_query(filters),
    )  # fmt: skip
    return data


def _drawn(shown: Shown, tables: list[Table], format: ExportFormat, today: date) -> bytes:
    if format == ExportFormat.XLSX:
        first, *others = tables
        made = (shown.words.t("indicator_file.made_on"), today)
        first = Table(first.name, first.headings, [*first.rows, made])
        return write_workbook([first, *others], shown.words.t("indicator_file.title"),
                              datetime.combine(today, time.min, UTC))  # fmt: skip
    if format == ExportFormat.CSV:
        return exports.csv_bytes(long_table(shown))
    return statistics.as_json(_statistics(shown, today))


def _numbers(board: Board) -> list[int | None]:
    """All that a file tells, hidden ones None."""
    cards = [*board.funnel, *board.activity]
    compared = [card.before for card in cards] if board.filters.against else []
    points = [point.value for trend in board.trends for point in trend.points]
    cells = [value for cut in board.cuts for _, values in cut.rows for value in values]
    return [*(card.value for card in cards), *compared, *points, *cells]


# Statistics


def _statistics(shown: Shown, today: date) -> statistics.Statistics:
    board = shown.board
    filters = board.filters
    return statistics.Statistics(
        format="espace-mobile-statistics", version=1, demo=bool(shown.demo), made_on=today,
        language=shown.words.language, period=_days(filters.span),
        compared=_days(filters.against) if filters.against else None, filters=_filters(shown, filters.only),
        hidden_under=shown.under, funnel=[_figure(shown, card) for card in board.funnel],
        activity=[_figure(shown, card) for card in board.activity],
        months=[
            statistics.Months(code=t.of.value, months=[
                statistics.Month(month=p.first, **statistics.number(p.value).model_dump()) for p in t.points
            ]) for t in board.trends
        ],
        cuts=[_cut(shown, cut) for cut in board.cuts],
    )  # fmt: skip


def _days(span: Span) -> statistics.Days:
    return statistics.Days(since=span.since, until=span.until)


def _filters(shown: Shown, only: Mapping[By, frozenset[str]]) -> list[statistics.Filter]:
    return [
        statistics.Filter(by=by.value, label=shown.by(by), values=sorted(
            (_value(shown, by, value) for value in values), key=lambda v: (v.label, v.code or "")))
        for by, values in sorted(only.items()) if values
    ]  # fmt: skip


def _value(shown: Shown, by: By, value: str) -> statistics.Value:
    return statistics.Value(code=None if by in _NAMED else value, label=shown.value(by, value))


def _figure(shown: Shown, card: Card) -> statistics.Figure:
    number = statistics.number(card.value)
    return statistics.Figure(
        code=card.of.value, label=shown.figure(card.of), definition=dashboard.means(shown.words, card.of),
        counts="things" if about(card.of) == About.THINGS else "people", value=number.value, hidden=number.hidden,
        before=statistics.number(card.before) if shown.board.filters.against else None,
    )  # fmt: skip


def _cut(shown: Shown, cut: Cut) -> statistics.Cut:
    rows = [
        statistics.Row(value=_value(shown, cut.by, name), numbers=[statistics.number(value) for value in values])
        for name, values in cut.rows
    ]
    if cut.by in _NAMED:
        rows.sort(key=lambda row: row.value.label)
    totals = [statistics.number(total) for total in cut.totals]
    return statistics.Cut(
        by=cut.by.value, label=shown.by(cut.by), figures=[of.value for of in cut.codes], rows=rows, totals=totals
    )  # fmt: skip
