"""Settings: what is seen at once (theme, text, language), the lock, the accounts of this tablet."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile import __version__
from espace_mobile.app.actions import workers
from espace_mobile.app.components import Option, button, card, header, segments, title, two_panes
from espace_mobile.app.components.text import label, muted
from espace_mobile.app.preferences import LOCK_MINUTES
from espace_mobile.app.screens.settings.secrets import AccountSheet, PhraseSheet, PinSheet
from espace_mobile.app.screens.sync.health import DeviceState
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import SMALL, TEXT_SCALES
from espace_mobile.app.ui import Ui, component, use_records, use_ui

_THEMES = {
    "day": ("settings.theme_day", ft.Icons.LIGHT_MODE_OUTLINED),
    "night": ("settings.theme_night", ft.Icons.DARK_MODE_OUTLINED),
    "sunlight": ("settings.theme_sunlight", ft.Icons.WB_SUNNY_OUTLINED),
}
_LANGUAGES = {"fr": "Français", "en": "English"}


@component
def Settings() -> Any:
    ui = use_ui()
    use_records("worker")
    sheet, show = ft.use_state("")
    from_today = not ui.rail and workers.sees_identities(ui.session.worker)  # the others have it in their bar
    head = header(ui, ui.t("settings.title"), back="/" if from_today else None, trail=[SyncPill()])
    left = [head, _looks(ui), _words(ui)]
    ways = [*_figures(ui), *_stories(ui), DeviceState("settings")]
    right = [_lock(ui, show), _accounts(ui, show), *ways, _about(ui)]
    close = lambda: show("")  # noqa: E731
    sheets = [PinSheet(sheet == "pin", close), PhraseSheet(sheet == "phrase", close),
              AccountSheet(sheet == "account", close)]  # fmt: skip
    return two_panes(ui, left, [*right, *sheets], shares=(1, 1))


def _looks(ui: Ui) -> ft.Control:
    chosen = ui.state.preferences
    themes = [Option(code, ui.t(key), sign) for code, (key, sign) in _THEMES.items()]
    sizes = [Option(str(scale), ui.t("settings.percent", n=round(100 * scale))) for scale in TEXT_SCALES]
    return card(
        ui,
        title(ui, ui.t("settings.theme")),
        segments(ui, themes, chosen.theme, lambda code: ui.state.prefer(theme=code), identifier="settings.theme",
                 name=ui.t("settings.theme")),
        title(ui, ui.t("settings.text_size")),
        segments(ui, sizes, str(chosen.text_scale), lambda code: ui.state.prefer(text_scale=float(code)),
                 identifier="settings.text", name=ui.t("settings.text_size")),
    )  # fmt: skip


def _words(ui: Ui) -> ft.Control:
    languages = [Option(code, name) for code, name in _LANGUAGES.items()]
    return card(
        ui,
        title(ui, ui.t("settings.language")),
        segments(ui, languages, ui.words.language, lambda code: ui.state.prefer(language=code),
                 identifier="settings.language", name=ui.t("settings.language")),
    )  # fmt: skip


def _lock(ui: Ui, show: Any) -> ft.Control:
    minutes = [Option(str(n), ui.t("settings.minutes", n=n)) for n in LOCK_MINUTES]
    has_pin = ui.state.installation.has_pin(ui.session.account_id)
    return card(
        ui,
        title(ui, ui.t("settings.lock_after")),
        segments(ui, minutes, str(ui.state.preferences.lock_minutes),
                 lambda code: ui.state.prefer(lock_minutes=int(code)), identifier="settings.lock",
                 name=ui.t("settings.lock_after")),
        muted(ui, ui.t("settings.pin_set" if has_pin else "settings.pin_hint"), SMALL),
        button(ui, ui.t("settings.pin_change" if has_pin else "settings.pin_choose"), lambda: show("pin"),
               identifier="settings.pin", icon_name=ft.Icons.PIN_OUTLINED),
        button(ui, ui.t("settings.phrase_change"), lambda: show("phrase"), identifier="settings.phrase",
               icon_name=ft.Icons.KEY_OUTLINED),
        button(ui, ui.t("settings.lock_now"), ui.state.lock, identifier="settings.lock_now", primary=True,
               icon_name=ft.Icons.LOCK_OUTLINE),
    )  # fmt: skip


def _accounts(ui: Ui, show: Any) -> ft.Control:
    worker = ui.session.worker
    others = [a.label for a in ui.state.installation.accounts() if a.id != worker.id]
    also = [muted(ui, ui.t("settings.also", names=ui.words.listing(others)), SMALL)] if others else []
    return card(
        ui,
        title(ui, ui.t("settings.accounts")),
        label(ui, ui.t("settings.you", name=worker.display_name, role=ui.words.label(worker.role))),
        *also,
        button(ui, ui.t("settings.account_add"), lambda: show("account"), identifier="settings.account_add",
               icon_name=ft.Icons.PERSON_ADD_ALT_1),
    )  # fmt: skip


def _figures(ui: Ui) -> list[ft.Control]:
    """Of the whole association; those who have the office find them there."""
    worker = ui.session.worker
    if workers.may_supervise(worker) or not workers.may_read_figures(worker):
        return []
    go = lambda: ft.context.page.navigate("/indicators")  # noqa: E731
    return [button(ui, ui.t("dashboard.title"), go, identifier="settings.indicators", icon_name=ft.Icons.INSIGHTS)]


def _stories(ui: Ui) -> list[ft.Control]:
    """For who takes them down; those who have the office find them there."""
    worker = ui.session.worker
    if workers.may_supervise(worker) or not workers.sees_identities(worker):
        return []
    go = lambda: ft.context.page.navigate("/public/testimonials")  # noqa: E731
    return [button(ui, ui.t("settings.stories"), go, identifier="settings.public", icon_name=ft.Icons.PUBLIC)]


def _about(ui: Ui) -> ft.Control:
    return muted(ui, ui.t("settings.version", version=__version__), SMALL)
