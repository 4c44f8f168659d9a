"""What a supervisor's device gives the server for the public pages: a whole copy, in clear, and nothing else.

No sealed field of any fact has a place here but the words of a testimonial, whose author agreed to it. Unknown fields
are refused: what was not foreseen is not published.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_DATES, MAX_STORIES, MAX_OFFERS = 2_000, 200, 200
MAX_SITE = 2 << 20  # bytes of JSON
SLUG = r"^(?!v\d+$)[a-z][a-z0-9-]{1,38}[a-z0-9]$"

Id = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Paragraphs = Annotated[str, StringConstraints(max_length=8_000, strip_whitespace=True)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PublicDate(_Shape):
    """One date. `starts`, `ends`: wall times in Europe/Paris. `commune_insee`: 5 characters; `type`: of an outing.

    `cancelled`: it was told before, and does not take place; `moved_to`: it takes place on that day instead.
    """

    id: Id
    on: datetime.date
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    type: Literal["van", "market", "event"] = "van"
    place: Line = ""
    address: Line = ""
    neighbourhood: Line = ""
    commune: Line = ""
    commune_insee: Annotated[str, StringConstraints(max_length=5)] = ""
    partners: tuple[Line, ...] = ()
    cancelled: bool = False
    moved_to: datetime.date | None = None
    changed_at: datetime.datetime


class PublicOffer(_Shape):
    """An opportunity. `sort`: job, training, workshop, civic_service, other. `until`: its last day."""

    id: Id
    sort: Line
    title: Line
    text: Paragraphs = ""
    commune: Line = ""
    with_whom: Line = ""
    until: datetime.date | None = None


class PublicStory(_Shape):
    """A testimonial, approved and agreed to. `by`: employee, employer, partner, volunteer."""

    id: Id
    by: Line
    text: Paragraphs
    signed: Line = ""
    on: datetime.date


class PublicPages(_Shape):
    """All that the public may read of one org. `dates`, those held not long ago included, in any order."""

    slug: Annotated[str, StringConstraints(pattern=SLUG)]
    title: Line
    intro: Paragraphs = ""
    declared_work: Paragraphs = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""
    demo: bool = False
    published_at: datetime.datetime
    dates: Annotated[tuple[PublicDate, ...], Field(max_length=MAX_DATES)] = ()
    offers: Annotated[tuple[PublicOffer, ...], Field(max_length=MAX_OFFERS)] = ()
    stories: Annotated[tuple[PublicStory, ...], Field(max_length=MAX_STORIES)] = ()


class TeamDates(_Shape):
    """What the secret address of a team's calendar answers. `name`: the calendar's own."""

    name: Line
    dates: Annotated[tuple[PublicDate, ...], Field(max_length=MAX_DATES)] = ()
