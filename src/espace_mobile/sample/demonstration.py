"""The demonstration data of DOMAIN.md, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.sample.awkward import purge_due, with_duplicates, with_refusal
from espace_mobile.sample.calendar import draw_outings
from espace_mobile.sample.cast import DEMO_ACCOUNTS, ORGANISATIONS, PLACES, TEAMS, WORKERS, DemoAccount
from espace_mobile.sample.draw import Draw
from espace_mobile.sample.encounters import draw_contacts, draw_tallies
from espace_mobile.sample.follow_up import draw_appointments, draw_notes, with_referents
from espace_mobile.sample.people import draw_people
from espace_mobile.sample.visits import draw_visits, share_out

PEOPLE = 380

__all__ = ["DEMO_ACCOUNTS", "DemoAccount", "Demonstration", "demonstration"]


@dataclass(frozen=True)
class Demonstration:
    """Each list in order of time. `today_outing_id`: the van of today, team Nord, nothing counted yet."""

    today: date
    organisations: list[Organisation]
    teams: list[Team]
    workers: list[Worker]
    places: list[Place]
    outings: list[Outing]
    tallies: list[Tally]
    people: list[Person]
    contacts: list[Contact]
    notes: list[PersonNote]
    appointments: list[Appointment]
    awkward: Awkward

    @property
    def today_outing_id(self) -> str:
        return next(o.id for o in self.outings if o.on == self.today and o.moved_to_id is None)

    def facts(self) -> list[Fact]:
        """All of it, in the order in which facts refer to each other."""
        shared: list[Fact] = [*self.organisations, *self.teams, *self.workers, *self.places, *self.outings]
        return [*shared, *self.tallies, *self.people, *self.contacts, *self.notes, *self.appointments]


@dataclass(frozen=True)
class Awkward:
    """Where the awkward cases are: record ids."""

    rainy_outing: str
    refusal: str
    purge_due: str
    duplicates: list[tuple[str, str]] = field(default_factory=list)


def demonstration(today: date, seed: int = 7) -> Demonstration:
    """The same for the same day and seed, ids included. Staff, teams, places and organisations never change."""
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
    notes = draw_notes(draw, people, appointments)
    return Demonstration(
        today=today,
        organisations=list(ORGANISATIONS),
        teams=list(TEAMS),
        workers=list(WORKERS),
        places=list(PLACES),
        outings=outings,
        tallies=draw_tallies(draw, outings, rainy),
        people=[forgotten, *people],
        contacts=contacts,
        notes=notes,
        appointments=appointments,
        awkward=Awkward(rainy, refusal, forgotten.id, duplicates),
    )
