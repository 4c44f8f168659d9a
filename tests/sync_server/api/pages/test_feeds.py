"""What calendar programs and readers of news get, read by libraries that are not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import feedparser
import httpx
import icalendar
import pytest
import vobject

from tests import published
from tests.published import a_date, id_of, pages, publish

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
HERE = {"Host": "dates.essais.example"}


def _events(client: httpx.Client, path: str) -> dict[str, Any]:
    answer = client.get(path, headers=HERE)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(e["uid"]).removesuffix("@espace-mobile"): e for e in calendar.walk("VEVENT")}


def test_two_libraries_read_the_calendar_alike(visitor: httpx.Client) -> None:
    ours = _events(visitor, "/essais/dates.ics")
    theirs = vobject.readOne(visitor.get("/essais/dates.ics").text).vevent_list
    assert len(ours) == len(theirs) == 16
    for event in theirs:
        same = ours[event.uid.value.removesuffix("@espace-mobile")]
        assert event.dtstart.value.astimezone(UTC) == same["dtstart"].dt.astimezone(UTC)
        assert event.dtend.value.astimezone(UTC) == same["dtend"].dt.astimezone(UTC)
        assert (event.summary.value, event.location.value) == (str(same["summary"]), str(same["location"]))


def test_an_entry_says_where_when_and_whether_it_takes_place(visitor: httpx.Client) -> None:
    events = _events(visitor, "/essais/dates.ics")
    one = events[id_of(3)]
    assert one["dtstart"].dt.astimezone(UTC) == datetime(2027, 5, 14, 7, tzinfo=UTC)
    assert one["dtend"].dt.astimezone(UTC) == datetime(2027, 5, 14, 10, 30, tzinfo=UTC)
    assert str(one["location"]) == "Maison de quartier, 4 rue des Exemples, La Douce, Belfort-les-Essais"
    assert (str(one["status"]), str(one["class"])) == ("CONFIRMED", "PUBLIC")
    assert [str(events[id_of(n)]["status"]) for n in (5, 7)] == ["CANCELLED"] * 2
    assert str(events[id_of(5)]["summary"]).startswith("Annulée\u00a0: Espace mobile emploi")


def test_an_hour_stays_the_same_on_the_wall_across_the_change_of_clocks(served: Any, fleet: Any) -> None:
    days = (date(2027, 10, 30), date(2027, 11, 1))
    publish(served.site.register, fleet.org, pages(dates=tuple(a_date(n, on) for n, on in enumerate(days))))
    with served.client() as client:
        events = _events(client, "/essais/dates.ics").values()
    assert [e["dtstart"].dt.astimezone(UTC).hour for e in events] == [7, 8]


def test_hours_nobody_said_are_not_made_up(served: Any, fleet: Any) -> None:
    none = a_date(1, date(2027, 6, 1), starts=None, ends=None)
    open_ = a_date(2, date(2027, 6, 2), starts=time(14), ends=None)
    publish(served.site.register, fleet.org, pages(dates=(none, open_)))
    with served.client() as client:
        events = _events(client, "/essais/dates.ics")
    assert (events[none.id]["dtstart"].dt, events[none.id].duration.days) == (date(2027, 6, 1), 1)
    assert (events[open_.id]["dtstart"].dt.hour, events[open_.id].duration.seconds) == (14, 0)


def test_a_calendar_of_one_commune_or_of_one_date(visitor: httpx.Client) -> None:
    assert set(_events(visitor, "/essais/dates.ics?commune=90901")) == {id_of(n) for n in (1, 4, 7, 10, 13)}
    alone = _events(visitor, f"/essais/dates/{id_of(3)}.ics")
    assert [str(e["url"]) for e in alone.values()] == [f"http://dates.essais.example/essais/dates/{id_of(3)}"]
    assert visitor.get(f"/essais/dates/{id_of(404)}.ics").status_code == 404


def test_a_reader_of_news_finds_the_dates_to_come(visitor: httpx.Client) -> None:
    answer = visitor.get("/essais/dates.rss", headers=HERE)
    feed = feedparser.parse(answer.content)
    assert (feed.bozo, feed.version, feed.feed.title, feed.feed.language) == (
        False,
        "rss20",
        "Espace mobile emploi",
        "fr",
    )
    assert len(feed.entries) == 13
    first = feed.entries[0]
    assert first.title == "Vendredi 14\u00a0mai 2027, Maison de quartier, Belfort-les-Essais"
    assert first.link == f"http://dates.essais.example/essais/dates/{id_of(3)}"
    assert first.published_parsed[:5] == (2027, 5, 2, 8, 30)
    titles = [entry.title for entry in feed.entries]
    assert [t.split("\u00a0")[0] for t in titles if "\u00a0: " in t] == ["Annulée", "Déplacée"]


def test_a_date_cancelled_later_is_news_again(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    seen = []
    for off in (False, True):
        publish(served.site.register, fleet.org, pages(dates=(a_date(4, published.TODAY, cancelled=off),)))
        with served.client() as client:
            seen.append(feedparser.parse(client.get("/essais/dates.rss").content).entries[0].id)
    assert len(set(seen)) == 2


def test_hostile_texts_break_no_feed(served: Any, fleet: Any) -> None:
    fleet.now = published.NOW_MS
    evil = "]]></title><script>x</script>\u202e & \ufdd0; BEGIN:VEVENT"
    one = a_date(3, place=evil, address=evil)
    publish(served.site.register, fleet.org, pages(title=evil, dates=(one,)))
    with served.client() as client:
        feed = feedparser.parse(client.get("/essais/dates.rss").content)
        events = _events(client, "/essais/dates.ics")
    assert feed.bozo is False
    assert len(events) == len(feed.entries) == 1
    assert "<script>" in str(events[id_of(3)]["summary"])
