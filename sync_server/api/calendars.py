"""A team's dates for a calendar program, at an address that is a secret: no login, and nothing of anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from espace_mobile import __version__
from espace_mobile.calendars.writing import PRIVATE, calendar
from sync_server.api import events
from sync_server.api.callers import Stranger
from sync_server.api.conditional import is_known
from sync_server.api.pages.shelf import Made
from sync_server.api.problems import PROBLEMS
from sync_server.api.site import TheSite
from sync_server.service import publication
from sync_server.service.publication import TeamCalendarOut

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
# Nobody else keeps what a secret opens, and no search engine lists it.
_ALWAYS = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
_FOUND = {"Cache-Control": "private, max-age=300", **_ALWAYS}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The team's dates", "content": {"text/calendar": {"schema": {"type": "string"}}}},
    304: {"description": "As the reader has them"},
    404: {"description": "There is no such calendar, or no longer"},
    **{status: PROBLEMS[status] for status in (429, 500, 503)},
}

router = APIRouter(tags=["public"], dependencies=[Stranger])


@router.head("/calendars/{secret}.ics", include_in_schema=False)
@router.get(
    "/calendars/{secret}.ics",
    response_class=Response,
    responses=_ANSWERS,
    summary="A team's dates, for whoever knows the address",
)
def dates(site: TheSite, secret: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    found = publication.team_dates(site.register, secret)
    if found is None:
        return Response(status_code=404, headers={"Cache-Control": "no-store", **_ALWAYS})
    # Another version of the server may write the same dates otherwise.
    headers = {"ETag": f'"{found.etag}-{__version__}"', **_FOUND}
    if is_known(if_none_match, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    # Two thousand dates take most of a second to write.
    made = site.shelf.get(("calendar", found.etag), lambda: Made(_written(found), MEDIA_TYPE))
    return Response(made.body, media_type=MEDIA_TYPE, headers=headers)


def _written(found: TeamCalendarOut) -> bytes:
    entries = [events.entry(date, found.name, visibility=PRIVATE) for date in found.dates]
    return calendar(entries, found.name, REFRESH)
