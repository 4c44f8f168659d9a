"""« Mobilisation pré-parcours »: 120 dates over two years, from contacts to entries, missions and their referents."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import (
    attendance,
    campaign,
    civic_missions,
    civic_running,
    contacts,
    interviews,
    outings,
    people,
    schedule_import,
)
from espace_mobile.app.actions.campaign import Described
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.domain.civic_rules import last_day
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.sheet_vocabulary import CampaignSort, CivicTheme, HostType, MeetingSort, Vocation
from espace_mobile.domain.vocabulary import CancelReason, NoticeGiven, OutcomeType, ReferralChannel
from espace_mobile.errors import InputError
from tests.programmes.meetings import meet_partners
from tests.programmes.year import CLAIRE, NORTH, Year, days, noon, parts

FIRST, HALF, END = date(2026, 1, 5), date(2027, 1, 4), date(2028, 1, 4)
TITLE = "Mission de transmission des savoirs"
HEARD = (ReferralChannel.RADIO, ReferralChannel.FLYER, None)  # of the contacts of a date, in turn
PEOPLE = 12


def test_the_two_years_of_the_espace_mobile(year: Year) -> None:
    year.start("espace-mobile", FIRST, missions_a_year=4)
    _plan_dates(year)
    year.plan(TITLE, date(2026, 4, 7), sessions=3)
    _advertise(year)
    for on in (date(2026, 3, 12), date(2026, 11, 19), date(2027, 3, 11), date(2027, 11, 18)):
        said = {"news": "Nouveau statut", "practices": "Binômes", "difficulties": "Horaires", "needs": "Un guide"}
        meet_partners(year.tablets[0], year.begun, MeetingSort.REFERENTS, on, **said)
    year.meet()

    _go_out(year)
    _accompany(year)
    _serve(year)
    year.meet()

    _the_dates(year)
    found = year.values(FIRST, HALF, END)
    steps = (Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS, Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME)
    assert [found[code] for code in steps] == [57 * 3, PEOPLE, 10, 10, 6, 2]
    assert (found[Of.SESSIONS_HELD], found[Of.PRESENCES], found[Of.AFTER_WORKSHOP]) == (3, 15, 1)
    figures = year.figures(FIRST, HALF, END)[0]
    assert parts(figures[Of.CHANNELS]) == {ReferralChannel.RADIO: 57, ReferralChannel.FLYER: 57, None: 57}
    assert parts(figures[Of.CAMPAIGN_ACTIONS]) == {CampaignSort.RADIO_SPOT: 1, CampaignSort.FLYER: 1}
    assert found[Of.CAMPAIGN_COST] == 350_00
    _missions(year)


def _plan_dates(year: Year) -> None:
    """Sixty a year, from a file of the planner."""
    on = [*days(FIRST, 60, every=6), *days(HALF + timedelta(days=1), 60, every=6)]
    lines = [f"{day:%d/%m/%Y};9h;13h;van;Place {n % 12};;35238;;{NORTH.name};" for n, day in enumerate(on)]
    head = "date;start;end;kind;place;neighbourhood;commune INSEE code;QPV code;team;partners"
    shown = schedule_import.preview(year.tablets[0], "\n".join([head, *lines]))
    assert not shown.errors
    assert schedule_import.apply(year.tablets[0], shown, CLAIRE) == 120


def _go_out(year: Year) -> None:
    """In each year two dates are moved to another day and three are cancelled; in the second, three more are held."""
    for n, outing in enumerate(outings.schedule(year.tablets[0])):
        here, of_year = year.of(n), n % 60
        if of_year in (15, 25, 45):
            outings.cancel(here, outing, CLAIRE, CancelReason.WEATHER)
        elif of_year in (20, 30):
            _hold(year, n, outings.move(here, outing, CLAIRE, outing.on + timedelta(days=2)))
        else:
            _hold(year, n, outing)
    for n in range(6):  # nobody had planned these
        _hold(year, n, outings.improvise(year.of(n), CLAIRE, date(2027, 12, 1) + timedelta(days=4 * n)), met=0)


def _hold(year: Year, n: int, outing: Outing, met: int = 3) -> None:
    here = year.of(n)
    outings.start(here, outing, CLAIRE)
    for k in range(met):
        contact = contacts.log_contact(here, outing, CLAIRE, now=noon(outing.on))
        if (channel := HEARD[k]) is not None:
            contact = contacts.describe_contact(here, contact, CLAIRE, heard_via=channel)
        if k == 0 and n == len(year.people) < PEOPLE:
            _open_at(year, n, outing, contact)
    outings.close(here, outing, CLAIRE, now=noon(outing.on))


def _open_at(year: Year, n: int, outing: Outing, contact: object) -> None:
    name = Identity(first_name=f"Sam {n}", birth=f"{14 + n % 3:02d}/05/2004")
    opening = Opening(name, NoticeGiven.ORAL, contact=contact)  # type: ignore[arg-type]
    opened = people.open_file(
        year.of(n), opening, CLAIRE, now=noon(outing.on), today=outing.on, outing=outing
    )  # fmt: skip
    year.people.append(opened)


def _advertise(year: Year) -> None:
    radio = Described(CampaignSort.RADIO_SPOT, date(2026, 2, 2), date(2026, 2, 15), "Spot", "20", "350")
    flyers = Described(CampaignSort.FLYER, date(2026, 3, 2), None, "Commerces", "1 500", "")
    for typed in (radio, flyers):
        campaign.add(year.tablets[0], year.begun, typed, CLAIRE)


def _accompany(year: Year) -> None:
    """Ten come to a first interview, and to a session of five at most; six enter, one finds a job."""
    talk = date(2026, 3, 24)
    for n in range(10):
        first = interviews.begin(year.of(n), year.people[n], CLAIRE, noon(talk))
        interviews.end(year.of(n), first, CLAIRE, noon(talk) + timedelta(minutes=45))
    again = interviews.begin(year.of(0), year.people[0], CLAIRE, noon(talk + timedelta(days=30)))
    interviews.end(year.of(0), again, CLAIRE, noon(talk + timedelta(days=30)))
    for k, session in enumerate(year.sessions(TITLE)):
        year.come(session, [(5 * k + j) % 10 for j in range(5)])
    if len(year.tablets) == 1:  # one tablet alone knows that it is full
        with pytest.raises(InputError, match="full"):
            attendance.expect(
                year.of(6), year.sessions(TITLE)[0], year.people[6], CLAIRE, now=noon(date(2026, 4, 6))
            )  # fmt: skip
    spells = [year.enter(n, date(2026, 5, 4)) for n in range(6)]
    year.outcome(0, spells[0], OutcomeType.CDD, date(2026, 6, 15), months=3)


def _serve(year: Year) -> None:
    """Four missions a year at four sorts of hosts, one theme each; one ends with a vocation."""
    host = min(year.tablets[0].all(Organisation), key=lambda o: o.id)
    since = date(2026, 9, 1)
    themes, hosts = list(CivicTheme), [HostType.SAAD, HostType.EHPAD, HostType.ESMS, HostType.EHPAD]
    for n, (theme, type) in enumerate(zip(themes, hosts, strict=True)):
        here = year.of(n)
        asked = Asked(
            theme, type, host.id, "Mme Test", year.people[n].id, False, since, last_day(since, 8), weekly_hours=24
        )
        mission = civic_missions.add(here, year.begun, asked, CLAIRE).fact
        running = civic_running.begin(here, mission, CLAIRE, since).fact
        if n == 1:
            civic_running.become_outcome(here, running, CLAIRE, since)
            ended = civic_running.end(here, running, CLAIRE, date(2027, 5, 3), "Donner des nouvelles").fact
            civic_running.note_vocation(here, ended, Vocation.CARE_TRAINING, CLAIRE, noon(date(2027, 8, 2)))


def _the_dates(year: Year) -> None:
    """Held, cancelled, moved, of sixty in each year and of a hundred and twenty in all."""
    held = {FIRST: (57, 3, 2), date(2027, 1, 5): (63, 3, 2)}
    for since, expected in held.items():
        until = since.replace(year=since.year + 1) - timedelta(days=1)
        found = year.values(since, until, END)
        assert tuple(found[c] for c in (Of.OUTINGS_HELD, Of.OUTINGS_OFF, Of.OUTINGS_MOVED)) == expected
        figure = year.figures(since, until, END)[0]
        assert (figure[Of.OUTINGS_HELD].of, figure[Of.OUTINGS_IN_ALL].value, figure[Of.OUTINGS_IN_ALL].of) == (
            60, 120, 120
        )  # fmt: skip
    assert len(outings.schedule(year.tablets[-1])) == 120 + 4 + 6


def _missions(year: Year) -> None:
    first, second = year.figures(FIRST, HALF, END)[0], year.figures(date(2027, 1, 5), END, END)[0]
    assert (first[Of.MISSIONS].value, first[Of.MISSIONS].of, second[Of.MISSIONS].value) == (4, 4, 0)
    assert parts(first[Of.MISSIONS]) == dict.fromkeys(CivicTheme, 1)
    assert parts(first[Of.MISSION_HOSTS]) == {HostType.EHPAD: 2, HostType.SAAD: 1, HostType.ESMS: 1}
    assert parts(second[Of.VOCATIONS]) == {Vocation.CARE_TRAINING: 1}
    for figures in (first, second):
        assert (figures[Of.REFERENTS].value, figures[Of.REFERENTS].of) == (2, 2)
    for tablet in year.tablets:
        assert {m.needs for m in tablet.where(PartnerMeeting, programme_id=year.begun.id)} == {"Un guide"}
