"""Which time zone a calendar program meant: each has its own names for them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from icalendar import Timezone
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from espace_mobile.calendars.blocks import Block

_NAMED = re.compile(r';TZID=("[^"]*"|.+?)(?=;[A-Z-]+=|:\d{8})', re.IGNORECASE)
_PARIS = re.compile(r"\bparis\b", re.IGNORECASE)


class Zones:
    """The zones of one file. `described`: its own descriptions of them, its VTIMEZONE."""

    def __init__(self, described: Iterable[Block]) -> None:
        self._described = {_bare(block.value("TZID")): block for block in described}
        self._known: dict[str, str | None] = {}

    def renamed(self, line: str) -> tuple[str, str]:
        """The line of a property with a zone we know, or none (a wall time); and the name that says nothing to us."""
        found = _NAMED.search(line)
        if found is None:
            return line, ""
        said = _bare(found[1])
        name = self._name(said)
        zone = f";TZID={name}" if name else ""
        return f"{line[: found.start()]}{zone}{line[found.end() :]}", "" if name else said

    def _name(self, said: str) -> str | None:
        if said not in self._known:
            block = self._described.get(said)
            places = [said, block.value("X-LIC-LOCATION")] if block else [said]
            found = (name for place in places if (name := known_name(place)))
            self._known[said] = next(found, None) or (_by_rules(block) if block else None)
        return self._known[said]


def known_name(said: str) -> str | None:
    """The IANA name of what is said: « Europe/Paris », « Romance Standard Time », « /x.org/2026/Europe/Paris »,
    « (UTC+01:00) Bruxelles, Madrid, Paris »; None for what is none of them."""
    name = _bare(said)
    parts = name.split("/")
    ends = ("/".join(parts[at:]) for at in range(len(parts)) if at == 0 or len(parts) - at > 1)
    for end in ends:
        if found := _iana().get(end.casefold()):
            return found
    if windows := WINDOWS_TO_OLSON.get(name):
        return str(windows)
    return "Europe/Paris" if _PARIS.search(name) else None


def _by_rules(block: Block) -> str | None:
    """A zone nobody else knows, by its own rules, under a name of its own: two files may mean two things by one."""
    name = f"Described/{hashlib.sha256(block.text().encode()).hexdigest()[:16]}"
    if tzp.timezone(name) is None:
        try:
            zone = Timezone.from_ical(block.text())
            zone["TZID"] = name
            tzp.cache_timezone_component(zone)
        except Exception:  # whatever a damaged description does to the library: the zone is then unknown
            return None
    return name


def _bare(said: str) -> str:
    return said.strip().strip('"').strip("/").strip()


@cache
def _iana() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
