from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from espace_mobile.app.screens.sync.setbacks import reason_words
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.bootstrap.doctor import Finding
from espace_mobile.bootstrap.doctor import State as DeviceFound
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.errors import (
    CertificateRefused,
    EspaceError,
    NotOurServer,
    ServerBusy,
    Unauthorised,
    Unreachable,
    VersionUnsupported,
)
from espace_mobile.i18n import translator
from espace_mobile.protocol.messages import REFUSED, Pushed, Verdict
from espace_mobile.protocol.values import new_id
from espace_mobile.store.damage import Damage
from espace_mobile.store.erasing import UNREADABLE
from espace_mobile.store.incoming import accept
from espace_mobile.sync.loop import SyncLoop
from tests.app.screens.register import CLAIRE, person
from tests.app.tablet import NORTH, Tablet, TabletSession, at_work, outing, play, unlocked

PROTOCOL = Path(__file__).parents[3] / "docs/sync-protocol.md"


def exchanging(tablet: Tablet, outcomes: list[EspaceError | None]) -> None:
    """The next exchanges of this tablet end so, one after the other."""

    def exchange() -> None:
        outcome = outcomes.pop(0)
        if outcome is not None:
            raise outcome

    tablet.sync = SyncLoop(tablet.replica, exchange)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_what_waits_and_when_it_last_went_well(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        waiting = tablet.replica.pending()
        exchanging(tablet, [None])
        async with unlocked(tablet, language) as app:
            await app.go("/sync")
            never = "Aucune synchronisation réussie" if language == "fr" else "No successful sync so far"
            assert app.sees(never)
            assert app.sees(f"{waiting} modifications à envoyer" if language == "fr" else f"{waiting} changes to send")
            accept(tablet.replica, Pushed(have=waiting, epoch="e", now=0, verdicts=[]))
            tablet.sync.run_once()
            await app.settle()
            assert app.sees("Rien n’attend d’être envoyé" if language == "fr" else "Nothing waits to be sent")
            assert app.sees("Dernière réussie" if language == "fr" else "Last successful")

    play(story)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Unreachable(), "Le serveur est injoignable"),
        (CertificateRefused(), "Le certificat du serveur n’est pas valable"),
        (NotOurServer(), "ce n’est pas un serveur Espace Mobile"),
        (Unauthorised(reason="revoked"), "L’accès de cette tablette a été retiré"),
        (VersionUnsupported(versions=[9]), "Mettez-la à jour"),
        (ServerBusy(after=600, reason="moved"), "passées sur un autre serveur"),
        (ServerBusy(after=2, reason="rate"), "Le serveur est occupé"),
    ],
)
def test_what_stopped_the_last_exchange_is_told_with_what_to_do(tmp_path: Path, error: EspaceError, said: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        exchanging(tablet, [error, None])
        async with unlocked(tablet) as app:
            await app.go("/sync")
            tablet.sync.run_once()
            await app.settle()
            assert any(said in text for text in app.texts(app.marked("sync.trouble")))
            tablet.sync.run_once()
            await app.settle()
            assert not app.has("sync.trouble")

    play(story)


def test_sync_now_wakes_the_loop(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        exchanging(tablet, [None, None, None])
        async with unlocked(tablet) as app:
            await app.go("/sync")
            tablet.sync.start()
            await app.until(lambda: tablet.sync.status.synced_at is not None)
            first = tablet.sync.status.synced_at
            time.sleep(0.01)
            await app.tap("sync.now")
            await app.until(lambda: tablet.sync.status.synced_at != first)
            tablet.sync.stop()

    play(story)


def test_the_demonstration_has_a_switch_that_cuts_the_network(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing(), demo=True)
        async with unlocked(tablet) as app:
            await app.go("/sync")
            await app.tap("sync.cut")
            assert tablet.sync.offline
            assert app.sees("Pas de réseau")
            assert app.name("sync.cut") == "Réseau coupé, oui"
            assert not app.acts("sync.now")
            await app.tap("sync.cut")
            assert not tablet.sync.offline

    play(story)


def test_a_real_tablet_has_no_such_switch(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, outing())) as app:
            await app.go("/sync")
            assert not app.has("sync.cut")

    play(story)


def test_changes_the_server_refused_are_listed_with_the_reason(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        last = tablet.replica.outbox.last
        tablet.replica.save(person("Samir"), by="w" * 32)
        accept(tablet.replica, Pushed(have=last, epoch="e", now=0, verdicts=[]))
        verdicts = [Verdict(last + 1, REFUSED, "too_large")]
        accept(tablet.replica, Pushed(have=last + 1, epoch="e", now=0, verdicts=verdicts))
        async with unlocked(tablet) as app:
            await app.go("/sync")
            assert app.sees("1 modification refusée par le serveur")
            texts = app.texts(app.marked(f"sync.refused.{last + 1}"))
            assert "Fiche" in texts
            assert any("Trop volumineux" in text for text in texts)
            assert not app.sees("Samir")
        assert tablet.replica.count(Person) == 1
        assert tablet.replica.count(Contact) == 0

    play(story)


def refusals() -> list[str]:
    """Every reason of a refusal that the protocol's page knows, its parts told one by one."""
    table = PROTOCOL.read_text("utf-8").partition("| reason of `refused` |")[2].partition("\n\n")[0]
    found = []
    for row in table.splitlines()[2:]:
        reason, *parts = re.findall(r"`([^`]+)`", row)
        found += [reason.replace("<part>", part) for part in parts] if "<part>" in reason else [reason]
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_of_the_protocol_has_words_that_say_what_to_do(language: str) -> None:
    words = translator(language)
    ui = Ui(None, words, PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]
    reasons = refusals()
    assert {"role", "out_of_scope", "too_large:change", "malformed:body", "malformed:erased"} <= set(reasons)
    said = {reason: reason_words(ui, reason) for reason in reasons}
    unknown = words.t("sync.refused_reason", reason="")
    assert [reason for reason, told in said.items() if unknown in told or "refusal." in told] == []
    assert all(part in said[f"malformed:{part}"] for part in ("set", "base"))
    assert said["too_large:change"] != said["too_large:record"]
    assert "from_the_future" in reason_words(ui, "from_the_future")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_only_a_newer_version_can_read_is_told_in_one_line(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        async with unlocked(tablet, language) as app:
            await app.go("/sync")
            assert not app.has("sync.unreadable")
            tablet.replica.storage.commit([(UNREADABLE, new_id(), {"b": b"?"}) for _ in range(2)])
            exchanging(tablet, [None])
            await app.go("/settings")
            await app.go("/sync")
            told = " ".join(app.texts(app.marked("sync.unreadable")))
            assert ("2 données" if language == "fr" else "2 records") in told
            assert ("mettez l’application à jour" if language == "fr" else "update the app") in told

    play(story)


class DamagedTablet(Tablet):
    def unlock(self, account_id: str, passphrase: str) -> TabletSession:
        session = super().unlock(account_id, passphrase)
        session.damage = Damage(1, 40, 3, ("journal-1.bin",), ("damaged-1.bin",))  # type: ignore[assignment]
        return session


def test_a_damaged_store_is_told_until_it_is_dealt_with(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(DamagedTablet(tmp_path, [NORTH, CLAIRE])) as app:
            await app.go("/sync")
            texts = " ".join(app.texts(app.marked("sync.damage")))
            assert "Environ 3 enregistrements touchés" in texts
            assert "damaged-1.bin" in texts

    play(story)


@pytest.mark.parametrize("supervisor", [True, False])
def test_only_a_supervisor_is_led_to_the_tablets(tmp_path: Path, supervisor: bool) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE]) if supervisor else at_work(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/sync")
            assert app.has("sync.devices") is supervisor

    play(story)


def test_the_state_of_the_device_is_told_to_everybody_the_gravest_first(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        tablet.findings = [Finding("clock", DeviceFound.OK, "doctor.clock")]
        async with unlocked(tablet) as app:
            await app.go("/sync")
            await app.tap("sync.device_state")
            await app.until(lambda: app.has("doctor.verdict"))
            assert app.sees("Tout va bien.")
            tablet.findings.append(Finding("room", DeviceFound.WRONG, "doctor.room_low", {"mb": 12}))
            await app.tap("doctor.again")
            await app.until(lambda: app.has("doctor.0.wrong"))
            assert app.has("doctor.1.ok")
            assert app.sees("À regarder\N{NO-BREAK SPACE}: 1 point")
            assert app.sees("Il ne reste que 12\N{NO-BREAK SPACE}Mo")
            await app.go("/settings")
            await app.tap("settings.device_state")
            await app.until(lambda: app.has("doctor.verdict"))

    play(story)
