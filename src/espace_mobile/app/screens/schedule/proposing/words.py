"""Why a date is proposed, and what stands in the way, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.neighbourhoods import neighbourhood_key
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.plan import Finding, ProposedDate, Reason, Trouble, Why
from espace_mobile.domain.proposal.request import Request, TeamChoice
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import PlaceType
from espace_mobile.i18n.translator import sentence


def reasons_words(ui: Ui, one: ProposedDate) -> str:
    """« jour du marché · quartier le moins visité »."""
    place = ui.replica.get(Place, one.place_id)
    return " · ".join(_reason(ui, reason, place) for reason in one.reasons)


def _reason(ui: Ui, reason: Reason, place: Place | None) -> str:
    if reason.why == Why.MARKET_DAY and (place is None or place.type != PlaceType.MARKET):
        return ui.t("propose.why.its_day")
    if reason.quarter is not None:
        return ui.t("propose.why.qpv", quarter=reason.quarter[1] + 1)
    return ui.t(_WHY[reason.why])


def trouble_words(ui: Ui, finding: Finding, request: Request) -> str:
    quarter = (finding.quarter[1] + 1, finding.quarter[0]) if finding.quarter else (0, 0)
    return ui.t(
        _TROUBLE[finding.trouble], name=_name(ui, finding), wanted=ui.words.number(finding.wanted),
        possible=ui.words.number(finding.possible), quarter=quarter[0], year=quarter[1],
        why=_no_day(ui, finding, request),
    )  # fmt: skip


def _no_day(ui: Ui, finding: Finding, request: Request) -> str:
    """What a place or a team says of its days, so that one sees what to change."""
    place = ui.replica.get(Place, finding.about) if finding.trouble == Trouble.PLACE_WITHOUT_DAY else None
    if place is not None:
        day = [weekday_words(ui, place.weekday)] if place.weekday is not None else []
        months = [ui.words.month(request.first.replace(month=m, day=1)).split(" ")[0] for m in place.months]
        return ", ".join([*day, *months]) or ui.t("propose.any_day")
    team = next((team for team in request.teams if team.id == finding.about), None)
    return days_words(ui, team) if team is not None else ""


def days_words(ui: Ui, team: TeamChoice) -> str:
    """« lundi, mardi »; « aucun jour »."""
    return ", ".join(weekday_words(ui, day) for day in sorted(team.weekdays)) or ui.t("propose.no_weekday")


def team_words(ui: Ui, team: TeamChoice) -> str:
    """Its days, and how often at most."""
    bounds = [
        ui.tn("propose.a_week", team.a_week) if team.a_week is not None else "",
        ui.tn("propose.a_month", team.a_month) if team.a_month is not None else "",
    ]
    return " · ".join(filter(None, [days_words(ui, team), *bounds]))


def _name(ui: Ui, finding: Finding) -> str:
    if finding.trouble == Trouble.QPV_MISSED:
        of = [p.neighbourhood for p in ui.replica.all(Place) if p.qpv_code == finding.about and p.neighbourhood]
        return ", ".join(filter(None, [min(of, default=""), finding.about]))
    place = ui.replica.get(Place, finding.about) if finding.about else None
    team = ui.replica.get(Team, finding.about) if finding.about else None
    return place.name if place else team.name if team else ""


def area_names(places: Sequence[Place]) -> dict[str, str]:
    """{key: name} of the neighbourhoods; its commune's where it has none, its own name where there is neither."""
    return {neighbourhood_key(p): p.neighbourhood or p.commune_name or p.name for p in places}


def month_words(ui: Ui, month: date, several_years: bool) -> str:
    """« Mars », « Mars 2027 »."""
    words = ui.words.month(month)
    return sentence(words if several_years else words.rsplit(" ", 1)[0])


_WHY = {
    Why.MARKET_DAY: "propose.why.market_day", Why.QUOTA: "propose.why.quota",
    Why.LEAST_VISITED: "propose.why.least_visited", Why.SHORT_MONTH: "propose.why.short_month",
    Why.RARE_WEEKDAY: "propose.why.rare_weekday", Why.TEAMS_TURN: "propose.why.teams_turn",
    Why.FREE_DAY: "propose.why.free_day",
}  # fmt: skip
_TROUBLE = {
    Trouble.PERIOD: "propose.trouble.period", Trouble.PERIOD_CUT: "propose.trouble.period_cut",
    Trouble.NO_DAY: "propose.trouble.no_day", Trouble.NO_PLACE: "propose.trouble.no_place",
    Trouble.NO_TEAM: "propose.trouble.no_team", Trouble.TEAM_WITHOUT_DAY: "propose.trouble.team_without_day",
    Trouble.PLACE_WITHOUT_DAY: "propose.trouble.place_without_day", Trouble.TOO_MANY: "propose.trouble.too_many",
    Trouble.QUOTA_TOO_HIGH: "propose.trouble.quota_too_high", Trouble.QUOTAS_EXCEED: "propose.trouble.quotas_exceed",
    Trouble.ENOUGH_ALREADY: "propose.trouble.enough_already", Trouble.QUOTA_SHORT: "propose.trouble.quota_short",
    Trouble.QPV_MISSED: "propose.trouble.qpv_missed", Trouble.SHORT: "propose.trouble.short",
}  # fmt: skip
