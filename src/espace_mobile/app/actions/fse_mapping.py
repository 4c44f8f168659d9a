"""Which columns the FSE+ file has: those that ship, or the association's own, loaded from a file and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from espace_mobile import templates
from espace_mobile.app.actions import exports
from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.fse import Column, faults, read_layout
from espace_mobile.domain.fse.layout import MOST_BYTES
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica


@cache
def shipped() -> str:
    return files(templates.__name__).joinpath("fse_plus.toml").read_text(encoding="utf-8")


def is_own(replica: Replica) -> bool:
    return exports.settings(replica).fse_mapping is not None


def text(replica: Replica) -> str:
    return exports.settings(replica).fse_mapping or shipped()


def columns(replica: Replica) -> tuple[Column, ...]:
    """Raises `InputError` like `read_layout`: a newer version of the app may have saved what this one can't read."""
    return read_layout(text(replica))


def decoded(source: bytes) -> str:
    """A file as somebody chose it. Raises `InputError` (`fse_mapping`: `too_long`, `not_utf8`)."""
    if len(source) > MOST_BYTES:
        raise InputError("fse_mapping", "too_long", size=len(source) // 1000 + 1, max=MOST_BYTES // 1000)
    try:
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError("fse_mapping", "not_utf8") from None


def faults_in(source: bytes) -> tuple[InputError, ...]:
    """Everything wrong with a file, in order; empty when it can be used."""
    try:
        return faults(decoded(source))
    except InputError as e:
        return (e,)


@held
def use(replica: Replica, mapping: str | None, worker: Worker) -> Done[ReportSettings]:
    """None: the columns that ship, again. Raises `InputError` like `read_layout` and `check_may_export`."""
    exports.check_may_export(replica, worker)
    if mapping is not None:
        read_layout(mapping)
    kept = None if mapping == shipped() else mapping
    return do(replica, exports.settings(replica).but(fse_mapping=kept), worker=worker)
