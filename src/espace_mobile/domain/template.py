"""What a template may say: the shape of a programme's sheet as a data file. `template_reading` names what is wrong."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from espace_mobile.domain.case_review import HALF_DAY
from espace_mobile.domain.sheet_vocabulary import (
    BudgetNature,
    BudgetSide,
    CampaignSort,
    CivicTheme,
    HostType,
    PartnerRole,
    ProgrammePart,
    ProgrammeTextSort,
    RightSort,
    ServiceSort,
    WorkshopForm,
)
from espace_mobile.domain.template_values import (
    Cents,
    Count,
    Days,
    Flag,
    Hours,
    Insee,
    Line,
    Listed,
    Long,
    Minutes,
    Months,
    Seats,
    Short,
    Time,
    Week,
)
from espace_mobile.domain.vocabulary import OrganisationType, PlaceType


class Table(BaseModel):
    """A key nobody reads is an error: a typing mistake there would silently drop a rule."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class TargetsTable(Table):
    participants: Count | None = None


class OutingsTable(Table):
    """The van's dates; `in_all`: over the whole of the programme."""

    a_year: Count
    in_all: Count | None = None


class ReviewsTable(Table):
    every_days: Days
    minutes: Minutes = HALF_DAY


class CivicServiceTable(Table):
    """`missions_a_year`: left out when it is decided each year. `referents_a_year`: meetings of the hosts."""

    hosts: Annotated[tuple[Annotated[HostType, Listed], ...], Field(min_length=1)]
    themes: Annotated[tuple[Annotated[CivicTheme, Listed], ...], Field(min_length=1)]
    missions_a_year: Count | None = None
    referents_a_year: Count | None = None


class CampaignTable(Table):
    channels: Annotated[tuple[Annotated[CampaignSort, Listed], ...], Field(min_length=1)]


class ServicesTable(Table):
    """What is given at a counter, and what people are entitled to."""

    sorts: tuple[Annotated[ServiceSort, Listed], ...] = ()
    rights: tuple[Annotated[RightSort, Listed], ...] = ()


class PartnerTable(Table):
    name: Short
    role: Annotated[PartnerRole, Listed] = PartnerRole.PARTNER
    type: Annotated[OrganisationType, Listed] | None = None
    does: Line | None = None


class PlaceTable(Table):
    name: Short
    type: Annotated[PlaceType, Listed] = PlaceType.OTHER
    commune_insee: Insee | None = None


class CommuneTable(Table):
    name: Short
    insee: Insee | None = None
    extension: Flag = False


class BudgetTable(Table):
    """A blank cell of the sheet has no `euros`. `yearly`: of the year it starts in."""

    side: Annotated[BudgetSide, Listed] = BudgetSide.EXPENSE
    nature: Annotated[BudgetNature, Listed] = BudgetNature.OTHER
    label: Line | None = None
    euros: Cents | None = None
    yearly: Flag = False
    funder: Short | None = None


class MeasureTable(Table):
    title: Line
    targets: Long | None = None
    calendar: Line | None = None
    lead: Short | None = None
    budget: tuple[BudgetTable, ...] = ()


class PhaseTable(Table):
    """`facilitators`: names of partners."""

    title: Line
    sessions: Count
    facilitators: tuple[Short, ...] = ()


class WorkshopTable(Table):
    """`place`: the name of one of the template's. See `Workshop` for the rest."""

    title: Line
    form: Annotated[WorkshopForm, Listed]
    phases: tuple[PhaseTable, ...] = ()
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None = None
    week_of_month: Week | None = None
    starts: Time | None = None
    minutes: Minutes = 120
    capacity: Seats | None = None
    place: Short | None = None
    compulsory: Flag = False
    month_minutes: Minutes | None = None
    back_after_days: Days | None = None


class HoursTable(Table):
    """Hours that `host`, a partner, promises for one sort of task."""

    task: Line
    host: Short
    hours: Hours
    enterprise: Flag = False


class TextTable(Table):
    sort: Annotated[ProgrammeTextSort, Listed]
    text: Long


class Template(Table):
    """A programme as it starts. `hours_in_all`: what the rows of `hours` add up to.

    `validated`: an entry needs a counsellor's decision. `months`: how long the programme lasts.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: Short
    summary: Line
    objective: Long | None = None
    lead: Short | None = None
    calendar: Line | None = None
    months: Months | None = None
    validated: Flag = True
    capacity: Seats = 5
    follow_months: Months | None = None
    hours_in_all: Hours | None = None
    targets: TargetsTable = TargetsTable()
    outings: OutingsTable | None = None
    reviews: ReviewsTable | None = None
    civic_service: CivicServiceTable | None = None
    campaign: CampaignTable | None = None
    services: ServicesTable | None = None
    partners: tuple[PartnerTable, ...] = ()
    places: tuple[PlaceTable, ...] = ()
    communes: tuple[CommuneTable, ...] = ()
    budget: tuple[BudgetTable, ...] = ()
    measures: tuple[MeasureTable, ...] = ()
    workshops: tuple[WorkshopTable, ...] = ()
    hours: tuple[HoursTable, ...] = ()
    texts: tuple[TextTable, ...] = ()

    @property
    def parts(self) -> tuple[ProgrammePart, ...]:
        """Those the programme gets, from what the template says."""
        said = {
            ProgrammePart.CAMPAIGN: self.campaign, ProgrammePart.OUTINGS: self.outings,
            ProgrammePart.WORKSHOPS: self.workshops, ProgrammePart.SERVICES: self.services,
            ProgrammePart.HOURS: self.hours, ProgrammePart.REVIEWS: self.reviews,
            ProgrammePart.CIVIC_SERVICE: self.civic_service,
        }  # fmt: skip
        return tuple(part for part, has in said.items() if has)
