"""The public addresses. What is asked wrongly gets a page too, in French.

`HEAD` is answered as `GET` is; the server sends no body then.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute

from espace_mobile.errors import EspaceError, Refused
from sync_server.api.pages import addresses, answers, feeds, views
from sync_server.api.pages.agenda import Moment
from sync_server.api.pages.files import files
from sync_server.api.pages.reading import Reading
from sync_server.api.pages.render import page
from sync_server.api.pages.shelf import Made
from sync_server.api.problems import problem
from sync_server.api.site import Site, TheSite
from sync_server.service import publication

_READ = ["GET", "HEAD"]
_DIGITS = 4  # of the number of a page
_BOTS = "User-agent: *\nDisallow: /v1/\nDisallow: /calendars/\n"


class _InWords(APIRoute):
    """A refusal is a page that says so, rather than a problem for a program."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answered = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await answered(request)
            except EspaceError as e:
                status = problem(e).status_code
                return answers.oops(page("oops.html", None, status=status), status, e.params.get("after"))

        return handler


router = APIRouter(route_class=_InWords, include_in_schema=False)


@dataclass(frozen=True)
class Asked:
    """One request for a page of a site there is."""

    request: Request
    site: Site
    reading: Reading

    def page(
        self,
        key: Hashable,
        make: Callable[[Reading], bytes | None],
        media_type: str = answers.HTML,
        caching: str = answers.FRESH,
        at_any_time: bool = False,
    ) -> Response:
        """`key`: of the page within its site. `make` gives None: there is no such page. `at_any_time`: it does not
        depend on the moment."""

        def made() -> Made:
            body = make(self.reading)
            if body is None:
                raise _NoSuchPage
            return Made(body, media_type)

        try:
            kept = self.site.shelf.get((self.reading.lasting if at_any_time else self.reading.key, key), made)
        except _NoSuchPage:
            return self.missing()
        return answers.answer(self.request, kept, caching)

    def missing(self) -> Response:
        return answers.oops(page("oops.html", self.reading, status=404), 404)


class _NoSuchPage(Exception):
    pass


async def _visitor(request: Request, site: TheSite) -> None:
    site.visitors.take(request.client.host if request.client else "")


def _asked(request: Request, site: TheSite, slug: str) -> Asked:
    published = publication.by_slug(site.register, slug)
    if published is None:
        raise Refused(reason="not_found")
    return Asked(request, site, Reading(published, Moment.at(site.now_ms()), addresses.base(request)))


Visitor = Depends(_visitor)
OnePage = Annotated[Asked, Depends(_asked)]
_Handler = Callable[..., Any]


def _at(path: str, rated: bool = True) -> Callable[[_Handler], _Handler]:
    return router.api_route(path, methods=_READ, response_class=Response, dependencies=[Visitor] if rated else [])


@_at("/robots.txt")
async def robots() -> Response:
    return answers.plain(_BOTS)


@_at("/")
def sites(site: TheSite) -> Response:
    """The only site, or which there are."""
    there = publication.slugs(site.register)
    if not there:
        raise Refused(reason="not_found")
    if len(there) == 1:
        return answers.redirect(f"/{there[0][0]}/")
    return answers.oops(page("sites.html", None, sites=there), 200)


# The files of every page are in memory, and whoever shares an address with many others needs them too: not counted.
@_at("/{slug:slug}/style-{digest:digest}.css", rated=False)
async def style(slug: str, digest: str) -> Response:
    return answers.file(f"style-{digest}.css", files()["style"])


@_at("/{slug:slug}/text-{digest:digest}.woff2", rated=False)
async def text_font(slug: str, digest: str) -> Response:
    return answers.file(f"text-{digest}.woff2", files()["text"])


@_at("/{slug:slug}/title-{digest:digest}.woff2", rated=False)
async def title_font(slug: str, digest: str) -> Response:
    return answers.file(f"title-{digest}.woff2", files()["title"])


@_at("/{slug:slug}/favicon-{digest:digest}.svg", rated=False)
async def favicon(slug: str, digest: str) -> Response:
    return answers.file(f"favicon-{digest}.svg", files()["favicon"])


@_at("/{slug:slug}")
async def without_slash(slug: str) -> Response:
    return answers.redirect(f"/{slug.lower()}/", 308)


@_at("/{slug:slug}/")
def home(slug: str, request: Request, site: TheSite) -> Response:
    if slug != slug.lower():
        return answers.redirect(f"/{slug.lower()}/", 308)
    asked = _asked(request, site, slug)
    caching = answers.ASKED if asked.reading.pages.stories else answers.FRESH
    return asked.page("home", views.home, caching=caching)


@_at("/{slug:slug}/dates")
def dates(asked: OnePage, commune: str = "", page: str = "1") -> Response:
    insee, number = asked.reading.agenda.known(commune), _number(page)
    return asked.page(("dates", insee, number), lambda r: views.dates(r, insee, number))


@_at("/{slug:slug}/dates/{first:month}")
def month(asked: OnePage, first: date, commune: str = "") -> Response:
    insee = asked.reading.agenda.known(commune)
    return asked.page(("month", first, insee), lambda r: views.month(r, first, insee))


@_at("/{slug:slug}/dates/{id:record}")
def one_date(asked: OnePage, id: str) -> Response:
    return asked.page(("date", id), lambda r: views.one_date(r, id))


@_at("/{slug:slug}/dates/{id:record}.ics")
def one_ics(asked: OnePage, id: str) -> Response:
    key = ("ics", id, asked.reading.base)
    return asked.page(key, lambda r: feeds.one_ics(r, id), answers.ICS)


@_at("/{slug:slug}/dates.ics")
def ics(asked: OnePage, commune: str = "") -> Response:
    insee = asked.reading.agenda.known(commune)
    return asked.page(("ics", insee), lambda r: feeds.ics(r, insee), answers.ICS, at_any_time=True)


@_at("/{slug:slug}/dates.rss")
def rss(asked: OnePage, commune: str = "") -> Response:
    insee = asked.reading.agenda.known(commune)
    return asked.page(("rss", insee, asked.reading.base), lambda r: feeds.rss(r, insee), answers.RSS)


@_at("/{slug:slug}/opportunites")
def opportunities(asked: OnePage, page: str = "1") -> Response:
    number = _number(page)
    return asked.page(("opportunities", number), lambda r: views.opportunities(r, number))


@_at("/{slug:slug}/travail-declare")
def declared_work(asked: OnePage) -> Response:
    return asked.page("declared_work", views.declared_work)


@_at("/{slug:slug}/temoignages")
def stories(asked: OnePage, page: str = "1") -> Response:
    number = _number(page)
    return asked.page(("testimonials", number), lambda r: views.testimonials(r, number), caching=answers.ASKED)


@_at("/{slug:slug}/contact")
def contact(asked: OnePage) -> Response:
    return asked.page("contact", views.contact)


@_at("/{slug:slug}/abonnement")
def subscribe(asked: OnePage) -> Response:
    return asked.page(("subscribe", asked.reading.base), views.subscribe)


@_at("/{slug:slug}/accessibilite")
def accessibility(asked: OnePage) -> Response:
    return asked.page("accessibility", views.accessibility)


@_at("/{slug:slug}/{rest:path}")
def anything_else(asked: OnePage, rest: str) -> Response:
    return asked.missing()


def _number(page: str) -> int:
    """Of a page of a list; 0, which none has, when it is no such number."""
    return int(page) if page.isascii() and page.isdigit() and len(page) <= _DIGITS else 0
