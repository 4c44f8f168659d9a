"""Starting a programme from its template: the programme and all that its sheet says, in one save."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.programmes import NAME_LENGTH, active, check_may, check_name
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.targets import TARGETS
from espace_mobile.domain.template import Template
from espace_mobile.domain.template_facts import NUMBERS, programme_facts, programme_id
from espace_mobile.domain.text import folded, tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

YEARS = 10  # on either side of today: beyond, the year was mistyped


def start(
    replica: Replica, template: Template, worker: Worker, *, since: date | None, today: date, name: str | None = None,
    lead: str | None = None, numbers: Mapping[str, int | None] | None = None,
) -> Programme:  # fmt: skip
    """The programme and the facts of its sheet; no session is planned yet. `numbers`: of `NUMBERS`, instead of the
    template's; None: no target.

    Two tablets that start one template under one name offline make one programme of it, each fact once.
    Raises `InputError` (`programme`: `required`, `too_long`, `taken`, `taken_before`; `lead`: `too_long`; `since`:
    `required`, `out_of_range`; a number: `out_of_range`; `record`).
    """
    return begin(replica, template, worker, since=since, today=today, name=name, lead=lead, numbers=numbers).fact


@held
def begin(
    replica: Replica, template: Template, worker: Worker, *, since: date | None, today: date, name: str | None = None,
    lead: str | None = None, numbers: Mapping[str, int | None] | None = None,
) -> Done[Programme]:  # fmt: skip
    """As `start`, to be taken back when it was a slip."""
    check_may(worker)
    said = check_name(replica, name if name is not None else template.name)
    if replica.get(Programme, programme_id(derived_id, said)) is not None:
        raise InputError("programme", "taken_before")  # a retired one: two actions would run into each other
    head = tidy(lead)
    if len(head) > NAME_LENGTH:
        raise InputError("lead", "too_long", length=len(head), max=NAME_LENGTH)
    if since is None:
        raise InputError("since", "required")
    if abs(since.year - today.year) > YEARS:
        raise InputError("since", "out_of_range")
    known: list[Fact] = [*replica.all(Organisation), *replica.all(Place)]
    facts = programme_facts(
        template, since, derived_id, known, name=said, lead=None if lead is None else head,
        numbers=_checked(numbers or {}),
    )  # fmt: skip
    programme = next(fact for fact in facts if isinstance(fact, Programme))
    return do(replica, programme, *(fact for fact in facts if fact is not programme), worker=worker)


def free_name(replica: Replica, template: Template, today: date) -> str:
    """The template's, or with the year when that is taken: « CéPourMoi 2027 »."""
    for name in (template.name, *(f"{template.name} {today.year + n}" for n in range(YEARS))):
        if replica.get(Programme, programme_id(derived_id, name)) is None and not _is_taken(replica, name):
            return name
    return template.name


def _is_taken(replica: Replica, name: str) -> bool:
    return any(folded(p.name) == folded(name) for p in active(replica))


def _checked(numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    """Raises `InputError` (the number, `unknown` or `out_of_range`, min, max)."""
    for name, number in numbers.items():
        if name not in NUMBERS:
            raise InputError(name, "unknown")
        least, most = TARGETS[name]
        if number is not None and not least <= number <= most:
            raise InputError(name, "out_of_range", min=least, max=most)
    return dict(numbers)
