"""What a talk leads to: help at once, a programme, an appointment, a next step."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.app.screens.agenda.looked import SESSIONS, looked
from espace_mobile.app.screens.file import parts
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Recommendation, Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import AppointmentStatus
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import person, undo
from tests.app.screens.talks import NORA, kept, office, open_talk, talk
from tests.app.tablet import AWA, NORTH, at_work, outing, play, unlocked


def test_an_urgent_situation_is_flagged_in_one_tap_then_told_then_settled(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview, outing())
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("interview.urgent")
            assert kept(tablet).urgent
            await app.tap("urgency.housing")
            await app.tap("urgency.food")
            await app.tap("urgency.food")
            assert kept(tablet).urgencies == (Urgency.HOUSING,)
            await app.type("Ce qui est urgent", "Dort dehors")
            await app.tap("section.urgent_situation.text.save")
            assert kept(tablet).urgent_situation == "Dort dehors"
            await app.tap("urgent.settle")
            assert not kept(tablet).urgent
            assert app.sees("Logement\u00a0: réglée par Nora, aujourd’hui à")
            await undo(app)
            assert kept(tablet).urgent
            await app.tap("urgent.mistake")
            assert (kept(tablet).urgent, kept(tablet).urgencies) == (False, ())

    play(story)


def test_the_team_sees_what_is_urgent_without_a_name_on_today(tmp_path: Path) -> None:
    async def story() -> None:
        samir, other = person("Samir", "Haddad"), person("Lina", "Morel", team=new_id())
        urgent = talk(samir, urgent=True, urgencies=(Urgency.HOUSING,), social_situation="Secret")
        elsewhere = talk(other, urgent=True, team=other.team)
        erased = talk(samir, urgent=True).but(person_id=None)
        tablet = at_work(tmp_path, outing(), NORA, samir, other, urgent, elsewhere, erased)
        async with unlocked(tablet) as app:
            assert app.name("urgent.banner") == "1 situation urgente"
            assert not app.sees("Haddad")
            await app.tap("urgent.banner")
            assert app.name("urgent.0").startswith("Samir Haddad, Logement · signalée par Nora")
            await app.tap("urgent.0")
            assert app.page.route == f"/people/{samir.id}"
            await app.tap("urgent.settle")
            assert not app.has("urgent.settle")
            await app.go("/")
            assert not app.has("urgent.banner")
        settled = tablet.replica.get(Interview, urgent.id)
        assert settled is not None
        assert (settled.urgent, settled.urgent_settled_by) == (False, AWA.id)

    play(story)


def test_in_the_list_of_people_an_urgent_situation_stands_on_the_line(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lina = person("Samir"), person("Lina")
        async with unlocked(at_work(tmp_path, samir, lina, talk(samir, urgent=True)), width=360) as app:
            await app.go("/people")
            told = [app.name(f"people.{n}") for n in range(2)]
            assert [name.split(",")[0] for name in told if "Urgent" in name] == ["Samir"]

    play(story)


def test_a_recommendation_says_which_programme_and_leads_to_what_follows(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview, programme = talk(samir), Programme(id=new_id(), name="Tremplin")
        tablet = office(tmp_path, samir, interview, programme)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("section.recommendation")
            await app.tap("recommendation.entry")
            await app.tap(f"recommendation.programme.{programme.id}")
            assert kept(tablet).recommendation == Recommendation.ENTRY
            assert kept(tablet).recommended_programme_id == programme.id
            assert app.name("section.recommendation").startswith("Préconisation, Entrée dans une action, Tremplin")
            await app.tap("recommendation.follow")
            assert app.page.route == f"/people/{samir.id}"
            assert parts.read_last(app.page.data, samir.id) == parts.PATH
            assert app.has("interview.begin")
            await open_talk(app, interview)
            await app.tap("section.recommendation")
            await app.tap("recommendation.group_sessions")
            await app.tap("recommendation.follow")
            assert (app.page.route, looked(app.page.data.session).segment) == ("/agenda", SESSIONS)
            await open_talk(app, interview)
            await app.tap("section.recommendation")
            await app.tap("recommendation.think")
            assert not app.has("recommendation.follow")
            assert kept(tablet).recommended_programme_id is None

    play(story)


def test_the_next_appointment_is_booked_in_two_taps_and_can_be_undone(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("interview.book")
            await app.tap("next.0")
            assert not app.has("next.save")
            [booked] = tablet.replica.all(Appointment)
            assert (booked.person_id, booked.worker_id, booked.team) == (samir.id, NORA.id, NORTH.id)
            assert booked.starts_at > clock.now() + timedelta(days=5)
            await undo(app)
            [booked] = tablet.replica.all(Appointment)
            assert booked.status == AppointmentStatus.CANCELLED
            await app.tap("interview.book")
            await app.tap("next.save")
            assert app.sees("Choisissez un jour.")

    play(story)


def test_the_end_gives_the_person_a_next_step_and_undo_takes_it_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", next_step="Rappeler")
        interview = talk(samir)
        tablet = office(tmp_path, samir, interview)
        async with unlocked(tablet) as app:
            await open_talk(app, interview)
            await app.tap("section.next_step")
            await app.type("Prochaine étape", "Apporter le CV")
            await app.tap("interview.next_on.2")
            await app.tap("interview.end")
            on: date = clock.today() + timedelta(weeks=2)
            then = tablet.replica.get(Person, samir.id)
            assert then is not None
            assert (then.next_step, then.next_step_on) == ("Apporter le CV", on)
            await undo(app)
            before = tablet.replica.get(Person, samir.id)
            assert before is not None
            assert (before.next_step, before.next_step_on) == ("Rappeler", None)
            assert kept(tablet).ended_at is None
            assert app.has("interview.end")

    play(story)
