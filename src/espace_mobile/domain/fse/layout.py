"""The columns of the participants' file, as an association's mapping says them: a text in TOML, or in JSON.

    [[columns]]
    title = "Situation à l’entrée"
    field = "work_at_entry"
    codes = { unemployed = "2", refused = "97" }

The official layout is not public: whoever knows it writes it here. Every fault is told at once, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as made
from difflib import get_close_matches
from typing import Any

from espace_mobile.domain.fse.fields import FIELDS, Sort
from espace_mobile.domain.fse.mapping_text import beginnings, parsed
from espace_mobile.domain.text import folded, tidy
from espace_mobile.errors import InputError

MOST_BYTES = 60_000  # a change carries 64 KiB, and says more than this
MOST_COLUMNS, MOST_LETTERS = 200, 200
FORMATS = {"jj/mm/aaaa": "%d/%m/%Y", "aaaa-mm-jj": "%Y-%m-%d", "aaaammjj": "%Y%m%d"}  # of a day, as text
_KEYS = ("title", "field", "value", "codes", "format")
_MOST_NUMBER = 10**MOST_LETTERS


@dataclass(frozen=True)
class Column:
    """`field`: of `FIELDS`; empty for a column that says `value` in every row. `codes`: ours to theirs; a code that is
    left out comes out as it is. `format`: of `FORMATS`; empty for a real date."""

    title: str
    field: str = ""
    value: str = ""
    codes: dict[str, str] = made(default_factory=dict)
    format: str = ""


def read_layout(text: str) -> tuple[Column, ...]:
    """Raises `InputError` for the first of `faults`."""
    columns, found = _read(text)
    if found:
        raise found[0]
    return columns


def faults(text: str) -> tuple[InputError, ...]:
    """Everything wrong with it, in order; empty when it can be used. `fse_mapping`: `empty`, `too_long`, `syntax`
    (`line`, `column`); of the nth column (`n`, with the `line` it begins on): `no_title`,
    `long_title`, `duplicate`, `no_field`, `unknown_key`, `unknown_field`, `unknown_code` (all with `name`, `near` or
    empty), `no_codes`, `not_text`, `unknown_format`."""
    return tuple(_read(text)[1])


def named(columns: Iterable[Column]) -> bool:
    """Whether a column says who the person is."""
    return any(FIELDS[c.field].named for c in columns if c.field)


def _read(text: str) -> tuple[tuple[Column, ...], list[InputError]]:
    try:
        rows = _rows(text)
    except InputError as e:
        return (), [e]
    found: list[InputError] = []
    columns: list[dict[str, Any]] = []
    titles: dict[str, int] = {}
    lines = beginnings(text, len(rows))
    for n, row in enumerate(rows, 1):
        place = {"n": n, "line": lines[n - 1]}
        found += _faults_of(row, place)
        title = _text(row, "title")
        if title and titles.setdefault(folded(title), n) != n:
            found.append(_fault("duplicate", place, name=title, first=titles[folded(title)]))
        columns.append(row)
    return (() if found else tuple(_column(row) for row in columns)), found


def _rows(text: str) -> list[dict[str, Any]]:
    size = len(text.encode())
    if size > MOST_BYTES:
        raise InputError("fse_mapping", "too_long", size=size // 1000 + 1, max=MOST_BYTES // 1000)
    if not text.strip():
        raise InputError("fse_mapping", "empty")
    said = parsed(text)
    rows = said.get("columns") if isinstance(said, dict) else None
    if not isinstance(rows, list) or not rows:
        raise InputError("fse_mapping", "no_columns")
    if len(rows) > MOST_COLUMNS:
        raise InputError("fse_mapping", "many_columns", n=len(rows), max=MOST_COLUMNS)
    if bad := next((n for n, row in enumerate(rows, 1) if not isinstance(row, dict)), 0):
        raise InputError("fse_mapping", "not_a_column", n=bad)
    return rows


def _faults_of(row: dict[str, Any], place: dict[str, int]) -> Iterator[InputError]:
    for key in row:
        if key not in _KEYS:
            yield _fault("unknown_key", place, name=key[:40], near=_near(key, _KEYS))
    for key in ("title", "field", "value", "format"):
        if key in row and not isinstance(row[key], str):
            yield _fault("not_text", place, name=key)
    title, name = _text(row, "title"), _text(row, "field")
    if not title:
        yield _fault("no_title", place)
    if len(title) > MOST_LETTERS or len(_text(row, "value")) > MOST_LETTERS:
        yield _fault("long_title", place, max=MOST_LETTERS)
    if not name and "value" not in row:
        yield _fault("no_field", place, name=title[:40])
    if name and name not in FIELDS:
        yield _fault("unknown_field", place, name=name[:40], near=_near(name, FIELDS))
    elif name and "value" in row:
        yield _fault("both", place, name=title[:40])
    yield from _faults_of_values(row, name, place)


def _faults_of_values(row: dict[str, Any], name: str, place: dict[str, int]) -> Iterator[InputError]:
    known, codes, format = FIELDS.get(name), row.get("codes", {}), _text(row, "format")
    if not isinstance(codes, dict) or not all(map(_is_said, codes.values())):
        yield _fault("not_codes", place, name=name[:40])
    elif codes and (known is None or known.sort != Sort.CODE):
        yield _fault("no_codes", place, name=name[:40])
    else:
        for code in codes:
            if known is not None and code not in known.codes:
                yield _fault("unknown_code", place, name=code[:40], of=name, near=_near(code, known.codes))
    if format and (format not in FORMATS or known is None or known.sort != Sort.DAY):
        yield _fault("unknown_format", place, name=format[:40], formats=", ".join(FORMATS))


def _is_said(theirs: Any) -> bool:
    """A text, or a number that can be written out: TOML reads some of sixty thousand digits."""
    if isinstance(theirs, bool) or not isinstance(theirs, str | int):
        return False
    return isinstance(theirs, str) or abs(theirs) < _MOST_NUMBER


def _column(row: dict[str, Any]) -> Column:
    codes = {code: tidy(str(theirs)) for code, theirs in row.get("codes", {}).items()}
    return Column(_text(row, "title"), _text(row, "field"), _text(row, "value"), codes, _text(row, "format"))


def _text(row: dict[str, Any], key: str) -> str:
    said = row.get(key, "")
    return tidy(said) if isinstance(said, str) else ""


def _near(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name.lower(), list(known), 1, 0.5)), "")


def _fault(reason: str, place: dict[str, int], **more: object) -> InputError:
    """Those with a name nearby read differently: `unknown_field`, `unknown_field_near`."""
    near = more.pop("near", "")
    said = {key: tidy(value) if isinstance(value, str) else value for key, value in more.items()}  # it is shown
    return InputError(
        "fse_mapping", f"{reason}_near" if near else reason, **place, **said, **({"near": near} if near else {})
    )
