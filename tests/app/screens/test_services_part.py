"""Visits counted standing: one tap, a way back, what was given by steppers, and a name when there is one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, ProgrammePart, RightSort, ServiceSort
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import open_file, person, undo
from tests.app.screens.seats import NORA
from tests.app.tablet import AWA, NORTH, Tablet, at_work, play, unlocked

TROYES = Programme(
    id=new_id(), name="Vestiaire Baltet", parts=(ProgrammePart.SERVICES,), services=(ServiceSort.VESTIAIRE,)
)
VERN = TROYES.but(
    id=new_id(), name="CéPourMoi", services=(ServiceSort.EPICERIE, ServiceSort.VESTIAIRE),
    rights=(RightSort.EPICERIE, RightSort.CARTE_SORTIR),
)  # fmt: skip
SAMIR = person("Samir")


def tablet_of(folder: Path, programme: Programme = TROYES, *facts: Fact) -> Tablet:
    return at_work(folder, programme, SAMIR, *facts)


def visits(tablet: Tablet) -> list[ServiceVisit]:
    return sorted(tablet.replica.all(ServiceVisit), key=lambda v: (v.at, v.id))


def visit(programme: Programme = TROYES, **more: object) -> ServiceVisit:
    said = {"id": new_id(), "programme_id": programme.id, "at": clock.now(), "worker_id": AWA.id, **more}
    return ServiceVisit.model_validate(said)


def test_one_tap_counts_and_the_notice_takes_it_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            assert app.sees("Aucun passage aujourd’hui")
            await app.tap("service.anonymous")
            await app.tap("service.anonymous")
            assert app.name("service.anonymous") == "Passage anonyme, 2 passages aujourd’hui"
            assert len(visits(tablet)) == 2
            await undo(app)
            assert app.name("service.anonymous") == "Passage anonyme, 1 passage aujourd’hui"
            assert len(visits(tablet)) == 1

    play(story)


def test_what_was_given_and_advised_is_said_by_taps_of_the_last_visit(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            await app.tap("service.anonymous")
            for _ in range(3):
                await app.tap("last.donated.plus")
            await app.tap("last.donated.minus")
            await app.tap("last.repaired.plus")
            await app.tap("last.advice.hair")
            [said] = visits(tablet)
            assert (said.donated, said.repaired, said.advice) == (2, 1, (Advice.HAIR,))
            assert app.name("last.donated") == "Pièces données, 2"
            assert app.name(f"visit.{said.id}").endswith("2 données · 1 réparée · Coiffure")
            await app.go(f"/programmes/{TROYES.id}")
            assert app.name("programme.services") == "Services, 1 passage · 3 pièces remises"

    play(story)


def test_somebody_of_the_files_is_counted_by_name_and_the_file_tells_it(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            await app.tap("service.named")
            await app.tap("choose.person.0")
            assert app.sees("Passage de Samir compté")
            assert [v.person_id for v in visits(tablet)] == [SAMIR.id]
            assert app.sees("1 personne différente")
            await open_file(app, SAMIR, "story")
            assert app.sees("Passage\u00a0: Vestiaire")

    play(story)


def test_an_anonymous_visit_is_given_a_name_then_made_anonymous_and_removed(tmp_path: Path) -> None:
    async def story() -> None:
        seen = visit()
        tablet = tablet_of(tmp_path, TROYES, seen)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            await app.tap(f"visit.{seen.id}")
            await app.tap("visit.name")
            await app.tap("choose.person.0")
            assert [v.person_id for v in visits(tablet)] == [SAMIR.id]
            await app.tap(f"visit.{seen.id}")
            await app.tap("visit.unname")
            assert [v.person_id for v in visits(tablet)] == [None]
            await app.tap("visit.remove")
            assert visits(tablet) == []
            await undo(app)
            assert [v.id for v in visits(tablet)] == [seen.id]

    play(story)


def test_a_programme_with_several_services_asks_which_and_food_is_not_counted_by_pieces(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path, VERN)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{VERN.id}/services")
            await app.tap("service.anonymous")
            assert not app.has("last.donated")
            await app.tap("service.vestiaire")
            await app.tap("service.anonymous")
            assert app.has("last.donated")
            assert {v.service for v in visits(tablet)} == {ServiceSort.EPICERIE, ServiceSort.VESTIAIRE}
            [late] = [v for v in visits(tablet) if v.service == ServiceSort.VESTIAIRE]
            await app.tap(f"visit.{late.id}")
            await app.tap("visit.service.epicerie")
            assert {v.service for v in visits(tablet)} == {ServiceSort.EPICERIE}

    play(story)


def test_with_one_service_nothing_is_asked(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(tablet_of(tmp_path)) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            assert not app.has("service.vestiaire")
            assert not app.has("service.settings")  # a counsellor's

    play(story)


def test_a_counsellor_says_which_services_there_are(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, NORA, TROYES])
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            await app.tap("service.settings")
            await app.tap("service.offer.epicerie")
            await app.tap("service.settled")
            known = tablet.replica.get(Programme, TROYES.id)
            assert known is not None
            assert known.services == (ServiceSort.VESTIAIRE, ServiceSort.EPICERIE)
            assert app.has("service.epicerie")

    play(story)


def test_figures_tell_named_from_anonymous_and_this_month_from_the_others(tmp_path: Path) -> None:
    async def story() -> None:
        before = clock.now() - timedelta(days=62)
        told = [visit(), visit(person_id=SAMIR.id), visit(person_id=SAMIR.id, at=before, donated=2)]
        async with unlocked(tablet_of(tmp_path, TROYES, *told)) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            whole = app.texts(app.marked("service.figures"))
            assert whole[0] == "3 passages"
            assert "2 avec un nom (1 personne différente) · 1 anonyme" in whole
            then = clock.local(before).date().replace(day=1)
            assert "2 données" in app.texts(app.marked(f"service.month.{then}"))
            assert app.sees("deux passages anonymes peuvent être de la même personne")

    play(story)


def test_a_name_is_not_shown_to_whoever_may_not_see_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        hidden = person("Inès", team=new_id())
        async with unlocked(tablet_of(tmp_path, TROYES, hidden, visit(person_id=hidden.id))) as app:
            await app.go(f"/programmes/{TROYES.id}/services")
            assert not app.sees("Inès")
            assert app.sees("Sans nom")

    play(story)


# — rights —


def right(of: Person, days: int | None, sort: RightSort = RightSort.CARTE_SORTIR) -> PersonRight:
    until = None if days is None else clock.today() + timedelta(days=days)
    return PersonRight(
        id=new_id(), team=of.team, person_id=of.id, right=sort, programme_id=VERN.id, until=until,
        since=clock.today() - timedelta(days=100),
    )  # fmt: skip


def test_who_has_which_right_today_is_counted_and_leads_to_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        zoe, hidden = person("Zoé"), person("Inès", team=new_id())
        rights = [right(SAMIR, 10), right(zoe, None), right(hidden, 200), right(zoe, -3, RightSort.EPICERIE)]
        async with unlocked(tablet_of(tmp_path, VERN, zoe, hidden, *rights)) as app:
            await app.go(f"/programmes/{VERN.id}/services")
            assert app.name("right.carte_sortir") == "Carte SORTIR, 3 personnes · 1 se termine dans les 30 jours"
            assert "0 personne" in app.texts(app.marked("right.epicerie"))
            await app.tap("right.carte_sortir")
            assert app.name("holder.0").startswith("Samir, Jusqu’au")
            assert app.name("holder.1") == "Zoé, Sans date de fin"
            assert not app.sees("Inès")
            assert app.sees("1 autre, d’une autre équipe")
            await app.tap("holder.0")
            assert app.page.route == f"/people/{SAMIR.id}"

    play(story)


def test_a_right_is_added_in_two_taps_and_undone(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path, VERN)
        async with unlocked(tablet) as app:
            await open_file(app, SAMIR, "situation")
            await app.tap("right.add.carte_sortir")
            await app.tap("right.for.6")
            [added] = tablet.replica.all(PersonRight)
            assert (added.since, added.programme_id, added.right) == (clock.today(), VERN.id, RightSort.CARTE_SORTIR)
            assert app.name("right.0").startswith("Carte SORTIR, En cours · Jusqu’au")
            await undo(app)
            assert tablet.replica.all(PersonRight) == []

    play(story)


def test_an_expired_right_says_so_and_one_that_ends_soon_too(tmp_path: Path) -> None:
    async def story() -> None:
        expired, soon = right(SAMIR, -1, RightSort.EPICERIE), right(SAMIR, 30)
        tablet = tablet_of(tmp_path, VERN, expired, soon)
        async with unlocked(tablet) as app:
            await open_file(app, SAMIR, "situation")
            assert app.name("right.0").startswith("Carte SORTIR, Se termine bientôt · Jusqu’au")
            assert app.name("right.1").startswith("Épicerie sociale, Terminé le")
            await app.tap("right.1")
            assert not app.has("right.end")
            await app.tap("right.for.3")
            assert app.name("right.1").startswith("Épicerie sociale, En cours")
            await app.tap("right.0")
            await app.tap("right.end")
            known = tablet.replica.get(PersonRight, soon.id)
            assert known is not None
            assert known.until == clock.today()
            await app.tap("right.0")
            await app.tap("right.remove")
            assert tablet.replica.get(PersonRight, soon.id) is None
            await undo(app)
            assert tablet.replica.get(PersonRight, soon.id) is not None

    play(story)
