"""What is public, over HTTP: publishing and taking back, and what a calendar program is answered."""

from __future__ import annotations

import io
import socket
from typing import Any

import httpx
import icalendar
import pytest
import structlog

from espace_mobile.protocol.publication import MAX_SITE, calendar_digest, calendar_path, new_calendar_secret
from espace_mobile.protocol.values import new_id
from sync_server.api.rates import Rates
from sync_server.service import publication

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHEN = "2026-11-21T08:00:00Z"


def _date(**others: Any) -> dict[str, Any]:
    return {"id": new_id(), "on": "2026-12-05", "starts": "09:00", "ends": "12:30", "changed_at": WHEN} | others


def _story(**others: Any) -> dict[str, Any]:
    return {"id": new_id(), "by": "employee", "text": "J’ai trouvé.", "on": "2026-10-01"} | others


def _pages(**others: Any) -> dict[str, Any]:
    return {"slug": "association", "title": "Espace Mobile", "published_at": WHEN} | others


def _put(client: httpx.Client, base: Any = 0, **pages: Any) -> httpx.Response:
    return client.put("/v1/publication", json={"base": base, "pages": _pages(**pages)})


@pytest.fixture
def boss(served: Any, fleet: Any) -> Any:
    with served.client(fleet.tablet("supervisor").token) as client:
        yield client


@pytest.fixture
def field(served: Any, fleet: Any) -> Any:
    with served.client(fleet.tablet().token) as client:
        yield client


def test_publishing_and_taking_back_from_end_to_end(boss: httpx.Client, field: httpx.Client, fleet: Any) -> None:
    nothing: dict[str, Any] = {"revision": 0, "slug": None, "published_at": None, "dates": [], "stories": []}
    assert field.get("/v1/publication").json() == nothing
    story, on, off = _story(), _date(), _date()
    published = _put(boss, stories=[story], dates=[on, off])
    assert published.status_code == 200
    revision = published.json()["revision"]
    state = {"revision": revision, "slug": "association", "published_at": fleet.now}
    assert field.get("/v1/publication").json() == state | {"dates": [on["id"], off["id"]], "stories": [story["id"]]}
    asked = {"stories": [story["id"], new_id()], "cancelled": [off["id"], new_id()]}
    answers = [field.post("/v1/publication/withdraw", json=asked) for _ in range(2)]
    assert {a.status_code for a in answers} == {200}
    [after] = {a.json()["revision"] for a in answers}
    assert after > revision
    assert boss.get("/v1/publication").json() == state | {"revision": after, "dates": [on["id"]], "stories": []}
    for _ in range(2):
        assert boss.delete("/v1/publication").json() == {"revision": 0}
    assert field.get("/v1/publication").json() == nothing


def test_pages_of_an_older_revision_are_refused_with_the_current_one(boss: httpx.Client) -> None:
    revision = _put(boss).json()["revision"]
    answer = _put(boss, base=0, title="Autre")
    assert (answer.status_code, answer.json()["code"], answer.json()["revision"]) == (
        409, "revision_outdated", revision,
    )  # fmt: skip
    assert _put(boss, base=revision, title="Autre").status_code == 200


def test_an_address_that_another_org_has_is_refused(served: Any, fleets: Any, boss: httpx.Client) -> None:
    _put(boss)
    with served.client(fleets(served.site.register).tablet("supervisor").token) as other:
        answer = _put(other)
    assert (answer.status_code, answer.json()["code"]) == (409, "slug_taken")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v1/publication", {"base": 0, "pages": _pages()}),
        ("DELETE", "/v1/publication", None),
        ("PUT", f"/v1/calendars/{'0' * 64}", {"name": "Nord"}),
        ("DELETE", f"/v1/calendars/{'0' * 64}", None),
    ],
)
def test_adding_takes_a_supervisor(
    served: Any, fleet: Any, field: httpx.Client, method: str, path: str, body: Any
) -> None:
    answer = field.request(method, path, json=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["reason"]) == (403, "forbidden", "role")
    with served.client() as stranger:
        assert stranger.request(method, path, json=body).status_code == 401


@pytest.mark.parametrize(
    "pages",
    [
        {"slug": "V1"},
        {"slug": "v2"},
        {"slug": "calendars"},
        {"slug": "association\n"},
        {"title": "x" * 201},
        {"first_name": "Amina"},
        {"dates": [_date(team_id="0" * 32)]},
        {"dates": [_date(on="0001-01-01")]},
        {"dates": [_date(starts="09:00Z")]},
        {"dates": [_date(changed_at="2026-11-21T08:00:00")]},
        {"stories": [_story(person_id="0" * 32)]},
        {"stories": [_story(text="x" * 8_001)]},
        {"published_at": "9999-12-31T23:59:59Z"},
    ],
)
def test_what_was_not_foreseen_is_refused_whole(boss: httpx.Client, pages: dict[str, Any]) -> None:
    answer = _put(boss, **pages)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "malformed", "pages")
    assert "Amina" not in answer.text
    assert boss.get("/v1/publication").json()["revision"] == 0


def test_an_unknown_field_beside_the_pages_is_refused_too(boss: httpx.Client) -> None:
    answer = boss.put("/v1/publication", json={"base": 0, "pages": _pages(), "also": 1})
    assert (answer.status_code, answer.json()["field"]) == (422, "also")


def test_a_copy_has_its_largest_size(boss: httpx.Client) -> None:
    largest = [_story(text="é" * 7_900) for _ in range(100)]
    assert _put(boss, stories=largest).status_code == 200
    answer = boss.put("/v1/publication", content=b" " * (MAX_SITE + 1))
    assert (answer.status_code, answer.json()["limit"], answer.json()["max"]) == (413, "json", MAX_SITE)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/v1/publication"), ("POST", "/v1/publication/withdraw"), ("PUT", f"/v1/calendars/{'0' * 64}")],
)
def test_nothing_of_a_stranger_s_copy_is_read(served: Any, method: str, path: str) -> None:
    with socket.create_connection(("127.0.0.1", int(served.url.rpartition(":")[2])), 10) as line:
        line.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {MAX_SITE}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 401")  # not one byte of it was sent


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'"\\ud800"', b"[" * 100_000, b"null"])
def test_a_copy_that_can_not_be_read_is_refused(boss: httpx.Client, body: bytes) -> None:
    answer = boss.put("/v1/publication", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "malformed", "body")


def test_control_characters_never_reach_a_reader(boss: httpx.Client, served: Any) -> None:
    _put(boss, title="Espace\x00 Mobile", intro="Un.\x1b[31m\nDeux.")
    found = publication.by_slug(served.site.register, "association")
    assert found is not None
    assert (found.pages.title, found.pages.intro) == ("Espace Mobile", "Un.[31m\nDeux.")


def test_the_dates_of_a_team_are_read_by_whoever_knows_the_address(boss: httpx.Client, served: Any) -> None:
    secret = new_calendar_secret()
    on, off, whole = _date(place="Marché des Tilleuls"), _date(cancelled=True), _date(starts=None, ends=None)
    told = {"name": "Équipe Nord", "dates": [on, off, whole]}
    shared = boss.put(f"/v1/calendars/{calendar_digest(secret)}", json=told)
    assert (shared.status_code, shared.json()) == (200, {"digest": calendar_digest(secret), "state": "shared"})
    with served.client() as anybody:
        answer = anybody.get(calendar_path(secret))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.headers["cache-control"] == "private, max-age=300"
        assert answer.headers["x-robots-tag"] == "noindex"
        read = icalendar.Calendar.from_ical(answer.content)
        assert (read["X-WR-CALNAME"], read["REFRESH-INTERVAL"].params["VALUE"]) == ("Équipe Nord", "DURATION")
        events = {str(event["UID"]).partition("@")[0]: event for event in read.walk("VEVENT")}
        assert events.keys() == {on["id"], off["id"], whole["id"]}
        assert events[on["id"]].decoded("dtstart").isoformat() == "2026-12-05T09:00:00+01:00"
        assert events[off["id"]]["STATUS"] == "CANCELLED"
        assert events[whole["id"]].decoded("dtstart").isoformat() == "2026-12-05"
        assert anybody.head(calendar_path(secret)).headers["etag"] == answer.headers["etag"]


def test_a_calendar_is_sent_again_only_when_it_changed(boss: httpx.Client, field: httpx.Client, served: Any) -> None:
    secret, date = new_calendar_secret(), _date()
    path = f"/v1/calendars/{calendar_digest(secret)}"
    boss.put(path, json={"name": "Nord", "dates": [date]})
    with served.client() as anybody:
        etag = anybody.get(calendar_path(secret)).headers["etag"]
        for held in (etag, f'"other", W/{etag}', "*"):
            again = anybody.get(calendar_path(secret), headers={"If-None-Match": held})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        boss.put(path, json={"name": "Nord", "dates": [date]})
        assert anybody.get(calendar_path(secret), headers={"If-None-Match": etag}).status_code == 304
        field.post("/v1/publication/withdraw", json={"cancelled": [date["id"]]})
        changed = anybody.get(calendar_path(secret), headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert b"STATUS:CANCELLED" in changed.content


def test_an_address_that_was_revoked_or_never_was_says_nothing(boss: httpx.Client, served: Any) -> None:
    secret = new_calendar_secret()
    path = f"/v1/calendars/{calendar_digest(secret)}"
    boss.put(path, json={"name": "Nord"})
    for _ in range(2):
        assert boss.delete(path).json() == {"digest": calendar_digest(secret), "state": "removed"}
    with served.client() as anybody:
        answers = [
            anybody.get(calendar_path(asked), headers={"If-None-Match": "*"})
            for asked in (secret, new_calendar_secret(), "é", "x" * 5_000, "%00")
        ]
    assert {(a.status_code, a.content, a.headers["x-robots-tag"]) for a in answers} == {(404, b"", "noindex")}


def test_calendars_have_a_number(boss: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication, "MAX_CALENDARS", 1)
    put = [boss.put(f"/v1/calendars/{n:064x}", json={"name": "Nord"}) for n in (1, 1, 2)]
    assert [a.status_code for a in put] == [200, 200, 409]
    assert put[-1].json()["code"] == "too_many_calendars"


def test_guessing_at_addresses_is_slow(served: Any) -> None:
    served.site.strangers = Rates(1e-6, 3)
    with served.client() as anybody:
        answers = [anybody.get(calendar_path(new_calendar_secret())).status_code for _ in range(4)]
    assert answers == [404, 404, 404, 429]


def test_neither_a_secret_nor_an_address_enters_the_log(boss: httpx.Client, served: Any) -> None:
    secret, written = new_calendar_secret(), io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(written)
    )
    try:
        _put(boss, slug="adresse-a-nous", title="Titre à nous")
        boss.put(f"/v1/calendars/{calendar_digest(secret)}", json={"name": "Nord", "x": "Amina"})
        with served.client() as anybody:
            for path in (calendar_path(secret), "/adresse-a-nous/", "/adresse-inventee/"):
                anybody.get(path)
            metrics = anybody.get("/v1/metrics").text
    finally:
        structlog.reset_defaults()
    said = written.getvalue() + metrics
    assert "/calendars/{secret}.ics" in said
    for hidden in (secret, calendar_digest(secret), "adresse", "Titre", "Amina"):
        assert hidden not in said
