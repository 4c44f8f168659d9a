from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import measures, programme_places, programme_sheet, programme_texts, undoing
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.measures import Cost, Row
from espace_mobile.app.actions.programme_sheet import Identity
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import BudgetLine, Coverage, Measure, ProgrammePartner, ProgrammeText
from espace_mobile.domain.sheet_vocabulary import BudgetNature, BudgetSide, PartnerRole, ProgrammeTextSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

NIR = "1 85 05 78 006 084 36"
Commits = Callable[[], int]


def refused(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.field, caught.value.reason


# What it is


def describe(replica: Replica, programme: Programme, worker: Worker, said: Identity, shown: Identity) -> Programme:
    return programme_sheet.describe(
        replica, programme, said, worker, shown=shown, stamps=seen_now(replica, programme)
    )  # fmt: skip


def test_what_a_programme_is_is_written_as_it_is_typed(
    replica: Replica, programme: Programme, counsellor: Worker, commits: Commits
) -> None:
    said = Identity(
        "Rompre l’isolement", "CMAS", "À définir", date(2026, 1, 1), date(2026, 12, 31),
        {"participants": "42", "work_minutes": "4 200", "review_days": "21", "follow_months": ""},
    )  # fmt: skip
    commits()
    made = describe(replica, programme, counsellor, said, Identity.of(programme))
    assert commits() == 1
    assert (made.objective, made.lead, made.calendar) == ("Rompre l’isolement", "CMAS", "À définir")
    assert (made.participants, made.work_minutes, made.review_days, made.follow_months) == (42, 252_000, 21, None)
    assert Identity.of(made).targets["work_minutes"] == "4200"


def test_a_cell_left_blank_stays_blank(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    made = describe(replica, programme, counsellor, Identity(calendar="/", lead=""), Identity())
    assert (made.calendar, made.lead) == (None, None)


def test_only_what_was_touched_is_set(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    shown = Identity.of(programme)
    describe(replica, programme, counsellor, Identity(lead="CMAS"), Identity())
    made = describe(replica, programme, counsellor, Identity(calendar="Tous les jeudis", targets=shown.targets), shown)
    assert (made.lead, made.calendar) == ("CMAS", "Tous les jeudis")


def test_what_is_wrong_with_a_programme_is_named(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    for said, fault in (
        (Identity(since=date(2026, 5, 2), until=date(2026, 5, 1)), ("until", "before_since")),
        (Identity(targets={"work_minutes": "-4 200"}), ("work_minutes", "hours")),
        (Identity(targets={"participants": "0"}), ("participants", "out_of_range")),
        (Identity(objective=NIR), ("objective", "nir")),
    ):
        assert refused(lambda said=said: describe(replica, programme, counsellor, said, Identity())) == fault  # type: ignore[misc]


def test_in_the_field_nothing_of_a_sheet_is_changed(replica: Replica, programme: Programme, worker: Worker) -> None:
    told = ("record", "counsellor_only")
    assert refused(lambda: describe(replica, programme, worker, Identity(), Identity())) == told
    assert refused(lambda: measures.add_measure(replica, programme.id, Row("Une"), worker)) == told
    assert refused(lambda: measures.add_line(replica, programme.id, Cost(amount="1"), worker)) == told
    assert refused(lambda: programme_places.set_commune(replica, programme.id, "Valdoie", worker)) == told
    assert refused(lambda: programme_places.add_place(replica, programme.id, None, "Mairie", worker)) == told


# Measures and their budget


def test_the_troyes_sheet_is_typed_with_its_blank_cells(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    first = measures.add_measure(
        replica, programme.id, Row("Développement du Vestiaire", "Relooking", "À définir", "CMAS"), counsellor
    ).fact
    second = measures.add_measure(replica, programme.id, Row("Ateliers de coaching", calendar="/"), counsellor).fact
    for nature, amount in ((BudgetNature.RUNNING, "3 950"), (BudgetNature.STAFF, "122 850 €")):
        measures.add_line(replica, programme.id, Cost(nature=nature, amount=amount, measure_id=first.id), counsellor)
    measures.add_line(replica, programme.id, Cost(measure_id=second.id, amount="/"), counsellor)
    assert [m.title for m in measures.measures_of(replica, programme.id)] == [first.title, second.title]
    assert (second.calendar, second.targets, second.lead) == (None, None, None)
    assert [b.cents for b in measures.lines_of(replica, programme.id)] == [395_000, 12_285_000, None]


def test_a_row_goes_up_and_down_and_no_further(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    made = [measures.add_measure(replica, programme.id, Row(title), counsellor).fact for title in "ABC"]

    def order() -> str:
        return "".join(m.title for m in measures.measures_of(replica, programme.id))

    measures.move(replica, made[0], -1, counsellor)
    assert order() == "ABC"
    done = measures.move(replica, made[2], -1, counsellor)
    assert order() == "ACB"
    undoing.take_back(replica, done, counsellor)
    assert order() == "ABC"


def test_rows_added_apart_at_one_rank_can_still_be_moved(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    for title in "AB":
        replica.save(Measure(id=derived_id(title), programme_id=programme.id, title=title), by="setup")
    last = measures.measures_of(replica, programme.id)[-1]
    measures.move(replica, last, -1, counsellor)
    assert measures.measures_of(replica, programme.id)[0].id == last.id


def test_a_measure_goes_with_its_lines_and_comes_back_with_them(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    measure = measures.add_measure(replica, programme.id, Row("Vestiaire"), counsellor).fact
    measures.add_line(replica, programme.id, Cost(amount="3 950", measure_id=measure.id), counsellor)
    measures.add_line(replica, programme.id, Cost(amount="10"), counsellor)
    done = measures.remove_measure(replica, measure, counsellor)
    assert [b.cents for b in measures.lines_of(replica, programme.id)] == [1000]
    undoing.take_back(replica, done, counsellor)
    assert [b.cents for b in measures.lines_of(replica, programme.id)] == [395_000, 1000]


def test_a_line_edited_by_two_keeps_both_fields(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    line = measures.add_line(replica, programme.id, Cost(label="Budget annuel", amount="8 400"), counsellor).fact
    shown, stamps = Cost.of(line), seen_now(replica, line)
    for cost in (Cost(label="Budget annuel", amount="8 500"), Cost(label="Budget", amount="8 400")):
        measures.edit_line(replica, line, cost, counsellor, shown=shown, stamps=stamps)
    [now] = replica.all(BudgetLine)
    assert (now.label, now.cents) == ("Budget", 850_000)


def test_who_funds_is_of_a_funding_only(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    city = new_id()
    funding = Cost(BudgetSide.FUNDING, BudgetNature.STAFF, organisation_id=city, year="2026")
    made = measures.add_line(replica, programme.id, funding, counsellor).fact
    assert (made.nature, made.organisation_id, made.cents, made.year) == (BudgetNature.OTHER, city, None, 2026)
    expense = measures.add_line(replica, programme.id, Cost(organisation_id=city), counsellor).fact
    assert expense.organisation_id is None


def test_what_is_wrong_with_a_line_or_a_row_is_named(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:  # fmt: skip
    def line(cost: Cost) -> tuple[str, str]:
        return refused(lambda: measures.add_line(replica, programme.id, cost, counsellor))

    assert line(Cost(amount="-12")) == ("amount", "negative")
    assert line(Cost(year="26")) == ("year", "out_of_range")
    assert refused(lambda: measures.add_measure(replica, programme.id, Row("/"), counsellor)) == ("title", "required")
    assert replica.all(BudgetLine) == []


# With whom, where


def test_a_structure_has_one_role_and_another_when_it_is_given_one(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    aprs = Organisation(id=new_id(), name="APRS")
    cmas = Organisation(id=new_id(), name="CMAS")
    replica.save(aprs, cmas, by="setup")
    for organisation, role in ((aprs, PartnerRole.PARTNER), (cmas, PartnerRole.LEAD), (aprs, PartnerRole.REFERRER)):
        done = programme_places.set_partner(replica, programme.id, organisation.id, role, counsellor)
    found = programme_places.partners_of(replica, programme.id)
    names = {role: [o.name for _, o in those] for role, those in found.items()}
    assert names == {PartnerRole.LEAD: ["CMAS"], PartnerRole.REFERRER: ["APRS"]}
    assert programme_places.partner_count(replica, programme.id) == 1
    undoing.take_back(replica, done, counsellor)
    assert PartnerRole.PARTNER in programme_places.partners_of(replica, programme.id)


def test_a_partner_from_a_template_keeps_its_record(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    aprs = Organisation(id=new_id(), name="APRS")
    id = derived_id("programme_partner", programme.id, aprs.id)
    replica.save(aprs, ProgrammePartner(id=id, programme_id=programme.id, organisation_id=aprs.id), by="setup")
    done = programme_places.set_partner(replica, programme.id, aprs.id, PartnerRole.HOST, counsellor, "Accueille")
    assert (done.fact.id, done.fact.does) == (id, "Accueille")


def test_a_place_is_found_by_its_name_or_made(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    known = Place(id=new_id(), name="Vestiaire Baltet")
    replica.save(known, by="setup")
    programme_places.add_place(replica, programme.id, None, "vestiaire  BALTET", counsellor)
    done = programme_places.add_place(replica, programme.id, None, "Maison de quartier", counsellor)
    names = [place.name for _, place in programme_places.places_of(replica, programme.id)]
    assert names == ["Maison de quartier", "Vestiaire Baltet"]
    undoing.take_back(replica, done, counsellor)
    assert [place.id for _, place in programme_places.places_of(replica, programme.id)] == [known.id]
    assert refused(lambda: programme_places.add_place(replica, programme.id, None, " ", counsellor)) == (
        "place", "required",
    )  # fmt: skip


def test_communes_of_the_extension_come_after_the_first(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    def add(name: str, **more: object) -> Coverage:
        return programme_places.set_commune(replica, programme.id, name, counsellor, **more).fact  # type: ignore[arg-type]

    for name in ("Valdoie", "Cravanche"):
        add(name, extension=True, since=date(2005, 1, 1))
    first = add("Danjoutin", insee="90032")
    assert [c.name for c in programme_places.communes_of(replica, programme.id)] == [
        "Danjoutin",
        "Cravanche",
        "Valdoie",
    ]
    assert refused(lambda: add("valdoie")) == ("commune", "taken")
    assert refused(lambda: add("Belfort", insee="9010")) == ("commune_insee", "lost_zero")
    assert refused(lambda: add("")) == ("commune", "required")
    changed = add("Danjoutin", insee="90032", since=date(2004, 1, 1), itself=first)
    assert (changed.id, changed.since) == (first.id, date(2004, 1, 1))


def test_what_is_removed_comes_back_as_it_was(replica: Replica, programme: Programme, counsellor: Worker) -> None:
    place = programme_places.add_place(replica, programme.id, None, "Mairie", counsellor)
    commune = programme_places.set_commune(replica, programme.id, "Valdoie", counsellor, extension=True).fact
    [(link, _)] = programme_places.places_of(replica, programme.id)
    gone: tuple[Fact, ...] = (link, commune)
    for fact in gone:
        done = programme_places.remove(replica, fact, counsellor)  # type: ignore[arg-type]
        assert replica.get(type(fact), fact.id) is None
        undoing.take_back(replica, done, counsellor)
        assert replica.get(type(fact), fact.id) == fact
    assert replica.get(Place, place.fact.id) is not None


# What is written of it


def test_texts_are_read_the_newest_first(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:  # fmt: skip
    for days, sort in ((400, ProgrammeTextSort.DIAGNOSIS), (0, ProgrammeTextSort.BALANCE)):
        on = today - timedelta(days=days)
        programme_texts.write(replica, programme.id, sort, f"Vu il y a {days}", counsellor, today=today, on=on)
    found = programme_texts.texts_of(replica, programme.id)
    assert [t.sort for t in found] == [ProgrammeTextSort.BALANCE, ProgrammeTextSort.DIAGNOSIS]
    assert (found[0].worker_id, found[0].team) == (counsellor.id, None)


def test_what_may_not_be_written_of_a_programme_is_named(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    def write(text: str, on: date | None = None) -> tuple[str, str]:
        sort = ProgrammeTextSort.COMMENT
        return refused(lambda: programme_texts.write(replica, programme.id, sort, text, counsellor, today=today, on=on))

    assert write(NIR) == ("text", "nir")
    assert write("x" * 4001) == ("text", "too_long")
    assert write(" ") == ("text", "required")
    assert write("Demain", today + timedelta(days=1)) == ("on", "future")
    assert replica.all(ProgrammeText) == []


def test_a_text_of_four_thousand_characters_is_kept_and_changed(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    sort = ProgrammeTextSort.DIAGNOSIS
    written = programme_texts.write(replica, programme.id, sort, "x" * 4000, counsellor, today=today)
    seen = seen_now(replica, written)
    programme_texts.write(
        replica, programme.id, sort, "Constat partagé", counsellor, today=today, itself=written, seen=seen
    )
    [now] = replica.all(ProgrammeText)
    assert (now.id, now.text) == (written.id, "Constat partagé")
    undoing.take_back(replica, programme_texts.remove(replica, now, counsellor), counsellor)
    assert replica.all(ProgrammeText) == [now]


def test_a_planner_reads_no_text(planner: Worker, worker: Worker) -> None:
    assert programme_texts.may_read(worker)
    assert not programme_texts.may_read(planner)
