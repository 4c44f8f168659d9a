"""A programme and all that its sheet says, as facts, from a template. No session is planned yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from espace_mobile.domain.fact import Fact
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
from espace_mobile.domain.retention import due_on as months_after
from espace_mobile.domain.schedule_names import MakeId
from espace_mobile.domain.sheet_vocabulary import PartnerRole
from espace_mobile.domain.targets import TARGETS
from espace_mobile.domain.template import BudgetTable, Template, WorkshopTable
from espace_mobile.domain.template_values import WEEKDAYS
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.domain.work_allocation import WorkAllocation
from espace_mobile.domain.workshop import Phase, Workshop

_TYPES = {PartnerRole.HOST: OrganisationType.HOST, PartnerRole.FUNDER: OrganisationType.FUNDER}
# What one may set on starting; the hours are what their rows add up to.
NUMBERS = tuple(name for name in TARGETS if not name.endswith("_minutes"))


def programme_facts(
    template: Template, since: date, make_id: MakeId, known: Iterable[Fact] = (), *, name: str | None = None,
    lead: str | None = None, numbers: Mapping[str, int | None] | None = None,
) -> list[Fact]:  # fmt: skip
    """In the order in which they refer to each other. The same name, the same ids, wherever it is started.

    `known`: the organisations and places there are, found by their folded name; those missing are among the facts.
    `name`, `lead` (blank: none), `numbers` (of `NUMBERS`): instead of the template's.
    """
    start = _Start(template, since, make_id, known, name or template.name)
    programme = start.programme(lead, numbers or {})
    return [*start.organisations(), *start.places(), programme, *start.sheet(), *start.measures(), *start.work()]


def programme_id(make_id: MakeId, name: str) -> str:
    """The id of a programme of this name; as `actions.programmes.add` gives it."""
    return make_id("programme", folded(name))


def rules_of(template: Template) -> dict[str, Any]:
    """What the tables of a template say of its programme, by field; not the fields of a part it has not."""
    t = template
    said: dict[str, Any] = {"capacity": t.capacity, "participants": t.targets.participants,
                            "follow_months": t.follow_months}  # fmt: skip
    if t.hours_in_all:
        said |= {"work_minutes": t.hours_in_all * 60}
    if t.outings:
        said |= {"outings_a_year": t.outings.a_year, "outings_in_all": t.outings.in_all}
    if t.reviews:
        said |= {"review_days": t.reviews.every_days, "review_minutes": t.reviews.minutes}
    if t.campaign:
        said |= {"channels": t.campaign.channels}
    if t.services:
        said |= {"services": t.services.sorts, "rights": t.services.rights}
    if t.civic_service:
        said |= t.civic_service.model_dump()  # its keys are those of a programme
    return said


class _Start:
    def __init__(self, template: Template, since: date, make_id: MakeId, known: Iterable[Fact], name: str) -> None:
        self.template, self.since, self.name, self.make_id = template, since, name, make_id
        self.id = programme_id(make_id, name)
        self._known: dict[tuple[str, str], Fact] = {}
        for fact in known:
            if isinstance(fact, Organisation | Place):
                self._known.setdefault((fact.kind, folded(fact.name)), fact)
        self._organisations, self._places = self._of_partners(), self._of_places()

    def programme(self, lead: str | None, numbers: Mapping[str, int | None]) -> Programme:
        t = self.template
        said = {**rules_of(t), **{n: numbers[n] for n in NUMBERS if n in numbers}}
        return Programme(
            id=self.id, name=self.name, validated=t.validated, template=t.name, parts=t.parts, objective=t.objective,
            lead=t.lead if lead is None else lead or None, calendar=t.calendar, since=self.since, until=self._until(),
            **said,
        )  # fmt: skip

    def organisations(self) -> list[Fact]:
        return [org for org in self._organisations.values() if (org.kind, folded(org.name)) not in self._known]

    def places(self) -> list[Fact]:
        return [place for place in self._places.values() if (place.kind, folded(place.name)) not in self._known]

    def sheet(self) -> list[Fact]:
        """Where, with whom, and what was written of it."""
        t = self.template
        return [
            *(Coverage(id=self._id("coverage", folded(c.name)), programme_id=self.id, name=c.name,
                       commune_insee=c.insee, extension=c.extension, since=self.since) for c in t.communes),
            *(ProgrammePlace(id=self._id("programme_place", place.id), programme_id=self.id, place_id=place.id)
              for place in self._places.values()),
            *(ProgrammePartner(id=self._id("programme_partner", self._organisation(p.name)), programme_id=self.id,
                               organisation_id=self._organisation(p.name), role=p.role, does=p.does)
              for p in t.partners),
            *(ProgrammeText(id=self._id("programme_text", str(n)), programme_id=self.id, sort=said.sort, on=self.since,
                            text=said.text) for n, said in enumerate(t.texts)),
        ]  # fmt: skip

    def measures(self) -> list[Fact]:
        """The rows of the sheet, and what each costs."""
        facts: list[Fact] = [self._budget(row, None, n) for n, row in enumerate(self.template.budget)]
        for n, row in enumerate(self.template.measures):
            id = self._id("measure", folded(row.title))
            facts.append(
                Measure(id=id, programme_id=self.id, title=row.title, targets=row.targets, calendar=row.calendar,
                        lead=row.lead, position=n)
            )  # fmt: skip
            facts += [self._budget(line, id, m) for m, line in enumerate(row.budget)]
        return facts

    def work(self) -> list[Fact]:
        """Workshops, and hours to be worked."""
        return [
            *map(self._workshop, self.template.workshops),
            *(WorkAllocation(id=self._id("work_allocation", folded(h.host), folded(h.task), str(h.enterprise)),
                             programme_id=self.id, organisation_id=self._organisation(h.host), task=h.task,
                             minutes=h.hours * 60, enterprise=h.enterprise, since=self.since, until=self._until())
              for h in self.template.hours),
        ]  # fmt: skip

    def _workshop(self, said: WorkshopTable) -> Workshop:
        phases = tuple(
            Phase(title=p.title, sessions=p.sessions, organisation_ids=tuple(map(self._organisation, p.facilitators)))
            for p in said.phases
        )
        return Workshop(
            id=self._id("workshop", folded(said.title)), programme_id=self.id, title=said.title, form=said.form,
            phases=phases, weekday=WEEKDAYS.index(said.weekday) if said.weekday else None,
            week_of_month=said.week_of_month, starts=said.starts, minutes=said.minutes, capacity=said.capacity,
            place_id=self._places[folded(said.place)].id if said.place else None, compulsory=said.compulsory,
            month_minutes=said.month_minutes, back_after_days=said.back_after_days,
        )  # fmt: skip

    def _budget(self, row: BudgetTable, measure_id: str | None, n: int) -> BudgetLine:
        return BudgetLine(
            id=self._id("budget_line", measure_id or "", str(n)), programme_id=self.id, measure_id=measure_id,
            side=row.side, nature=row.nature, label=row.label or "", cents=row.euros,
            year=self.since.year if row.yearly else None,
            organisation_id=self._organisation(row.funder) if row.funder else None,
        )  # fmt: skip

    def _until(self) -> date | None:
        months = self.template.months
        return months_after(self.since, months) - timedelta(days=1) if months else None

    def _id(self, kind: str, *parts: str) -> str:
        return self.make_id(kind, self.id, *parts)

    def _organisation(self, name: str) -> str:
        return self._organisations[folded(name)].id

    def _of_partners(self) -> dict[str, Organisation]:
        found: dict[str, Organisation] = {}
        for partner in self.template.partners:
            key = folded(partner.name)
            known = self._known.get(("organisation", key))
            type = partner.type or _TYPES.get(partner.role, OrganisationType.PARTNER)
            new = Organisation(id=self.make_id("organisation", key), name=partner.name, type=type)
            found[key] = known if isinstance(known, Organisation) else new
        return found

    def _of_places(self) -> dict[str, Place]:
        """As the import of a schedule names them, so that both make one place of one name."""
        found: dict[str, Place] = {}
        for place in self.template.places:
            key, insee = folded(place.name), place.commune_insee
            known = self._known.get(("place", key))
            new = Place(id=self.make_id("place", key, insee or "", ""), name=place.name, type=place.type,
                        commune_insee=insee)  # fmt: skip
            found[key] = known if isinstance(known, Place) else new
        return found
