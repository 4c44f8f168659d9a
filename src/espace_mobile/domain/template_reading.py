"""A template from what its file says, or everything that is wrong with it, each with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.template import Template, WorkshopTable
from espace_mobile.domain.text import folded
from espace_mobile.errors import InputError

SCHEMA = 1
_TYPES = {
    "extra_forbidden": "unknown_key", "missing": "missing", "string_too_long": "too_long", "too_long": "too_long",
    "string_too_short": "empty", "too_short": "empty", "string_type": "not_text", "int_type": "not_whole",
    "int_from_float": "not_whole", "bool_type": "not_yes_or_no", "tuple_type": "not_a_list",
    "model_type": "not_a_table", "enum": "unknown_code", "literal_error": "unknown_code", "time_type": "not_a_time",
    "amount": "not_an_amount", "insee": "not_a_commune", "lost_zero": "lost_zero", "below_zero": "below_zero",
    "greater_than_equal": "too_small", "less_than_equal": "too_large", "nir": "nir",
}  # fmt: skip


def read_template(source: Mapping[str, Any]) -> Template:
    """`source`: a parsed file, plain values. Raises the first `InputError` of `template_faults`."""
    read = _read(source)
    if isinstance(read, Template):
        return read
    raise read[0]


def template_faults(source: Mapping[str, Any]) -> list[InputError]:
    """Everything wrong with it: `InputError` (`template`, a reason, `path`: « workshops[0].phases[1].sessions », …)."""
    read = _read(source)
    return [] if isinstance(read, Template) else read


def fault(reason: str, path: str = "", **params: object) -> InputError:
    return InputError("template", reason, path=path, **params)


def _read(source: Mapping[str, Any]) -> Template | list[InputError]:
    version = source.get("schema")
    if type(version) is int and version != SCHEMA:  # its keys may mean something else there
        return [fault("newer_schema", "schema", version=version, known=SCHEMA)]
    try:
        template = Template.model_validate(dict(source))
    except ValidationError as e:
        return [_fault(error) for error in e.errors(include_url=False)]
    found = [f for check in _CHECKS for f in check(template)]
    return found or template


def _fault(error: Any) -> InputError:
    path, value, limits = _path(error["loc"]), error.get("input"), error.get("ctx", {})
    reason = _TYPES.get(error["type"], "unreadable")
    if type(value) in (int, float) and value < 0 and reason == "too_small":
        reason = "below_zero"
    if error["loc"][-1] == "sessions" and reason in ("missing", "too_small", "below_zero"):
        return fault("no_sessions", path.removesuffix(".sessions"))
    if reason == "unknown_code":
        choices = str(limits.get("choices") or limits.get("expected", ""))
        return fault(reason, path, value=str(value)[:40], choices=choices.replace("'", "").replace(" or ", ", "))
    bounds = {"max": limits.get("max_length", limits.get("le")), "min": limits.get("ge")}
    return fault(reason, path, **{name: bound for name, bound in bounds.items() if bound is not None})


def _path(loc: tuple[int | str, ...]) -> str:
    """« workshops[0].title »: rows count from 0, as the tools that write such files do."""
    said = ""
    for step in loc:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def _twice(template: Template) -> Iterator[InputError]:
    named = {
        "partners": [p.name for p in template.partners], "places": [p.name for p in template.places],
        "communes": [c.name for c in template.communes], "workshops": [w.title for w in template.workshops],
        "measures": [m.title for m in template.measures],
        "hours": [f"{h.host}\x1f{h.task}\x1f{h.enterprise}" for h in template.hours],
    }  # fmt: skip
    for table, names in named.items():
        seen: set[str] = set()
        for n, name in enumerate(map(folded, names)):
            if name in seen:
                yield fault("twice", f"{table}[{n}]")
            seen.add(name)


def _sum(template: Template) -> Iterator[InputError]:
    rows = sum(row.hours for row in template.hours)
    if template.hours_in_all is None and template.hours:
        yield fault("missing", "hours_in_all")
    elif template.hours_in_all not in (None, rows):
        yield fault("not_adding_up", "hours_in_all", rows=rows, said=template.hours_in_all)


def _named(template: Template) -> Iterator[InputError]:
    """Whoever hosts, facilitates or funds is among the partners; where a workshop is held, among the places."""
    partners, places = ({folded(x.name) for x in rows} for rows in (template.partners, template.places))
    said = [(f"hours[{n}].host", row.host, partners) for n, row in enumerate(template.hours)]
    for n, workshop in enumerate(template.workshops):
        said += [(f"workshops[{n}].place", workshop.place, places)] if workshop.place else []
        for m, phase in enumerate(workshop.phases):
            said += [(f"workshops[{n}].phases[{m}].facilitators", name, partners) for name in phase.facilitators]
    lists = [("budget", template.budget)]
    lists += [(f"measures[{n}].budget", measure.budget) for n, measure in enumerate(template.measures)]
    said += [
        (f"{at}[{n}].funder", row.funder, partners) for at, rows in lists for n, row in enumerate(rows) if row.funder
    ]
    for path, name, known in said:
        if folded(name) not in known:
            yield fault("not_named", path, name=name)


def _workshops(template: Template) -> Iterator[InputError]:
    for n, workshop in enumerate(template.workshops):
        for key, wrong in _FORMS.items():
            if wrong(workshop):
                yield fault("missing", f"workshops[{n}].{key}")


_FORMS: dict[str, Callable[[WorkshopTable], bool]] = {
    "weekday": lambda w: w.form == WorkshopForm.WEEKLY and w.weekday is None,
    "phases": lambda w: w.form == WorkshopForm.CYCLE and not w.phases,
    "month_minutes": lambda w: w.form == WorkshopForm.MONTHLY and w.compulsory and w.month_minutes is None,
}  # fmt: skip
_CHECKS: tuple[Callable[[Template], Iterator[InputError]], ...] = (_twice, _sum, _named, _workshops)
