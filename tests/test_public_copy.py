"""A supervisor publishes and a team takes back, over a real server, while the public reads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from espace_mobile.errors import NotOurServer, Refused, ServerTooOld, TooLarge, Unreachable
from espace_mobile.protocol.publication import (
    PublicDate,
    PublicPages,
    PublicStory,
    TeamDates,
    calendar_digest,
    new_calendar_secret,
)
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.http import client
from espace_mobile.sync.publishing import PublicState, PublishingClient
from tests.crew import Crew, Post
from tests.sync.misbehaving import answering, problem, response

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
TEXT = "Un récit à ne plus lire"


@pytest.fixture(scope="module")
def office(crew: Crew) -> Post:
    return crew.found()


@pytest.fixture(scope="module")
def van(crew: Crew, office: Post) -> Post:
    return crew.let_in(office)


@pytest.fixture
def nothing_public(office: Post) -> Iterator[None]:
    yield
    office.session.publishing.unpublish()


def _dates(count: int = 2) -> tuple[PublicDate, ...]:
    return tuple(PublicDate(id=new_id(), on=date(2026, 12, n + 1), changed_at=NOW) for n in range(count))


def _pages(text: str = TEXT, intro: str = "") -> PublicPages:
    stories = tuple(PublicStory(id=new_id(), by="employer", text=text, on=date(2026, 10, 1)) for _ in range(2))
    return PublicPages(
        slug="association", title="Espace Mobile", intro=intro, published_at=NOW, dates=_dates(), stories=stories
    )


@pytest.mark.usefixtures("nothing_public")
def test_a_supervisor_publishes_and_the_van_takes_back(crew: Crew, office: Post, van: Post) -> None:
    publishing, pages = office.session.publishing, _pages()
    assert van.session.publishing.state() == PublicState()
    revision = publishing.publish(pages, 0)
    assert publishing.publish(pages, 0) == revision  # as after a lost answer
    off, on = pages.dates
    gone, kept = pages.stories
    after = van.session.publishing.withdraw([gone.id], [off.id])
    state = publishing.state()
    assert (state.revision, state.slug, state.dates, state.stories) == (
        after, "association", frozenset({on.id}), frozenset({kept.id}),
    )  # fmt: skip
    assert state.published_ms
    assert abs(state.published_ms - time.time() * 1000) < 600_000
    with pytest.raises(Refused) as told:
        publishing.publish(pages.model_copy(update={"title": "Autre"}), revision)
    assert told.value.params == {"reason": "revision_outdated", "status": 409, "revision": after}
    van.session.publishing.withdraw([kept.id], ())
    held = b"".join(path.read_bytes() for path in crew.server.folder.glob("register.db*"))
    assert TEXT.encode() not in held


@pytest.mark.usefixtures("nothing_public")
def test_two_supervisors_at_once_one_is_told(office: Post) -> None:
    versions = [_pages(intro=str(n)) for n in range(4)]

    def put(pages: PublicPages) -> str | None:
        try:
            office.session.publishing.publish(pages, 0)
        except Refused as told:
            return str(told.params["reason"])
        return None

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(put, versions))
    assert sorted(map(str, told)) == ["None", *["revision_outdated"] * 3]
    winner = versions[told.index(None)]
    assert office.session.publishing.state().stories == {story.id for story in winner.stories}


@pytest.mark.usefixtures("nothing_public")
def test_more_is_taken_back_than_one_request_carries(office: Post, van: Post) -> None:
    pages = _pages()
    office.session.publishing.publish(pages, 0)
    many = [new_id() for _ in range(2_500)]
    van.session.publishing.withdraw([*many, pages.stories[1].id], [*many, pages.dates[1].id])
    state = office.session.publishing.state()
    assert state.dates == {pages.dates[0].id}
    assert state.stories == {pages.stories[0].id}
    assert van.session.publishing.withdraw([], []) == state.revision


def test_a_team_s_dates_are_shared_and_revoked(crew: Crew, office: Post, van: Post) -> None:
    publishing, secret = office.session.publishing, new_calendar_secret()
    url = publishing.calendar_url(secret)
    assert url == f"{crew.server.address}/calendars/{secret}.ics"
    publishing.put_calendar(secret, TeamDates(name="Équipe Nord", dates=_dates(3)))
    answer = httpx.get(url)
    assert answer.content.count(b"BEGIN:VEVENT") == 3
    with pytest.raises(Refused) as told:
        van.session.publishing.remove_calendar(secret)
    assert told.value.params["reason"] == "forbidden"
    publishing.remove_calendar(secret)
    publishing.remove_calendar(secret)
    assert httpx.get(url).status_code == 404
    for path in (crew.server.log, Path(crew.server.database.removeprefix("sqlite:///"))):
        assert secret.encode() not in path.read_bytes()
    assert calendar_digest(secret) not in crew.server.log.read_text()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (problem("404 Not Found", b'{"code":"not_found","status":404}'), ServerTooOld),
        (response("404 Not Found", b"<h1>no</h1>"), NotOurServer),
        (response("200 OK", b'{"revision":"x"}', "application/json"), NotOurServer),
        (problem("413 Too Large", b'{"code":"too_large","limit":"json","max":5}'), TooLarge),
        (b"", Unreachable),
    ],
)
def test_a_server_that_can_not_publish_is_told_apart(raw: bytes, expected: type[Exception]) -> None:
    with answering(raw) as address, client(address) as http:
        publishing = PublishingClient(http)
        with pytest.raises(expected):
            publishing.state()
