"""A figure of a programme: its code, which has a label and a definition in the translations, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from espace_mobile.domain.code import Code


class Of(StrEnum):
    """What is counted. Labels: `indicator.<code>`; definitions: `indicator.<code>.means`."""

    PEOPLE = "people"
    SPELLS = "spells"
    ENTRIES = "entries"
    RETURNS = "returns"

    OUTINGS_HELD = "outings_held"
    OUTINGS_IN_ALL = "outings_in_all"
    OUTINGS_OFF = "outings_off"
    OUTINGS_MOVED = "outings_moved"
    CHANNELS = "channels"

    CONTACTS = "contacts"
    FILES = "files"
    FIRST_INTERVIEWS = "first_interviews"
    IN_SESSIONS = "in_sessions"
    ENTERED = "entered"
    WITH_OUTCOME = "with_outcome"
    AT_SIX_MONTHS = "at_six_months"
    INTERVIEWS = "interviews"

    SESSIONS_HELD = "sessions_held"
    SESSIONS_OFF = "sessions_off"
    INFORMAL = "informal"
    PARTICIPANTS = "participants"
    PRESENCES = "presences"
    AFTER_WORKSHOP = "after_workshop"
    SHORT_OF_MONTH = "short_of_month"

    EXITS = "exits"
    LASTING_JOB = "lasting_job"
    TRANSITION_JOB = "transition_job"
    POSITIVE_EXIT = "positive_exit"
    UNKNOWN = "unknown"
    JOBS = "jobs"
    TRAININGS = "trainings"
    TRAINING_OR_CDI = "training_or_cdi"
    RE_REGISTERED = "re_registered"

    VISITS = "visits"
    VISITS_ANONYMOUS = "visits_anonymous"
    VISITORS = "visitors"
    ITEMS = "items"
    ADVICE = "advice"
    RIGHT_HOLDERS = "right_holders"

    HOURS_PROMISED = "hours_promised"
    HOURS_VALIDATED = "hours_validated"
    HOURS_PLANNED = "hours_planned"
    HOURS_LEFT = "hours_left"
    HOURS_PEOPLE = "hours_people"

    REVIEWS_HELD = "reviews_held"
    CASES_DECIDED = "cases_decided"
    CASES_PEOPLE = "cases_people"

    MISSIONS = "missions"
    MISSION_HOSTS = "mission_hosts"
    VOCATIONS = "vocations"
    REFERENTS = "referents"

    CAMPAIGN_ACTIONS = "campaign_actions"
    CAMPAIGN_COST = "campaign_cost"

    ATTEMPTS = "attempts"
    ATTEMPT_MINUTES = "attempt_minutes"
    ATTEMPT_PEOPLE = "attempt_people"

    MEETINGS = "meetings"
    EXPENSES = "expenses"
    FUNDING = "funding"
    BLANK_CELLS = "blank_cells"


class Unit(StrEnum):
    COUNT = "count"
    MINUTES = "minutes"
    CENTS = "cents"


# A code of a list, a month (its first day), a year, or a title as somebody wrote it; None: not said.
Name = Code | date | int | str | None
N = TypeVar("N", bound=Name)


@dataclass(frozen=True)
class Part:
    """One of what a figure is made of. `of`: out of how many. `value` None: hidden, in what is shared (`sharing`)."""

    name: Name
    value: int | None
    of: int | None = None


@dataclass(frozen=True)
class Figure:
    """`value` None: nobody can say, which is not zero. `of`: a target, or the denominator of a rate. `ahead`: of an
    even pace towards the target, negative when behind. `parts`: they need not add up. `hidden`: somebody can say, and
    it isn't told (`sharing`); an `of` that counts people is then None too."""

    code: Of
    value: int | None
    of: int | None = None
    unit: Unit = Unit.COUNT
    ahead: int | None = None
    parts: tuple[Part, ...] = ()
    hidden: bool = False


def parts(counted: Mapping[N, int], order: Iterable[N] = ()) -> tuple[Part, ...]:
    """What was counted at least once: in the order given, then by how often."""
    first: dict[Name, int] = {name: n for n, name in enumerate(order)}
    found = sorted(counted.items(), key=lambda named: (first.get(named[0], len(first)), -named[1], str(named[0])))
    return tuple(Part(name, n) for name, n in found if n)
