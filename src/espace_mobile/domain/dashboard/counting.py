"""From counted events to a board, in one pass: people are counted distinct in each cell, the rest by their records.

Each code is counted apart (`column`), so that a change of one kind of record counts the others not again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter

from espace_mobile.domain.dashboard.board import Board, Card, Cut, Point, Trend
from espace_mobile.domain.dashboard.counted import ACTIVITY, AGES, CODES, FUNNEL, KIND_OF, PEOPLE, Counted, takes
from espace_mobile.domain.dashboard.filters import By, Filters
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.periods import month_after, month_of
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.vocabulary import Qpv, ReferralChannel, Sex

_first = itemgetter(0)
_WHO = ("id", "person")  # what is counted once: records; people


@dataclass(frozen=True)
class Column:
    """What one code came to: in all, on the days compared with, by month (its first day) and by each value met."""

    total: int
    before: int | None
    months: Mapping[date, int]
    rows: Mapping[By, Mapping[str, int]]


def board(events: Iterable[Counted], filters: Filters) -> Board:
    of: dict[Of, list[Counted]] = defaultdict(list)
    for event in events:
        of[event.of].append(event)
    return assembled({code: column(of[code], code, filters) for code in CODES}, filters)


def column(events: Iterable[Counted], code: Of, filters: Filters) -> Column:
    """`events`: of this code."""
    asked = _asked(events, code, filters)
    found, who = _on(asked, filters.span), _who(code)
    once, often = _apart(found, who)
    return Column(
        total=len(once) + len(set(map(who, often))),
        before=None if filters.against is None else len(set(map(who, _on(asked, filters.against)))),
        months=_by_month(once, often, who),
        rows={by: _by_value(once, often, by, code) for by in By if takes(code, by)},
    )


def assembled(columns: Mapping[Of, Column], filters: Filters) -> Board:
    cards = {code: Card(code, counted.total, counted.before) for code, counted in columns.items()}
    months = tuple(_months(filters.span))
    return Board(
        filters=filters,
        funnel=tuple(cards[code] for code in FUNNEL),
        activity=tuple(cards[code] for code in ACTIVITY),
        trends=tuple(
            Trend(code, tuple(Point(m, columns[code].months.get(m, 0)) for m in months)) for code in CODES
        ),
        cuts=tuple(_cut(columns, by) for by in By),
    )  # fmt: skip


def behind(
    events: Iterable[Counted], filters: Filters, of: Of, by: By | None = None, value: str | None = None,
    month: date | None = None,
) -> list[tuple[str, str]]:  # fmt: skip
    """The (kind, id) of what one number counts, newest first, as many as the number: the files of the people where
    people are counted, else the records. `by` and `value`: one row of a cut; `month`: the first day of one."""
    wanted = (event for event in events if event.of == of and (by is None or getattr(event, by) == (value or "")))
    found = _on(_asked(wanted, of, filters), filters.span)
    if month is not None:
        found = _on(found, Span(*month_of(month)))
    who, kind = _who(of), Person.kind if of in PEOPLE else KIND_OF[of]
    newest = sorted(found, key=lambda event: (event.on, event.id), reverse=True)
    return [(kind, id) for id in dict.fromkeys(map(who, newest))]


def _who(code: Of) -> Callable[[Counted], str]:
    who: Callable[[Counted], str] = attrgetter(_WHO[code in PEOPLE])
    return who


def _asked(events: Iterable[Counted], code: Of, filters: Filters) -> list[Counted]:
    """Nobody can tell distinct people among the anonymous."""
    found = [event for event in events if event.person is not None] if code in PEOPLE else list(events)
    for by, values in filters.only.items():
        if values and takes(code, by):
            of = attrgetter(by)
            found = [event for event in found if of(event) in values]
    return found


def _on(events: Iterable[Counted], span: Span) -> list[Counted]:
    since, until = span.since, span.until
    return [event for event in events if since <= event.on <= until]


def _apart(found: list[Counted], who: Callable[[Counted], str]) -> tuple[list[Counted], list[Counted]]:
    """Those of whom, or of which, there is one among them; and the others. Most are alone, and need no set to count."""
    if len(set(map(who, found))) == len(found):
        return found, []
    times = Counter(map(who, found))
    return [e for e in found if times[who(e)] == 1], [e for e in found if times[who(e)] > 1]


def _by_value(once: Iterable[Counted], often: Iterable[Counted], by: By, code: Of) -> Mapping[str, int]:
    counts = Counter(map(attrgetter(by), once))
    counts.update(map(_first, set(map(attrgetter(by, _WHO[code in PEOPLE]), often))))
    return counts


def _by_month(once: Iterable[Counted], often: Iterable[Counted], who: Callable[[Counted], str]) -> Mapping[date, int]:
    counts: Counter[date] = Counter()
    for day, n in Counter(map(attrgetter("on"), once)).items():
        counts[day.replace(day=1)] += n
    firsts = {day: day.replace(day=1) for day in {event.on for event in often}}
    counts.update(map(_first, {(firsts[event.on], who(event)) for event in often}))
    return counts


def _months(span: Span) -> Iterator[date]:
    month = span.since.replace(day=1)
    while month <= span.until:
        yield month
        month = month_after(month)


# Rows in an order of their own; the others by how much they count.
_ORDER: dict[By, Sequence[str]] = {
    By.CHANNEL: tuple(ReferralChannel), By.QPV: (Qpv.YES, Qpv.NO), By.AGE: AGES, By.SEX: (Sex.FEMALE, Sex.MALE),
}  # fmt: skip


def _cut(columns: Mapping[Of, Column], by: By) -> Cut:
    codes = tuple(code for code in CODES if takes(code, by))
    counted = [columns[code].rows[by] for code in codes]
    rows = {value: tuple(of.get(value, 0) for of in counted) for value in {v for of in counted for v in of}}
    known = {value: n for n, value in enumerate(_ORDER.get(by, ()))}

    def order(value: str) -> tuple[object, ...]:
        return not value, known.get(value, len(known)), [-n for n in rows[value]] if not known else [], value

    return Cut(
        by, codes, tuple((value, rows[value]) for value in sorted(rows, key=order)),
        tuple(columns[code].total for code in codes),
    )  # fmt: skip
