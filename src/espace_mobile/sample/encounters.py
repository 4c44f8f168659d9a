"""Contacts and tallies of the held outings."""

from __future__ import annotations

from collections.abc import Iterable

from espace_mobile.domain.ages import band_at
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.tally import Tally
from espace_mobile.domain.vocabulary import AgeBand, Need, OutingStatus, TallyOf
from espace_mobile.sample.cast import COUNSELLORS, field_workers
from espace_mobile.sample.draw import LOCAL, Draw
from espace_mobile.sample.people import AGES, HEARD_VIA, SEXES
from espace_mobile.sample.visits import Visit

# mean and most of an outing
_TALLIES = {TallyOf.FLYER: (35, 120), TallyOf.PASSER_BY: (60, 200), TallyOf.REFUSAL: (4, 15), TallyOf.CHILD: (1.5, 8)}
_HANDFUL = 12


def draw_contacts(draw: Draw, visits: list[Visit], shares: list[list[Visit]], people: list[Person]) -> list[Contact]:
    """A contact per visit, in order of time; anonymous unless the visit is in somebody's share."""
    whose = {visit.n: person for share, person in zip(shares, people, strict=True) for visit in share}
    anonymous = len(visits) - len(whose)
    strangers = zip(*(draw.deal(anonymous, p) for p in (SEXES, AGES, HEARD_VIA)), strict=True)
    contacts = []
    for visit in visits:
        if person := whose.get(visit.n):
            contacts.append(_with(draw, visit, person))
        else:
            sex, band, channel = next(strangers)
            needs = draw.some(list(Need), 0, 2)
            contacts.append(_contact(draw, visit, sex=sex, age_band=band, heard_via=channel, needs=needs))
    return contacts


def _with(draw: Draw, visit: Visit, person: Person) -> Contact:
    first_time = person.opened_at_outing_id == visit.outing.id
    band = band_at(visit.at.astimezone(LOCAL).date(), person.birth_on, person.birth_year)
    return _contact(
        draw,
        visit,
        sex=person.sex,
        age_band=person.age_band if first_time or band == AgeBand.UNSTATED else band,
        heard_via=person.heard_via if first_time else None,
        needs=person.needs[:2],
        person_id=person.id,
    )


def _contact(draw: Draw, visit: Visit, **said: object) -> Contact:
    worker = draw.one(staff_of(visit.outing))
    ids = {"id": draw.id(visit.at), "team": visit.outing.team_id, "outing_id": visit.outing.id, "worker_id": worker}
    return Contact.model_validate({**ids, "at": visit.at, **said})


def staff_of(outing: Outing) -> list[str]:
    """Ids of the workers one may meet there."""
    return [worker.id for worker in (*field_workers(outing.team_id or ""), *COUNSELLORS)]


def draw_tallies(draw: Draw, outings: Iterable[Outing], rainy: str) -> list[Tally]:
    """Handed out by handfuls: each is one increment, as a tablet would have sent it."""
    held = [outing for outing in outings if outing.status == OutingStatus.HELD and outing.id != rainy]
    totals = {what: draw.negative_binomial(len(held), mean, 3, 0, most) for what, (mean, most) in _TALLIES.items()}
    return [
        tally
        for at, outing in enumerate(held)
        for what in _TALLIES
        for tally in _handfuls(draw, outing, what, totals[what][at])
    ]


def _handfuls(draw: Draw, outing: Outing, what: TallyOf, total: int) -> list[Tally]:
    assert outing.starts
    assert outing.ends
    tallies: list[Tally] = []
    while total > 0:
        delta = min(total, draw.random.randint(1, _HANDFUL))
        total -= delta
        at = draw.moment(outing.on, outing.starts, outing.ends)
        ids = {"id": draw.id(at), "outing_id": outing.id, "worker_id": draw.one(field_workers(outing.team_id or "")).id}
        tallies.append(Tally(**ids, team=outing.team_id, at=at, what=what, delta=delta))
    return sorted(tallies, key=lambda tally: tally.at)
