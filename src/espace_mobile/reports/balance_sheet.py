"""What a balance says on paper, in words and numbers: sections, and what each is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from espace_mobile.reports.charts import Bar


@dataclass(frozen=True)
class Said:
    """A paragraph. `quiet`: beside the rest; `heading`: over it."""

    text: str
    quiet: bool = False
    heading: str = ""


@dataclass(frozen=True)
class Rows:
    """Names and their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """`right`: which columns hold numbers; `total`: the last row is one."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    total: bool = False


@dataclass(frozen=True)
class Numbers:
    """Large: the number, what it is, what stands beside it."""

    title: str
    boxes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Chart:
    """`funnel`: steps; `months`: standing, twelve of them at most; `tracks`: each against a full one."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    funnel: bool = False
    months: bool = False
    tracks: bool = False


Block = Said | Rows | Grid | Numbers | Chart


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class BalanceSheet:
    """All in words but `printed_at`. `kind`: « Bilan annuel »; `title`: the programme; `about`: rows of the cover;
    `warning`: said on every page of the version that isn't shared, else empty; `demo`: the watermark, else empty.
    `page` has `{page}` and `{pages}`; `respelt` is said when some text was of an alphabet that the font has not."""

    kind: str
    title: str
    period: str
    about: tuple[tuple[str, str], ...]
    keys: Numbers
    sections: tuple[Section, ...]
    definitions_title: str
    definitions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    respelt: str
    printed: str
    printed_at: datetime
    page: str
    warning: str = ""
    demo: str = ""
    language: str = "fr"
