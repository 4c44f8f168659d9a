"""The public pages over HTTP: what they say, and how they are answered."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
import structlog

from espace_mobile.protocol.publication import PublicPages
from sync_server.api.rates import Rates
from tests import published
from tests.published import a_date, id_of, pages, publish
from tests.published_pages import check, links, text

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PATHS = (
    *(
        "/essais/",
        "/essais/dates",
        "/essais/dates?commune=90901",
        "/essais/dates?commune=75056",
        "/essais/dates/2027-05",
    ),
    *(f"/essais/dates/{id_of(n)}" for n in (1, 3, 4, 5, 7)),
    *("/essais/opportunites", "/essais/travail-declare", "/essais/temoignages", "/essais/contact"),
    *("/essais/abonnement", "/essais/accessibilite"),
)


def _said(client: httpx.Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return text(check(answer.text))


def _read(served: Any, fleet: Any, path: str, **fields: Any) -> str:
    publish(served.site.register, fleet.org, pages(**fields))
    with served.client() as client:
        return _said(client, path)


def test_whoever_follows_every_link_finds_valid_pages_only(visitor: httpx.Client) -> None:
    to_read, seen, titles = ["/essais/"], set[str](), set[str]()
    while to_read:
        path = to_read.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            tree = check(answer.text)
            titles.add(re.findall("<title>(.*)</title>", answer.text)[0])
            to_read += [href for href in links(tree) if href.startswith("/")]
    pages_read = [path for path in seen if not re.search(r"\.(ics|rss)", path)]
    assert len(titles) == len(pages_read)
    assert {path for path in PATHS if "75056" not in path} <= seen


def test_the_first_page_begins_with_the_next_date(visitor: httpx.Client) -> None:
    said = _said(visitor, "/essais/")
    assert "Aujourd’hui Vendredi 14 mai 2027 De 9 h à 12 h 30 Maison de quartier" in said
    assert said.index("Jeudi 20 mai") < said.index("Annulée") < said.index("Déplacée au dimanche 13 juin 2027")


def test_a_date_that_has_ended_leaves_what_is_next_and_stays_in_the_calendar(visitor: httpx.Client, fleet: Any) -> None:
    before = visitor.get("/essais/").headers["etag"]
    fleet.now += 3 * 3_600_000  # 13 h in Paris
    after = visitor.get("/essais/", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Prochaine date Jeudi 20 mai 2027" in text(check(after.text))
    assert id_of(3) not in visitor.get("/essais/dates").text
    assert id_of(3) in visitor.get("/essais/dates/2027-05").text
    assert "Cette date est passée" in _said(visitor, f"/essais/dates/{id_of(3)}")


def test_a_date_cancelled_or_moved_says_so_wherever_it_is_named(visitor: httpx.Client) -> None:
    for path in ("/essais/dates", f"/essais/dates/{id_of(5)}"):
        assert "Annulée : cette date n’a pas lieu" in _said(visitor, path)
    for path in ("/essais/dates", f"/essais/dates/{id_of(7)}"):
        assert "Déplacée au dimanche 13 juin 2027" in _said(visitor, path)
    assert "Place de la République Annulée" in _said(visitor, "/essais/dates/2027-05")
    assert ".ics" not in visitor.get(f"/essais/dates/{id_of(5)}").text


def test_a_moved_date_leads_to_the_one_that_replaces_it(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    old = a_date(1, date(2027, 6, 1), moved_to=date(2027, 6, 3))
    new = a_date(2, date(2027, 6, 3), place=old.place)
    publish(served.site.register, fleet.org, pages(dates=(old, new)))
    with served.client() as client:
        assert f'href="/essais/dates/{new.id}"' in client.get(f"/essais/dates/{old.id}").text


def test_nothing_to_come_is_said_kindly(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    past = (a_date(1, date(2027, 4, 1)),)
    for path in ("/essais/", "/essais/dates"):
        assert "Pas de date à venir pour le moment. Vous pouvez nous appeler" in _read(served, fleet, path, dates=past)
    alone = _read(served, fleet, "/essais/", dates=(), phone="", email="", address="")
    assert "Revenez bientôt" in alone


def test_dates_are_told_by_commune(visitor: httpx.Client) -> None:
    of_one = visitor.get("/essais/dates?commune=90901").text
    assert "Les dates à Valdoie-le-Test" in of_one
    assert (id_of(4) in of_one, id_of(3) in of_one) == (True, False)
    assert "Nous n’avons pas de date dans cette commune" in _said(visitor, "/essais/dates?commune=75056")


def test_many_communes_are_a_menu_that_works_without_a_script(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    many = tuple(
        a_date(n, published.TODAY + timedelta(days=n), commune=f"Commune {n}", commune_insee=f"900{n:02d}")
        for n in range(9)
    )
    said = _read(served, fleet, "/essais/dates", dates=many)
    assert "Toutes les communes Commune 0" in said
    with served.client() as client:
        chosen = client.get("/essais/dates?commune=90003").text
    assert '<option value="90003" selected>' in chosen
    assert id_of(3) in chosen
    assert id_of(4) not in chosen


def test_a_long_list_has_pages(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    publish(served.site.register, fleet.org, pages(dates=published.some_dates(200, every=1)))
    with served.client() as client:
        seen = [re.findall(r"/dates/([0-9a-f]{32})", client.get(f"/essais/dates?page={n}").text) for n in (1, 2, 3, 4)]
        assert [len(one) for one in seen] == [60, 60, 60, 17]
        assert len({id for one in seen for id in one}) == 197
        assert [client.get(f"/essais/dates?page={n}").status_code for n in ("5", "0", "-1", "x", "²")] == [404] * 5


def test_stories_and_opportunities_have_pages_too(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    words = "Été " * 375  # as long as one may be
    stories = tuple(published.STORIES[0].model_copy(update={"id": id_of(n), "text": words}) for n in range(30))
    offers = tuple(published.OFFERS[1].model_copy(update={"id": id_of(n), "text": words}) for n in range(30))
    publish(served.site.register, fleet.org, pages(stories=stories, offers=offers))
    with served.client() as client:
        for path, item in (
            ("/essais/temoignages", '<figure class="story">'),
            ("/essais/opportunites", 'class="offer"'),
        ):
            answers = [client.get(f"{path}?page={n}") for n in (1, 2, 3)]
            assert [a.text.count(item) for a in answers] == [12, 12, 6]
            assert all(len(a.content) < 50_000 for a in answers)
            assert f"{path}?page=2" in links(check(answers[0].text))
            assert client.get(path).text == answers[0].text
            assert client.get(f"{path}?page=4").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "٣", "9" * 40, "9" * 5_000])
def test_a_page_number_that_is_none_is_a_page_that_is_not_there(visitor: httpx.Client, number: str) -> None:
    for path in ("dates", "temoignages", "opportunites"):
        answer = visitor.get(f"/essais/{path}", params={"page": number})
        assert (answer.status_code, "Cette page n’existe pas" in text(check(answer.text))) == (404, True)


def test_months_end_where_the_dates_do(visitor: httpx.Client) -> None:
    found = [visitor.get(f"/essais/dates/{m}").status_code for m in ("2027-03", "2027-04", "2027-07", "2027-08")]
    assert found == [404, 200, 200, 404]
    assert [visitor.get(f"/essais/dates/{m}").status_code for m in ("0000-01", "9999-12", "2027-13")] == [404] * 3


def test_an_opportunity_leaves_after_its_last_day(visitor: httpx.Client, fleet: Any) -> None:
    assert "Écrire son CV" not in _said(visitor, "/essais/opportunites")
    assert "Aide à domicile Belfort-les-Essais, avec SAAD des Essais" in _said(visitor, "/essais/opportunites")
    fleet.now += 60 * 86_400_000
    assert "Aide à domicile" not in visitor.get("/essais/opportunites").text


def test_why_declared_work_has_a_text_of_its_own_until_the_association_writes_one(served: Any, fleet: Any) -> None:
    assert "Vous perdez votre travail" in _read(served, fleet, "/essais/travail-declare")
    ours = _read(served, fleet, "/essais/travail-declare", declared_work="Nos mots.\n\n- un\n- deux")
    assert "Nos mots. un deux" in ours
    assert "Vous perdez votre travail" not in ours


def test_a_demonstration_says_so_on_every_page(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    publish(served.site.register, fleet.org, pages(demo=True))
    with served.client() as client:
        for path in PATHS:
            assert "DÉMO : données inventées" in _said(client, path)
    assert "DÉMO" not in _read(served, fleet, "/essais/")


def test_a_withdrawn_testimonial_is_gone_from_the_next_answer(visitor: httpx.Client, site: Any, fleet: Any) -> None:
    held = {path: visitor.get(path) for path in ("/essais/", "/essais/temoignages")}
    for answer in held.values():
        assert "Samira" in answer.text
        assert answer.headers["cache-control"] == "public, no-cache"  # whoever keeps it asks before showing it
    tablet = fleet.tablet()
    with site.client(tablet.token) as client:
        asked = {"stories": [published.STORIES[0].id], "cancelled": []}
        assert client.post("/v1/publication/withdraw", json=asked).status_code == 200
    for path, before in held.items():
        after = visitor.get(path, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert "Samira" not in after.text


HOSTILE = '"><script>alert(1)</script> <b onmouseover="x">javascript:alert(2) &lt; {{ 7*7 }} \u202e\ufdd0]]>'


def _hostile() -> PublicPages:
    line = HOSTILE[:150]
    story = published.STORIES[0].model_copy(update={"text": HOSTILE, "signed": line})
    offer = published.OFFERS[0].model_copy(update={"title": line, "text": HOSTILE, "with_whom": line, "commune": line})
    one = a_date(3, place=line, address=line, neighbourhood=line, commune=line, commune_insee='"><i>', partners=(line,))
    words = {"title": line, "intro": HOSTILE, "declared_work": HOSTILE, "address": line}
    return pages(phone="javascript:1", email=line, stories=(story,), offers=(offer,), dates=(one, a_date(4)), **words)


def test_hostile_texts_stay_texts(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    publish(served.site.register, fleet.org, _hostile())
    with served.client() as client:
        for path in [*PATHS[:5], "/essais/dates/2027-05", f"/essais/dates/{id_of(3)}", *PATHS[-6:]]:
            answer = client.get(path)
            tree = check(answer.text)  # no element, attribute nor address of theirs
            assert "<script>alert(1)</script>" in text(tree)
            assert "{{ 7*7 }}" in text(tree) or "49" not in text(tree)
            assert not {"\u202e", "\ufdd0"} & set(answer.text)
        assert client.get("/essais/dates?commune=<script>").text.count("<script") == 0


def test_asking_again_costs_an_empty_answer(visitor: httpx.Client) -> None:
    for path in (*PATHS, "/essais/dates.ics", "/essais/dates.rss", f"/essais/dates/{id_of(3)}.ics"):
        first = visitor.get(path)
        again = visitor.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
        assert visitor.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_changes_with_the_day_and_with_what_is_published(
    visitor: httpx.Client, site: Any, fleet: Any
) -> None:
    first = visitor.get("/essais/dates").headers["etag"]
    fleet.now += 20 * 3_600_000
    second = visitor.get("/essais/dates").headers["etag"]
    publish(site.site.register, fleet.org, pages(dates=()))
    third = visitor.get("/essais/dates").headers["etag"]
    assert len({first, second, third}) == 3


def test_pages_are_cacheable_compressed_and_allowed_nothing_they_do_not_need(visitor: httpx.Client) -> None:
    for path in PATHS:
        answer = visitor.get(path, headers={"Accept-Encoding": "gzip"})
        told = answer.headers
        assert told["content-encoding"] == "gzip"
        assert told["vary"] == "Accept-Encoding"
        assert "public" in told["cache-control"]
        assert "last-modified" not in told  # a withdrawal does not move it: a cache that goes by it would lie
        assert told["content-security-policy"].startswith("default-src 'none'; style-src 'self'; ")
        assert (told["x-content-type-options"], told["referrer-policy"]) == ("nosniff", "no-referrer")
        assert "set-cookie" not in told
        bare = visitor.get(path, headers={"Accept-Encoding": "gzip;q=0.000"})
        assert (bare.text, "content-encoding" in bare.headers) == (answer.text, False)
        assert len(gzip.compress(bare.content)) < len(bare.content)


def test_head_is_answered_as_get_is_without_the_body(visitor: httpx.Client) -> None:
    for path in (*PATHS, "/essais/dates.ics", "/robots.txt"):
        got, head = visitor.get(path), visitor.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.headers) == dict(got.headers)


def test_style_and_fonts_are_kept_for_ever_under_names_that_change(visitor: httpx.Client) -> None:
    page = visitor.get("/essais/").text
    style = re.findall(r'href="(/essais/style-[0-9a-f]{10}\.css)"', page)[0]
    answer = visitor.get(style)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    fonts = re.findall(r'url\("([^"]+)"\)', answer.text)
    assert len(fonts) == 2
    for name in (*fonts, re.findall(r'href="/essais/(favicon-[^"]+)"', page)[0]):
        found = visitor.get(f"/essais/{name}")
        assert (found.status_code, "immutable" in found.headers["cache-control"]) == (200, True)
    old = visitor.get("/essais/style-0123456789.css")
    assert (old.text, old.headers["cache-control"]) == (answer.text, "no-cache")


def test_a_page_with_its_style_and_fonts_weighs_less_than_100_kb(served: Any, fleet: Any) -> None:
    """Uncompressed; with twenty dates a week, more than any association has."""
    fleet.now = published.NOW_MS
    first = published.TODAY.replace(day=1)
    dates = tuple(a_date(n, first + timedelta(days=n // 3)) for n in range(1000))
    publish(served.site.register, fleet.org, pages(dates=dates))
    with served.client() as client:
        for path in PATHS:
            page = client.get(path)
            files = set(re.findall(r'href="(/essais/[a-z]+-[0-9a-f]{10}\.\w+)"', page.text))
            style = next(client.get(f) for f in files if f.endswith(".css"))
            files |= {f"/essais/{name}" for name in re.findall(r'url\("([^"]+)"\)', style.text)}
            weight = len(page.content) + sum(len(client.get(f).content) for f in files)
            assert weight < 100_000, (path, weight)


def test_what_is_not_there_is_a_page_too(visitor: httpx.Client) -> None:
    for path in ("/essais/nulle-part", "/essais/a/b/c", f"/essais/dates/{id_of(404)}", "/essais/dates/2031-01"):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "Cette page n’existe pas" in text(check(answer.text))
        assert "/essais/dates" in links(check(answer.text))
        assert answer.headers["cache-control"] == "no-store"
    for path in ("/personne/", "/personne/dates.ics", "/personne/x"):
        answer = visitor.get(path)
        assert (answer.status_code, "Cette page n’existe pas" in text(check(answer.text))) == (404, True)


def test_a_site_never_hides_what_is_the_servers_own(visitor: httpx.Client) -> None:
    for path in ("/v1/nowhere", "/v2/", "/calendars/", "/static/dates", "/assets/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
    assert visitor.get("/v1/hello").status_code == 200
    assert visitor.get("/openapi.json").status_code == 200


def test_the_domain_alone_leads_to_the_only_site_or_names_them_all(
    visitor: httpx.Client, site: Any, fleet: Any, fleets: Any
) -> None:
    answer = visitor.get("/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/essais/")
    publish(site.site.register, fleets(site.site.register).org, pages(slug="autre", title="L’autre"))
    assert "L’autre Espace mobile emploi" in _said(visitor, "/")


def test_the_domain_of_a_server_that_publishes_nothing_says_so(served: Any) -> None:
    with served.client() as client:
        assert client.get("/").status_code == 404


def test_an_address_typed_from_a_poster_finds_its_site(visitor: httpx.Client) -> None:
    for path in ("/essais", "/Essais", "/ESSAIS/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, "/essais/")


def test_too_many_requests_are_told_in_a_page_and_never_take_the_style_away(visitor: httpx.Client, site: Any) -> None:
    style = re.findall(r'href="(/essais/style-[^"]+)"', visitor.get("/essais/").text)[0]
    site.site.visitors = Rates(0.1, 2)
    answers = [visitor.get("/essais/dates") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "10"
    assert "Trop de demandes" in text(check(answers[2].text))
    assert visitor.get(style).status_code == 200


def test_a_neighbourhood_behind_one_address_reads_in_peace(visitor: httpx.Client) -> None:
    assert {visitor.get("/essais/contact").status_code for _ in range(500)} == {200}


def test_a_host_that_is_none_is_not_repeated(visitor: httpx.Client) -> None:
    answer = visitor.get("/essais/abonnement", headers={"Host": "evil/<script>"})
    assert "evil" not in answer.text
    fine = visitor.get("/essais/abonnement", headers={"Host": "dates.essais.example"})
    assert 'href="webcal://dates.essais.example/essais/dates.ics"' in fine.text


def test_the_log_has_no_address_of_a_page(visitor: httpx.Client) -> None:
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(written)
    )
    try:
        visitor.get("/essais/dates?commune=90901")
        visitor.get(f"/essais/dates/{id_of(3)}")
        visitor.get("/essais/Amina-Personnelle")
    finally:
        structlog.reset_defaults()
    assert [json.loads(line)["route"] for line in written.getvalue().splitlines()] == [
        "/{slug:slug}/dates",
        "/{slug:slug}/dates/{id:record}",
        "/{slug:slug}/{rest:path}",
    ]
    assert not re.search("90901|Amina|essais|0003", written.getvalue())
