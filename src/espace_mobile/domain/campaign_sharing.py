"""Contacts around the actions of a campaign, as they may be shared: of one channel all of them are told of the same
contacts, again and again, beside how many the channel brought in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from espace_mobile.domain.campaign_effect import Effect, Span
from espace_mobile.domain.programme_year import Span as Days
from espace_mobile.domain.suppression import hidden_parts, is_small
from espace_mobile.domain.vocabulary import ReferralChannel

Around = tuple[int, str]  # which effect, and « before », « during » or « after »


@dataclass(frozen=True)
class Told:
    """Beside them, over `days`: `totals`, how many each channel brought (none: 0), None where that is hidden. None
    instead of them when nothing of it is told."""

    days: Days
    totals: Mapping[ReferralChannel, int | None] | None


def hidden_around(effects: Sequence[Effect | None], beside: Told, under: int) -> frozenset[Around]:
    """Those to leave out: of 1 to `under` - 1 contacts, those that give one away together, and those of days that were
    told already with others."""
    found: dict[ReferralChannel, dict[Around, Span]] = {}
    for n, effect in enumerate(effects):
        for name, span in effect.spans.items() if effect else ():
            if effect and span.days:
                found.setdefault(effect.channel, {})[n, name] = span
    return frozenset(each for channel, spans in found.items() for each in _hidden(channel, spans, beside, under))


def _hidden(channel: ReferralChannel, spans: Mapping[Around, Span], beside: Told, under: int) -> set[Around]:
    apart: dict[Around, Span] = {}
    for each, span in spans.items():
        if not any(_share_days(span, other) for other in apart.values()):
            apart[each] = span
    out = {each for each, span in spans.items() if each not in apart or is_small(span.contacts, under)}
    inside = [each for each, s in apart.items() if beside.days.since <= s.first and s.last <= beside.days.until]
    if beside.totals is not None:
        total = beside.totals.get(channel, 0)
        counts = [apart[each].contacts for each in inside]
        found = None if total is None else hidden_parts([*counts, max(0, total - sum(counts))], under)
        out |= {each for n, each in enumerate(inside) if found is None or n in found}
    return out


def _share_days(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last
