"""What can be found in the folder of a device, opened or not."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from espace_mobile import __version__
from espace_mobile.bootstrap.doctor.finding import Finding, State
from espace_mobile.domain.device_health import FULL_MB
from espace_mobile.errors import FormatTooNew, StoreDamaged, StoreError
from espace_mobile.protocol.messages import VERSION
from espace_mobile.store import damage
from espace_mobile.store.device_secret import FileSecret
from espace_mobile.store.frame import FORMAT
from espace_mobile.store.inspection import inspect
from espace_mobile.store.vault_file import VaultFile

_MB = 1_000_000
_NO_ROOM_MB = 50  # a day's saves may not fit
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_EXTRAS = {"openpyxl": "Excel", "fpdf": "PDF", "uharfbuzz": "PDF", "segno": "QR"}  # {module: what it makes}


def examine(folder: Path, key: bytes | None = None) -> Iterator[Finding]:
    """`folder`: the device's own; `key`: of its store, once somebody has opened it."""
    yield Finding("versions", State.OK, "doctor.versions", {"app": __version__, "protocol": VERSION, "store": FORMAT})
    yield _extras()
    if not folder.is_dir():
        yield Finding("folder", State.LOOK, "doctor.no_folder")
        return
    yield _room(folder)
    yield from _permissions(folder)
    yield from _who_opens(folder)
    yield from _store(folder / "store", key)


def _extras() -> Finding:
    absent = {made for module, made in _EXTRAS.items() if find_spec(module) is None}
    if absent:
        return Finding("extras", State.OK, "doctor.extras_absent", {"what": ", ".join(sorted(absent))})
    return Finding("extras", State.OK, "doctor.extras")


def _room(folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(folder).free // _MB
    except OSError:
        return Finding("room", State.LOOK, "doctor.room_unknown")
    if free < FULL_MB:
        state = State.WRONG if free < _NO_ROOM_MB else State.LOOK
        return Finding("room", state, "doctor.room_low", {"mb": free})
    return Finding("room", State.OK, "doctor.room", {"mb": free})


def _permissions(folder: Path) -> Iterator[Finding]:
    """Where the system has such a thing; an app on Android has a folder nobody else gets into."""
    if sys.platform == "win32":
        return
    for path in (folder, folder / "store", folder / "device.key"):
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield Finding("permissions", State.LOOK, "doctor.permissions_open",
                          {"path": path.name, "mode": "700" if path.is_dir() else "600"})  # fmt: skip
            return
    yield Finding("permissions", State.OK, "doctor.permissions")


def _who_opens(folder: Path) -> Iterator[Finding]:
    """The vault, and the secret without which it opens nothing."""
    try:
        accounts = len(VaultFile.load(folder).entries)
        secret = FileSecret(folder / "device.key").load()
    except FormatTooNew as e:
        yield Finding("vault", State.WRONG, "doctor.too_new", {"version": e.params.get("version", "")})
        return
    except StoreError as e:
        damaged = isinstance(e, StoreDamaged)
        yield Finding("vault", State.WRONG, "doctor.vault_damaged" if damaged else "doctor.unreadable")
        return
    if accounts and secret is None:
        yield Finding("vault", State.WRONG, "doctor.secret_missing")
    elif accounts:
        yield Finding("vault", State.OK, "doctor.vault", {"accounts": accounts})
    else:
        yield Finding("vault", State.LOOK, "doctor.not_joined")


def _store(store: Path, key: bytes | None) -> Iterator[Finding]:
    try:
        told = inspect(store, key)
    except StoreError:
        yield Finding("journal", State.WRONG, "doctor.unreadable")
        return
    if told.too_new:
        yield Finding("journal", State.WRONG, "doctor.too_new", {"version": told.version})
    elif told.bad:
        yield Finding("journal", State.WRONG, "doctor.journal_damaged", {"places": told.bad})
    elif told.files:
        words = "doctor.journal_heads" if key is None else "doctor.journal"
        yield Finding("journal", State.OK, words, {"frames": told.frames})
    aside = damage.recall(store)
    if aside is not None:
        yield Finding("damage", State.LOOK, "doctor.damage", {"lost": aside.lost})
