"""The figures of a shared board as tables: for a workbook, one a sheet; for a CSV file, one long one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from espace_mobile.app.actions import dashboard
from espace_mobile.domain.dashboard import Board, By, Card, Cut
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.programme_year import Span
from espace_mobile.i18n import Translator
from espace_mobile.i18n.translator import sentence
from espace_mobile.reports.workbook import Cell, Table


@dataclass(frozen=True)
class Shown:
    """`board`: shared already. `labels`: {cut: {value: what it is called}}. `demo`: the line of a demonstration, empty
    for real data."""

    board: Board
    labels: Mapping[By, Mapping[str, str]]
    words: Translator
    under: int
    demo: str = ""

    def value(self, by: By, value: str) -> str:
        known = self.labels.get(by, {}).get(value)
        return sentence(known) if known else self.words.t("dashboard.gone")

    def figure(self, of: Of) -> str:
        """Its name; of one that the filters don't cut, that they don't."""
        name, whole = self.words.t(f"indicator.{of}"), dashboard.whole(self.words, of, self.board.filters)
        return f"{name} ({whole[0].lower()}{whole[1:]})" if whole else name

    def number(self, value: int | None) -> Cell:
        """A word where it is hidden: an empty cell would be taken for nothing."""
        return self.words.t("dashboard.hidden") if value is None else value

    def by(self, by: By) -> str:
        return self.words.t(dashboard.BY[by])


def sheets(shown: Shown) -> list[Table]:
    """What the figures are of, then a table each: the funnel, the activity, the months, and every cut."""
    board, t = shown.board, shown.words.t
    return [
        about(shown), _cards(shown, t("indicator_file.funnel"), board.funnel),
        _cards(shown, t("indicator_file.activity"), board.activity),
        *([_months(shown)] if board.trends else []), *(_cut(shown, cut) for cut in board.cuts),
    ]  # fmt: skip


def long_table(shown: Shown) -> Table:
    """A number a line, each with the days and the cut it is of: it can be filtered, and put under last year's."""
    t = shown.words.t
    headings = [t("indicator_file.part"), t("indicator_file.since"), t("indicator_file.until"), t("indicator_file.cut"),
                t("indicator_file.value"), t("indicator_file.figure"), t("indicator_file.number")]  # fmt: skip
    more = ([t("indicator_file.note")], (shown.demo,)) if shown.demo else ([], ())
    return Table(t("indicator_file.title"), [*headings, *more[0]], [(*line, *more[1]) for line in _lines(shown)])


def about(shown: Shown) -> Table:
    """Without the day it is made, which whoever writes the file adds: the same figures are the same table."""
    t, filters = shown.words.t, shown.board.filters
    rows: list[tuple[Cell, Cell]] = [(t("indicator_file.note"), shown.demo)] if shown.demo else []
    rows.append((t("indicator_file.days"), _days(shown, filters.span)))
    if filters.against is not None:
        rows.append((t("indicator_file.against"), _days(shown, filters.against)))
    for by, values in sorted(filters.only.items()):
        names = shown.words.listing(sorted(shown.value(by, value) for value in values))
        rows.append((t("indicator_file.only", what=shown.by(by)), names))
    rows.append((t("dashboard.hidden"), t("indicator_file.hidden_means", under=shown.under)))
    rows.append((t("indicator_file.overlap"), t("indicator_file.overlap_means")))
    return Table(t("indicator_file.about"), [t("indicator_file.what"), t("indicator_file.said")], rows)


def _days(shown: Shown, span: Span) -> str:
    since, until = (shown.words.short_day(day, year=True) for day in (span.since, span.until))
    return shown.words.t("indicators.span", since=since, until=until)


def _cards(shown: Shown, name: str, cards: Sequence[Card]) -> Table:
    t, compared = shown.words.t, shown.board.filters.against is not None
    before = [t("indicator_file.before")] if compared else []
    headings = [t("indicator_file.figure"), t("indicator_file.number"), *before, t("indicator_file.definition")]
    rows = [
        (shown.figure(card.of), shown.number(card.value), *([shown.number(card.before)] if compared else []),
         dashboard.means(shown.words, card.of))
        for card in cards
    ]  # fmt: skip
    return Table(name, headings, rows)


def _months(shown: Shown) -> Table:
    trends, t = shown.board.trends, shown.words.t
    rows = [
        (first, *(shown.number(trend.points[n].value) for trend in trends))
        for n, first in enumerate(point.first for point in trends[0].points)
    ]
    return Table(t("indicator_file.months"), [t("indicator_file.month"), *(shown.figure(x.of) for x in trends)], rows)


def _cut(shown: Shown, cut: Cut) -> Table:
    """With the distinct people of all rows last: rows may overlap, so it is not always their sum."""
    rows: list[tuple[Cell, ...]] = [
        (shown.value(cut.by, name), *map(shown.number, values)) for name, values in _placed(shown, cut)
    ]
    rows.append((shown.words.t("indicator_file.all"), *map(shown.number, cut.totals)))
    return Table(shown.by(cut.by), [shown.by(cut.by), *map(shown.figure, cut.codes)], rows, total=True)


def _placed(shown: Shown, cut: Cut) -> list[tuple[str, tuple[int | None, ...]]]:
    """Places and programmes by name: how many came there says nothing here."""
    named = cut.by in (By.PLACE, By.PROGRAMME, By.CHANNEL)
    return sorted(cut.rows, key=lambda r: (shown.value(cut.by, r[0]).casefold(), r[0])) if named else list(cut.rows)


def _lines(shown: Shown) -> Iterator[tuple[Cell, ...]]:
    board, t = shown.board, shown.words.t
    span, against = board.filters.span, board.filters.against
    parts = ((t("indicator_file.funnel"), board.funnel), (t("indicator_file.activity"), board.activity))
    for part, cards in parts:
        for card in cards:
            yield part, span.since, span.until, None, None, shown.figure(card.of), shown.number(card.value)
            if against is not None:
                yield part, against.since, against.until, None, None, shown.figure(card.of), shown.number(card.before)
    for trend in board.trends:
        for point in trend.points:
            yield (t("indicator_file.months"), span.since, span.until, t("indicator_file.month"), point.first,
                   shown.figure(trend.of), shown.number(point.value))  # fmt: skip
    for cut in board.cuts:
        for name, values in _placed(shown, cut):
            for of, value in zip(cut.codes, values, strict=True):
                yield (t("indicator_file.cuts"), span.since, span.until, shown.by(cut.by), shown.value(cut.by, name),
                       shown.figure(of), shown.number(value))  # fmt: skip
