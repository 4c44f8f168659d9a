"""A programme's figures as they may leave the office: nobody can be told apart in them.

What is known of how figures hang together is written here, and nowhere else: which count people, which parts add up,
which figure counts some of another's people. A code that nobody decided about is treated as a count of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from espace_mobile.domain.indicators.figure import Figure, Of, Part
from espace_mobile.domain.indicators.groups import Group, by_code
from espace_mobile.domain.suppression import hidden_parts, hidden_share, hidden_step, is_small


class About(StrEnum):
    """What a figure counts. PEOPLE: people, or something of one person each (a visit, an exit, a call). AMOUNT: what
    some people make together, told by nobody's number (minutes). THINGS: dates, meetings, flyers, money: told."""

    PEOPLE = "people"
    AMOUNT = "amount"
    THINGS = "things"


_THINGS = (
    Of.OUTINGS_HELD, Of.OUTINGS_IN_ALL, Of.OUTINGS_OFF, Of.OUTINGS_MOVED, Of.SESSIONS_HELD, Of.SESSIONS_OFF,
    Of.INFORMAL, Of.ITEMS, Of.HOURS_PROMISED, Of.REVIEWS_HELD, Of.REFERENTS, Of.CAMPAIGN_ACTIONS, Of.CAMPAIGN_COST,
    Of.MEETINGS, Of.EXPENSES, Of.FUNDING, Of.BLANK_CELLS,
)  # fmt: skip
_PEOPLE = (
    Of.PEOPLE, Of.SPELLS, Of.ENTRIES, Of.RETURNS, Of.CHANNELS, Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS,
    Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME, Of.AT_SIX_MONTHS, Of.INTERVIEWS, Of.PARTICIPANTS, Of.PRESENCES,
    Of.AFTER_WORKSHOP, Of.SHORT_OF_MONTH, Of.EXITS, Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT, Of.UNKNOWN,
    Of.JOBS, Of.TRAININGS, Of.TRAINING_OR_CDI, Of.RE_REGISTERED, Of.VISITS, Of.VISITS_ANONYMOUS, Of.VISITORS,
    Of.ADVICE, Of.RIGHT_HOLDERS, Of.HOURS_PEOPLE, Of.CASES_DECIDED, Of.CASES_PEOPLE, Of.MISSIONS, Of.MISSION_HOSTS,
    Of.VOCATIONS, Of.ATTEMPTS, Of.ATTEMPT_PEOPLE,
)  # fmt: skip
_AMOUNTS = (Of.HOURS_VALIDATED, Of.HOURS_PLANNED, Of.HOURS_LEFT, Of.ATTEMPT_MINUTES)
DECIDED: Mapping[Of, About] = {
    **dict.fromkeys(_THINGS, About.THINGS), **dict.fromkeys(_PEOPLE, About.PEOPLE),
    **dict.fromkeys(_AMOUNTS, About.AMOUNT),
}  # fmt: skip

# Whose `of` counts people too, and the figure that tells the same number: the first is some of the second. The `of` of
# the others is a target.
_SHARES: Mapping[Of, Of | None] = {
    **dict.fromkeys(
        (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT, Of.UNKNOWN, Of.JOBS, Of.TRAININGS, Of.TRAINING_OR_CDI,
         Of.RE_REGISTERED), Of.EXITS),
    Of.CHANNELS: Of.CONTACTS, Of.VISITS_ANONYMOUS: Of.VISITS, Of.VOCATIONS: Of.MISSIONS, Of.SHORT_OF_MONTH: None,
}  # fmt: skip
# Told though their sum is not: they add up to something else.
_OWN_PARTS = (Of.CHANNELS, Of.VOCATIONS, Of.SHORT_OF_MONTH)
# Hidden with others: what the same few people made, and what would give a hidden one away by a sum.
_WITH: Mapping[Of, tuple[Of, ...]] = {
    Of.PRESENCES: (Of.PARTICIPANTS,), Of.ATTEMPTS: (Of.ATTEMPT_PEOPLE,), Of.ATTEMPT_MINUTES: (Of.ATTEMPT_PEOPLE,),
    Of.HOURS_VALIDATED: (Of.HOURS_PEOPLE,), Of.HOURS_PLANNED: (Of.HOURS_PEOPLE,), Of.HOURS_LEFT: (Of.HOURS_PEOPLE,),
    Of.CASES_DECIDED: (Of.CASES_PEOPLE,), Of.JOBS: (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.UNKNOWN),
    Of.TRAININGS: (Of.POSITIVE_EXIT,), Of.TRAINING_OR_CDI: (Of.TRAININGS, Of.POSITIVE_EXIT, Of.LASTING_JOB),
    Of.MISSIONS: (Of.MISSION_HOSTS,), Of.MISSION_HOSTS: (Of.MISSIONS,), Of.VISITS_ANONYMOUS: (Of.VISITORS,),
}  # fmt: skip
_CLASSES = (Of.LASTING_JOB, Of.TRANSITION_JOB, Of.POSITIVE_EXIT, Of.RE_REGISTERED, Of.UNKNOWN)
# The first counts those of the second and some more: side by side they tell how many more, so the second is hidden.
_STEPS = (
    (Of.SPELLS, Of.ENTRIES), (Of.ENTRIES, Of.RETURNS), (Of.ENTRIES, Of.ENTERED), (Of.TRAINING_OR_CDI, Of.TRAININGS),
)  # fmt: skip


def about(code: Of) -> About:
    return DECIDED.get(code, About.PEOPLE)


def shared(groups: Sequence[Group], under: int) -> tuple[Group, ...]:
    """Counts of 1 to `under` - 1 people are hidden (`Figure.hidden`; a `Part` without a value), and whatever else would
    give them away. Of a hidden figure no part is left: which there were would tell."""
    return _Groups(groups, under).shared()


class _Groups:
    def __init__(self, groups: Sequence[Group], under: int) -> None:
        self.groups, self.under, self.told = groups, under, by_code(tuple(groups))
        self.out = {f.code for f in self.told.values() if self._gives_away(f)}  # whole
        self.parts = {f.code: found for f in self.told.values() if (found := self._parts_out(f))}

    def shared(self) -> tuple[Group, ...]:
        self.out |= {Of(code) for code in self._classes_out()}
        self.out |= {total for share, total in _SHARES.items() if total and self._of_out(share)}
        while more := {code for code in self.told if code not in self.out and self._with_others(code)}:
            self.out |= more
        return tuple(replace(g, figures=tuple(self._figure(f) for f in g.figures)) for g in self.groups)

    def _gives_away(self, figure: Figure) -> bool:
        if about(figure.code) != About.PEOPLE or figure.value is None:
            return False
        if figure.code in _SHARES and figure.of is not None and hidden_share(figure.value, figure.of, self.under):
            return True
        first = [self.told[a].value for a, b in _STEPS if b == figure.code and a in self.told]
        if any(value is not None and hidden_step(value, figure.value, self.under) for value in first):
            return True
        return is_small(figure.value, self.under) or is_small(self._jobs_of_unknown_length(figure), self.under) or (
            self._parts_hidden(figure) is None
        )  # fmt: skip

    def _jobs_of_unknown_length(self, figure: Figure) -> int | None:
        classes = [self.told.get(code) for code in (Of.LASTING_JOB, Of.TRANSITION_JOB)]
        if figure.code != Of.JOBS or figure.value is None:
            return None
        return figure.value - sum(f.value or 0 for f in classes if f)

    def _parts_hidden(self, figure: Figure) -> frozenset[int] | None:
        """By position; one after the last: what the parts leave of the `of` of a share. None: all of them."""
        if not figure.parts or about(figure.code) != About.PEOPLE:
            return frozenset()
        if figure.code == Of.SHORT_OF_MONTH:  # each month is a share of its own
            shares = ((n, p.value or 0, p.of or 0) for n, p in enumerate(figure.parts))
            return frozenset(n for n, value, of in shares if hidden_share(value, of, self.under))
        counts = [part.value or 0 for part in figure.parts]
        rest = (figure.of or 0) - sum(counts) if figure.code in _SHARES else 0
        return hidden_parts([*counts, *([rest] if rest > 0 else [])], self.under)

    def _parts_out(self, figure: Figure) -> frozenset[int]:
        found = self._parts_hidden(figure) or frozenset()
        rest = {n for n, part in enumerate(figure.parts) if part.name is None} | {len(figure.parts)}
        if figure.code in _OWN_PARTS and figure.code != Of.SHORT_OF_MONTH and found & rest:
            self.out.add(figure.code)  # what was said is all but those
        return found

    def _of_out(self, share: Of) -> bool:
        figure = self.told.get(share)
        return figure is not None and (is_small(figure.of, self.under) or self._parts_hidden(figure) is None)

    def _classes_out(self) -> Iterator[str]:
        """An exit's classes are told twice: among the parts of the exits, and as a rate each."""
        exits = self.told.get(Of.EXITS)
        hidden = self.parts.get(Of.EXITS, frozenset())
        names = [str(part.name) for n, part in enumerate(exits.parts) if n in hidden] if exits else []
        return (name for name in names if name in _CLASSES)

    def _with_others(self, code: Of) -> bool:
        return any(other in self.out for other in (*_WITH.get(code, ()), _SHARES.get(code)))

    def _figure(self, figure: Figure) -> Figure:
        if figure.code in self.out:
            of = None if self._hides_of(figure) else figure.of
            kept = figure.parts if figure.code in _OWN_PARTS and of is not None else ()
            return replace(figure, value=None, of=of, ahead=None, hidden=True, parts=self._cut(figure, kept))
        return replace(figure, parts=self._cut(figure, figure.parts))

    def _hides_of(self, figure: Figure) -> bool:
        return figure.code in _SHARES and (_SHARES[figure.code] in self.out or self._of_out(figure.code))

    def _cut(self, figure: Figure, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The hidden ones last, by name: parts often stand by how many they are."""
        hidden = self.parts.get(figure.code, frozenset())
        if figure.code == Of.SHORT_OF_MONTH:
            return tuple(self._blank(p) if n in hidden else p for n, p in enumerate(parts))
        out = [self._blank(p) for n, p in enumerate(parts) if n in hidden]
        return (*(p for n, p in enumerate(parts) if n not in hidden), *sorted(out, key=lambda p: str(p.name)))

    def _blank(self, part: Part) -> Part:
        return replace(part, value=None, of=None if is_small(part.of, self.under) else part.of)
