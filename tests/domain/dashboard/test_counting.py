from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.dashboard import ACTIVITY, FUNNEL, Board, By, Card, Counted, Filters, takes
from espace_mobile.domain.dashboard.counted import CODES, PEOPLE, age_column
from espace_mobile.domain.dashboard.counting import behind, board
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.vocabulary import AgeBand

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
MARKET, SQUARE = "a" * 32, "b" * 32

days = st.integers(0, 80).map(lambda n: date(2026, 3, 25) + timedelta(days=n))
spans = st.tuples(days, days).map(lambda two: Span(min(two), max(two)))
counted = st.builds(
    Counted, of=st.sampled_from(CODES), on=days, id=st.sampled_from("123456"),
    person=st.sampled_from([None, "p", "q", "r"]), place=st.sampled_from(["", MARKET, SQUARE]),
    channel=st.sampled_from(["", "van", "radio"]), programme=st.sampled_from(["", "x", "y"]),
    qpv=st.sampled_from(["", "yes", "no"]), age=st.sampled_from(["", "16_25", "55_plus"]),
    sex=st.sampled_from(["", "female"]),
)  # fmt: skip
events = st.lists(counted, max_size=40)
values = {
    By.PLACE: [MARKET, ""], By.CHANNEL: ["van", ""], By.PROGRAMME: ["x", "y"], By.QPV: ["yes"], By.AGE: ["16_25", ""],
    By.SEX: ["female"],
}  # fmt: skip
only = st.fixed_dictionaries({}, optional={by: st.frozensets(st.sampled_from(some)) for by, some in values.items()})
filters = st.builds(Filters, span=spans, against=st.none() | spans, only=only)


def naive(found: list[Counted], of: Of, asked: Filters, span: Span, **cell: object) -> int:
    """One cell, as its definition says it."""
    whose: set[str | None] = set()
    for event in found:
        wanted = all(getattr(event, by) in some for by, some in asked.only.items() if some and takes(of, by))
        if event.of == of and event.on in span and wanted and all(getattr(event, k) == v for k, v in cell.items()):
            whose.add(event.person if of in PEOPLE else event.id)
    return len(whose - {None})


def numbers(found: Board) -> list[tuple[Of, By | None, str | None, date | None, int | None]]:
    """Every number of a board that opens a list."""
    cards = [(card.of, None, None, None, card.value) for card in (*found.funnel, *found.activity)]
    months = [(t.of, None, None, point.first, point.value) for t in found.trends for point in t.points]
    cells = [
        (of, cut.by, value, None, number)
        for cut in found.cuts for value, row in cut.rows for of, number in zip(cut.codes, row, strict=True)
    ]  # fmt: skip
    return [*cards, *months, *cells]


@given(events, filters)
def test_each_number_is_what_its_definition_counts_and_opens_a_list_of_as_many(
    found: list[Counted], asked: Filters
) -> None:
    made = board(found, asked)
    for of, by, value, month, number in numbers(made):
        cell = {} if by is None else {by.value: value}
        last = None if month is None else (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        span = asked.span if month is None else Span(max(month, asked.span.since), min(last, asked.span.until))
        assert number == naive(found, of, asked, span, **cell), (of, by, value, month)
        keys = behind(found, asked, of, by, value, month)
        assert len(keys) == len(set(keys)) == number
    for card in (*made.funnel, *made.activity):
        assert card.before == (naive(found, card.of, asked, asked.against) if asked.against else None)


@given(events, filters, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(found: list[Counted], asked: Filters, random: Random) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert board(mixed, asked) == board(found, asked)
    for of in (Of.CONTACTS, Of.FILES):
        assert behind(mixed, asked, of) == behind(found, asked, of)


def test_what_of_a_board_is_in_which_order() -> None:
    some = [
        Counted(Of.CONTACTS, date(2026, 5, 5), "1", place=SQUARE, age="55_plus"),
        Counted(Of.CONTACTS, date(2026, 5, 5), "2", age="16_25"),
        Counted(Of.CONTACTS, date(2026, 5, 6), "3", place=MARKET),
        Counted(Of.CONTACTS, date(2026, 5, 7), "4", place=MARKET),
    ]
    made = board(some, Filters(Span(date(2026, 4, 20), date(2026, 6, 2))))
    assert [card.of for card in made.funnel] == list(FUNNEL)
    assert [card.of for card in made.activity] == list(ACTIVITY)
    assert [p.first.month for p in made.trends[0].points] == [4, 5, 6]
    assert [p.value for p in made.trends[0].points] == [0, 4, 0]
    rows = {cut.by: [value for value, _ in cut.rows] for cut in made.cuts}
    assert (rows[By.PLACE], rows[By.AGE]) == ([MARKET, SQUARE, ""], ["16_25", "55_plus", ""])
    assert behind(some, Filters(MAY), Of.CONTACTS, By.PLACE, MARKET) == [("contact", "4"), ("contact", "3")]


def test_what_cannot_be_cut_so_is_told_whole() -> None:
    held = [Counted(Of.OUTINGS_HELD, date(2026, 5, 5), "1", place=MARKET)]
    women = Filters(MAY, only={By.SEX: frozenset({"female"}), By.PROGRAMME: frozenset({"x"})})
    assert board(held, women).activity[0] == Card(Of.OUTINGS_HELD, 1)
    elsewhere = Filters(MAY, only={By.PLACE: frozenset({SQUARE})})
    assert board(held, elsewhere).activity[0] == Card(Of.OUTINGS_HELD, 0)


def test_an_age_stands_in_a_column_of_the_pad() -> None:
    assert [age_column(band) for band in (AgeBand.FROM_16_TO_17, AgeBand.FROM_30_TO_44)] == ["16_25", "26_44"]
    assert [age_column(band) for band in (AgeBand.UNDER_16, AgeBand.UNSTATED)] == ["under_16", ""]


def test_filters_that_ask_the_same_are_the_same_key() -> None:
    one, other = (Filters(MAY, only={By.SEX: frozenset({"female"})}) for _ in range(2))
    assert {one: 1}[other] == 1
