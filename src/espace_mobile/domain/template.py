"""What a template may say: the shape of a programme's sheet as a data file. `template_reading` names what is wrong."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from espace_mobile.domain.case_review import HALF_DAY
from espace_mobile.domain.code import Code
from espace_mobile.domain.geography import parse_insee
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
from espace_mobile.domain.text import tidy, tidy_lines
from espace_mobile.domain.vocabulary import OrganisationType, PlaceType
from espace_mobile.errors import InputError

SHORT, LINE, LONG = 80, 200, 2000  # characters
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY, MOST_EUROS, MOST_HOURS = 24 * 60, 100_000_000, 1_000_000
C = TypeVar("C", bound=Code)


def _tidied(value: Any) -> Any:
    return tidy(value) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    return tidy_lines(value) if isinstance(value, str) else value


def _listed(code: C) -> C:
    if not code.known:
        raise PydanticCustomError("enum", "not in the list", {"choices": ", ".join(type(code))})
    return code


def _time(value: Any) -> Any:
    """« 14:00 », as people write it; TOML's own 14:00:00 as well."""
    if isinstance(value, str):
        try:
            return datetime.time.fromisoformat(value)
        except ValueError:
            pass
    if not isinstance(value, datetime.time) or value.tzinfo is not None:
        raise PydanticCustomError("time_type", "not a time of day")
    return value


def _cents(value: Any) -> int:
    try:
        cents = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value)) * 100
    except InvalidOperation:
        cents = Decimal("NaN")
    if not cents.is_finite() or cents != int(cents):
        raise PydanticCustomError("amount", "not an amount")
    if cents < 0:
        raise PydanticCustomError("below_zero", "below zero")
    if cents > MOST_EUROS * 100:
        raise PydanticCustomError("less_than_equal", "too much", {"le": MOST_EUROS})
    return int(cents)


def _insee(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("lost_zero" if type(value) is int else "string_type", "not text")
    try:
        return parse_insee(value)
    except InputError as e:
        raise PydanticCustomError("lost_zero" if e.reason == "lost_zero" else "insee", "not a code") from None


Short = Annotated[str, BeforeValidator(_tidied), StringConstraints(strict=True, min_length=1, max_length=SHORT)]
Line = Annotated[str, BeforeValidator(_tidied), StringConstraints(strict=True, min_length=1, max_length=LINE)]
Long = Annotated[str, BeforeValidator(_lines), StringConstraints(strict=True, min_length=1, max_length=LONG)]
Count = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Minutes = Annotated[int, Field(strict=True, ge=5, le=DAY)]
Months = Annotated[int, Field(strict=True, ge=1, le=120)]
Days = Annotated[int, Field(strict=True, ge=1, le=366)]
Seats = Annotated[int, Field(strict=True, ge=1, le=60)]
Hours = Annotated[int, Field(strict=True, ge=1, le=MOST_HOURS)]
Flag = Annotated[bool, Field(strict=True)]
Time = Annotated[datetime.time, BeforeValidator(_time)]
Cents = Annotated[int, BeforeValidator(_cents)]
Insee = Annotated[str, BeforeValidator(_insee)]
Listed = AfterValidator(_listed)


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

    @property
    def cents(self) -> int | None:
        return self.euros


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
    week_of_month: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
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
