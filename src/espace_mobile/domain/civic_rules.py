"""Who may do a civic-service mission, for how long, how many hours, and what may happen to it next.

Age, length, tutor and civic training: Code du service national, art. L. 120-1 and L. 120-14; the hours a week and the
age of 30 are those of DOMAIN.md, « Rules from public sources ». A tablet warns of what it can't know (an age); what
two tablets broke together becomes an alert (`AlertRule.MISSION_RULES`), never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from espace_mobile.domain.ages import age_at
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.sheet_vocabulary import MissionStatus
from espace_mobile.domain.working_days import reachable_from
from espace_mobile.errors import InputError

LEAST_AGE, MOST_AGE, MOST_AGE_LATER = 16, 25, 30  # years, on the first day
LEAST_MONTHS, MOST_MONTHS = 6, 12
LEAST_HOURS, MOST_HOURS = 24, 35  # a week
_DAYS_A_MONTH = 365.25 / 12
ASKED_AFTER = 3  # months after the end, what became of the volunteer

# The checklist, in the order it is done: the fields of a mission that hold its dates.
STEPS = ("civic_day_1_on", "civic_day_2_on", "psc1_on", "future_project_on")

BEGUN = frozenset({MissionStatus.RUNNING, MissionStatus.ENDED, MissionStatus.BROKEN_OFF})
OVER = frozenset({MissionStatus.ENDED, MissionStatus.BROKEN_OFF})
CURRENT = frozenset({MissionStatus.PLANNED, MissionStatus.RUNNING})


@dataclass(frozen=True)
class Ages:
    """The ages, in years, that the volunteer may have on a day by what is known of their birth."""

    least: int
    most: int


def check(mission: CivicMission, volunteer: Person | None) -> None:
    """Raises `InputError`, the first of `broken`."""
    for fault in broken(mission, volunteer):
        raise fault


def broken(mission: CivicMission, volunteer: Person | None) -> Iterator[InputError]:
    """The rules that it breaks: (`person_id`: `too_young`, `too_old`; `until`: `before_since`, `too_short`,
    `too_long`; `weekly_hours`, `out_of_range`; `tutor`, `required`). A cancelled one breaks none."""
    if mission.status == MissionStatus.CANCELLED:
        return
    yield from _age(mission, volunteer)
    yield from _length(mission)
    if not LEAST_HOURS <= mission.weekly_hours <= MOST_HOURS:
        yield InputError("weekly_hours", "out_of_range", min=LEAST_HOURS, max=MOST_HOURS)
    if mission.status in BEGUN and not mission.tutor:
        yield InputError("tutor", "required")


def check_start(mission: CivicMission) -> None:
    """Raises `InputError` (`organisation_id`, `person_id`, `since`, `until` or `tutor`, `required`): what must be known
    before it runs."""
    for field in ("organisation_id", "person_id", "since", "until", "tutor"):
        if not getattr(mission, field):
            raise InputError(field, "required")


def age_unknown(mission: CivicMission, volunteer: Person | None) -> bool:
    """Whether nobody can say that the volunteer is of age for it: to be warned of, never refused."""
    if volunteer is None:
        return False
    ages = ages_on(volunteer, mission.since) if mission.since else None
    if ages is None:
        return volunteer.birth_on is None and volunteer.birth_year is None
    return ages.least < LEAST_AGE <= ages.most or ages.least <= most_age(mission) < ages.most


def ages_on(volunteer: Person, day: date) -> Ages | None:
    """None when neither date nor year of birth is known; from a year alone, two ages are possible."""
    if volunteer.birth_on is not None:
        age = age_at(volunteer.birth_on, day)
        return Ages(age, age)
    if volunteer.birth_year is not None:
        age = day.year - volunteer.birth_year
        return Ages(age - 1, age)
    return None


def most_age(mission: CivicMission) -> int:
    return MOST_AGE_LATER if mission.until_30 else MOST_AGE


def _age(mission: CivicMission, volunteer: Person | None) -> Iterator[InputError]:
    """With the benefit of the doubt."""
    ages = ages_on(volunteer, mission.since) if volunteer and mission.since else None
    if ages is None:
        return
    if ages.most < LEAST_AGE:
        yield InputError("person_id", "too_young", min=LEAST_AGE)
    if ages.least > most_age(mission):
        yield InputError("person_id", "too_old", max=most_age(mission))


def _length(mission: CivicMission) -> Iterator[InputError]:
    """One that was broken off is as long as it is."""
    since, until = mission.since, mission.until
    if since is None or until is None:
        return
    if until < since:
        yield InputError("until", "before_since")
    elif mission.status != MissionStatus.BROKEN_OFF and until < last_day(since, LEAST_MONTHS):
        yield InputError("until", "too_short", months=LEAST_MONTHS)
    elif until > last_day(since, MOST_MONTHS):
        yield InputError("until", "too_long", months=MOST_MONTHS)


def last_day(since: date, months: int) -> date:
    """Of a mission of so many months: one from 1 February ends on 31 July."""
    return months_after(since, months) - timedelta(days=1)


def months(mission: CivicMission) -> int | None:
    """How long it lasts, in months begun or whole: whichever is nearer. None when its days are not known."""
    if mission.since is None or mission.until is None:
        return None
    return max(1, round(((mission.until - mission.since).days + 1) / _DAYS_A_MONTH))


def resting(mission: CivicMission) -> MissionStatus:
    """What a mission is that neither runs nor is over."""
    return MissionStatus.PLANNED if mission.person_id else MissionStatus.OPEN


def proposed(mission: CivicMission, today: date) -> MissionStatus | None:
    """What its dates say should be noted now: that it began, or that it ended. None when nothing waits."""
    if mission.status == MissionStatus.PLANNED and mission.since is not None and mission.since <= today:
        return MissionStatus.RUNNING
    if mission.status == MissionStatus.RUNNING and mission.until is not None and mission.until <= today:
        return MissionStatus.ENDED
    return None


def possible(mission: CivicMission) -> tuple[MissionStatus, ...]:
    """What may be noted of it besides what is `proposed`: a plan is dropped, a mission stops, a word is taken back."""
    return {
        MissionStatus.OPEN: (MissionStatus.CANCELLED,),
        MissionStatus.PLANNED: (MissionStatus.CANCELLED,),
        MissionStatus.RUNNING: (MissionStatus.BROKEN_OFF, resting(mission)),
        MissionStatus.ENDED: (MissionStatus.RUNNING,),
        MissionStatus.BROKEN_OFF: (MissionStatus.RUNNING,),
        MissionStatus.CANCELLED: (resting(mission),),
    }.get(mission.status, ())


def vocation_due(mission: CivicMission) -> bool:
    """Whether what came of it is to be asked."""
    return mission.status in OVER and mission.vocation is None


def asked_on(ended: date, today: date) -> date:
    """When the volunteer is called: three months after the end, at once when that is past; on a day people answer."""
    return reachable_from(max(months_after(ended, ASKED_AFTER), today))
