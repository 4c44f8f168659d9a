"""The code lists of the schedule and of what is told to the public. See `vocabulary`."""

from __future__ import annotations

from espace_mobile.domain.code import Code


class Permit(Code):
    """Whether the van may stand there (a market, a square). Not said: nobody has looked into it yet."""

    NOT_NEEDED = "not_needed"
    TO_ASK = "to_ask"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class ScheduleRule(Code):
    """What is unwise about a date. It warns, and never blocks."""

    VAN_TWICE = "van_twice"
    TEAM_TWICE = "team_twice"
    WORKER_TWICE = "worker_twice"
    MOVED_TWICE = "moved_twice"  # two planners each gave a date another day
    NO_TEAM = "no_team"
    NO_PERMIT = "no_permit"
    NOT_ITS_DAY = "not_its_day"  # the market stands on another weekday, or at other hours
    OUT_OF_SEASON = "out_of_season"
    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    SAME_WEEK = "same_week"  # twice in one neighbourhood
    QPV_NOT_VISITED = "qpv_not_visited"  # in a quarter of the year


class SchoolZone(Code):
    """The académies have their school holidays by zone; Corsica and those overseas have their own."""

    A = "a"
    B = "b"
    C = "c"
    CORSICA = "corsica"


class Equipment(Code):
    """What goes into the van, unless the team lists something else."""

    VAN = "van"
    CANOPY = "canopy"
    TABLES = "tables"
    FLYERS = "flyers"
    TABLETS = "tablets"  # charged
    CHILDREN_CORNER = "children_corner"


class TestimonialBy(Code):
    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    PARTNER = "partner"
    VOLUNTEER = "volunteer"


class Moderation(Code):
    """What a supervisor says of a story told for the public."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class OpportunitySort(Code):
    JOB = "job"
    TRAINING = "training"
    WORKSHOP = "workshop"
    CIVIC_SERVICE = "civic_service"
    OTHER = "other"


SCHEDULE_LISTS = (Permit, ScheduleRule, SchoolZone, Equipment, TestimonialBy, Moderation, OpportunitySort)
