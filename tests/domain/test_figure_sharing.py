"""A programme's figures that leave the office tell of nobody, whichever of them are put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations_with_replacement

import pytest

from espace_mobile.domain.indicators import Figure, Group, Heading, Of, Part, Unit
from espace_mobile.domain.indicators.figure import parts
from espace_mobile.domain.indicators.sharing import DECIDED, shared
from espace_mobile.domain.path_vocabulary import OutcomeClass
from espace_mobile.domain.suppression import is_small

_C = OutcomeClass
# What an exit may come to: its class, and whether it has a job, a training, a CDI, a new registration.
KINDS = (
    (_C.LASTING_JOB, "jc"), (_C.LASTING_JOB, "jt"), (_C.TRANSITION_JOB, "j"), (_C.POSITIVE_EXIT, "t"),
    (_C.UNKNOWN, "j"), (_C.UNKNOWN, ""),
)  # fmt: skip
_RATES = (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT, Of.UNKNOWN)


def of(*figures: Figure) -> dict[Of, Figure]:
    return {f.code: f for group in shared([Group(Heading.PEOPLE, figures)], 5) for f in group.figures}


def exits(people: Iterable[int]) -> tuple[Figure, ...]:
    found = [KINDS[n] for n in people]
    every, classes = len(found), Counter(each for each, _ in found)
    having = {
        Of.JOBS: sum("j" in s for _, s in found), Of.TRAININGS: sum("t" in s for _, s in found),
        Of.TRAINING_OR_CDI: sum("t" in s or "c" in s for _, s in found),
    }  # fmt: skip
    return (
        Figure(Of.EXITS, every, parts=parts(classes, OutcomeClass)),
        *(Figure(code, classes[OutcomeClass(code.value)], every) for code in _RATES),
        *(Figure(code, n, every) for code, n in having.items()),
    )


def numbers(figures: Iterable[Figure]) -> dict[object, int | None]:
    """Every number there is, the class of an exit by its name: 0 where no part tells it."""
    found: dict[object, int | None] = {}
    for figure in figures:
        found[figure.code] = figure.value
        found |= {(figure.code, str(part.name)): part.value for part in figure.parts}
    return found


def test_two_people_are_not_told_by_how_often_they_visited() -> None:
    told = of(Figure(Of.VISITS, 50), Figure(Of.VISITS_ANONYMOUS, 40, 50), Figure(Of.VISITORS, 2))
    assert (told[Of.VISITS].value, told[Of.VISITS_ANONYMOUS].value) == (50, None)


@pytest.mark.parametrize("every", [3, 6, 7])
def test_no_figure_of_the_exits_gives_another_away(every: int) -> None:
    under = 3
    tables = [exits(people) for people in combinations_with_replacement(range(len(KINDS)), every)]
    told = [numbers(table) for table in tables]
    seen: dict[object, dict[object, set[int]]] = {}
    for table, full in zip(tables, told, strict=True):
        [group] = shared([Group(Heading.OUTCOMES, table)], under)
        out = numbers(group.figures)
        hidden = {name for name in full if out.get(name) is None}
        assert {name for name, value in full.items() if is_small(value, under)} <= hidden
        public = tuple(sorted((str(name), value) for name, value in out.items() if value is not None))
        known = [name for name in full if name not in hidden]
        if (public, tuple(map(str, known))) not in seen:
            values: dict[object, set[int]] = defaultdict(set)
            for other in told:
                if all(other.get(name, 0) == full[name] for name in known):
                    for name in Of:
                        values[name].add(other.get(name) or 0)
            seen[public, tuple(map(str, known))] = values
        for name in _RATES:
            if is_small(full[name], under):
                assert len(seen[public, tuple(map(str, known))][name]) >= 2, (full, out)


def test_every_code_is_decided() -> None:
    assert set(DECIDED) == set(Of)


def test_three_jobs_of_twelve_exits_are_not_told_nor_one_without_a_job() -> None:
    found = of(
        Figure(Of.EXITS, 12), Figure(Of.JOBS, 3, 12), Figure(Of.TRAININGS, 11, 12), Figure(Of.RE_REGISTERED, 0, 12)
    )
    assert found[Of.EXITS].value == 12
    assert (found[Of.JOBS].value, found[Of.JOBS].of, found[Of.JOBS].hidden) == (None, 12, True)
    assert found[Of.TRAININGS].hidden
    assert not found[Of.RE_REGISTERED].hidden


def test_a_rate_of_few_hides_of_how_many() -> None:
    found = of(Figure(Of.EXITS, 3), Figure(Of.JOBS, 0, 3))
    assert (found[Of.JOBS].value, found[Of.JOBS].of) == (None, None)


def test_hours_of_few_people_are_theirs() -> None:
    found = of(Figure(Of.HOURS_VALIDATED, 960, unit=Unit.MINUTES), Figure(Of.HOURS_PEOPLE, 2),
               Figure(Of.HOURS_PROMISED, 96000, unit=Unit.MINUTES))  # fmt: skip
    assert found[Of.HOURS_VALIDATED].hidden
    assert found[Of.HOURS_PROMISED].value == 96000


def test_a_target_is_not_of_people() -> None:
    found = of(
        Figure(Of.PEOPLE, 41, 42, ahead=3), Figure(Of.OUTINGS_HELD, 2, 60, ahead=-1), Figure(Of.ENTRIES, 3, 4, ahead=1)
    )
    assert (found[Of.PEOPLE].value, found[Of.OUTINGS_HELD].value) == (41, 2)
    assert (found[Of.ENTRIES].value, found[Of.ENTRIES].of, found[Of.ENTRIES].ahead) == (None, 4, None)


def test_how_they_heard_of_us_tells_nothing_of_the_few() -> None:
    found = of(
        Figure(Of.CONTACTS, 52),
        Figure(Of.CHANNELS, 50, 52, parts=(Part("radio", 30), Part("flyer", 20), Part(None, 2))),
    )
    assert found[Of.CHANNELS].hidden  # two didn't say
    assert [(p.name, p.value) for p in found[Of.CHANNELS].parts] == [("flyer", 20), (None, None), ("radio", None)]


def test_how_many_came_back_is_not_read_between_two_figures() -> None:
    found = of(Figure(Of.ENTRIES, 40), Figure(Of.ENTERED, 38), Figure(Of.RETURNS, 2))
    assert found[Of.ENTRIES].value == 40
    assert found[Of.ENTERED].hidden
    assert found[Of.RETURNS].hidden
