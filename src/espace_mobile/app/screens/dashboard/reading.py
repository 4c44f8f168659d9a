"""The figures that are asked for, counted on another thread; the last ones stay in sight meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import flet as ft

from espace_mobile.app.actions import dashboard, exports
from espace_mobile.app.screens.dashboard.asked import Asked, of_everybody, sees_all
from espace_mobile.app.screens.dashboard.parts import Shown
from espace_mobile.app.screens.dashboard.words import Labels
from espace_mobile.app.ui import use_made, use_records, use_ui, use_value
from espace_mobile.domain.dashboard import By
from espace_mobile.domain.dashboard.sharing import shared
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import Translator
from espace_mobile.store.replica import Replica

_KINDS = tuple(dict.fromkeys([*dashboard.KINDS, Place.kind, Programme.kind]))


@dataclass(frozen=True)
class Reading:
    """`of`: the query that `shown` answers; another than the one asked for while that is being counted. `shown` stays
    the same object until other figures come: what shows it is not drawn again."""

    of: str = ""
    shown: Shown | None = None
    labels: Labels = field(default_factory=lambda: MappingProxyType({}))


def use_board(asked: Asked) -> Reading:
    ui = use_ui()
    replica, worker, words = ui.replica, ui.session.worker, ui.words
    changes = use_records(*_KINDS, late=True) + use_records(ReportSettings.kind)
    last, show = use_value(Reading())
    wanted: list[object] = use_made(list)

    async def count() -> None:
        mine = (asked.query, changes, words.language)
        wanted[:] = [mine]
        known = dashboard.boards(replica).known(asked.filters) if sees_all(worker) else None
        if known is not None and last.shown is not None:  # gone back to: no thread is waited for
            show(replace(last, of=asked.query, shown=Shown(known, listed=True)))
            return
        read = await asyncio.to_thread(_read, replica, worker, words, asked)
        if wanted == [mine]:  # else something else was asked for meanwhile
            show(read)

    ft.use_effect(count, [asked.query, changes, words.language])
    return last


def _read(replica: Replica, worker: Worker, words: Translator, asked: Asked) -> Reading:
    boards = dashboard.boards(replica)
    boards.warm()  # a little at a time; nothing once it was read
    board = boards.of(asked.filters)
    if not sees_all(worker):
        everybody = boards.of(of_everybody(asked.filters))
        board = shared(board, exports.settings(replica).hidden_under, everybody)
    names: Mapping[By, Mapping[str, str]] = {by: dashboard.labels(replica, words, by) for by in By}
    return Reading(asked.query, Shown(board, listed=sees_all(worker)), names)
