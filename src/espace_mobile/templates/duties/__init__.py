"""What the law asks an association to write: the impact assessment and the register of processing, as far as the
software knows the answers. In French, for that is whom they are shown to. A folder a version.

Figures stand in the texts as `{months}`, `{hidden}`…: they are those of the code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.register import MONTHS_TO_ANSWER
from espace_mobile.domain.report_settings import HIDDEN_UNDER
from espace_mobile.domain.retention import MONTHS, WARNINGS
from espace_mobile.protocol.access_log import KEPT_MS
from espace_mobile.templates.notices import LANGUAGES

VERSIONS = ("2026-11",)
VERSION = VERSIONS[-1]
DUTIES = ("register", "dpia")
_DAYS_A_MONTH, _DAY_MS = 365 / 12, 24 * 3_600_000
BACKUPS = 30  # nights, of the service in `deploy/systemd`


@dataclass(frozen=True)
class DutySection:
    """A table: as many cells in each row as headings. An empty cell is to be filled in."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Duty:
    """`about`: what this document is, and is not."""

    code: str
    version: str
    title: str
    about: str
    sections: tuple[DutySection, ...]


def facts() -> dict[str, str]:
    """What the texts say of the software, from where it is decided. (`notice` is a version; the others are numbers.)"""
    first, last = WARNINGS
    return {
        "months": str(MONTHS), "warn_1": str(first), "warn_2": str(last), "answer": str(MONTHS_TO_ANSWER),
        "hidden": str(HIDDEN_UNDER), "log_months": str(round(KEPT_MS / _DAY_MS / _DAYS_A_MONTH)),
        "languages": str(len(LANGUAGES)), "notice": NOTICE_VERSION, "backups": str(BACKUPS),
    }  # fmt: skip


def duty(code: str, who: Mapping[str, str], version: str = VERSION) -> Duty:
    """`code`: one of `DUTIES`; `who`: the `association` and its `contact`; what is empty is said to be filled in."""
    said, known = _read(code, version), facts() | {name: value or "À compléter." for name, value in who.items()}
    sections = (
        DutySection(
            part["title"], tuple(part["headings"]), tuple(tuple(_filled(c, known) for c in row) for row in part["rows"])
        )
        for part in said["sections"]
    )
    return Duty(code, version, said["title"], _filled(said["about"], known), tuple(sections))


@cache
def _read(code: str, version: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(version, f"{code}.toml").read_text(encoding="utf-8"))


def _filled(text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace("{" + name + "}", value)
    return text
