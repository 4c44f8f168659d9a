"""A person's spells in programmes: in which state each is, which overlap, and what may be noted of one.

A spell lasts from its entry up to the day of its exit, that day excluded: the next may begin on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import EntryDecision
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.errors import InputError

AHEAD = timedelta(days=60)  # an entry next Monday, a contract next month: noted before they begin


class SpellState(StrEnum):
    """Derived, never stored."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    VALIDATED = "validated"
    ENTERED = "entered"
    LEFT = "left"


def state(spell: Enrolment, day: date) -> SpellState:
    """On a day. Facts come before decisions: somebody who entered without one is in the programme."""
    if spell.exited_on is not None and spell.exited_on <= day:
        return SpellState.LEFT
    if spell.entered_on is not None and spell.entered_on <= day:
        return SpellState.ENTERED
    decided = {EntryDecision.VALIDATED: SpellState.VALIDATED, EntryDecision.REFUSED: SpellState.REFUSED}
    return decided.get(spell.decision, SpellState.PROPOSED)


def is_open(spell: Enrolment, day: date) -> bool:
    """Neither refused nor left: another entry of the person in the programme would be one too many."""
    return state(spell, day) not in (SpellState.REFUSED, SpellState.LEFT)


def check_entry(spell: Enrolment, on: date, of_person: Iterable[Enrolment], today: date) -> None:
    """`of_person`: all the spells of the person. Raises `InputError` (`entered_on`: `future`, `after_exit`,
    `overlap`)."""
    if on > today + AHEAD:
        raise InputError("entered_on", "future", days=AHEAD.days)
    if spell.exited_on is not None and on > spell.exited_on:
        raise InputError("entered_on", "after_exit")
    entered = spell.but(entered_on=on)
    if any(overlap(entered, other) for other in of_person if other.id != spell.id):
        raise InputError("entered_on", "overlap")


def check_exit(spell: Enrolment, on: date, today: date) -> None:
    """Raises `InputError` (`exited_on`: `no_entry`, `before_entry`, `future`)."""
    if spell.entered_on is None:
        raise InputError("exited_on", "no_entry")
    if on < spell.entered_on:
        raise InputError("exited_on", "before_entry")
    if on > today:
        raise InputError("exited_on", "future")


def check_outcome(spell: Enrolment, on: date, today: date) -> None:
    """Raises `InputError` (`on`: `no_entry`, `before_entry`, `future`). A contract may begin in some weeks."""
    if spell.entered_on is None:
        raise InputError("on", "no_entry")
    if on < spell.entered_on:
        raise InputError("on", "before_entry")
    if on > today + AHEAD:
        raise InputError("on", "future")


def overlap(one: Enrolment, other: Enrolment) -> bool:
    """Whether these two of one person, in one programme, share a day; two entries on one day always do."""
    if one.programme_id != other.programme_id or one.entered_on is None or other.entered_on is None:
        return False
    if one.entered_on == other.entered_on:
        return True
    first, second = (one, other) if one.entered_on < other.entered_on else (other, one)
    assert second.entered_on is not None
    return first.exited_on is None or second.entered_on < first.exited_on


def overlaps(enrolments: Iterable[Enrolment]) -> list[tuple[Enrolment, Enrolment]]:
    """The pairs that overlap among the spells of one person (of several files, when they were merged), in order."""
    return [(a, b) for a, b in combinations(in_order(enrolments), 2) if overlap(a, b)]


def in_order(enrolments: Iterable[Enrolment]) -> list[Enrolment]:
    """By entry, or the day it was decided or proposed."""
    return sorted(enrolments, key=lambda e: (e.entered_on or e.decided_on or e.proposed_on or date.max, e.id))


def nth(spell: Enrolment, of_person: Iterable[Enrolment]) -> int:
    """Which of the person's spells in its programme this is: 1, or 2 for a « 2e parcours ». A refused one is none."""
    same = [e for e in of_person if e.programme_id == spell.programme_id and e.id != spell.id]
    first = spell.entered_on or date.max
    return 1 + sum(e.entered_on is not None and (e.entered_on, e.id) < (first, spell.id) for e in same)


def gap(spell: Enrolment, of_person: Iterable[Enrolment]) -> int | None:
    """Days since the person last left the programme, when this is a return. None for a first entry, or an overlap."""
    if spell.entered_on is None:
        return None
    exits = [
        e.exited_on
        for e in of_person
        if e.programme_id == spell.programme_id and e.id != spell.id and e.exited_on is not None
    ]
    before = [on for on in exits if on <= spell.entered_on]
    return (spell.entered_on - max(before)).days if before else None


def days_in(spell: Enrolment, day: date) -> int | None:
    """How many days it has lasted on that day, or lasted. None before the entry."""
    end = min(spell.exited_on or day, day)
    return (end - spell.entered_on).days if spell.entered_on is not None and spell.entered_on <= end else None


def months_in(spell: Enrolment, day: date) -> int:
    """Whole months, 0 before the entry."""
    if spell.entered_on is None:
        return 0
    end = min(spell.exited_on or day, day)
    months = (end.year - spell.entered_on.year) * 12 + end.month - spell.entered_on.month
    return max(0, months - (months_after(spell.entered_on, max(months, 0)) > end))
