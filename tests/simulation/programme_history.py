"""A seeded history of programmes: what `path_history` tells, and what their sheets, pages and figures let workers do.

`python -m tests.simulation.history programmes SEED` plays one again and tells its steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from espace_mobile.app.actions import starting
from espace_mobile.app.actions.change import Seen, seen_now
from espace_mobile.app.actions.undoing import Done
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.template_reading import read_template
from espace_mobile.domain.vocabulary import Role
from tests.simulation import laws, programme_deeds
from tests.simulation.path_history import STALE, Deed, PathHistory
from tests.simulation.world import Post

F = TypeVar("F", bound=Fact)
DAY = timedelta(days=1)
OPEN = 0.15  # how often the page of a programme is open while something else is done

# Of each part one, and of each form of workshop: a sheet that is quickly started and has everything.
SHEET = {
    "schema": 1, "name": "Action", "summary": "Tout", "validated": True, "follow_months": 6, "hours_in_all": 30,
    "targets": {"participants": 20}, "outings": {"a_year": 50}, "reviews": {"every_days": 21},
    "civic_service": {"hosts": ["ehpad"], "themes": ["visits"], "missions_a_year": 5, "referents_a_year": 2},
    "campaign": {"channels": ["flyer"]}, "services": {"sorts": ["vestiaire"], "rights": ["epicerie"]},
    "partners": [{"name": "Mairie", "role": "host"}, {"name": "AFPA"}], "places": [{"name": "Maison commune"}],
    "communes": [{"name": "Danjoutin"}], "measures": [{"title": "Accueil", "budget": [{"euros": 8400}]}],
    "hours": [{"task": "Jardin", "host": "Mairie", "hours": 10},
              {"task": "Ménages", "host": "AFPA", "hours": 20, "enterprise": True}],
    "workshops": [
        {"title": "Cycle", "form": "cycle", "phases": [{"title": "Soi", "sessions": 2, "facilitators": ["AFPA"]},
                                                       {"title": "Les autres", "sessions": 1}], "back_after_days": 90},
        {"title": "Groupe", "form": "monthly", "weekday": "tuesday", "week_of_month": 2, "starts": "14:00",
         "compulsory": True, "month_minutes": 240},
        {"title": "Contrats", "form": "contract", "weekday": "thursday", "starts": "09:00"},
    ],
    "texts": [{"sort": "comment", "text": "À revoir"}],
}  # fmt: skip


@dataclass(frozen=True)
class Gone:
    """What was removed, and the action that puts it back."""

    restore: Callable[..., None]
    fact: Fact


class ProgrammeHistory(PathHistory):
    Gone = Gone

    def __init__(self, seed: int, folder: Path, steps: int = 200, database: str = "") -> None:
        super().__init__(seed, folder, steps, database)
        self.template = read_template(SHEET)
        self.roles = {name: self.code((*[Role.COUNSELLOR] * 5, Role.FIELD)) for name in self.roles}
        self._forms: dict[str, list[tuple[Fact, Seen]]] = {}

    def begin(self, office: Post) -> None:
        super().begin(office)
        worker = self.worker(office)
        starting.begin(office.replica, self.template, worker, since=self.today - 10 * DAY, today=self.today)
        for n in range(2):
            office.save(Outing(id=self.outing if n == 0 else self.world.id(), on=self.today + n * DAY))
        for deed in programme_deeds.FIRST:
            self._worked(deed)(office)

    def deeds(self) -> list[tuple[float, Deed]]:
        return programme_deeds.DEEDS

    def _worked(self, deed: Deed) -> Callable[[Post], None]:
        act = super()._worked(deed)

        def with_a_page_open(post: Post) -> None:
            shown = [p for p in post.replica.all(Programme) if self.rng.random() < OPEN]
            for programme in shown:
                laws.kept_figures(post.replica, programme)
            act(post)
            for programme in shown:
                assert laws.kept_figures(post.replica, programme), f"{deed.__name__} left old figures on a page"

        with_a_page_open.__name__ = deed.__name__
        return with_a_page_open

    def form(self, post: Post, kind: type[F]) -> tuple[F, Seen]:
        """A fact that a form shows, and which of its values: now and then one that has been open for a while."""
        forms = self._forms.setdefault(post.name, [])
        before = [form for form in forms if isinstance(form[0], kind)]
        if before and self.rng.random() < STALE:
            return self.rng.choice(before)
        fact = self.pick(sorted(post.replica.all(kind), key=lambda f: f.id))
        forms.append((fact, seen_now(post.replica, fact)))
        return fact, forms[-1][1]

    def gone(self, post: Post, restore: Callable[..., None], fact: Fact) -> None:
        self.did(post, Gone(restore, fact))

    def about_its_person(self, word: str, done: Done[Any]) -> Done[Any]:
        """The word was said of whoever the facts that hold it are about."""
        for _, fact in done.saved:
            if word in repr(fact) and fact.about is not None and getattr(fact, fact.about):
                self.hear(word, getattr(fact, fact.about))
        return done
