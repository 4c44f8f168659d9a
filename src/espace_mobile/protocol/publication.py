"""What a supervisor's device gives the server for the public pages: a whole copy, in clear, and nothing else.

No sealed field of any fact has a place here but the words of a testimonial, whose author agreed to it. Unknown fields
are refused: what was not foreseen is not published.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

MAX_DATES, MAX_STORIES, MAX_OFFERS = 2_000, 200, 200
MAX_SITE = 2 << 20  # bytes of JSON
SLUG = r"[a-z][a-z0-9-]{1,38}[a-z0-9]"
RESERVED = re.compile(r"v\d+|calendars|static|assets")  # addresses that are the server's own
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
# No document of the web, nor a calendar, may hold these; a paragraph keeps its line ends.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def new_calendar_secret() -> str:
    """Whoever knows it may read a team's dates."""
    return secrets.token_urlsafe(32)


def calendar_digest(secret: str) -> str:
    """All that the register keeps of it: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def pages_path(slug: str) -> str:
    """Where an org's pages are, on its server."""
    return f"/{slug}/"


def calendar_path(secret: str) -> str:
    """Where a calendar program asks for a team's dates, on the org's server."""
    return f"/calendars/{secret}.ics"


def is_slug(text: str) -> bool:
    """Whether pages may have the address `/text/`."""
    return re.fullmatch(SLUG, text) is not None and RESERVED.fullmatch(text) is None


def _slug(text: str) -> str:
    if not is_slug(text):
        raise ValueError("slug")
    return text


def _paragraphs(text: object) -> object:
    return _CONTROLS.sub("", text) if isinstance(text, str) else text


def _line(text: object) -> object:
    return re.sub(r"[\r\n\t]+", " ", _CONTROLS.sub("", text)) if isinstance(text, str) else text


def _on_the_wall(time: datetime.time) -> datetime.time:
    if time.tzinfo is not None:
        raise ValueError("wall time")
    return time


def _near(at: datetime.datetime) -> datetime.datetime:
    if not FIRST_DAY <= at.date() <= LAST_DAY:
        raise ValueError("far away")
    return at


Id = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
# Cleaned first, then measured: what was read once is read the same again.
Line = Annotated[str, BeforeValidator(_line), StringConstraints(max_length=200, strip_whitespace=True)]
Paragraphs = Annotated[str, BeforeValidator(_paragraphs), StringConstraints(max_length=8_000, strip_whitespace=True)]
Slug = Annotated[str, AfterValidator(_slug), WithJsonSchema({"type": "string", "pattern": f"^{SLUG}$"})]
Day = Annotated[datetime.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Wall = Annotated[datetime.time, AfterValidator(_on_the_wall)]
Moment = Annotated[AwareDatetime, AfterValidator(_near)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PublicDate(_Shape):
    """One date. `starts`, `ends`: wall times in Europe/Paris. `commune_insee`: 5 characters; `type`: of an outing.

    `cancelled`: it was told before, and does not take place; `moved_to`: it takes place on that day instead.
    """

    id: Id
    on: Day
    starts: Wall | None = None
    ends: Wall | None = None
    type: Literal["van", "market", "event"] = "van"
    place: Line = ""
    address: Line = ""
    neighbourhood: Line = ""
    commune: Line = ""
    commune_insee: Annotated[str, StringConstraints(max_length=5)] = ""
    partners: tuple[Line, ...] = ()
    cancelled: bool = False
    moved_to: Day | None = None
    changed_at: Moment


class PublicOffer(_Shape):
    """An opportunity. `sort`: job, training, workshop, civic_service, other. `until`: its last day."""

    id: Id
    sort: Line
    title: Line
    text: Paragraphs = ""
    commune: Line = ""
    with_whom: Line = ""
    until: Day | None = None


class PublicStory(_Shape):
    """A testimonial, approved and agreed to. `by`: employee, employer, partner, volunteer."""

    id: Id
    by: Line
    text: Paragraphs
    signed: Line = ""
    on: Day


class PublicPages(_Shape):
    """All that the public may read of one org. `dates`, those held not long ago included, in any order."""

    slug: Slug
    title: Line
    intro: Paragraphs = ""
    declared_work: Paragraphs = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""
    demo: bool = False
    published_at: Moment
    dates: Annotated[tuple[PublicDate, ...], Field(max_length=MAX_DATES)] = ()
    offers: Annotated[tuple[PublicOffer, ...], Field(max_length=MAX_OFFERS)] = ()
    stories: Annotated[tuple[PublicStory, ...], Field(max_length=MAX_STORIES)] = ()


class TeamDates(_Shape):
    """What the secret address of a team's calendar answers. `name`: the calendar's own."""

    name: Line
    dates: Annotated[tuple[PublicDate, ...], Field(max_length=MAX_DATES)] = ()
