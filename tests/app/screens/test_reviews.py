from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import flet as ft

from espace_mobile.app import clock
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.review_dates import EVERY
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason
from espace_mobile.domain.working_days import working_days, working_from
from tests.app.screens.register import CLAIRE, disagree, open_file, person, undo
from tests.app.screens.reviewed_people import DANJOUTIN, NORA, PAGE, PLIE, ago, heard, office, review, spell
from tests.app.tablet import AWA, Tablet, at_work, play, unlocked

NIR = "1 85 05 78 006 084 36"


def test_four_reviews_are_planned_in_the_rhythm_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            assert app.sees("Aucun comité n’est prévu.")
            await app.tap("review.plan")
            await app.tap("review.plan.save")
            assert app.sees("Choisissez un jour.")
            first = working_days(clock.today(), 1)[0]
            await app.tap(f"review.day.{first.isoformat()}")
            await app.tap("review.half.14:00")
            await app.tap("review.plan.save")
            assert app.sees("4 comités planifiés.")
            made = sorted(tablet.replica.all(CaseReview), key=lambda r: r.on)
            assert [r.on for r in made] == [working_from(first + timedelta(days=EVERY * n)) for n in range(4)]
            assert {r.starts.hour for r in made if r.starts} == {14}
            assert app.has("review.open")
            await app.tap("review.show_others")
            assert app.has("review.later.2")
            await undo(app)
            assert not app.has("review.open")

    play(story)


def test_the_overview_says_the_next_review_and_how_many_cases(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        tablet = office(tmp_path, samir, lea, spell(samir), spell(lea), *heard(lea, 0), review())
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{DANJOUTIN.id}")
            assert "Prochain comité aujourd’hui · 1 cas" in app.name("programme.reviews")

    play(story)


def test_those_without_news_come_first_and_one_tap_notes_news(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        tablet = office(tmp_path, samir, lea, spell(samir), spell(lea), *heard(lea, 1, 2, 3))
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            assert app.sees("2 personnes suivies · 1 sans nouvelles")
            assert app.name("followed.0.file") == "Samir, Sans nouvelles depuis 60 jours"
            assert app.name("followed.0.strip").startswith("0 jour sur ")
            await app.tap("followed.0.news")
            [said] = [c for c in tablet.replica.all(CheckIn) if c.person_id == samir.id]
            assert (said.on, said.worker_id, said.team) == (clock.today(), NORA.id, samir.team)
            assert app.name("followed.1.file") == "Samir, Des nouvelles aujourd’hui"  # Léa was not heard of today
            await app.tap("followed.1.news")
            assert app.name("followed.0.file").startswith("Samir, Sans nouvelles")
            await undo(app)
            assert app.name("followed.1.file") == "Samir, Des nouvelles aujourd’hui"

    play(story)


def test_a_case_is_decided_by_taps_and_the_next_one_follows(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        tablet = office(tmp_path, samir, lea, spell(samir, 90), spell(lea, 50), review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}")
            assert app.sees("2 cas")
            await app.tap("review.examine")
            assert app.sees("Cas 1 sur 2")
            assert app.sees("Sans nouvelles depuis 90 jours")
            await app.tap("case.save")
            assert app.sees("Choisissez une décision.")
            await app.tap("case.decision.reach")
            await app.type("Ce qui est décidé", NIR)
            await app.tap(f"case.worker.{NORA.id}")
            due = working_from(clock.today() + timedelta(days=7))
            await app.tap(f"case.due.{due.isoformat()}")
            await app.tap("case.save")
            assert app.sees_error("Ce qui est décidé")
            assert tablet.replica.all(ReviewedCase) == []
            await app.type("Ce qui est décidé", "Passer le voir au foyer")
            await app.tap("case.save")
            assert app.sees("Samir\u00a0: prendre des nouvelles")
            assert app.sees("Cas 2 sur 2")
            assert app.field("Ce qui est décidé").value == ""
            [case] = tablet.replica.all(ReviewedCase)
            assert (case.decision, case.reasons) == (CaseDecision.REACH, (CaseReason.NO_NEWS,))
            [task] = tablet.replica.all(FollowUp)
            assert (task.due_on, task.worker_id, task.reason) == (due, NORA.id, "Passer le voir au foyer")
            assert tablet.replica.all(CaseReview)[0].status == SessionStatus.HELD
            await undo(app)
            assert tablet.replica.all(ReviewedCase) == tablet.replica.all(FollowUp) == []

    play(story)


def test_a_partner_takes_the_place_of_one_of_ours_and_the_last_case_leads_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir, spell(samir), review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}/cases/{samir.id}")
            await app.tap("case.decision.refer")
            await app.tap(f"case.worker.{NORA.id}")
            await app.tap(f"case.partner.{PLIE.id}")
            await app.tap("case.save")
            [case] = tablet.replica.all(ReviewedCase)
            assert (case.owner_id, case.owner_organisation_id) == (None, PLIE.id)
            assert tablet.replica.all(FollowUp) == []
            assert app.name("case.0") == "Samir, Orienter · PLIE"
            assert app.sees("1 cas décidé sur 1")

    play(story)


def test_what_is_decided_is_there_to_be_changed(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir, spell(samir), review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}/cases/{samir.id}")
            await app.tap("case.decision.continue")
            await app.type("Ce qui est décidé", "Encore un mois")
            await app.tap("case.save")
            await app.tap("case.0")
            assert app.field("Ce qui est décidé").value == "Encore un mois"
            await app.tap("case.decision.extend")
            await app.tap("case.save")
        [case] = tablet.replica.all(ReviewedCase)
        assert (case.decision, case.decided) == (CaseDecision.EXTEND, "Encore un mois")

    play(story)


def test_what_is_typed_of_a_case_stays_through_a_lock(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir, spell(samir), review())
        route = f"/reviews/{review().id}/cases/{samir.id}"
        async with unlocked(tablet) as app:
            await app.go(route)
            await app.type("Ce qui est décidé", "Appeler")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await app.go(route)
            assert app.field("Ce qui est décidé").value == "Appeler"

    play(story)


def test_anybody_in_the_programme_is_added_and_taken_off_or_everybody_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea, zoe = person("Samir"), person("Léa"), person("Zoé")
        told = [*heard(samir, 1), *heard(lea, 2), *heard(zoe, 3)]
        tablet = office(tmp_path, samir, lea, zoe, spell(samir), spell(lea), spell(zoe), *told, review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}")
            assert app.sees("Aucun cas n’est proposé.")
            await app.tap("review.add")
            assert app.name("case.add.0").startswith("Zoé")
            await app.tap("case.add.0")
            assert app.name("case.0") == "Zoé, Ajouté à la main"
            await app.tap("case.0")
            await app.tap("case.take_off")
            assert not app.has("case.0")
            await app.tap("review.add")
            await app.tap("case.add.all")
            assert app.sees("3 cas ajoutés.")
            assert app.has("case.2")
        assert len(tablet.replica.all(ReviewedCase)) == 3

    play(story)


def test_who_is_there_is_one_tap_each(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}")
            await app.tap(f"excused.{PLIE.id}")
            await app.tap(f"present.{PLIE.id}")
            await app.tap(f"present.worker.{NORA.id}")
            [now] = tablet.replica.all(CaseReview)
            assert (now.present_ids, now.excused_ids, now.worker_ids) == ((PLIE.id,), (), (NORA.id,))
            assert not app.has(f"excused.{PLIE.id}")
            await app.tap(f"present.{PLIE.id}")
            assert tablet.replica.all(CaseReview)[0].present_ids == ()

    play(story)


def test_a_holiday_by_hand_is_warned_of_and_kept(tmp_path: Path) -> None:
    async def story() -> None:
        christmas = date(clock.today().year, 12, 25)
        shown = review(christmas - timedelta(days=1))
        tablet = office(tmp_path, shown)
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{shown.id}")
            await app.tap("review.change")
            await app.tap("review.day.other")
            picker = app.one(ft.DatePicker)
            await app.event(picker, "change", value=datetime.combine(christmas, time(), UTC))
            assert app.sees("c’est un jour férié. Le comité peut s’y tenir quand même.")
            await app.tap("review.change.save")
            assert tablet.replica.all(CaseReview)[0].on == christmas
            assert tablet.replica.all(CaseReview)[0].planned_on == shown.on
            await undo(app)
            assert tablet.replica.all(CaseReview) == [shown]

    play(story)


def test_a_cancelled_review_can_be_restored(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, review())
        async with unlocked(tablet) as app:
            await app.go(f"/reviews/{review().id}")
            await app.tap("review.cancel")
            assert app.has("review.cancelled")
            assert not app.has("review.add")
            await app.tap("review.plan_again")
            assert not app.has("review.cancelled")

    play(story)


def test_in_the_field_news_are_noted_and_decisions_only_read(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        case = ReviewedCase(
            id="c" * 32, team=samir.team, review_id=review().id, person_id=samir.id, decision=CaseDecision.REACH,
            decided="Passer le voir", decided_at=clock.now(),
        )  # fmt: skip
        tablet = at_work(tmp_path, DANJOUTIN, PLIE, samir, spell(samir), review(), case)
        async with unlocked(tablet) as app:
            await app.go(PAGE)
            assert not app.has("review.plan")
            await app.tap("followed.0.news")
            assert [c.worker_id for c in tablet.replica.all(CheckIn)] == [AWA.id]
            await app.tap("review.open")
            assert not app.has("review.add")
            assert not app.has("review.change")
            await app.tap("case.0")
            assert app.sees("Passer le voir")
            assert not app.has("case.save")

    play(story)


def test_news_are_one_tap_on_the_file_of_who_is_followed_and_nowhere_else(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lea = person("Samir"), person("Léa")
        tablet = office(tmp_path, samir, lea, spell(samir))
        async with unlocked(tablet) as app:
            await open_file(app, samir, "followed")
            await app.tap("file.news")
            assert [c.person_id for c in tablet.replica.all(CheckIn)] == [samir.id]
            assert app.marked("file.news").selected
            assert app.has("file.news.strip")
            await undo(app)
            assert tablet.replica.all(CheckIn) == []
            await open_file(app, lea, "followed")
            assert not app.has("file.news")

    play(story)


def test_a_decision_is_read_in_the_story(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        case = ReviewedCase(
            id="c" * 32, team=samir.team, review_id=review().id, person_id=samir.id, decision=CaseDecision.REACH,
            decided="Passer le voir", decided_at=clock.now(), owner_id=NORA.id, due_on=ago(-1),
        )  # fmt: skip
        tablet = office(tmp_path, samir, spell(samir), review(), case)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "story")
            assert app.sees("Comité de suivi\u00a0: prendre des nouvelles")
            assert app.sees("Passer le voir · Nora")

    play(story)


def test_two_decisions_of_one_case_are_settled_in_words(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        case = ReviewedCase(
            id="c" * 32, team=samir.team, review_id=review().id, person_id=samir.id, decision=CaseDecision.REACH,
            decided_at=clock.now(),
        )  # fmt: skip
        tablet = Tablet(tmp_path, [CLAIRE, DANJOUTIN, samir, review(), case])
        disagree(tablet, case, "decision", "leave", by=CLAIRE.id)
        disagree(tablet, review(), "starts", "14:00:00", by=CLAIRE.id)
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            assert app.sees("Prendre des nouvelles")
            assert app.sees("Sortie du parcours")
            assert app.sees("14:00")

    play(story)


def test_the_minutes_are_made_on_the_day_not_before(tmp_path: Path) -> None:
    async def story() -> None:
        later = review(clock.today() + timedelta(days=5))
        tablet = office(tmp_path, later, review())
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await app.go(f"/reviews/{later.id}")
            assert not app.has("minutes.pdf")
            await app.go(f"/reviews/{review().id}")
            assert app.marked("minutes.initials").selected
            await app.tap("minutes.pdf")
            [args] = [args for name, args in app.client.calls if name == "save_file"]
            assert args["file_name"] == f"comite-{clock.today():%Y-%m-%d}.pdf"
            assert args["src_bytes"].startswith(b"%PDF")
            [entry] = tablet.replica.all(ExportEntry)
            assert (entry.sort, entry.named, entry.since) == ("minutes", False, clock.today())

    play(story)
