"""What a person is called. One name of any sort is enough: people met at a van often give no other."""

from __future__ import annotations

from typing import NamedTuple

from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

MAX_LENGTH = 80  # characters


class Names(NamedTuple):
    first_name: str | None
    last_name: str | None
    nickname: str | None


def check_names(first_name: str | None, last_name: str | None, nickname: str | None) -> Names:
    """The names as they are kept.

    Raises `InputError`: (`name`, `empty`) when all are missing, (the name, `too_long`, max, length), (the name, `nir`).
    """
    given = Names(first_name, last_name, nickname)
    names = Names(*(_checked(field, text) for field, text in zip(Names._fields, given, strict=True)))
    if not any(names):
        raise InputError("name", "empty")
    return names


def shown_name(first_name: str | None, last_name: str | None, nickname: str | None) -> str:
    """« Awa Chimérin », « Awa Chimérin (Wawa) », « Wawa »."""
    civil = " ".join(part for part in (first_name, last_name) if part)
    if civil and nickname:
        return f"{civil} ({nickname})"
    return civil or nickname or ""


def initials(first_name: str | None, last_name: str | None, nickname: str | None) -> str:
    """« A. C. », « J.-P. L. G. »; of the nickname when there is no other name; « … » of nobody's."""
    words = " ".join(part for part in (first_name, last_name) if part) or nickname or ""
    first = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words.split()]
    return " ".join(filter(None, first)) or "…"


def _checked(field: str, text: str | None) -> str | None:
    name = tidy(text)
    if not (name[:1].isalnum() or any(c.isalnum() for c in name)):  # « - », « ? »
        return None
    if len(name) > MAX_LENGTH:
        raise InputError(field, "too_long", max=MAX_LENGTH, length=len(name))
    if holds_nir(name):
        raise InputError(field, "nir")
    return name
