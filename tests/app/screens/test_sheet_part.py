"""The part « Fiche » of a programme's page, as a counsellor fills it and as somebody in the field reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import (
    BudgetLine,
    Coverage,
    Measure,
    ProgrammePartner,
    ProgrammePlace,
    ProgrammeText,
)
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide, PartnerRole, ProgrammePart
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, disagree, undo
from tests.app.screens.talks import office
from tests.app.tablet import MARKET, NORTH, Tablet, at_work, play, unlocked

F = TypeVar("F", bound=Fact)
TROYES = Programme(id=new_id(), name="Vestiaire Baltet", calendar="À définir", lead="CMAS")
CITY, APRS = (Organisation(id=new_id(), name=name) for name in ("Ville de Troyes", "APRS"))
FIRST = Measure(id=new_id(), programme_id=TROYES.id, title="Vestiaire", calendar="À définir", lead="CMAS")
SECOND = Measure(id=new_id(), programme_id=TROYES.id, title="Coaching", position=1)


def line(cents: int | None, measure: Measure | None = FIRST, **more: object) -> BudgetLine:
    of = {"programme_id": TROYES.id, "measure_id": measure.id if measure else None}
    return BudgetLine(id=new_id(), cents=cents, **of, **more)  # type: ignore[arg-type]


SHEET: tuple[Fact, ...] = (
    TROYES, CITY, APRS, FIRST, SECOND, line(395_000, nature=BudgetNature.RUNNING),
    line(12_285_000, nature=BudgetNature.STAFF), line(None, side=BudgetSide.FUNDING, organisation_id=CITY.id),
    line(None, SECOND),
    ProgrammePartner(id=new_id(), programme_id=TROYES.id, organisation_id=CITY.id, role=PartnerRole.FUNDER),
    ProgrammePartner(id=new_id(), programme_id=TROYES.id, organisation_id=APRS.id),
)  # fmt: skip


async def open_sheet(app: AppUnderTest) -> None:
    await app.go(f"/programmes/{TROYES.id}/sheet")


def only(tablet: Tablet, kind: type[F]) -> F:
    [found] = tablet.replica.all(kind)
    return found


def test_the_page_of_a_programme_says_its_cost_and_its_partners(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, *SHEET)) as app:
            await app.go(f"/programmes/{TROYES.id}")
            assert app.sees("126\u00a0800\u00a0€ · 1 partenaire")
            await app.tap("programme.sheet")
            assert app.sees("126\u00a0800\u00a0€, 1 ligne sans montant")

    play(story)


def test_a_blank_cell_is_a_dash_that_a_screen_reader_is_told_of(tmp_path: Path) -> None:
    async def story() -> None:
        for width in (360, 1280):
            async with unlocked(office(tmp_path, *SHEET), width=width) as app:
                await open_sheet(app)
                first, second = app.name("measure.0"), app.name("measure.1")
                assert "Calendrier\u00a0: À définir" in first
                assert "Personnel\u00a0: 122\u00a0850\u00a0€" in first
                assert "Financements\u00a0: Ville de Troyes" in first
                for cell in ("Cibles et objectifs", "Calendrier", "Budget", "Financements", "Service pilote"):
                    assert f"{cell}\u00a0: non renseigné" in second
                assert app.sees("–")

    play(story)


def test_the_identity_is_edited_with_errors_under_their_fields(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES.but(parts=(ProgrammePart.HOURS,)))
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("sheet.identity")
            assert not app.all(label="Sorties par an")
            await app.type("Participants", "beaucoup")
            await app.tap("identity.save")
            assert app.sees_error("Participants")
            await app.type("Participants", "42")
            await app.type("Heures de travail", "4 200")
            await app.tap("identity.save")
            assert app.sees("4\u00a0200\u00a0h")
        now = only(tablet, Programme)
        assert (now.participants, now.work_minutes, now.lead) == (42, 252_000, "CMAS")

    play(story)


def test_what_was_typed_stays_when_the_sheet_is_closed(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, TROYES)) as app:
            await open_sheet(app)
            await app.tap("sheet.identity")
            await app.type("Objectif", "Rompre l’isolement")
            await app.tap("sheet.close")
            await app.tap("sheet.identity")
            assert app.field("Objectif").value == "Rompre l’isolement"
            await app.tap("identity.cancel")
            await app.tap("sheet.identity")
            assert not app.field("Objectif").value

    play(story)


def test_a_measure_and_its_amounts_are_added_then_removed_together(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("measure.new")
            await app.tap("measure.save")
            assert app.sees_error("Mesure")
            await app.type("Mesure", "Développement du Vestiaire")
            await app.type("Calendrier", "/")
            await app.tap("measure.save")
            await app.tap("measure.0")
            await app.tap("measure.line.new")
            await app.tap("budget.nature.staff")
            await app.type("Montant", "122.850")
            await app.tap("budget.save")
            assert app.sees("Séparez les milliers")
            await app.type("Montant", "122 850,50")
            await app.tap("budget.save")
            made, row = only(tablet, BudgetLine), only(tablet, Measure)
            assert (made.measure_id, made.cents, made.nature) == (row.id, 12_285_050, BudgetNature.STAFF)
            assert row.calendar is None
            await app.tap("measure.remove")
            assert tablet.replica.all(BudgetLine) == []
            await undo(app)
            assert only(tablet, BudgetLine) == made

    play(story)


def test_a_line_of_the_budget_is_of_a_year_and_may_have_no_amount(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES, CITY)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("budget.new")
            await app.tap("budget.side.funding")
            await app.type("Partenaire", "ville")
            await app.tap("partner.0")
            await app.tap("budget.save")
            assert app.sees("1 ligne sans montant")
            assert app.sees("Ville de Troyes")
            await app.tap("budget.0")
            await app.type("Montant", "8 400")
            await app.tap("budget.year.none")
            await app.tap("budget.save")
            assert app.sees("8\u00a0400\u00a0€")
        made = only(tablet, BudgetLine)
        assert (made.organisation_id, made.cents, made.year) == (CITY.id, 840_000, None)

    play(story)


def test_partners_are_found_or_added_changed_and_removed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES, APRS)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("sheet.partner.new")
            await app.tap("role.save")
            assert app.sees("Choisissez un partenaire")
            await app.type("Partenaire", "aprs")
            await app.tap("partner.0")
            await app.tap("role.referrer")
            await app.tap("role.save")
            made = only(tablet, ProgrammePartner)
            assert (made.organisation_id, made.role) == (APRS.id, PartnerRole.REFERRER)
            await app.tap("sheet.partner.0")
            await app.tap("role.remove")
            assert tablet.replica.all(ProgrammePartner) == []
            await undo(app)
            assert app.name("sheet.partner.0") == "APRS"

    play(story)


def test_a_place_is_added_by_a_tap_and_taken_off_by_another(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES, MARKET)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("sheet.place.new")
            await app.tap("at.save")
            assert app.sees("Choisissez un lieu")
            await app.tap(f"place.{MARKET.id}")
            await app.tap("at.save")
            assert len(tablet.replica.all(ProgrammePlace)) == 1
            await app.tap("sheet.place.0.remove")
            assert tablet.replica.all(ProgrammePlace) == []
            await undo(app)
            assert app.sees("Marché des Tilleuls")
        assert tablet.replica.all(Place) == [MARKET]

    play(story)


def test_the_communes_of_an_extension_say_so(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("commune.new")
            await app.type("Commune", "Valdoie")
            await app.tap("commune.extension")
            await app.tap("commune.save")
            assert app.name("commune.0") == "Valdoie, Extension"
            await app.tap("commune.0")
            await app.type("Code INSEE (facultatif)", "9009")
            await app.tap("commune.save")
            assert app.sees_error("Code INSEE (facultatif)")
            await app.tap("commune.remove")
            assert tablet.replica.all(Coverage) == []

    play(story)


def test_a_diagnosis_is_written_kept_and_refused_with_a_nir(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, TROYES)
        async with unlocked(tablet) as app:
            await open_sheet(app)
            await app.tap("text.new")
            await app.type("Texte", "1 85 05 78 006 084 36")
            await app.tap("text.save")
            assert app.sees_error("Texte")
            await app.type("Texte", "Peu de propositions d’emploi")
            await app.tap("text.save")
            assert app.name("text.0").startswith("Diagnostic partagé, ")
            await app.tap("text.0")
            await app.tap("text.sort.balance")
            await app.tap("text.save")
        made = only(tablet, ProgrammeText)
        assert (made.text, made.sort) == ("Peu de propositions d’emploi", "balance")

    play(story)


def test_in_the_field_the_sheet_is_read_and_nothing_is_offered(tmp_path: Path) -> None:
    async def story() -> None:
        written = ProgrammeText(id=new_id(), programme_id=TROYES.id, on=date(2026, 5, 14), text="Constat")
        async with unlocked(at_work(tmp_path, *SHEET, written)) as app:
            await open_sheet(app)
            assert app.sees("Constat")
            assert "Calendrier\u00a0: À définir" in app.name("measure.0")
            for identifier in ("sheet.identity", "measure.new", "budget.new", "sheet.partner.new", "text.new",
                               "meeting.new"):  # fmt: skip
                assert not app.has(identifier)

    play(story)


def test_two_amounts_of_one_line_are_settled_where_the_sheet_is_a_tap_away(tmp_path: Path) -> None:
    async def story() -> None:
        annual = line(840_000, None, label="Budget annuel")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, TROYES, annual])
        disagree(tablet, annual, "cents", 850_000)
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            assert app.sees("Ligne de budget")
            assert app.sees("Vestiaire Baltet")
            assert app.sees("montant")
            assert app.sees("8\u00a0500\u00a0€")
            await app.tap("conflict.0.open")
            assert app.page.route == f"/programmes/{TROYES.id}/sheet"

    play(story)


def test_the_sheet_speaks_english_too(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(office(tmp_path, *SHEET), "en") as app:
            await open_sheet(app)
            assert app.sees("€126,800, 1 line without an amount")

    play(story)
