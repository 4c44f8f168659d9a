"""Every code list. A code is never reused nor removed: one that is no longer offered goes to `RETIRED`.

Codes are what is stored and sent. Their labels are in the translations, under `Code.key`.
"""

from __future__ import annotations

from espace_mobile.domain.access_vocabulary import ACCESS_LISTS
from espace_mobile.domain.code import Code
from espace_mobile.domain.path_vocabulary import PATH_LISTS
from espace_mobile.domain.report_vocabulary import REPORT_LISTS
from espace_mobile.domain.rights_vocabulary import RIGHTS_LISTS
from espace_mobile.domain.schedule_vocabulary import SCHEDULE_LISTS
from espace_mobile.domain.sheet_vocabulary import SHEET_LISTS

# Raised with every addition or retirement; written in exports so that a reader knows which lists were in use.
VERSION = 3


class Role(Code):
    FIELD = "field"
    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    PLANNER = "planner"


class OrganisationType(Code):
    PARTNER = "partner"
    HOST = "host"
    FUNDER = "funder"
    OWN = "own"


class PlaceType(Code):
    MARKET = "market"
    NEIGHBOURHOOD_CENTRE = "neighbourhood_centre"
    SQUARE = "square"
    EVENT = "event"
    OFFICE = "office"
    OTHER = "other"


class OutingType(Code):
    VAN = "van"
    MARKET = "market"
    EVENT = "event"


class OutingStatus(Code):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"


class CancelReason(Code):
    WEATHER = "weather"
    VEHICLE = "vehicle"
    STAFF = "staff"
    PERMIT = "permit"
    VENUE = "venue"
    OTHER = "other"


class Weather(Code):
    SUN = "sun"
    CLOUD = "cloud"
    RAIN = "rain"
    WIND = "wind"
    STORM = "storm"
    SNOW = "snow"
    COLD = "cold"
    HEAT = "heat"


class Sex(Code):
    FEMALE = "female"
    MALE = "male"
    UNSTATED = "unstated"


class AgeBand(Code):
    """Years, ends included. The pad asks for four; a birth date gives the finer six (`ages.pad_band`)."""

    UNDER_16 = "under_16"
    FROM_16_TO_17 = "16_17"
    FROM_18_TO_25 = "18_25"
    FROM_26_TO_29 = "26_29"
    FROM_30_TO_44 = "30_44"
    FROM_45_TO_54 = "45_54"
    FROM_55 = "55_plus"
    FROM_16_TO_25 = "16_25"
    FROM_26_TO_44 = "26_44"
    UNSTATED = "unstated"


class TallyOf(Code):
    FLYER = "flyer"
    PASSER_BY = "passer_by"
    REFUSAL = "refusal"
    CHILD = "child"


class ReferralChannel(Code):
    """How a person heard of us."""

    VAN = "van"
    WORD_OF_MOUTH = "word_of_mouth"
    PARTNER = "partner"
    FLYER = "flyer"
    POSTER = "poster"
    SOCIAL_NETWORK = "social_network"
    RADIO = "radio"
    ASSOCIATION = "association"  # or conseil citoyen
    WEBSITE = "website"
    OTHER = "other"


class Qpv(Code):
    """Whether a person lives in a « quartier prioritaire de la politique de la ville »."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NoticeGiven(Code):
    ORAL = "oral"
    PAPER = "paper"
    REFUSED = "refused"


class PersonStatus(Code):
    ACTIVE = "active"
    CLOSED = "closed"
    ARCHIVED = "archived"


class AppointmentStatus(Code):
    BOOKED = "booked"
    KEPT = "kept"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


class Barrier(Code):
    """« Freins », as the person declares them."""

    MOBILITY = "mobility"
    HOUSING = "housing"
    HEALTH = "health"
    FAMILY = "family"  # childcare included
    BASIC_SKILLS = "basic_skills"  # language, reading, counting
    DIGITAL = "digital"
    BUDGET = "budget"
    RIGHTS = "rights"
    CONFIDENCE = "confidence"  # isolation included


class BarrierState(Code):
    NOT_DISCUSSED = "not_discussed"
    YES = "yes"
    RESOLVED = "resolved"


class Need(Code):
    """The sixteen families of data·inclusion's « thématiques », schema v1 (Licence Ouverte), codes unchanged."""

    CHOOSING_A_TRADE = "choisir-un-metier"
    STARTING_A_BUSINESS = "creer-une-entreprise"
    ADMINISTRATION_AND_LAW = "difficultes-administratives-ou-juridiques"
    MONEY = "difficultes-financieres"
    EQUIPMENT_AND_FOOD = "equipement-et-alimentation"
    FAMILY = "famille"
    READING_WRITING_COUNTING = "lecture-ecriture-calcul"
    HOUSING = "logement-hebergement"
    MOBILITY = "mobilite"
    DIGITAL = "numerique"
    PREPARING_APPLICATIONS = "preparer-sa-candidature"
    REMOBILISATION = "remobilisation"
    HEALTH = "sante"
    TRAINING = "se-former"
    GOING_ABROAD = "souvrir-a-linternational"
    FINDING_A_JOB = "trouver-un-emploi"


class OutcomeType(Code):
    """What happened at the end of an enrolment. The class of an outcome is derived from it, start and duration."""

    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    CIVIL_SERVICE_POST = "civil_service_post"
    BUSINESS_CREATED = "business_created"
    AIDED_CONTRACT = "aided_contract"
    QUALIFYING_TRAINING = "qualifying_training"
    PREQUALIFYING_TRAINING = "prequalifying_training"
    OTHER_SIAE = "other_siae"
    RE_REGISTERED = "re_registered"
    CIVIC_SERVICE = "civic_service"
    RIGHTS_OPENED = "rights_opened"
    NONE = "none"
    LOST = "lost"
    UNKNOWN = "unknown"


LISTS: dict[str, type[Code]] = {
    codes.list_name(): codes
    for codes in (
        Role, OrganisationType, PlaceType, OutingType, OutingStatus, CancelReason, Weather, Sex, AgeBand, TallyOf,
        ReferralChannel, Qpv, NoticeGiven, PersonStatus, AppointmentStatus, Barrier, BarrierState, Need, OutcomeType,
        *PATH_LISTS, *SHEET_LISTS,
        *SCHEDULE_LISTS, *RIGHTS_LISTS, *REPORT_LISTS, *ACCESS_LISTS,
    )
}  # fmt: skip

# list name -> {code: version of the lists that stopped offering it}
RETIRED: dict[str, dict[str, int]] = {}


def offered(codes: type[Code]) -> list[Code]:
    """The codes a screen may offer today, in order. Retired ones stay readable."""
    retired = RETIRED.get(codes.list_name(), {})
    return [code for code in codes if code.value not in retired]
