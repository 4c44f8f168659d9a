"""The rows of the participants' file: what the mapping asks of each, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from espace_mobile.domain.fse.fields import FIELDS, Sort, Value
from espace_mobile.domain.fse.layout import FORMATS, Column
from espace_mobile.domain.fse.participant import Participant


def headings(columns: Iterable[Column]) -> list[str]:
    return [column.title for column in columns]


def rows(columns: Sequence[Column], of: Iterable[Participant]) -> list[list[Value]]:
    """By entry, then by participation: the same facts, the same rows."""
    order = sorted(of, key=lambda each: (each.part.entered_on, each.part.id))
    return [[cell(column, each) for column in columns] for each in order]


def cell(column: Column, of: Participant) -> Value:
    if not column.field:
        return column.value
    known = FIELDS[column.field]
    value = known.read(of)
    if known.sort == Sort.CODE:
        return column.codes.get(str(value), str(value))
    return value.strftime(FORMATS[column.format]) if isinstance(value, date) and column.format else value
