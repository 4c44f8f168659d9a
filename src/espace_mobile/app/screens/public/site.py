"""The public site: what is public, what would change, one button; what the public will read, in words."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import publishing
from espace_mobile.app.actions.publishing import Outlook
from espace_mobile.app.components import banner, button, card, confirm, empty_state, header, link, notify, title
from espace_mobile.app.components.layout import two_panes
from espace_mobile.app.components.message import loading, pill
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.public.address import address, code
from espace_mobile.app.screens.public.changing import change_lines
from espace_mobile.app.screens.public.desk import PublicDesk
from espace_mobile.app.screens.public.parts import parts_card
from espace_mobile.app.screens.public.preview import preview
from espace_mobile.app.screens.public.settings import SiteSettings, SiteTexts
from espace_mobile.app.screens.wording import moment
from espace_mobile.app.state import SYNC
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.sync.loop import State

_SHOWN = ("public_site", "publication", "outing", "place", "organisation", "opportunity", "testimonial", "conflict")


@component
def Site() -> Any:
    """Tests: `site.state`, `site.publish`, `site.texts`, `site.withdraw`, `site.address`, `site.trouble`, `site.due`;
    those of `SiteSettings` and `SiteTexts`."""
    ui = use_ui()
    use_records(*_SHOWN, SYNC[0])
    session = ui.session
    desk = use_made(lambda: PublicDesk(session.publicity))
    ft.use_state(desk)
    writing, write = use_value(False)
    leaving, leave = use_value(False)
    seen = publishing.outlook(ui.replica, clock.today(), clock.now(), demo=session.publicity.demo)
    ft.use_dialog(_question(ui, desk, seen, lambda: leave(False)) if leaving else None)
    texts = [SiteTexts(lambda: write(False))] if writing else []
    head = header(ui, ui.t("site.title"), back="/office", trail=[SyncPill()])
    if seen.made is None:
        return two_panes(ui, [head, _nothing(ui, lambda: write(True)), *texts], [parts_card(ui)], shares=(1, 1))
    left = [head, *_trouble(ui, desk, seen), _state(ui, desk, seen), *_where(ui, seen), preview(ui, seen.made)]
    right = [parts_card(ui), SiteSettings(lambda: write(True)), *_leaving(ui, seen, lambda: leave(True)), *texts]
    return two_panes(ui, left, right, shares=(1, 1))


def _nothing(ui: Ui, write: Any) -> ft.Control:
    begin = button(ui, ui.t("site.prepare"), write, identifier="site.texts", primary=True, icon_name=ft.Icons.EDIT)
    return empty_state(ui, ft.Icons.PUBLIC, ui.t("site.none"), ui.t("site.none_hint"), actions=[begin])


def _trouble(ui: Ui, desk: PublicDesk, seen: Outlook) -> list[ft.Control]:
    told = [banner(ui, ui.error(desk.error), identifier="site.trouble")] if desk.error else []
    waiting = len(seen.due.stories) + len(seen.due.cancelled) + len(seen.due.hidden)
    if waiting and seen.published:
        told.append(banner(ui, ui.tn("site.due", waiting), tone="ink", identifier="site.due"))
    return told


def _state(ui: Ui, desk: PublicDesk, seen: Outlook) -> ft.Control:
    """In one line, then what would change, then the button."""
    count, session = seen.changes.count, ui.session

    async def publish() -> None:
        if await desk.publish(session.worker.id):
            notify(ui, ui.t("site.published_now"))

    if seen.published is None:
        stands = pill(ui, ft.Icons.VISIBILITY_OFF_OUTLINED, ui.t("site.not_public"))
    elif count:
        stands = pill(ui, ft.Icons.PENDING_OUTLINED, ui.tn("site.changes", count), "alert")
    else:
        stands = pill(ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("site.up_to_date"), "ok")
    when = ui.t("site.published", when=moment(ui, seen.published.at)) if seen.published else ui.t("site.first")
    act = loading(ui, ui.t("site.publishing")) if desk.busy else button(
        ui, ui.t("site.publish"), publish if count or seen.published is None else None, identifier="site.publish",
        primary=True, icon_name=ft.Icons.PUBLISH_OUTLINED,
    )  # fmt: skip
    cut = [muted(ui, ui.t("site.offline"), SMALL)] if _is_offline(ui) else []
    said = ft.Semantics(identifier="site.state", container=True, content=muted(ui, when, SMALL))
    return card(ui, ft.Row([stands], wrap=True), said, *change_lines(ui, seen), act, *cut)


def _is_offline(ui: Ui) -> bool:
    return ui.session.sync.offline or ui.session.sync.status.state is State.OFFLINE


def _where(ui: Ui, seen: Outlook) -> list[ft.Control]:
    """The address answers once the site is published."""
    if seen.published is None or seen.made is None:
        return []
    url = ui.session.publishing.pages_url(seen.made.slug)
    drawn = code(ui, url, ui.t("site.code"))
    said = ft.Column([title(ui, ui.t("site.address")), address(ui, url, "site.address")], spacing=GAP, tight=True)
    if not ui.rail or ui.large or not drawn:
        return [card(ui, said, *drawn)]
    said.expand = True
    return [card(ui, ft.Row([said, *drawn], vertical_alignment=ft.CrossAxisAlignment.START))]


def _leaving(ui: Ui, seen: Outlook, leave: Any) -> list[ft.Control]:
    if seen.published is None:
        return []
    act = link(ui, ui.t("site.withdraw"), leave, identifier="site.withdraw", danger=True,
               icon_name=ft.Icons.PUBLIC_OFF)  # fmt: skip
    return [ft.Row([act], wrap=True)]


def _question(ui: Ui, desk: PublicDesk, seen: Outlook, on_close: Any) -> ft.DialogControl:
    by = ui.session.worker.id

    async def go() -> None:
        on_close()
        if await desk.unpublish(by):
            notify(ui, ui.t("site.withdrawn"))

    return confirm(
        ui, ui.t("site.withdraw_title", name=seen.site.title), ui.t("site.withdraw_words"),
        yes=ui.t("site.withdraw"), on_yes=go, on_close=on_close, danger=True,
    )  # fmt: skip
