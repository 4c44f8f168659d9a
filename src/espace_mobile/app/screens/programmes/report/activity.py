"""What was counted, as numbers and charts: a heading for each group of figures, every figure also in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from espace_mobile.app.actions.balance import Balance
from espace_mobile.app.screens.programmes.campaign import words as campaign_words
from espace_mobile.app.screens.programmes.indicators.words import RATES
from espace_mobile.app.screens.programmes.report import words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.indicators import Figure, Group, Heading, Of, Part
from espace_mobile.reports.balance_sheet import Block, Chart, Grid, Numbers, Said
from espace_mobile.reports.charts import Bar

_ELSEWHERE = (Heading.BUDGET, Heading.PARTNERS)  # under headings of their own
_READINGS = (Of.JOBS, Of.TRAININGS, Of.TRAINING_OR_CDI)
_MADE = {Of.PARTICIPANTS: Of.PRESENCES, Of.HOURS_PEOPLE: Of.HOURS_VALIDATED}  # drawn where the other is not
_YEAR = 12  # months in a row


def activity(ui: Ui, balance: Balance) -> Iterator[Block]:
    for group in balance.counts.groups:
        if group.heading in _ELSEWHERE:
            continue
        if not words.told(group):
            yield Said(ui.t("balance.nothing_counted"), quiet=True, heading=words.group(ui, group.heading))
        elif group.heading == Heading.FUNNEL:
            yield _funnel(ui, group)
        elif group.heading == Heading.OUTCOMES:
            yield from _outcomes(ui, group)
        else:
            yield from _group(ui, group)
        if group.heading == Heading.CAMPAIGN and balance.campaign:
            yield _campaign(ui, balance)


def months(ui: Ui, balance: Balance) -> Iterator[Block]:
    """A chart for each series, twelve months in a row; every row of a series is drawn to one scale."""
    shown = {figure.code for figure in balance.counts.months}
    for figure in balance.counts.months:
        if _MADE.get(figure.code) in shown:
            continue
        most = max((part.value or 0 for part in figure.parts), default=0)
        if not most:
            yield Said(ui.t("balance.too_few"), quiet=True, heading=words.label(ui, figure))
            continue
        rows = iter(figure.parts)
        first = True
        while row := list(islice(rows, _YEAR)):
            title = words.label(ui, figure) if first else ""
            if all(part.value == 0 for part in row):
                yield Said(ui.t("balance.none_in", years=words.years(row)), quiet=True, heading=title)
            else:
                bars = tuple(_month(ui, figure, part, most) for part in row)
                yield Chart(title, bars, words.years(row), months=True)
            first = False


def _month(ui: Ui, figure: Figure, part: Part, most: int) -> Bar:
    return Bar(words.brief_month(ui, part), words.part_value(ui, part, figure.unit), words.share(part.value, most))


def _funnel(ui: Ui, group: Group) -> Block:
    most = max((f.value or 0 for f in group.figures), default=0)
    bars = (Bar(words.label(ui, f), words.value(ui, f), words.share(f.value, most)) for f in group.figures)
    return Chart(words.group(ui, group.heading), tuple(bars), ui.t("balance.funnel_note"), funnel=True)


def _outcomes(ui: Ui, group: Group) -> Iterator[Block]:
    """The rates against everybody who left; every class; then both readings that funders make of one balance."""
    rates = [f for f in group.figures if f.code in RATES and f.code not in _READINGS]
    every = next(f for f in group.figures if f.code == Of.EXITS)
    yield Numbers(words.group(ui, group.heading), (words.box(ui, every),))
    yield Chart(ui.t("balance.rates"), tuple(_rate(ui, f) for f in rates), ui.t("balance.rates_note"), tracks=True)
    yield from _parts(ui, every, ui.t("balance.classes"))
    readings = tuple(words.box(ui, f) for f in group.figures if f.code in _READINGS)
    yield Numbers(ui.t("balance.readings"), readings)


def _rate(ui: Ui, figure: Figure) -> Bar:
    share = None if figure.value is None else figure.value / figure.of if figure.of else 0.0
    return Bar(words.label(ui, figure), words.value(ui, figure), share)


def _group(ui: Ui, group: Group) -> Iterator[Block]:
    yield Numbers(words.group(ui, group.heading), tuple(words.box(ui, f) for f in group.figures))
    for figure in group.figures:
        yield from _parts(ui, figure, words.label(ui, figure))


def _parts(ui: Ui, figure: Figure, title: str) -> Iterator[Block]:
    if not figure.parts:
        return
    most = max(part.of or part.value or 0 for part in figure.parts)
    tracks = all(part.of for part in figure.parts)
    bars = (_part(ui, figure, part, part.of if tracks and part.of else most) for part in figure.parts)
    yield Chart(title, tuple(bars), tracks=tracks)


def _part(ui: Ui, figure: Figure, part: Part, most: int) -> Bar:
    return Bar(words.name(ui, part), words.part_value(ui, part, figure.unit), words.share(part.value, most))


def _campaign(ui: Ui, balance: Balance) -> Block:
    """« After », never « thanks to »: the definitions say so."""
    headings = (
        "balance.action", "balance.days", "balance.cost", "campaign.before", "campaign.during", "campaign.after",
    )  # fmt: skip
    rows = tuple(
        (
            campaign_words.what(ui, one.action), campaign_words.days(ui, one.action),
            words.blank(ui, ui.words.money(one.action.cents) if one.action.cents is not None else None),
            *(words.around(ui, one, name) for name in ("before", "during", "after")),
        )
        for one in balance.campaign
    )  # fmt: skip
    return Grid(ui.t("balance.campaign"), tuple(ui.t(k) for k in headings), rows, frozenset({2, 3, 4, 5}))
