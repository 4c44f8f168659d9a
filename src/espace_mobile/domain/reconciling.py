"""What two files say of one person, field by field, and what to make of both when nobody says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from espace_mobile.domain.person import BARRIER_FIELD, Person
from espace_mobile.domain.vocabulary import AgeBand, BarrierState, PersonStatus, Qpv, Sex

Values = Mapping[str, Any]  # {field: value as a record keeps it}

LISTS = ("needs", "languages", "reach_by")
_OPENED = ("opened_on", "opened_at_outing_id")
_BORN = ("birth_on", "birth_year", "age_band")  # the likelier to be exact first
# Fields that say one thing together: from one file or from the other, never a mixture.
_TOGETHER = (
    _BORN, _OPENED, ("notice_given", "notice_version", "notice_on", "notice_language"), ("next_step", "next_step_on"),
    ("sharing", "sharing_on"), ("guardian", "guardian_on"),
)  # fmt: skip
_UNSAID = {"sex": Sex.UNSTATED, "age_band": AgeBand.UNSTATED, "qpv": Qpv.UNKNOWN}
_MORE_IS_KNOWN = (BarrierState.NOT_DISCUSSED, BarrierState.YES, BarrierState.RESOLVED)


@dataclass(frozen=True)
class Difference:
    """`fields`: those that go together, named by the first. `usual`: what a merge sets when nobody chose.

    `open`: both files say something, and only who knows the person can tell which is right.
    """

    fields: tuple[str, ...]
    taken: Values
    into: Values
    usual: Values
    open: bool

    @property
    def name(self) -> str:
        return self.fields[0]


def differences(taken: Person, into: Person) -> tuple[Difference, ...]:
    """Of the file to be taken in and of the one that stays, in the order of a file's fields; teams stay as they are."""
    one, other = taken.fields(), into.fields()
    groups = (_group(field) for field in other if field != "team")
    return tuple(
        _difference(fields, {f: one[f] for f in fields}, {f: other[f] for f in fields})
        for fields in dict.fromkeys(groups)
        if any(one[f] != other[f] for f in fields)
    )


def reconciled(found: tuple[Difference, ...], chosen: Values) -> dict[str, Any]:
    """What the file that stays is to say: what was `chosen`, and of the rest the usual."""
    usual = {field: value for difference in found for field, value in difference.usual.items()}
    return usual | {field: value for field, value in chosen.items() if field in usual}


def _group(field: str) -> tuple[str, ...]:
    return next((fields for fields in _TOGETHER if field in fields), (field,))


def _difference(fields: tuple[str, ...], taken: Values, into: Values) -> Difference:
    both = _said(taken) > 0 and _said(into) > 0
    name = fields[0]
    if name in LISTS:
        united = list(dict.fromkeys([*into[name], *taken[name]]))
        return Difference(fields, taken, into, {name: united}, open=False)
    if fields == _OPENED:
        return Difference(fields, taken, into, min(into, taken, key=_opened), open=False)
    if name.startswith(BARRIER_FIELD):
        return Difference(fields, taken, into, max(into, taken, key=lambda v: _known(v[name])), both)
    if name == "status":
        return Difference(fields, taken, into, taken if taken[name] == PersonStatus.ACTIVE else into, both)
    if fields == _BORN:
        return Difference(fields, taken, into, max(into, taken, key=_said), both)
    return Difference(fields, taken, into, into if _said(into) else taken, both)


def _said(values: Values) -> int:
    """0 when they say nothing; more, the earlier the first field that says something."""
    for n, (field, value) in enumerate(values.items()):
        unsaid = BarrierState.NOT_DISCUSSED if field.startswith(BARRIER_FIELD) else _UNSAID.get(field)
        if value not in (None, "", [], (), unsaid):
            return len(values) - n
    return 0


def _known(state: str) -> int:
    return _MORE_IS_KNOWN.index(BarrierState(state)) if state in _MORE_IS_KNOWN else 1


def _opened(values: Values) -> tuple[bool, str]:
    return values["opened_on"] is None, values["opened_on"] or ""
