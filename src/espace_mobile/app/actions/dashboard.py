"""The figures of the whole association, over what this device holds: read once, then followed by each save.

Nothing here names anybody but the labels of places and programmes, and the records behind a number, which only those
may open who may open such a record.
"""

from __future__ import annotations

from datetime import date
from threading import Lock

from espace_mobile.app.actions.dashboard_events import Events
from espace_mobile.app.actions.dashboard_ledger import KINDS
from espace_mobile.domain.code import Code
from espace_mobile.domain.dashboard import Board, By, Filters, counting
from espace_mobile.domain.dashboard.counted import CODES, takes
from espace_mobile.domain.dashboard.counting import Column
from espace_mobile.domain.indicators.figure import Of
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import AgeBand, Qpv, ReferralChannel, Sex
from espace_mobile.i18n import Translator
from espace_mobile.store.following import per_replica
from espace_mobile.store.replica import Replica

# `KINDS`: a change of one of these asks for the figures again.
__all__ = ["BY", "KINDS", "Boards", "boards", "labels", "means"]
KEPT = 24  # boards
BY = {  # what each cut is called
    By.PLACE: "dashboard.by.place", By.CHANNEL: "dashboard.by.channel", By.PROGRAMME: "dashboard.by.programme",
    By.QPV: "dashboard.by.qpv", By.AGE: "dashboard.by.age", By.SEX: "dashboard.by.sex",
}  # fmt: skip


class Boards:
    """Thread-safe; doesn't keep the replica alive. `of`, `warm` and `behind` are for another thread than the page's."""

    def __init__(self, replica: Replica) -> None:
        self._ledger = Events(replica)
        self._lock = Lock()
        self._kept: dict[Filters, tuple[int, Board]] = {}
        self._columns: dict[tuple[Of, Filters], tuple[int, Column]] = {}

    @property
    def ready(self) -> bool:
        """Whether the register was read: a board comes at once."""
        return self._ledger.ready

    @property
    def progress(self) -> float:
        """Of the first reading, between 0 and 1."""
        return self._ledger.progress

    def warm(self) -> None:
        """Read the register, a little at a time, so that a tap that saves meanwhile does not wait."""
        self._ledger.warm()

    def known(self, filters: Filters) -> Board | None:
        """As counted before, if nothing changed since."""
        changes, found = self._kept.get(filters, (-1, None))
        return found if changes == self._ledger.changes else None

    def of(self, filters: Filters) -> Board:
        """Work: what changed since is read again, and the codes it touched are counted again."""
        with self._lock:  # one at a time: two would only slow down each other
            found = self.known(filters)
            if found is None:
                changes = self._ledger.changes  # before we read: what changes meanwhile asks for another board
                found = self._counted(filters)
                self._kept.pop(filters, None)
                self._kept[filters] = (changes, found)
                while len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
            return found

    def behind(
        self, filters: Filters, of: Of, by: By | None = None, value: str | None = None, month: date | None = None
    ) -> list[tuple[str, str]]:
        """(kind, id) of what a number counts, newest first, as many as the number: files where it counts people, else
        the records. `by` and `value`: one row of a cut; `month`: the first day of one."""
        (_, events), *_ = self._ledger.events((of,)).values()
        return counting.behind(events, filters, of, by, value, month)

    def _counted(self, filters: Filters) -> Board:
        columns: dict[Of, Column] = {}
        for code, (revision, events) in self._ledger.events(CODES).items():
            known, column = self._columns.get((code, filters), (-1, None))
            if column is None or known != revision:
                column = counting.column(events, code, filters)
            self._columns.pop((code, filters), None)
            self._columns[code, filters] = (revision, column)
            columns[code] = column
        while len(self._columns) > KEPT * len(CODES):
            del self._columns[next(iter(self._columns))]
        return counting.assembled(columns, filters)


boards = per_replica(Boards)


def labels(replica: Replica, words: Translator, by: By) -> dict[str, str]:
    """{value of the cut: what it is called}, of every value that is known; "": not said. A value that is not among them
    is of a place or programme that went away, or a code of another version."""
    if (kind := _NAMED.get(by)) is not None:
        named = {fact.id: fact.name for fact in replica.all(kind)}
    else:
        named = {code.value: words.label(code) for code in _CODES[by]}
    return {**named, "": words.t("dashboard.not_said")}


_NAMED: dict[By, type[Place] | type[Programme]] = {By.PLACE: Place, By.PROGRAMME: Programme}
_CODES: dict[By, type[Code]] = {By.CHANNEL: ReferralChannel, By.QPV: Qpv, By.AGE: AgeBand, By.SEX: Sex}


def means(words: Translator, of: Of) -> str:
    """What a figure of the whole association counts, in a sentence."""
    return words.t(_OF_ALL.get(of, f"indicator.{of}.means"))


def whole(words: Translator, of: Of, filters: Filters) -> str:
    """« Sans le filtre : Sexe », of a figure that may not be cut so; nothing of the others."""
    kept = [by for by in By if filters.only.get(by) and not takes(of, by)]
    return words.t("dashboard.whole", what=words.listing([words.t(BY[by]) for by in kept])) if kept else ""


# What means something else of one programme.
_OF_ALL = {
    Of.IN_SESSIONS: "dashboard.means.in_sessions", Of.ENTERED: "dashboard.means.entered",
    Of.WITH_OUTCOME: "dashboard.means.with_outcome", Of.OUTINGS_HELD: "dashboard.means.outings_held",
    Of.SESSIONS_HELD: "dashboard.means.sessions_held", Of.EXITS: "dashboard.means.exits",
    Of.ATTEMPTS: "dashboard.means.attempts",
}  # fmt: skip
