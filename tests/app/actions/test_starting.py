"""Starting a programme from its template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from espace_mobile import templates
from espace_mobile.app.actions import programmes, starting, undoing
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import (
    BudgetLine,
    Coverage,
    Measure,
    ProgrammePartner,
    ProgrammePlace,
    ProgrammeText,
)
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide, PartnerRole, ProgrammePart
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from tests.app.actions.spells import TODAY, refused

SINCE = date(2026, 9, 1)
Commits = Callable[[], int]


def start(replica: Replica, template: str, worker: Worker, **more: Any) -> Programme:
    return starting.start(replica, templates.shipped(template), worker, **{"since": SINCE, "today": TODAY, **more})


@pytest.mark.parametrize("name", templates.SHIPPED)
def test_a_start_is_one_commit(replica: Replica, counsellor: Worker, commits: Commits, name: str) -> None:
    commits()
    programme = start(replica, name, counsellor)
    assert commits() == 1
    assert replica.get(Programme, programme.id) == programme
    assert programme.template == templates.shipped(name).name


def test_the_van_gets_its_dates_its_campaign_and_its_civic_service(replica: Replica, counsellor: Worker) -> None:
    programme = start(replica, "espace-mobile", counsellor)
    assert (programme.outings_a_year, programme.outings_in_all) == (60, 120)
    assert (programme.since, programme.until) == (SINCE, date(2028, 8, 31))
    assert (len(programme.themes), len(programme.hosts), len(programme.channels)) == (4, 3, 7)
    assert (programme.referents_a_year, programme.missions_a_year) == (2, None)
    assert programme.parts == (
        ProgrammePart.CAMPAIGN, ProgrammePart.OUTINGS, ProgrammePart.WORKSHOPS, ProgrammePart.CIVIC_SERVICE,
    )  # fmt: skip


def test_danjoutin_gets_4200_hours_its_communes_and_its_budget_of_the_year(
    replica: Replica, counsellor: Worker
) -> None:
    programme = start(replica, "danjoutin", counsellor)
    hours = replica.where(WorkAllocation, programme_id=programme.id)
    assert sum(a.minutes for a in hours) == programme.work_minutes == 4200 * 60
    town = named(replica, Organisation, "Mairie de Danjoutin")
    assert {a.organisation_id for a in hours} == {town.id}
    assert town.type == OrganisationType.HOST
    assert {(c.name, c.extension) for c in replica.where(Coverage, programme_id=programme.id)} == {
        ("Danjoutin", False), ("Valdoie", True), ("Cravanche", True),
    }  # fmt: skip
    (budget,) = replica.where(BudgetLine, programme_id=programme.id)
    assert (budget.cents, budget.year) == (840_000, 2026)
    assert (programme.review_days, programme.review_minutes, programme.follow_months) == (21, 210, 6)


def test_troyes_gets_its_measures_with_their_money_and_their_blanks(replica: Replica, counsellor: Worker) -> None:
    programme = start(replica, "troyes", counsellor)
    vestiaire, coaching = sorted(replica.where(Measure, programme_id=programme.id), key=lambda m: m.position)
    lines = replica.where(BudgetLine, programme_id=programme.id)
    of = {m.id: sorted((b.nature, b.cents) for b in lines if b.measure_id == m.id and b.side == BudgetSide.EXPENSE)
          for m in (vestiaire, coaching)}  # fmt: skip
    assert of[vestiaire.id] == [(BudgetNature.RUNNING, 395_000), (BudgetNature.STAFF, 12_285_000)]
    assert of[coaching.id] == [(BudgetNature.OTHER, None)]
    town = named(replica, Organisation, "Ville de Troyes")
    assert [(b.cents, b.organisation_id) for b in lines if b.side == BudgetSide.FUNDING] == [(None, town.id)]
    assert (vestiaire.calendar, coaching.calendar, vestiaire.lead) == ("À définir", None, "CMAS")


def test_noirmoutier_gets_its_phases_with_who_runs_them(replica: Replica, counsellor: Worker) -> None:
    programme = start(replica, "noirmoutier", counsellor)
    (workshop,) = replica.where(Workshop, programme_id=programme.id)
    centre, caf = named(replica, Organisation, "Centre social de l’île"), named(replica, Organisation, "CAF")
    assert [phase.sessions for phase in workshop.phases] == [4, 4]
    assert workshop.phases[0].organisation_ids == (centre.id, caf.id)
    place = named(replica, Place, "Centre social de l’île")
    assert workshop.place_id == place.id
    assert [p.place_id for p in replica.where(ProgrammePlace, programme_id=programme.id)] == [place.id]
    (text,) = replica.where(ProgrammeText, programme_id=programme.id)
    assert (text.on, "saisonnière" in (text.text or "")) == (SINCE, True)


def test_vern_meets_on_thursdays(replica: Replica, counsellor: Worker) -> None:
    (workshop,) = replica.where(Workshop, programme_id=start(replica, "vern", counsellor).id)
    assert workshop.weekday == 3


def test_an_organisation_and_a_place_already_known_are_taken_as_they_are(replica: Replica, counsellor: Worker) -> None:
    caf = Organisation(id=new_id(), name="caf", type=OrganisationType.FUNDER)
    centre = Place(id=new_id(), name="CENTRE SOCIAL DE L'ILE", commune_insee="85163")
    replica.save(caf, centre, by="setup")
    programme = start(replica, "noirmoutier", counsellor)
    assert [o for o in replica.all(Organisation) if o.name.casefold() == "caf"] == [caf]
    partners = replica.where(ProgrammePartner, programme_id=programme.id, organisation_id=caf.id)
    assert [p.role for p in partners] == [PartnerRole.FACILITATOR]
    assert replica.all(Place) == [centre]


def test_two_tablets_that_start_one_template_offline_make_one_programme(replica: Replica, counsellor: Worker) -> None:
    other = Replica(MemoryStorage(), "00000000000000b2", Keychain("org", {1: new_org_key()}), lambda: 1)
    for name in templates.SHIPPED:
        before = everything(replica)
        start(replica, name, counsellor)
        start(other, name, counsellor)
        made = {key: fact for key, fact in everything(replica).items() if key not in before}
        assert made
        assert made.items() <= everything(other).items()


def test_two_names_are_two_programmes_with_facts_of_their_own(replica: Replica, counsellor: Worker) -> None:
    one = start(replica, "danjoutin", counsellor)
    two = start(replica, "danjoutin", counsellor, name="Action 2027", since=date(2027, 1, 4))
    for kind in (WorkAllocation, Workshop, Coverage, BudgetLine, ProgrammePartner):
        assert replica.count(kind, programme_id=one.id) == replica.count(kind, programme_id=two.id) > 0
    assert replica.count(Organisation) == len(templates.shipped("danjoutin").partners)


def test_what_was_changed_on_starting_is_kept(replica: Replica, counsellor: Worker) -> None:
    numbers = {"missions_a_year": 12, "outings_a_year": None, "participants": 42}
    programme = start(replica, "espace-mobile", counsellor, name=" Le  van ", lead="Mission locale", numbers=numbers)
    assert (programme.name, programme.lead) == ("Le van", "Mission locale")
    assert (programme.missions_a_year, programme.outings_a_year, programme.outings_in_all) == (12, None, 120)
    assert programme.participants == 42


def test_a_start_is_refused_with_a_reason(replica: Replica, counsellor: Worker, worker: Worker) -> None:
    assert refused(lambda: start(replica, "vern", worker)) == ("record", "counsellor_only")
    assert refused(lambda: start(replica, "vern", counsellor, name=" ")) == ("programme", "required")
    assert refused(lambda: start(replica, "vern", counsellor, name="x" * 81)) == ("programme", "too_long")
    assert refused(lambda: start(replica, "vern", counsellor, lead="x" * 81)) == ("lead", "too_long")
    assert refused(lambda: start(replica, "vern", counsellor, since=date(2062, 1, 1))) == ("since", "out_of_range")
    for number in (0, -60, 100_000):
        numbers = {"outings_a_year": number}
        assert refused(lambda n=numbers: start(replica, "vern", counsellor, numbers=n)) == (  # type: ignore[misc]
            "outings_a_year", "out_of_range",
        )  # fmt: skip
    assert refused(lambda: start(replica, "vern", counsellor, since=None)) == ("since", "required")
    assert refused(lambda: start(replica, "vern", counsellor, numbers={"capacity": 9})) == ("capacity", "unknown")
    assert replica.all(Programme) == []


def test_a_name_that_was_used_is_not_used_again(replica: Replica, counsellor: Worker) -> None:
    vern = start(replica, "vern", counsellor)
    assert refused(lambda: start(replica, "vern", counsellor)) == ("programme", "taken")
    programmes.retire(replica, vern, counsellor)
    assert refused(lambda: start(replica, "vern", counsellor)) == ("programme", "taken_before")
    free = starting.free_name(replica, templates.shipped("vern"), TODAY)
    assert free == "CéPourMoi 2026"
    assert start(replica, "vern", counsellor, name=free).id != vern.id


def named(replica: Replica, kind: type[Any], name: str) -> Any:
    (found,) = [fact for fact in replica.all(kind) if fact.name == name]
    return found


def everything(replica: Replica) -> dict[tuple[str, str], Fact]:
    return {(kind, fact.id): fact for kind, type in KINDS.items() for fact in replica.all(type)}


def test_a_start_that_was_a_slip_is_taken_back_and_done_again(replica: Replica, counsellor: Worker) -> None:
    known = Organisation(id=new_id(), name="Intermed")
    replica.save(known, by="setup")
    before = everything(replica)
    template = templates.shipped("danjoutin")
    done = starting.begin(replica, template, counsellor, since=SINCE, today=TODAY)
    undoing.take_back(replica, done, counsellor)
    assert everything(replica) == before
    assert start(replica, "danjoutin", counsellor) == done.fact
    assert replica.count(WorkAllocation, programme_id=done.fact.id) == len(template.hours)
