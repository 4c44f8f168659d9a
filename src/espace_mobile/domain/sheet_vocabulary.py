"""The code lists of programmes: their parts, workshops, services, hours, reviews, civic service and campaign.

The same rules as in `vocabulary`, which gathers every list: never reused, never removed.
"""

from __future__ import annotations

from espace_mobile.domain.code import Code


class ProgrammePart(Code):
    """What a programme consists of: each has its page."""

    CAMPAIGN = "campaign"
    OUTINGS = "outings"
    WORKSHOPS = "workshops"
    SERVICES = "services"
    HOURS = "hours"
    REVIEWS = "reviews"
    CIVIC_SERVICE = "civic_service"


class PartnerRole(Code):
    LEAD = "lead"  # answers for it
    HOST = "host"
    REFERRER = "referrer"  # sends people
    FACILITATOR = "facilitator"
    FUNDER = "funder"
    PARTNER = "partner"


class BudgetSide(Code):
    EXPENSE = "expense"
    FUNDING = "funding"


class BudgetNature(Code):
    RUNNING = "running"
    STAFF = "staff"
    OTHER = "other"


class ProgrammeTextSort(Code):
    DIAGNOSIS = "diagnosis"  # shared with the partners, once a year
    BALANCE = "balance"
    COMMENT = "comment"


class MeetingSort(Code):
    WORKING_GROUP = "working_group"
    REFERENTS = "referents"  # of the hosts of civic service, twice a year
    DIAGNOSIS = "diagnosis"
    OTHER = "other"


class WorkshopForm(Code):
    SERIES = "series"  # phases, each of some sessions
    WEEKLY = "weekly"  # a standing slot
    CYCLE = "cycle"  # some half days
    MONTHLY = "monthly"  # so many minutes a month
    CONTRACT = "contract"  # the weekly meeting about contracts


class ServiceSort(Code):
    VESTIAIRE = "vestiaire"
    EPICERIE = "epicerie"
    OTHER = "other"


class Advice(Code):
    """What was advised at a visit."""

    DRESSING = "dressing"  # what to wear for a talk
    CLOTHING = "clothing"
    HAIR = "hair"
    MAKE_UP = "make_up"
    FACE_CARE = "face_care"


class RightSort(Code):
    EPICERIE = "epicerie"
    CARTE_SORTIR = "carte_sortir"
    OTHER = "other"


class CaseReason(Code):
    """Why a case is examined."""

    NO_NEWS = "no_news"
    URGENT = "urgent"
    END_OF_FOLLOW_UP = "end_of_follow_up"
    BY_HAND = "by_hand"


class CaseDecision(Code):
    CONTINUE = "continue"
    REACH = "reach"  # somebody gets news
    REFER = "refer"
    EXTEND = "extend"  # the follow-up lasts longer
    LEAVE = "leave"
    OTHER = "other"


class HostType(Code):
    SAAD = "saad"
    EHPAD = "ehpad"
    ESMS = "esms"
    OTHER = "other"


class CivicTheme(Code):
    ISOLATION = "isolation"  # isolation and well-being of old people
    VISITS = "visits"  # visits, a friendly welcome
    AWARENESS = "awareness"  # services to the person, carers' associations
    SOCIAL_LIFE = "social_life"  # social, civic and cultural life


class MissionStatus(Code):
    OPEN = "open"  # nobody found yet
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    BROKEN_OFF = "broken_off"
    CANCELLED = "cancelled"


class Vocation(Code):
    """What came of a mission."""

    CARE_JOB = "care_job"
    CARE_TRAINING = "care_training"
    OTHER_JOB = "other_job"
    OTHER_TRAINING = "other_training"
    NONE = "none"
    UNKNOWN = "unknown"


class CampaignSort(Code):
    RADIO_SPOT = "radio_spot"
    FLYER = "flyer"
    POSTER = "poster"
    SOCIAL_NETWORK = "social_network"
    ASSOCIATION = "association"
    CITIZEN_COUNCIL = "citizen_council"
    WEBSITE = "website"
    PRESS = "press"


SHEET_LISTS = (
    ProgrammePart, PartnerRole, BudgetSide, BudgetNature, ProgrammeTextSort, MeetingSort, WorkshopForm, ServiceSort,
    Advice, RightSort, CaseReason, CaseDecision, HostType, CivicTheme, MissionStatus, Vocation, CampaignSort,
)  # fmt: skip
