"""The campaign in a balance: its actions, and what contacts said around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from espace_mobile.app.actions import campaign
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.campaign_effect import Effect
from espace_mobile.domain.campaign_sharing import Told, hidden_around
from espace_mobile.domain.indicators import Group, Of, by_code
from espace_mobile.domain.indicators.told import overlaps
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.store.replica import Replica


@dataclass(frozen=True)
class Campaigned:
    """An action and what contacts said around it. `contacts`: {before, during, after: how many, None when hidden}."""

    action: CampaignAction
    effect: Effect | None
    contacts: Mapping[str, int | None]


def campaigned(
    replica: Replica, programme: Programme, groups: Sequence[Group], span: Span, today: date, under: int | None
) -> list[Campaigned]:
    """The actions with a day among these, the latest last. `groups`: what is told beside them; `under`: None when
    nothing is hidden."""
    actions = [a for a in reversed(campaign.actions_of(replica, programme.id)) if overlaps(a.since, a.until, span)]
    effects = [campaign.effect(replica, action, today) for action in actions]
    out = hidden_around(effects, Told(span, _by_channel(groups)), under) if under is not None else frozenset()
    return [
        Campaigned(action, effect, {name: None if (n, name) in out else around.contacts
                                    for name, around in (effect.spans.items() if effect else ()) if around.days})
        for n, (action, effect) in enumerate(zip(actions, effects, strict=True))
    ]  # fmt: skip


def _by_channel(groups: Sequence[Group]) -> dict[ReferralChannel, int | None] | None:
    figure = by_code(tuple(groups)).get(Of.CHANNELS)
    if figure is None:
        return None
    if figure.hidden and not figure.parts:
        return dict.fromkeys(ReferralChannel)
    return {part.name: part.value for part in figure.parts if isinstance(part.name, ReferralChannel)}
