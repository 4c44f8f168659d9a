"""Every other device is lost: a new one comes in at the door, with the sheet and nobody's help. A real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from espace_mobile.app.main import build
from espace_mobile.bootstrap import Installation, Session
from espace_mobile.domain.person import Person
from espace_mobile.protocol.recovery import Secret, new_secret, spaced, whole
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.tablet import play
from tests.served import Served, served

PHRASE = "camion orange tambour"


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
    session.replica.save(Person.of(new_id(), {"first_name": "Retrouvée"}), by=session.account_id)
    session.sync.run_once()
    yield session
    installation.close()


@pytest.fixture
def secret(office: Session) -> Secret:
    made = new_secret(office.membership.org)
    office.office.keep_sheet(made)
    return made


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path / "tablet")
    yield installation
    installation.close()


def _state(office: Session, secret: Secret) -> str:
    return next(d.state for d in office.office.devices() if d.public_key == secret.pair.public)


def test_the_register_comes_back_and_a_new_sheet_is_asked_for(
    server: Served, office: Session, tablet: Installation, secret: Secret
) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            await app.tap("join.recover")
            await app.type("Adresse du serveur", server.address)
            await app.type("Code de l’association", f" {server.org.upper()} ")
            await app.type("Nom de cette tablette", "PC de secours")
            for n, line in enumerate(secret.lines, 1):
                await app.type(f"Ligne {n}", spaced(line).lower())
            wrong = secret.lines[2]
            await app.type("Ligne 3", wrong[1:] + wrong[0] if wrong[1:] + wrong[0] != wrong else "22222222")
            await app.tap("recover.go")
            assert [n for n in range(1, 5) if app.sees_error(f"Ligne {n}")] == [3]
            await app.type("Ligne 3", secret.lines[2])
            await app.tap("recover.go")
            await app.until(lambda: app.has("owner.worker"))
            await app.choose("owner.worker", office.account_id)
            await app.type("Nouvelle phrase secrète", PHRASE)
            await app.type("La même, encore une fois", PHRASE)
            await app.tap("owner.finish")
            await app.until(lambda: app.page.route == "/recovery")
            session = app.page.data.session
            assert [p.first_name for p in session.replica.all(Person)] == ["Retrouvée"]
            await app.until(lambda: _state(office, secret) == "left")

    play(story)


def test_the_text_of_the_square_fills_every_field(server: Served, tablet: Installation, secret: Secret) -> None:
    async def story() -> None:
        async with AppUnderTest(build(tablet)) as app:
            await app.tap("join.recover")
            await app.type("Ligne 1", whole(server.address, secret))
            assert app.field("Ligne 4").value == secret.lines[3]
            assert app.field("Adresse du serveur").value == server.address
            await app.type("Nom de cette tablette", "Tablette")
            await app.tap("recover.go")
            await app.until(lambda: app.has("owner.worker"))

    play(story)


def test_a_sheet_that_the_server_does_not_know_says_so_and_nothing_typed_is_lost(
    server: Served, tablet: Installation
) -> None:
    async def story() -> None:
        unknown = new_secret(server.org)
        async with AppUnderTest(build(tablet)) as app:
            await app.tap("join.recover")
            await app.tap("recover.go")
            assert all(app.sees_error(label) for label in ("Adresse du serveur", "Code de l’association", "Ligne 4"))
            await app.type("Ligne 2", whole(server.address, unknown))
            await app.type("Nom de cette tablette", "Tablette")
            await app.tap("recover.go")
            await app.until(lambda: app.has("recover.trouble"))
            assert app.sees("ne connaît pas cette feuille")
            assert app.field("Ligne 2").value == unknown.lines[1]
            await app.tap("recover.back")
            assert app.has("join.ask")
        assert tablet.accounts() == []

    play(story)
