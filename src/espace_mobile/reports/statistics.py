"""Statistics for another program: figures, their definitions, and which of them are hidden. Nobody is in it.

docs/statistics.md tells each field. The shape is `Statistics`; its `version` changes when a reader must.
"""

from __future__ import annotations

import datetime
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict

FORMAT, VERSION = "espace-mobile-statistics", 1
FEW: Literal["few"] = "few"  # why a number is null: of too few people, or it would give such a number away

Hidden = Literal["few"] | None


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Days(_Shape):
    since: datetime.date
    until: datetime.date


class Value(_Shape):
    """`code`: of a list; null for places and programmes, which have but a name here. `label` empty: not known."""

    code: str | None
    label: str


class Filter(_Shape):
    by: str
    label: str
    values: list[Value]


class Number(_Shape):
    value: int | None
    hidden: Hidden


class Figure(_Shape):
    """`before`: of the days compared with; null when there are none."""

    code: str
    label: str
    definition: str
    counts: Literal["people", "things"]
    value: int | None
    hidden: Hidden
    before: Number | None


class Month(_Shape):
    month: datetime.date
    value: int | None
    hidden: Hidden


class Months(_Shape):
    code: str
    months: list[Month]


class Row(_Shape):
    value: Value
    numbers: list[Number]


class Cut(_Shape):
    """`numbers` of a row and `totals`: one for each of `figures`, in order. Rows may overlap."""

    by: str
    label: str
    figures: list[str]
    rows: list[Row]
    totals: list[Number]


class Statistics(_Shape):
    format: Literal["espace-mobile-statistics"]
    version: Literal[1]
    demo: bool
    made_on: datetime.date
    language: str
    period: Days
    compared: Days | None
    filters: list[Filter]
    hidden_under: int
    funnel: list[Figure]
    activity: list[Figure]
    months: list[Months]
    cuts: list[Cut]


def number(value: int | None) -> Number:
    return Number(value=value, hidden=FEW if value is None else None)


def as_json(statistics: Statistics) -> bytes:
    """The same data of the same day, the same bytes."""
    return json.dumps(statistics.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True).encode()
