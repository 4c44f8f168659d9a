"""What a page is made from: what was published, the moment, and the address it is asked at."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from espace_mobile import __version__
from espace_mobile.protocol.publication import PublicPages
from sync_server.api.pages.agenda import Agenda, Moment
from sync_server.service.publication import Published


@dataclass(frozen=True)
class Reading:
    """`base`: scheme and host as its reader wrote them, e.g. `https://espace.exemple.fr`."""

    published: Published
    moment: Moment
    base: str

    @property
    def pages(self) -> PublicPages:
        return self.published.pages

    @property
    def root(self) -> str:
        """Of the addresses of this site, e.g. `/belfort`."""
        return f"/{self.published.slug}"

    @cached_property
    def agenda(self) -> Agenda:
        return _agenda(self.published.etag, self.pages)

    @property
    def lasting(self) -> Hashable:
        """Two readings with one key are of the same publication."""
        of = self.published
        return (__version__, of.org, of.name, of.etag)

    @property
    def key(self) -> Hashable:
        """Two readings with one key make the same pages."""
        return (self.lasting, self.moment.today, self.agenda.hour(self.moment))


class _Same:
    """Publications are long to compare, and their etag says it all."""

    def __init__(self, etag: str, pages: PublicPages) -> None:
        self.etag, self.pages = etag, pages

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.etag == other.etag

    def __hash__(self) -> int:
        return hash(self.etag)


@lru_cache(maxsize=8)
def _sorted(of: _Same) -> Agenda:
    return Agenda(of.pages.dates)


def _agenda(etag: str, pages: PublicPages) -> Agenda:
    return _sorted(_Same(etag, pages))
