"""A device that keeps nothing any more: whatever step its erasing is stopped at, all opens or nothing does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from espace_mobile.bootstrap import Installation
from espace_mobile.domain.person import Person
from espace_mobile.errors import StoreDamaged
from espace_mobile.store import wiping
from tests.crew import PHRASE, Crew, left, saved
from tests.served import served


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Person]:
    """The folder of a closed installation, an account of it, and a person it holds."""
    with served(tmp_path_factory.mktemp("server")) as server:
        crew = Crew(server, tmp_path_factory.mktemp("crew"))
        post = crew.let_in(crew.found())
        person = saved(post, "Gardée")
        post.installation.count_locked({"at": "2026-05-14T09:00:00Z", "sex": "female"})
        crew.close()
    return post.installation.folder, post.session.account_id, person


def _steps(folder: Path, count: int) -> None:
    for n, _ in enumerate(wiping.steps(folder), 1):
        if n == count:
            return


STEPS = ["withdrawn", "device.key", "vault.json", "vault-copy.json", "store", "others", "done"]


@pytest.mark.parametrize("stop", range(len(STEPS) + 1))
def test_a_stop_at_any_step_of_the_erasing_leaves_all_or_nothing(
    lived_in: tuple[Path, str, Person], tmp_path: Path, stop: int
) -> None:
    folder, account, person = tmp_path / "copy", lived_in[1], lived_in[2]
    shutil.copytree(lived_in[0], folder)
    assert (lived_in[0] / "store").is_dir()
    _steps(folder, stop) if stop else None
    for_a_thief = tmp_path / "stolen"
    shutil.copytree(folder, for_a_thief)
    (for_a_thief / wiping.BEGUN).unlink(missing_ok=True)  # whoever stole it does not finish the erasing
    if stop < 2:
        thief = Installation(for_a_thief)
        session = thief.unlock(account, PHRASE)
        session.sync.stop()
        assert session.replica.get(Person, person.id) == person
        thief.close()
    else:
        _opens_nothing(for_a_thief, account)
    again = Installation(folder)
    assert again.withdrawn == (0 < stop < len(STEPS))
    assert (again.accounts() == []) == (stop > 0)
    if stop:
        assert left(folder) == {"device.key"}


def _opens_nothing(folder: Path, account: str) -> None:
    try:
        thief = Installation(folder)
    except StoreDamaged:
        return
    assert thief.accounts() == []
    assert not (folder / "vault.json").exists()


def test_the_steps_are_those_that_were_tried(lived_in: tuple[Path, str, Person], tmp_path: Path) -> None:
    shutil.copytree(lived_in[0], tmp_path / "copy")
    assert list(wiping.steps(tmp_path / "copy")) == STEPS


@pytest.mark.parametrize("torn", [0.0, 0.5, 1.0])
def test_a_device_secret_half_overwritten_opens_nothing(
    lived_in: tuple[Path, str, Person], tmp_path: Path, torn: float
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(lived_in[0], folder)
    wiping.begin(folder)
    secret = (folder / "device.key").read_bytes()
    cut = int(len(secret) * torn)
    (folder / "device.key").write_bytes(bytes(cut) + secret[cut:])
    assert Installation(folder).accounts() == []
    assert left(folder) == {"device.key"}
    assert (folder / "device.key").read_bytes() != secret


def test_what_is_not_ours_in_the_folder_stays(lived_in: tuple[Path, str, Person], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(lived_in[0], folder)
    (folder / "photo.jpg").write_bytes(b"somebody's")
    wiping.wipe(folder)
    assert left(folder) == {"photo.jpg"}
