"""`python -m tests.browser.shots OUT [--only today,sync] [--sizes 360x780] [--themes day] [--language en] [--scale 2]
[--office | --withdrawn]`

Starts the app with demonstration data in a real Chromium and saves every screen, at phone, tablet and PC size, in each
theme: to be looked at after each change. Files: `{screen}-{width}-{theme}.png`. `--office`: what a supervisor sees of
other devices and of trouble; `--withdrawn`: the door of a tablet that was withdrawn.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from espace_mobile.domain.vocabulary import Role
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, DemoAccount, demonstration
from tests.browser import (
    access_log_shots,
    civic_shots,
    dashboard_shots,
    day_sheet_shots,
    documents_shots,
    exchange_shots,
    export_shots,
    fse_shots,
    hours_shots,
    indicator_shots,
    office_shots,
    people_import_shots,
    planning_shots,
    proposal_shots,
    publishing_shots,
    recovery_shots,
    report_shots,
    review_shots,
    rights_shots,
    rules_shots,
    schedule_shots,
    service_shots,
    session_shots,
    sheet_shots,
    spell_shots,
    starting_shots,
    workers_shots,
    workshop_shots,
)
from tests.browser.driver import Driver, chromium, new_page, station

SIZES = ("360x780", "800x1280", "1280x800")
THEMES = ("day", "sunlight", "night")
PASSPHRASE = {"fr": "Phrase secrète", "en": "Pass phrase"}

Scene = Callable[[Driver], None]


def _sheet(opener: str) -> Scene:
    def scene(app: Driver) -> None:
        go("/")(app)
        app.scroll_to(app.marked(opener))
        app.tap(opener)
        app.page.wait_for_timeout(600)

    return scene


def say_more(app: Driver) -> None:
    go("/")(app)
    app.page.locator('[flt-semantics-identifier^="last."], [flt-semantics-identifier^="recent."]').first.click()
    app.marked("detail.done").wait_for()


def go(route: str) -> Scene:
    def scene(app: Driver) -> None:
        """Whatever the scene before left open is closed; a screen that leaves on Escape has left by then."""
        app.page.keyboard.press("Escape")
        app.page.wait_for_timeout(400)
        app.go(route)

    return scene


def settings_sheet(identifier: str) -> Scene:
    def scene(app: Driver) -> None:
        go("/settings")(app)
        app.scroll_to(app.marked(identifier))
        app.tap(identifier)
        app.page.wait_for_timeout(600)

    return scene


def device_state(app: Driver) -> None:
    go("/sync")(app)
    app.scroll_to(app.marked("sync.device_state"))
    app.tap("sync.device_state")
    app.marked("doctor.verdict").wait_for()
    app.page.wait_for_timeout(600)


def counted(app: Driver) -> None:
    go("/")(app)
    app.tap("pad.female.26_44")
    app.page.wait_for_timeout(300)


def first_file(app: Driver) -> None:
    go("/people")(app)
    app.scroll_to(app.marked("people.0"))
    app.tap("people.0")
    app.page.wait_for_timeout(700)


def show_part(part: str) -> Scene:
    """Of the file that is open."""

    def scene(app: Driver) -> None:
        app.scroll_to(app.marked(f"file.part.{part}"))
        app.tap(f"file.part.{part}")
        app.page.wait_for_timeout(500)

    return scene


def file_part(part: str) -> Scene:
    def scene(app: Driver) -> None:
        first_file(app)
        if part != "followed" or app.marked("file.part.followed").count():
            show_part(part)(app)

    return scene


def whole_file(app: Driver) -> None:
    """In two panes where they fit."""
    first_file(app)
    if app.marked("file.part.followed").count() and (app.page.viewport_size or {"width": 0})["width"] >= 1000:
        known = demonstration(date.today()).people  # noqa: DTZ011  the day on this machine, as the station has it
        go(f"/people/{next(p.id for p in known[20:] if p.team == NORTH.id and p.phone and p.first_name)}")(app)


def on_file(part: str, identifier: str) -> Scene:
    """Something opened from a part of a file."""

    def scene(app: Driver) -> None:
        file_part(part)(app)
        app.scroll_to(app.marked(identifier))
        app.tap(identifier)
        app.page.wait_for_timeout(600)

    return scene


SCENES: dict[str, Scene] = {
    "today": go("/"),
    "today-counted": counted,
    "today-detail": say_more,
    "today-booking": _sheet("today.book"),
    "today-closing": _sheet("today.close"),
    "people": go("/people"),
    "file-followed": file_part("followed"),
    "file-path": file_part("path"),
    "file-situation": file_part("situation"),
    "file-story": file_part("story"),
    "file-whole": whole_file,
    "file-next": on_file("followed", "next.step.add"),
    "file-relative": on_file("situation", "relative.add"),
    "file-reach": on_file("situation", "reach.edit"),
    "file-barriers": on_file("situation", "barrier.housing"),
    "new-file": go("/people/new"),
    "schedule": go("/schedule"),
    "sync": go("/sync"),
    "device-state": device_state,
    "devices": go("/devices"),
    "settings": go("/settings"),
    "settings-pin": settings_sheet("settings.pin"),
    "settings-account": settings_sheet("settings.account_add"),
}


def agenda_after(*taps: str) -> Scene:
    """The appointments, then each of `taps`, brought in sight; those that are not there are passed over."""

    def scene(app: Driver) -> None:
        go("/agenda")(app)
        for identifier in ("agenda.segment.appointments", *taps):
            if app.marked(identifier).count():
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(500)

    return scene


SCENES |= {
    "agenda": agenda_after("agenda.today", "agenda.mine"), "agenda-week": agenda_after("agenda.team", "agenda.week"),
    "agenda-open": agenda_after("agenda.team", "agenda.0"),
    "agenda-answered": agenda_after("agenda.before", "agenda.0.missed"),
    "agenda-again": agenda_after("agenda.0.again", "slot.other"), "agenda-export": agenda_after("agenda.export"),
    "agenda-sessions": agenda_after("agenda.segment.sessions"),
}  # fmt: skip


def relances(opener: str = "", *taps: str) -> Scene:
    """The agenda's relances; `opener` is brought in sight and touched, then each of `taps`."""

    def scene(app: Driver) -> None:
        go("/agenda")(app)
        app.tap("agenda.segment.relances")
        app.tap("relances.team")
        app.page.wait_for_timeout(500)
        for identifier in filter(None, (opener, *taps)):
            app.scroll_to(app.marked(identifier))
            app.tap(identifier)
            app.page.wait_for_timeout(500)

    return scene


def referring(direction: str) -> Scene:
    def scene(app: Driver) -> None:
        file_part("path")(app)
        size = app.page.viewport_size or {"width": 800, "height": 600}
        app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.6)
        for _ in range(20):
            app.page.mouse.wheel(0, 300)
            app.page.wait_for_timeout(60)
        if direction == "to":
            app.tap("referral.to")
        app.page.wait_for_timeout(1500)

    return scene


SCENES |= {
    "relances": relances(), "relances-try": relances("relance.0.open", "channel.call"),
    "relances-effort": relances("effort.open"), "referrals": referring("from"), "referrals-to": referring("to"),
}  # fmt: skip


def end_of_file(app: Driver) -> None:
    """To the end of the story, in the right pane where there are two."""
    first_file(app)
    if app.page.locator('[flt-semantics-identifier="file.edit"]').count() == 0:
        return
    show_part("story")(app)
    size = app.page.viewport_size or {"width": 800, "height": 600}
    app.page.mouse.move(size["width"] * 0.75, size["height"] / 2)
    for _ in range(12):
        app.page.mouse.wheel(0, 1200)
        app.page.wait_for_timeout(60)
    app.page.wait_for_timeout(500)


def erasing(app: Driver) -> None:
    end_of_file(app)
    app.tap("file.erase")
    app.page.wait_for_timeout(600)


def erasing_refused(app: Driver) -> None:
    erasing(app)
    app.tap("dialog.yes")
    app.page.wait_for_timeout(400)


def file_gone(app: Driver) -> None:
    go("/people/" + "0" * 32)(app)


def deciding(identifier: str, then: str = "") -> Scene:
    def scene(app: Driver) -> None:
        go("/devices")(app)
        app.scroll_to(app.marked(identifier))
        app.tap(identifier)
        app.page.wait_for_timeout(600)
        if then:
            app.tap(then)
            app.page.wait_for_timeout(1000)

    return scene


def talk(app: Driver) -> None:
    """An interview with somebody, new the first time."""
    file_part("path")(app)
    app.tap("interview.begin")
    app.marked("interview.end").wait_for()
    app.page.wait_for_timeout(500)


def touched(*identifiers: str) -> Scene:
    """On the screen that is open."""

    def scene(app: Driver) -> None:
        for identifier in identifiers:
            app.scroll_to(app.marked(identifier))
            app.tap(identifier)
            app.page.wait_for_timeout(500)

    return scene


TALK: dict[str, Scene] = {
    "interview": talk,
    "interview-urgent": touched("interview.urgent", "urgency.housing"),
    "interview-steps": touched("section.steps", "step.welcome"),
    "interview-children": touched("section.steps", "section.children", "children.age.3", "children.age.0"),
    "interview-recommending": touched("section.children", "section.recommendation", "recommendation.entry"),
    "interview-next": touched("section.recommendation", "section.next_step", "interview.next_on.2"),
    "interview-booking": touched("interview.book"),
    "interview-file": file_part("path"),
    "interview-today": go("/"),
    "interview-banner": touched("urgent.banner"),
    "interview-people": go("/people"),
}


def doubles(app: Driver) -> None:
    go("/people/duplicates")(app)
    app.page.locator('[flt-semantics-identifier="duplicates.0.open"], [flt-semantics-identifier="queue.0"]').wait_for()
    app.page.wait_for_timeout(300)


def comparing(app: Driver) -> None:
    doubles(app)
    if app.marked("duplicates.0.open").count():  # side by side where there is room
        app.tap("duplicates.0.open")
    app.page.wait_for_timeout(700)


def merged(app: Driver) -> None:
    comparing(app)
    app.scroll_to(app.marked("merge.confirm"))
    app.tap("merge.confirm")
    app.page.wait_for_timeout(1000)
    if app.page.locator('[flt-semantics-identifier="file.part.story"]').count():
        app.tap("file.part.story")
    if app.marked("file.unmerge").count():
        app.scroll_to(app.marked("file.unmerge"))
    app.page.wait_for_timeout(500)


def today_end(app: Driver) -> None:
    """Below the pad: the field's actions, then what waits."""
    go("/")(app)
    size = app.page.viewport_size or {"width": 800, "height": 600}
    app.page.mouse.move(size["width"] * 0.75, size["height"] / 2)
    app.page.mouse.wheel(0, 600)
    app.page.wait_for_timeout(500)


def referred(app: Driver) -> None:
    """A referral with its answer, on the file of somebody who was referred."""
    sent = next(r for r in demonstration(date.today()).referrals if r.answered_on and r.person_id)  # noqa: DTZ011
    go(f"/people/{sent.person_id}")(app)
    show_part("path")(app)
    app.scroll_to(app.marked("referral.0"))
    app.page.mouse.wheel(0, 1000)
    app.page.wait_for_timeout(500)


def merge_search(app: Driver) -> None:
    comparing(app)
    person = app.page.url.split("/people/")[1].split("/")[0]
    go(f"/people/{person}/merge")(app)


OFFICE: dict[str, Scene] = {
    "people-office": go("/people"),
    **spell_shots.scenes(go),
    **review_shots.scenes(go),
    **session_shots.scenes(go),
    **workshop_shots.scenes(go),
    **service_shots.scenes(go),
    **hours_shots.scenes(go),
    **indicator_shots.scenes(go),
    **report_shots.scenes(go),
    **fse_shots.scenes(go),
    **sheet_shots.scenes(go),
    **starting_shots.scenes(go),
    **civic_shots.scenes(go),
    **schedule_shots.scenes(go),
    **rules_shots.scenes(go),
    **publishing_shots.scenes(go),
    **exchange_shots.scenes(go),
    **export_shots.scenes(go),
    **planning_shots.scenes(go),
    **people_import_shots.scenes(go),
    **proposal_shots.scenes(go),
    **day_sheet_shots.scenes(go),
    **rights_shots.scenes(go),
    **access_log_shots.scenes(go, file_part("situation")),
    **recovery_shots.scenes(go),
    **office_shots.scenes(go),
    "doubles": doubles,
    "alerts": go("/alerts"),
    "conflicts": go("/conflicts"),
    "entries": go("/entries"),
    "today-office": go("/"),
    "today-end": today_end,
    "referrals-told": referred,
    "comparing": comparing,
    "merge-search": merge_search,
    "merged": merged,
    **TALK,
    "file-end": end_of_file,
    "file-erasing": erasing,
    "file-erasing-refused": erasing_refused,
    "file-gone": file_gone,
    "sync-trouble": go("/sync"),
    **workers_shots.scenes(go),
    **documents_shots.scenes(go),
    **dashboard_shots.scenes(go),
    "devices-list": go("/devices"),
    "devices-move": deciding("devices.move.2"),
    "devices-revoke": deciding("devices.revoke.2"),
    "devices-without": deciding("devices.revoke.2", "dialog.yes"),
}


def account_of(kind: str) -> DemoAccount:
    return next(a for a in DEMO_ACCOUNTS if not kind or a.role == Role.SUPERVISOR)


def unlock(app: Driver, language: str, kind: str = "") -> None:
    app.fill(PASSPHRASE[language], account_of(kind).passphrase)
    app.tap("unlock.go")
    app.marked("sync.pill").wait_for()
    app.page.wait_for_timeout(500)


def take(app: Driver, out: Path, suffix: str, language: str, wanted: set[str], kind: str = "") -> None:
    if kind == "--withdrawn":
        app.marked("door.withdrawn").wait_for()
        app.shot(out / f"withdrawn-{suffix}.png")
        return
    app.marked("unlock.go").wait_for()
    if not kind and (not wanted or "unlock" in wanted):
        app.shot(out / f"unlock-{suffix}.png")
    unlock(app, language, kind)
    for name, scene in (OFFICE if kind else SCENES).items():
        if wanted and name not in wanted:
            continue
        try:
            scene(app)
        except Exception as e:
            print(f"{name}-{suffix}: {type(e).__name__}: {str(e).splitlines()[0]}")
        app.shot(out / f"{name}-{suffix}.png")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--only", default="")
    asked.add_argument("--sizes", default=",".join(SIZES))
    asked.add_argument("--themes", default=",".join(THEMES))
    asked.add_argument("--language", default="fr")
    asked.add_argument("--scale", type=float, default=1.0)
    asked.add_argument("--office", dest="kind", action="store_const", const="--office", default="")
    asked.add_argument("--withdrawn", dest="kind", action="store_const", const="--withdrawn")
    chosen = asked.parse_args()
    wanted = set(filter(None, chosen.only.split(",")))
    options = [chosen.kind] if chosen.kind else []
    with tempfile.TemporaryDirectory() as folder, station(Path(folder), *options) as url, chromium() as launched:
        for theme in chosen.themes.split(","):
            look = {"theme": theme, "language": chosen.language, "text_scale": chosen.scale}
            look["account"] = account_of(chosen.kind).worker_id
            (Path(folder) / "preferences.json").write_text(json.dumps(look), "utf-8")
            for size in chosen.sizes.split(","):
                width, height = map(int, size.split("x"))
                page = new_page(launched, width, height)
                take(Driver(page, url).open(), chosen.out, f"{width}-{theme}", chosen.language, wanted, chosen.kind)
                page.context.close()


if __name__ == "__main__":
    main()
