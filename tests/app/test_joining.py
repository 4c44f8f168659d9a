"""A new tablet against a real server: the office that lets it in is a real device too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from espace_mobile.app import preferences
from espace_mobile.app.main import build
from espace_mobile.app.preferences import Preferences
from espace_mobile.app.screens.door.address import full_address
from espace_mobile.bootstrap import Installation, Session
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import play
from tests.served import Served, served

PHRASE = "camion orange tambour"
AWA = Worker(id=new_id(), display_name="Awa Essai", role=Role.FIELD)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def office(server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    installation = Installation(tmp_path_factory.mktemp("office"))
    member = installation.join(server.address, server.org, server.code, "Bureau").poll()
    assert member is not None
    newcomer = installation.receive(member)
    session = newcomer.account(newcomer.new_worker("Mireille"), PHRASE)
    session.sync.stop()
    session.replica.save(AWA, by=session.account_id)
    session.sync.run_once()
    yield session
    installation.close()


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "tablet")
    yield installation
    installation.close()


async def ask(app: AppUnderTest, address: str, invitation: str) -> None:
    await app.type("Adresse du serveur", address)
    await app.type("Invitation", invitation)
    await app.type("Nom de cette tablette", "Camionnette")
    await app.tap("join.ask")


def test_a_tablet_joins_by_comparing_six_words(server: Served, office: Session, tablet: Installation) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            assert app.sees("Bienvenue")
            code = office.office.invite(Role.FIELD)
            await ask(app, server.address, f"{server.org} {code}")
            await app.until(lambda: app.has("join.words"))
            (candidate,) = office.office.candidates()
            assert [w for w in app.texts(app.marked("join.words")) if w.isalpha()] == candidate.words
            office.office.approve(candidate)
            await app.until(lambda: app.has("owner.worker"))
            await app.choose("owner.worker", AWA.id)
            await app.type("Nouvelle phrase secrète", PHRASE)
            await app.type("La même, encore une fois", PHRASE)
            await app.tap("owner.finish")
            await app.until(lambda: app.has("sync.pill"))
            assert app.page.data.session.worker.display_name == "Awa Essai"
        assert [a.label for a in tablet.accounts()] == ["Awa Essai"]

    play(story)


def test_a_new_name_and_what_is_missing(server: Served, office: Session, tablet: Installation) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            await ask(app, server.address, f"{server.org} {office.office.invite(Role.FIELD)}")
            await app.until(lambda: app.has("join.words"))
            office.office.approve(office.office.candidates()[0])
            await app.until(lambda: app.has("owner.worker"))
            await app.tap("owner.finish")
            assert app.sees("Choisissez un nom.")
            await app.choose("owner.worker", "new")
            await app.tap("owner.finish")
            assert app.sees("Indiquez un nom.")
            await app.type("Prénom et nom affichés", "Zoé")
            await app.type("Nouvelle phrase secrète", "court")
            await app.type("La même, encore une fois", "courte")
            await app.tap("owner.finish")
            assert app.sees("Les deux phrases sont différentes")
            await app.type("La même, encore une fois", "court")
            await app.tap("owner.finish")
            await app.until(lambda: app.sees("Trop courte"))
            assert app.field("Prénom et nom affichés").value == "Zoé", "nothing typed is lost"
            await app.type("Nouvelle phrase secrète", PHRASE)
            await app.type("La même, encore une fois", PHRASE)
            await app.tap("owner.finish")
            await app.until(lambda: app.has("sync.pill"))
            worker = app.page.data.session.worker
            assert (worker.display_name, worker.role) == ("Zoé", Role.FIELD)

    play(story)


def test_a_refused_tablet_is_told_so_and_can_ask_again(server: Served, office: Session, tablet: Installation) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            await ask(app, server.address, f"{server.org} {office.office.invite(Role.FIELD)}")
            await app.until(lambda: app.has("join.words"))
            office.office.refuse(office.office.candidates()[0])
            await app.until(lambda: app.sees("La coordination a refusé cette tablette"))
            await app.tap("join.cancel")
            assert app.field("Adresse du serveur").value == server.address

    play(story)


@pytest.mark.parametrize(
    ("address", "invitation", "label", "said"),
    [
        ("", "", "Adresse du serveur", "Indiquez l’adresse du serveur."),
        ("http://127.0.0.1:9", "org K7QF2-9XMPT", "Adresse du serveur", "Le serveur est injoignable."),
        ("pas une adresse", "org K7QF2-9XMPT", "Adresse du serveur", "Cette adresse répond, mais"),
        ("SERVER", "org", "Invitation", "Invitation illisible."),
        ("SERVER", "org K7QF2-9XMPT", "Invitation", "Cette invitation n’existe pas ou a déjà servi."),
    ],
)
def test_what_is_wrong_is_told_beside_what_caused_it(
    server: Served, tablet: Installation, address: str, invitation: str, label: str, said: str
) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            await ask(app, address.replace("SERVER", server.address), invitation.replace("org", server.org))
            await app.until(lambda: app.sees_error(label))
            assert str(app.field(label).error).startswith(said)
            assert app.field("Nom de cette tablette").value == "Camionnette", "nothing typed is lost"

    play(story)


def test_the_first_steps_are_in_english_too(tablet: Installation) -> None:
    async def story() -> None:
        preferences.save(tablet.folder, Preferences(language="en"))
        async with AppUnderTest(build(tablet)) as app:
            assert app.sees("Welcome")
            await app.tap("join.ask")
            assert app.sees("Enter the server address.")
            assert app.sees("Enter the invitation.")

    play(story)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("espace.example.org ", "https://espace.example.org"), ("http://127.0.0.1:8000/", "http://127.0.0.1:8000")],
)
def test_an_address_is_https_unless_said_otherwise(typed: str, meant: str) -> None:
    assert full_address(typed) == meant
