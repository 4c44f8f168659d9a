"""Every kind of fact, by the name its records carry. In the order in which they refer to each other."""

from __future__ import annotations

from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.equipment import EquipmentCheck, EquipmentItem
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import (
    BudgetLine,
    Coverage,
    Measure,
    PartnerMeeting,
    ProgrammePartner,
    ProgrammePlace,
    ProgrammeText,
)
from espace_mobile.domain.public_site import Opportunity, Publication, PublicSite, TeamCalendar, Testimonial
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop

KINDS: dict[str, type[Fact]] = {
    fact.kind: fact
    for fact in (
        Organisation, Team, Worker, Vehicle, Place, ScheduleSettings, Programme, Coverage, ProgrammePartner,
        ProgrammePlace, Measure, BudgetLine, ProgrammeText, PartnerMeeting, Workshop, CampaignAction, SessionProtocol,
        Outing, EquipmentItem, EquipmentCheck, Tally, Person, Contact, PersonNote, Relative, BarrierChange,
        Appointment, Interview, GroupSession, Attendance, Signature, SessionNote, Enrolment, Outcome, Situation,
        ParticipantEntry, FollowUp, Attempt, Referral, Merge, MergedValues, NotSame, WorkAllocation, WorkShift,
        ServiceVisit, PersonRight, CheckIn, CaseReview, ReviewedCase, CivicMission, AlertSettlement, RightsEntry,
        ReportSettings, ExportEntry, PublicSite, Opportunity, Testimonial, Publication, TeamCalendar, DeviceKey,
    )
}  # fmt: skip
