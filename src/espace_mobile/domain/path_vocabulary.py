"""The code lists of a person's path: interviews, sessions, relances, referrals, entries and outcomes.

The same rules as in `vocabulary`, which gathers every list: never reused, never removed.
"""

from __future__ import annotations

from espace_mobile.domain.code import Code


class ContactPreference(Code):
    """How a person wants to be reached."""

    CALL = "call"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    RELATIVE = "relative"  # through somebody close


class Consent(Code):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Relation(Code):
    """Who somebody around the person is to them."""

    CHILD = "child"
    PARTNER = "partner"
    PARENT = "parent"
    SIBLING = "sibling"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    OTHER = "other"


class ActionStep(Code):
    """The steps of the action, as they are explained to the person."""

    WELCOME = "welcome"
    INDIVIDUAL_APPOINTMENTS = "individual_appointments"
    GROUP_SESSIONS = "group_sessions"
    CIVIC_SERVICE = "civic_service"
    PAID_HOURS = "paid_hours"
    ENTRY = "entry"


class Urgency(Code):
    HOUSING = "housing"
    FOOD = "food"
    HEALTH = "health"
    VIOLENCE = "violence"
    MONEY = "money"
    RIGHTS = "rights"
    CHILDREN = "children"
    OTHER = "other"


class Recommendation(Code):
    """What the CIP recommends at the end of an interview."""

    GROUP_SESSIONS = "group_sessions"
    INDIVIDUAL = "individual"
    ENTRY = "entry"
    PARTNER = "partner"
    CIVIC_SERVICE = "civic_service"
    TRAINING = "training"
    THINK = "think"  # let the person think it over


class FollowUpRule(Code):
    """Why a relance is due."""

    MISSED_APPOINTMENT = "missed_appointment"
    SESSION_INVITATION = "session_invitation"
    EXIT_28_DAYS = "exit_28_days"
    SIX_MONTHS = "six_months"
    POST_WORKSHOP = "post_workshop"
    BY_HAND = "by_hand"


class FollowUpStatus(Code):
    DUE = "due"
    DONE = "done"
    DROPPED = "dropped"


class AttemptChannel(Code):
    CALL = "call"
    TEXT_MESSAGE = "text_message"
    EMAIL = "email"
    POST = "post"
    VISIT = "visit"
    MET = "met"  # met by chance, at the van, on a market
    PARTNER = "partner"


class AttemptResult(Code):
    REACHED = "reached"
    WILL_COME = "will_come"
    DECLINES = "declines"
    MESSAGE_LEFT = "message_left"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class ReferralDirection(Code):
    FROM_PARTNER = "from_partner"  # somebody sent the person to us
    TO_PARTNER = "to_partner"


class ReferralAnswer(Code):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    REFUSED = "refused"
    NO_SHOW = "no_show"
    NO_ANSWER = "no_answer"


class SessionStatus(Code):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class AttendanceStatus(Code):
    INVITED = "invited"  # asked, has not answered: takes no seat
    EXPECTED = "expected"
    WAITING = "waiting"  # on the waiting list
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"  # no longer comes, said so before


class EntryDecision(Code):
    """A CIP validates an entry onto a dispositif."""

    PROPOSED = "proposed"
    VALIDATED = "validated"
    REFUSED = "refused"


class ShiftStatus(Code):
    PLANNED = "planned"
    VALIDATED = "validated"
    CANCELLED = "cancelled"


class ExitReason(Code):
    END_OF_PATH = "end_of_path"
    JOB = "job"
    TRAINING = "training"
    MOVED_AWAY = "moved_away"
    HEALTH = "health"
    OWN_CHOICE = "own_choice"
    LOST = "lost"
    OTHER = "other"


class Evidence(Code):
    CONTRACT = "contract"
    PAYSLIP = "payslip"
    CERTIFICATE = "certificate"
    PARTNER = "partner"  # a partner says so
    DECLARATION = "declaration"  # the person says so
    NONE = "none"


class OutcomeClass(Code):
    """Derived (`outcome_class`), never stored."""

    LASTING_JOB = "lasting_job"
    TRANSITION_JOB = "transition_job"
    POSITIVE_EXIT = "positive_exit"
    RE_REGISTERED = "re_registered"
    CIVIC_SERVICE = "civic_service"
    RIGHTS_OPENED = "rights_opened"
    NONE = "none"
    LOST = "lost"
    UNKNOWN = "unknown"


class SituationMoment(Code):
    ENTRY = "entry"
    EXIT = "exit"
    SIX_MONTHS = "six_months"


class Answered(Code):
    """Refused ≠ unanswered ≠ unknown ≠ unreachable."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


class WorkSituation(Code):
    EMPLOYED = "employed"
    UNEMPLOYED = "unemployed"
    LONG_TERM_UNEMPLOYED = "long_term_unemployed"
    IN_TRAINING = "in_training"
    INACTIVE = "inactive"


class AlertRule(Code):
    """A rule that facts broke together."""

    CAPACITY = "capacity"
    DOUBLE_BOOKING = "double_booking"
    MISSING_NOTICE = "missing_notice"
    MINOR = "minor"  # without authorisation
    UNDER_16 = "under_16"
    OVERLAPPING_SPELLS = "overlapping_spells"
    OUTCOME_BEFORE_ENTRY = "outcome_before_entry"
    EXIT_WITHOUT_ENTRY = "exit_without_entry"
    OVERDRAWN_HOURS = "overdrawn_hours"
    URGENT_SITUATION = "urgent_situation"
    MERGED_FILE_EDITED = "merged_file_edited"
    HOURS_80 = "hours_80"  # of a hundred of the hours promised are planned or worked
    HOURS_100 = "hours_100"
    ENTERPRISE_HOURS = "enterprise_hours"  # more than 480 in 24 months
    MISSION_RULES = "mission_rules"  # age, hours or length of a civic-service mission
    VAN_TWICE = "van_twice"
    TEAM_TWICE = "team_twice"
    WORKER_TWICE = "worker_twice"
    MOVED_TWICE = "moved_twice"  # two planners each gave a date another day
    DEVICE_RECOVERED = "device_recovered"  # it came in with the recovery sheet
    WRITTEN_WHILE_RESTRICTED = "written_while_restricted"
    STAND_IN = "stand_in"  # nobody supervises but whoever was to cease


class AlertDecision(Code):
    ACCEPTED = "accepted"  # it stays so
    CORRECTED = "corrected"
    NO_PROBLEM = "no_problem"  # the facts mislead


PATH_LISTS = (
    ContactPreference, Consent, Relation, ActionStep, Urgency, Recommendation, FollowUpRule, FollowUpStatus,
    AttemptChannel, AttemptResult, ReferralDirection, ReferralAnswer, SessionStatus, AttendanceStatus, EntryDecision,
    ShiftStatus, ExitReason, Evidence, OutcomeClass, SituationMoment, Answered, WorkSituation, AlertRule, AlertDecision,
)  # fmt: skip
