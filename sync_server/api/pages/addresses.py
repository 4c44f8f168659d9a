"""Addresses of sites, months and dates. A site never hides what is the server's own."""

from __future__ import annotations

import re
from datetime import date

from fastapi import Request
from starlette.convertors import Convertor, register_url_convertor

from espace_mobile.protocol.publication import FIRST_DAY, LAST_DAY, RESERVED

_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::\d{1,5})?")


class _Text(Convertor[str]):
    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Slug(_Text):
    """Capitals are let in, for those who type an address read on a poster; they are sent on to it."""

    regex = rf"(?!(?:{RESERVED.pattern})(?:/|$))[A-Za-z][A-Za-z0-9-]{{1,38}}[A-Za-z0-9]"


class _Month(Convertor[date]):
    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def convert(self, value: str) -> date:
        year, month = (int(part) for part in value.split("-"))
        # Far away is never shown; dates of this language end earlier than what four digits can say.
        return date(min(max(year, FIRST_DAY.year - 1), LAST_DAY.year + 1), month, 1)

    def to_string(self, value: date) -> str:
        return f"{value:%Y-%m}"


class _Id(_Text):
    regex = "[0-9a-f]{32}"


class _Digest(_Text):
    regex = "[0-9a-f]{10}"


for _name, _convertor in (("slug", _Slug()), ("month", _Month()), ("record", _Id()), ("digest", _Digest())):
    register_url_convertor(_name, _convertor)


def base(request: Request) -> str:
    """Scheme and host as the reader wrote them; nothing when the host is no such thing."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host.lower()}" if _HOST.fullmatch(host) else ""
