"""The public pages of a real server in a real Chromium: read by everybody, on anything, with the keyboard alone.

What axe-core finds is a part of what there is to find; docs/guides/site-public.md says what was not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sync_server.api.pages.agenda import ZONE
from sync_server.register import Register
from tests import served
from tests.published import OFFERS, STORIES, id_of, pages, publish, some_dates

pytestmark = pytest.mark.browser

PATHS = (
    *(
        "",
        "dates",
        "dates?commune=90901",
        "dates/{month}",
        f"dates/{id_of(3)}",
        f"dates/{id_of(5)}",
        f"dates/{id_of(7)}",
    ),
    *("opportunites", "travail-declare", "temoignages", "contact", "abonnement", "accessibilite", "nulle-part"),
)
_EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_LIGHT: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
_LOOKS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "more contrast in the dark": {"contrast": "more", "color_scheme": "dark"},
}
_AXE = Axe().axe_script
# What could not be judged is told of colours alone.
_RUN = """options => axe.run(document, options).then(told =>
  [...told.violations, ...told.incomplete.filter(rule => rule.id === 'color-contrast')]
    .flatMap(rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 120)])))"""
_FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {place: [...document.querySelectorAll('*')].indexOf(e), body: e === document.body,
          name: e.innerText || e.name || e.id, tag: e.tagName,
          width: box.width, height: box.height, top: box.top, bottom: box.bottom, left: box.left,
          outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)};
}"""
# What stands alone is 44 px high at least; a link within a sentence is as high as its line, as WCAG allows, and in
# the narrow cells of the calendar 24 px.
_SMALL = """() => [...document.querySelectorAll('a, button, select, summary')]
  .filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'inline')
  .map(e => [e.innerText, Math.round(e.getBoundingClientRect().height), e.closest('.month') ? 24 : 44])
  .filter(([, height, least]) => height < least)"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
Reader = Callable[..., Page]


@pytest.fixture(scope="module")
def today() -> datetime:
    return datetime.now(UTC).astimezone(ZONE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, today: datetime) -> Iterator[str]:
    """Its address."""
    with served.served(tmp_path_factory.mktemp("site")) as server:
        register = Register(server.database)
        day = today.date()
        offers = [o.model_copy(update={"until": o.until and day + timedelta(days=9)}) for o in OFFERS]
        publish(register, server.org, pages(dates=some_dates(around=day), offers=offers, demo=True))
        register.close()
        yield f"{server.address}/essais/"


@pytest.fixture
def reader(chromium_browser: Browser, site: str) -> Iterator[Reader]:
    """A new reader: nothing of another host, no cookie and no error for as long as it reads."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def read(width: int = 1280, **how: Any) -> Page:
        context = chromium_browser.new_context(viewport={"width": width, "height": 780}, locale="fr-FR", **how)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: wrong.append(said.text) if "404" not in said.text else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield read
    host = site.removesuffix("essais/")
    assert [url for url in asked if not url.startswith(host)] == []
    assert wrong == []
    assert [context.cookies() for context in contexts] == [[] for _ in contexts]
    for context in contexts:
        context.close()


def _all(site: str, today: datetime) -> list[str]:
    return [site + path.format(month=f"{today:%Y-%m}") for path in PATHS]


def _findings(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe says is wrong, and which colours it says have no contrast or can't be judged."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE)
    found = page.evaluate(_RUN, {"runOnly": rules, "resultTypes": ["violations", "incomplete"]})
    return [f"{rule}: {html}" for rule, html in found]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_any_page_in_any_colours(reader: Reader, site: str, today: datetime, width: int) -> None:
    """Every rule in the light, then those that colours can break in the colours of the night and in those that a reader
    chose. Of the system's own axe sees nothing, and judges the rest."""
    page = reader(width)
    found = {}
    for url in _all(site, today):
        page.emulate_media(**_LIGHT)
        page.goto(url)
        found[url, "light"] = _findings(page, _EVERY_RULE)
        for name, look in _LOOKS.items():
            page.emulate_media(**_LIGHT | look)
            found[url, name] = _findings(page, _COLOUR_RULES)
        page.emulate_media(**_LIGHT | {"forced_colors": "active"})
        wrong = _findings(page, _COLOUR_RULES)
        found[url, "forced"] = [one for one in wrong if not one.startswith("color-contrast")]
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_axe_is_told_of_colours_without_contrast(reader: Reader, site: str) -> None:
    page = reader()
    page.goto(site)
    page.evaluate(
        "() => document.styleSheets[0].insertRule("
        "'@media (prefers-color-scheme: dark) { main p { color: #222; background: #333; } }',"
        " document.styleSheets[0].cssRules.length)"
    )
    assert _findings(page, _COLOUR_RULES) == []
    page.emulate_media(color_scheme="dark")
    assert any(one.startswith("color-contrast") for one in _findings(page, _COLOUR_RULES))


def test_nothing_scrolls_sideways_and_what_is_touched_is_large(reader: Reader, site: str, today: datetime) -> None:
    """A window of 1280 px zoomed to 200 % has 640 of CSS, to 400 % 320."""
    page = reader()
    for url in _all(site, today):
        page.goto(url)
        for width in (1280, 640, 360, 320):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate(_WIDER) <= 0, (url, width)
            assert page.evaluate(_SMALL) == [], (url, width)


def test_words_that_never_end_stay_on_the_page(
    chromium_browser: Browser, today: datetime, tmp_path_factory: pytest.TempPathFactory
) -> None:
    word, day = "Ǧ" * 200, today.date()
    lines = dict.fromkeys(("place", "address", "neighbourhood", "commune"), word)
    dates = tuple(d.model_copy(update={**lines, "partners": (word, word)}) for d in some_dates(around=day))
    dates = (
        *dates,
        *(d.model_copy(update={"id": id_of(99 - n), "commune_insee": f"9{n}"}) for n, d in enumerate(dates)),
    )
    offers = [o.model_copy(update={"until": None, "title": word, "text": word, "with_whom": word}) for o in OFFERS]
    stories = [s.model_copy(update={"text": word, "signed": word}) for s in STORIES]
    words = {"title": word, "intro": word, "declared_work": word, "phone": "9" * 30, "email": f"{'a' * 60}@b.fr"}
    with served.served(tmp_path_factory.mktemp("long")) as server:
        register = Register(server.database)
        publish(register, server.org, pages(dates=dates, offers=offers, stories=stories, address=word, **words))
        register.close()
        page = chromium_browser.new_page()
        for url in _all(f"{server.address}/essais/", today):
            page.goto(url)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 780})
                assert page.evaluate(_WIDER) <= 0, (url, width)
        page.close()


def test_letters_twice_as_large_are_neither_cut_nor_on_top_of_one_another(
    reader: Reader, site: str, today: datetime
) -> None:
    page = reader(800)
    for url in _all(site, today):
        page.goto(url)
        page.evaluate("() => { document.documentElement.style.setProperty('font-size', '200%'); }")
        assert page.evaluate(_WIDER) <= 0, url
        cut = "() => [...document.querySelectorAll('a, p, h1, h2, h3, td, button')].filter(e => e.checkVisibility()"
        cut += (
            " && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map(e => e.innerText)"
        )
        assert page.evaluate(cut) == [], url


@pytest.mark.parametrize("width", [1280, 360])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    reader: Reader, site: str, today: datetime, width: int
) -> None:
    page = reader(width)
    for url in _all(site, today):
        page.goto(url)
        reachable = page.evaluate(
            "() => [...document.querySelectorAll('a[href], button, select, summary')]"
            ".filter(e => e.checkVisibility()).length"
        )
        reached: set[int] = set()
        while True:
            page.keyboard.press("Tab")
            focus = page.evaluate(_FOCUSED)
            if focus["body"] or focus["place"] in reached:
                break
            reached.add(focus["place"])
            assert focus["outline"] >= 2, (url, focus)
            assert focus["width"] > 1, (url, focus)
            assert 0 <= focus["top"] < 780, (url, focus)
            assert focus["left"] >= 0, (url, focus)
        assert len(reached) == reachable, url


def test_the_first_key_leads_past_the_menu(reader: Reader, site: str) -> None:
    page = reader()
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.innerText") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.innerText").startswith("Comment venir")


def test_everything_works_without_a_script(reader: Reader, site: str) -> None:
    page = reader(360, java_script_enabled=False)
    page.goto(site)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Les dates").click()
    page.get_by_role("link", name="Valdoie-le-Test", exact=True).click()
    assert "commune=90901" in page.url
    page.get_by_role("main").get_by_role("link", name="Voir le calendrier").click()
    page.get_by_role("main").get_by_role("link", name="Voir la liste").click()
    page.get_by_role("heading", level=3).first.get_by_role("link").click()
    assert page.get_by_role("term").first.inner_text() == "Quel jour\u00a0?"


def test_the_calendar_is_a_table_on_a_wide_screen_and_a_list_on_a_phone(
    reader: Reader, site: str, today: datetime
) -> None:
    for width, tables in ((1280, 1), (360, 0)):
        page = reader(width)
        page.goto(f"{site}dates/{today:%Y-%m}")
        assert page.get_by_role("table").count() == tables
        assert page.get_by_role("columnheader").count() == 7 * tables
        link = page.get_by_role("main").locator(f"a[href$='{id_of(3)}']:visible")
        assert link.count() == 1


def test_a_month_prints_on_one_sheet(reader: Reader, site: str, today: datetime, tmp_path: Path) -> None:
    page = reader()
    page.goto(f"{site}dates/{today:%Y-%m}")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 842" in printed or b"/MediaBox [0 0 841" in printed  # lying


def test_a_page_comes_in_a_few_kilobytes_and_its_style_once(reader: Reader, site: str) -> None:
    page = reader()
    weights: list[tuple[str, int]] = []
    page.on("requestfinished", lambda r: weights.append((r.url, r.sizes()["responseBodySize"])))
    page.goto(site, wait_until="networkidle")
    assert sum(size for _, size in weights) < 50_000
    first = len(weights)
    assert first <= 5
    page.goto(f"{site}dates", wait_until="networkidle")
    assert {url for url, _ in weights[first:] if url != f"{site}dates"} <= {url for url, _ in weights[:first]}
