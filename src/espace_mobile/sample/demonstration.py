"""The demonstration data of DOMAIN.md, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.relative import Relative
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import AgeBand
from espace_mobile.domain.worker import Worker
from espace_mobile.sample.awkward import merged_pair, purge_due, with_authorisations, with_duplicates, with_refusal
from espace_mobile.sample.calendar import draw_outings
from espace_mobile.sample.cast import DEMO_ACCOUNTS, ORGANISATIONS, PLACES, TEAMS, VAN, WORKERS, DemoAccount
from espace_mobile.sample.draw import Draw
from espace_mobile.sample.encounters import draw_contacts, draw_tallies
from espace_mobile.sample.follow_up import draw_appointments, draw_notes, with_referents
from espace_mobile.sample.grounds import with_permits
from espace_mobile.sample.interviews import draw_barrier_changes, draw_interviews, draw_relatives
from espace_mobile.sample.participants import draw_entries
from espace_mobile.sample.partners import draw_referrals
from espace_mobile.sample.pathways import draw_pathways
from espace_mobile.sample.people import draw_people
from espace_mobile.sample.programmes import started
from espace_mobile.sample.publicity import publicity
from espace_mobile.sample.relances import draw_relances
from espace_mobile.sample.sessions import PROTOCOL, draw_sessions
from espace_mobile.sample.visits import draw_visits, share_out
from espace_mobile.sample.years import lived

PEOPLE = 380

__all__ = ["DEMO_ACCOUNTS", "DemoAccount", "Demonstration", "demonstration"]


@dataclass(frozen=True)
class Demonstration:
    """Each list in order of time. `today_outing_id`: the van of today, team Nord, nothing counted yet."""

    today: date
    organisations: list[Organisation]
    teams: list[Team]
    workers: list[Worker]
    vehicles: list[Vehicle]
    places: list[Place]
    outings: list[Outing]
    tallies: list[Tally]
    people: list[Person]
    contacts: list[Contact]
    notes: list[PersonNote]
    appointments: list[Appointment]
    programmes: list[Programme]
    sheets: list[Fact]  # what their templates say of them
    protocols: list[SessionProtocol]
    relatives: list[Relative]
    barrier_changes: list[BarrierChange]
    interviews: list[Interview]
    enrolments: list[Enrolment]
    outcomes: list[Outcome]
    situations: list[Situation]
    entries: list[ParticipantEntry]
    sessions: list[GroupSession]
    attendances: list[Attendance]
    session_notes: list[SessionNote]
    follow_ups: list[FollowUp]
    attempts: list[Attempt]
    referrals: list[Referral]
    merges: list[Merge]
    lived: list[Fact]  # a year of each programme
    publicity: list[Fact]  # what the public may be told
    awkward: Awkward

    @property
    def today_outing_id(self) -> str:
        return next(o.id for o in self.outings if o.on == self.today and o.moved_to_id is None)

    def facts(self) -> list[Fact]:
        """All of it, in the order in which facts refer to each other."""
        going: list[Fact] = [*self.organisations, *self.teams, *self.workers, *self.vehicles]
        shared = [*going, *self.places, *self.outings]
        met = [*shared, *self.tallies, *self.people, *self.contacts, *self.notes, *self.appointments]
        planned = [*self.programmes, *self.sheets, *self.protocols]
        around = [*self.relatives, *self.barrier_changes, *self.interviews]
        path = [*self.enrolments, *self.outcomes, *self.situations, *self.entries, *self.follow_ups, *self.attempts]
        together = [*self.sessions, *self.attendances, *self.session_notes, *self.referrals, *self.merges]
        return [*met, *planned, *around, *path, *together, *self.lived, *self.publicity]


@dataclass(frozen=True)
class Awkward:
    """Where the awkward cases are: record ids."""

    rainy_outing: str
    refusal: str
    purge_due: str
    missing_exit: str
    sixth_participant: str
    merged: tuple[str, str]
    duplicates: list[tuple[str, str]] = field(default_factory=list)


def demonstration(today: date, seed: int = 7) -> Demonstration:
    """The same for the same day and seed, ids included. Staff, teams, places and organisations never change, but
    for the days on which permits end."""
    draw = Draw(seed)
    outings, rainy = draw_outings(draw, today)
    visits = draw_visits(draw, outings, rainy)
    shares = share_out(draw, visits, PEOPLE - 1)
    people, duplicates = with_duplicates(draw, draw_people(draw, shares))
    people, refusal = with_refusal(people, {id for pair in duplicates for id in pair})
    contacts = draw_contacts(draw, visits, shares, people)
    forgotten = purge_due(draw, today)
    appointments = draw_appointments(draw, people, today)
    people = with_referents(people, appointments)
    people = with_authorisations(draw, people, today)
    notes = draw_notes(draw, people, appointments)
    tallies = draw_tallies(draw, outings, rainy)
    interviews = draw_interviews(draw, people, appointments, today)
    pathways = draw_pathways(draw, interviews, today)
    sessions = draw_sessions(draw, pathways.enrolments, today)
    relances = draw_relances(draw, appointments, pathways, today)
    programmes, sheets = started(today)
    merge = merged_pair(draw, duplicates, today)
    return Demonstration(
        today=today,
        organisations=list(ORGANISATIONS),
        teams=list(TEAMS),
        workers=list(WORKERS),
        vehicles=[VAN],
        places=with_permits(list(PLACES), today),
        outings=outings,
        tallies=tallies,
        people=[forgotten, *people],
        contacts=contacts,
        notes=notes,
        appointments=appointments,
        programmes=programmes,
        sheets=sheets,
        protocols=[PROTOCOL],
        relatives=draw_relatives(draw, people, interviews),
        barrier_changes=draw_barrier_changes(draw, people, interviews),
        interviews=interviews,
        enrolments=pathways.enrolments,
        outcomes=pathways.outcomes,
        situations=pathways.situations,
        entries=draw_entries(seed, pathways.enrolments, today),
        sessions=sessions.sessions,
        attendances=sessions.attendances,
        session_notes=sessions.notes,
        follow_ups=relances.tasks,
        attempts=relances.attempts,
        referrals=draw_referrals(draw, people, interviews, today),
        merges=[merge],
        lived=lived(programmes, sheets, people, _taken(duplicates, pathways.enrolments, refusal), today),
        publicity=publicity(today, _tellers(people, pathways.enrolments, duplicates)),
        awkward=Awkward(
            rainy,
            refusal,
            forgotten.id,
            pathways.missing_exit,
            sessions.sixth,
            (merge.person_id, merge.into_id),
            duplicates,
        ),
    )


def _taken(duplicates: list[tuple[str, str]], enrolments: list[Enrolment], refusal: str) -> set[str]:
    doubles = {id for pair in duplicates for id in pair}
    return doubles | {e.person_id for e in enrolments if e.person_id} | {refusal}


def _tellers(people: list[Person], enrolments: list[Enrolment], duplicates: list[tuple[str, str]]) -> list[Person]:
    """Adults with a name and one file, who entered a programme: the first three."""
    doubles = {id for pair in duplicates for id in pair}
    entered = {e.person_id for e in enrolments if e.entered_on is not None} - doubles
    minors = (AgeBand.UNDER_16, AgeBand.FROM_16_TO_17)
    return [p for p in people if p.id in entered and p.first_name and p.age_band not in minors][:3]
