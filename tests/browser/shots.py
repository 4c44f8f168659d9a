"""`python -m tests.browser.shots OUT [--only today,sync] [--sizes 360x780] [--themes day] [--language en] [--scale 2]`

Starts the app with demonstration data in a real Chromium and saves every screen, at phone, tablet and PC size, in each
theme: to be looked at after each change. Files: `{screen}-{width}-{theme}.png`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from espace_mobile.sample.demonstration import DEMO_ACCOUNTS
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
        app.page.keyboard.press("Escape")
        app.page.evaluate(
            "route => { history.pushState({}, '', route); dispatchEvent(new PopStateEvent('popstate')) }", route
        )
        app.page.wait_for_timeout(700)

    return scene


def settings_sheet(identifier: str) -> Scene:
    def scene(app: Driver) -> None:
        go("/settings")(app)
        app.scroll_to(app.marked(identifier))
        app.tap(identifier)
        app.page.wait_for_timeout(600)

    return scene


def counted(app: Driver) -> None:
    go("/")(app)
    app.tap("pad.female.26_44")
    app.page.wait_for_timeout(300)


def first_file(app: Driver) -> None:
    go("/people")(app)
    app.page.locator('[flt-semantics-identifier^="people."][role="button"]').nth(1).click()
    app.page.wait_for_timeout(700)


SCENES: dict[str, Scene] = {
    "today": go("/"),
    "today-counted": counted,
    "today-detail": say_more,
    "today-booking": _sheet("today.book"),
    "today-closing": _sheet("today.close"),
    "people": go("/people"),
    "new-file": go("/people/new"),
    "schedule": go("/schedule"),
    "sync": go("/sync"),
    "devices": go("/devices"),
    "settings": go("/settings"),
    "settings-pin": settings_sheet("settings.pin"),
    "settings-account": settings_sheet("settings.account_add"),
}


def unlock(app: Driver, language: str) -> None:
    app.fill(PASSPHRASE[language], DEMO_ACCOUNTS[0].passphrase)
    app.tap("unlock.go")
    app.marked("sync.pill").wait_for(timeout=30_000)
    app.page.wait_for_timeout(500)


def take(app: Driver, out: Path, suffix: str, language: str, wanted: set[str]) -> None:
    app.marked("unlock.go").wait_for(timeout=30_000)
    if not wanted or "unlock" in wanted:
        app.shot(out / f"unlock-{suffix}.png")
    unlock(app, language)
    for name, scene in SCENES.items():
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
    chosen = asked.parse_args()
    wanted = set(filter(None, chosen.only.split(",")))
    with tempfile.TemporaryDirectory() as folder, station(Path(folder)) as url, chromium() as launched:
        for theme in chosen.themes.split(","):
            look = {"theme": theme, "language": chosen.language, "text_scale": chosen.scale}
            (Path(folder) / "preferences.json").write_text(json.dumps(look), "utf-8")
            for size in chosen.sizes.split(","):
                width, height = map(int, size.split("x"))
                page = new_page(launched, width, height)
                take(Driver(page, url).open(), chosen.out, f"{width}-{theme}", chosen.language, wanted)
                page.context.close()


if __name__ == "__main__":
    main()
