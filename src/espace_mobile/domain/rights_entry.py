"""A line of the register of rights: a request of a person, or what was done of files whose time was up."""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.rights_vocabulary import AllowedBecause, KeptBecause, RegisterSort, RequestAnswer


class RightsEntry(Fact):
    """`on`: the day a request came, or something was done. `answered_on`, `given`, `answer`, `answered_by`: of a
    request.

    `because`, `met_on`: of a file that is kept, why, and when the person was met or asked for it: their last contact.
    `until`: of one taken out of the archive, its last day out; of a restricted one that is written in, the last day of
    it, and `allowed_because`, by what right. `lifted_on`, `lifted_by`: of a restriction that ended. `files`: how many
    people's; a line about more than one, or about erased ones, names nobody. Erased with its person, it stays in the
    register without them.
    """

    kind: ClassVar[str] = "rights_entry"
    sealed: ClassVar[frozenset[str]] = frozenset({"text", "answer"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id", "sort")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True

    person_id: str | None = None
    sort: RegisterSort
    on: datetime.date
    text: str | None = None
    worker_id: str | None = None
    answered_on: datetime.date | None = None
    given: RequestAnswer | None = None
    answer: str | None = None
    answered_by: str | None = None
    because: KeptBecause | None = None
    met_on: datetime.date | None = None
    until: datetime.date | None = None
    allowed_because: AllowedBecause | None = None
    lifted_on: datetime.date | None = None
    lifted_by: str | None = None
    files: int = 1
