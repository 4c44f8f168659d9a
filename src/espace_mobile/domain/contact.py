"""One exchange during an outing, anonymous by default."""

from __future__ import annotations

from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.vocabulary import AgeBand, Need, ReferralChannel, Sex


class Contact(Fact):
    """`person_id`: the file it was attached to, if any; attaching never changes how many contacts there are.

    `left_id`: a file it was attached to before: its note may still tell of that person, and goes with them.
    `import_run`: the import that counted it.
    """

    kind: ClassVar[str] = "contact"
    sealed: ClassVar[frozenset[str]] = frozenset({"note"})
    indexed: ClassVar[tuple[str, ...]] = ("outing_id", "person_id", "import_run")
    about: ClassVar[str | None] = "person_id"
    counted: ClassVar[bool] = True
    also_about: ClassVar[tuple[str, ...]] = ("left_id",)

    outing_id: str
    at: Instant
    sex: Sex = Sex.UNSTATED
    age_band: AgeBand = AgeBand.UNSTATED
    needs: tuple[Need, ...] = ()
    heard_via: ReferralChannel | None = None
    person_id: str | None = None
    left_id: str | None = None
    worker_id: str | None = None
    note: str | None = None
    import_run: str | None = None
