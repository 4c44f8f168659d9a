"""What an import would do, before it does it: the figures, what is asked, what is left out, what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions import schedule_import
from espace_mobile.app.actions.schedule_import import Preview
from espace_mobile.app.components import Option, card, chips, link, row, title
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.schedule.import_words import (
    change_words,
    date_words,
    doubt_words,
    error_words,
    note_words,
)
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.csv_table import LineError
from espace_mobile.domain.schedule_changes import Choice, LineChange
from espace_mobile.domain.schedule_doubts import Why
from espace_mobile.domain.schedule_names import NearPlace
from espace_mobile.domain.team import Team

SHOWN = 30  # lines of a section, and as many more at each tap
YES, NO = "yes", "no"
Show = Callable[[Any], None]


def sections(ui: Ui, preview: Preview, show: Show, more: dict[str, int], show_more: Show) -> list[ft.Control]:
    """What needs an answer first. `more`: how many lines of each section are shown beyond the first."""
    new = [p for p in preview.sure if p.before is None]
    changed = [p for p in preview.sure if p.before is not None]
    lines: list[tuple[str, str, Sequence[Any], Callable[[Any], ft.Control]]] = [
        ("doubtful", ui.t("import.doubtful"), preview.doubtful, lambda p: _doubtful(ui, p, preview, show)),
        ("errors", ui.t("import.errors"), preview.errors, lambda e: _error(ui, e, preview)),
        ("changed", ui.t("import.completed"), changed, lambda p: _changed(ui, p, preview)),
        ("new", ui.t("import.new"), new, lambda p: _dated(ui, p, preview)),
    ]
    parts = [_near(ui, near, n, preview, show) for near, n in preview.read.near]
    for name, words, found, draw in lines:
        if found:
            shown = SHOWN + more.get(name, 0)
            head = {"doubtful": _for_all(ui, preview, show), "errors": _hint(ui)}.get(name, [])
            rest = _more(ui, name, len(found) - shown, more, show_more)
            parts.append(card(ui, title(ui, words), *head, *map(draw, found[:shown]), *rest))
    return parts


def figures(ui: Ui, preview: Preview) -> ft.Control:
    read = preview.read
    taken = preview.taken - len(preview.sure)
    left = len(preview.doubtful) - taken
    waiting = sum(n for _, n in read.near)
    lines = [
        (ft.Icons.ADD, ui.tn("import.n_new", len(preview.new)), "primary"),
        (ft.Icons.EDIT_OUTLINED, _some(ui, "import.n_completed", len(preview.completed)), "ink"),
        (ft.Icons.HELP_OUTLINE, _some(ui, "import.n_waiting", waiting), "alert"),
        (ft.Icons.HELP_OUTLINE, _some(ui, "import.n_doubtful", left), "alert"),
        (ft.Icons.CHECK, _some(ui, "import.n_taken", taken), "ink"),
        (ft.Icons.CHECK, _some(ui, "import.n_unchanged", preview.unchanged), "muted"),
        (ft.Icons.LOCK_OUTLINE, _some(ui, "import.n_settled", len(read.settled)), "muted"),
        (ft.Icons.EVENT_BUSY_OUTLINED, _some(ui, "import.n_passed", read.passed), "muted"),
        (ft.Icons.PLACE_OUTLINED, _some(ui, "import.n_places", len(preview.places)), "ink"),
        (ft.Icons.GROUPS_OUTLINED, _named(ui, "import.teams", [t.name for t in preview.teams]), "ink"),
        (ft.Icons.HANDSHAKE_OUTLINED, _named(ui, "import.partners", [p.name for p in preview.partners]), "ink"),
        (ft.Icons.ERROR_OUTLINE, _some(ui, "import.n_errors", len(preview.errors)), "alert"),
        *((ft.Icons.INFO_OUTLINE, note_words(ui, note), "muted") for note in read.notes),
    ]
    rows = [
        row(icon(ui, sign, 20, getattr(ui.palette, tone)),
            label(ui, said, color=getattr(ui.palette, tone), expand=True), spacing=12)
        for sign, said, tone in lines
        if said
    ]  # fmt: skip
    return ft.Semantics(
        identifier="import.figures", live_region=True, container=True,
        content=card(ui, title(ui, ui.t("import.preview")), *rows),
    )  # fmt: skip


def _some(ui: Ui, key: str, n: int) -> str:
    return ui.tn(key, n) if n else ""


def _named(ui: Ui, key: str, names: list[str]) -> str:
    return ui.tn(key, len(names), names=ui.words.listing(names)) if names else ""


def _near(ui: Ui, near: NearPlace, n: int, preview: Preview, show: Show) -> ft.Control:
    """Asked once for a name, however many lines bear it."""

    def answer(code: str) -> None:
        place_id = near.place.id if code == YES else ""
        show(schedule_import.answer(ui.replica, preview, near.key, place_id))

    options = [Option(YES, ui.t("import.near_yes")), Option(NO, ui.t("import.near_no"))]
    hint = ui.t("import.near_hint", written=near.written, place=near.place.name)
    return card(
        ui, title(ui, ui.t("import.near")), label(ui, hint), muted(ui, ui.tn("import.n_waiting", n), SMALL),
        chips(ui, options, [], answer, identifier=f"import.near.{near.key.replace(' ', '_')}"),
    )  # fmt: skip


def _for_all(ui: Ui, preview: Preview, show: Show) -> list[ft.Control]:
    if len(preview.doubtful) < 2:
        return []

    def all_of_them(choice: Choice) -> Callable[[], None]:
        return lambda: show(schedule_import.choose(preview, choice))

    return [
        ft.Row(
            [link(ui, ui.t("import.take_all"), all_of_them(Choice.TAKE), identifier="import.take_all"),
             link(ui, ui.t("import.leave_all"), all_of_them(Choice.LEAVE), identifier="import.leave_all")],
            wrap=True,
        )
    ]  # fmt: skip


def _hint(ui: Ui) -> list[ft.Control]:
    return [muted(ui, ui.t("import.errors_hint"), SMALL)]


def _doubtful(ui: Ui, change: LineChange, preview: Preview, show: Show) -> ft.Control:
    """The reasons, what it would change, and what to do with it; left until somebody says otherwise."""
    chosen = preview.choices.get(change.at, Choice.LEAVE)
    whys = {doubt.why for doubt in change.doubts}
    take = "import.take"
    if change.second or Why.OTHER_DAY in whys:
        take = "import.take_change"
    elif Why.CANCELLED in whys:
        take = "import.take_cancelled"
    options = [
        Option(Choice.TAKE, ui.t(take)),
        *([Option(Choice.SECOND, ui.t("import.take_second"))] if change.second else []),
        Option(Choice.LEAVE, ui.t("import.leave")),
    ]
    choose = lambda code: show(schedule_import.choose(preview, Choice(code), change.at))  # noqa: E731
    said = [doubt_words(ui, doubt, change) for doubt in change.doubts]
    shown = ft.Column(
        [
            *_date(ui, change, preview),
            *(row(icon(ui, ft.Icons.HELP_OUTLINE, 18, ui.palette.alert),
                  label(ui, words, 15, ui.palette.alert, expand=True), spacing=8) for words in said),
            *(muted(ui, words, SMALL) for words in change_words(ui, change, preview)),
            chips(ui, options, [chosen], choose, identifier=f"import.doubt.{change.at}"),
        ],
        spacing=6, tight=True,
    )  # fmt: skip
    rule = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Container(shown, padding=ft.Padding.only(bottom=12), border=rule)


def _changed(ui: Ui, change: LineChange, preview: Preview) -> ft.Control:
    told = [muted(ui, words, 15) for words in change_words(ui, change, preview)]
    return ft.Column([*_date(ui, change, preview)[:1], *told], spacing=0, tight=True)


def _dated(ui: Ui, change: LineChange, preview: Preview) -> ft.Control:
    return ft.Column(_date(ui, change, preview), spacing=0, tight=True)


def _date(ui: Ui, change: LineChange, preview: Preview) -> list[ft.Control]:
    outing = (change.before or change.outing) if not change.second else change.outing
    named = preview.named.get(outing.team_id or "") or ui.replica.get(Team, outing.team_id or "")
    detail = " · ".join(
        filter(None, [ui.words.hours(outing.starts, outing.ends), named.name if isinstance(named, Team) else ""])
    )
    return [label(ui, date_words(ui, outing, preview), 15), *([muted(ui, detail, SMALL)] if detail else [])]


def _error(ui: Ui, error: LineError, preview: Preview) -> ft.Control:
    """A bad line: its number, what is wrong, what stands there."""
    stands = [muted(ui, ui.t("import.stands", value=error.value), SMALL)] if error.value else []
    said = label(ui, error_words(ui, error, preview.read.unit), 15, ui.palette.alert)
    return ft.Semantics(
        identifier=f"import.error.{error.line}", container=True,
        content=ft.Column([said, *stands], spacing=0, tight=True),
    )  # fmt: skip


def _more(ui: Ui, name: str, left: int, more: dict[str, int], show_more: Show) -> list[ft.Control]:
    if left <= 0:
        return []
    words = ui.tn("import.more", min(left, SHOWN))
    further = lambda: show_more({**more, name: more.get(name, 0) + SHOWN})  # noqa: E731
    rest = muted(ui, ui.tn("import.rest", left), SMALL)
    return [rest, ft.Row([link(ui, words, further, identifier=f"import.more.{name}", icon_name=ft.Icons.EXPAND_MORE)])]
