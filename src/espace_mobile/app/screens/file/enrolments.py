"""The person's spells in programmes: state, days, what came of them; the next thing to note as one big button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import enrolments, outcomes, participant_entries, situations, workers
from espace_mobile.app.components import Option, button, card, chips, link, pill, title, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.screens.enrolments import words
from espace_mobile.app.screens.enrolments.correcting import CorrectSheet
from espace_mobile.app.screens.enrolments.entering import EnterSheet, LeaveSheet
from espace_mobile.app.screens.enrolments.managing import ProgrammesSheet
from espace_mobile.app.screens.enrolments.outcome_sheet import OutcomeSheet
from espace_mobile.app.screens.enrolments.participant_sheet import ParticipantSheet, standing_words
from espace_mobile.app.screens.enrolments.proposing import ProposeSheet
from espace_mobile.app.screens.enrolments.situation_sheet import SituationSheet
from espace_mobile.app.screens.enrolments.waiting import decide
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain import spells
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fse import WhyNot
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import EntryDecision, SituationMoment
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import Asking, Expected, expected, latest_waiting
from espace_mobile.domain.spells import SpellState

Show = Callable[..., None]
CLOSING = 0.4  # seconds


@dataclass(frozen=True)
class Opened:
    """Which sheet, about which spell, and about what of it (an outcome, a moment)."""

    sheet: str = ""
    spell: str = ""
    about: str = ""


@dataclass(frozen=True)
class Act:
    """Something that can be noted now. The first one of a spell is its big button."""

    code: str
    words: str
    sign: ft.IconData
    tapped: Callable[[], None]


@component
def Enrolments(person_id: str) -> Any:
    ui = use_ui()
    use_records(Enrolment.kind, Programme.kind, Outcome.kind, Situation.kind, Merge.kind)
    use_records(ParticipantEntry.kind, Interview.kind, Appointment.kind, late=True)
    opened, open_ = use_value(Opened())
    person = ui.replica.get(Person, person_id)
    if person is None:
        return ft.Container()
    found = enrolments.enrolments_of(ui.replica, person_id)

    def show(sheet: str, spell: str = "", about: str = "") -> None:
        wanted = Opened(sheet, spell, about)
        if not opened.sheet or not sheet:
            # A sheet that was told late that it closed must not close the one opened since.
            open_(lambda now: wanted if sheet or now == opened else now)
            return
        open_(Opened())
        # Flutter closes the topmost sheet, whichever was meant: the next opens once this one is gone.
        ui.state.feed.later(CLOSING, lambda: open_(wanted))

    lines = [_spell(ui, spell, found, n, show) for n, spell in enumerate(found)]
    nothing = [] if found else [muted(ui, ui.t("enrolment.none"))]
    return card(
        ui, title(ui, ui.t("enrolment.title")), *nothing, *lines, _propose(ui, found, lambda: show("propose")),
        *_sheet(ui, person, found, opened, show),
    )  # fmt: skip


def _propose(ui: Ui, found: list[Enrolment], tapped: Callable[[], None]) -> ft.Control:
    """The big button of a file without any open spell; otherwise a quiet way to another programme."""
    words, today = ui.t("enrolment.propose"), clock.today()
    if any(spells.is_open(e, today) for e in found):
        return ft.Row(
            [link(ui, words, tapped, identifier="enrolment.propose", icon_name=ft.Icons.ADD, field=True)],
            wrap=True,
        )  # fmt: skip
    return ft.Row(
        [button(ui, words, tapped, identifier="enrolment.propose", field=True, icon_name=ft.Icons.FLAG_OUTLINED,
                expand=1)]
    )  # fmt: skip


def _sheet(ui: Ui, person: Person, found: list[Enrolment], opened: Opened, show: Show) -> list[ft.Control]:
    """Mounted only while open, each with a draft of its own."""
    close: Callable[[], None] = lambda: show("")  # noqa: E731
    spell = next((e for e in found if e.id == opened.spell), None)
    drawn: Any = None
    if opened.sheet == "propose":
        drawn = ProposeSheet(person, close, lambda: show("programmes"))
    elif opened.sheet == "programmes":
        drawn = ProgrammesSheet(close)
    elif spell is not None:
        drawn = {
            "enter": lambda: EnterSheet(person.id, spell, close),
            "leave": lambda: LeaveSheet(person.id, spell, close),
            "outcome": lambda: OutcomeSheet(person.id, spell, ui.replica.get(Outcome, opened.about), close),
            "participant": lambda: ParticipantSheet(person.id, spell, close),
            "situation": lambda: SituationSheet(person.id, spell, SituationMoment(opened.about), close),
            "more": lambda: CorrectSheet(spell, close, lambda code: show(code, spell.id)),
        }[opened.sheet]()
    return [ft.Container(drawn, key=f"{opened.sheet}.{opened.spell}.{opened.about}")] if drawn is not None else []


def _spell(ui: Ui, spell: Enrolment, found: list[Enrolment], n: int, show: Show) -> ft.Control:
    today = clock.today()
    asked = expected(spell, situations.situations_of(ui.replica, spell), today)
    came = outcomes.outcomes_of(ui.replica, spell)
    may = workers.may_counsel(ui.session.worker)
    name = label(ui, words.spell_title(ui, spell, found))
    head = ft.Column([name, muted(ui, words.spell_dates(ui, spell, today), SMALL)], spacing=2, tight=True)
    said: list[ft.Control] = [head, ft.Row([words.state_pill(ui, spell, today)])]
    said += [_outcome(ui, spell, o, f"enrolment.{n}.outcome.{m}", show if may else None) for m, o in enumerate(came)]
    if spells.state(spell, today) == SpellState.LEFT and not came:
        said.append(ft.Row([pill(ui, ft.Icons.HELP_OUTLINE, ui.t("outcome.unstated"))]))
    said += [_situation(ui, spell, e, n, show if may else None) for e in asked if e.since is not None]
    said += _participant(ui, spell, n, show if may else None)
    waits = latest_waiting(asked)
    over = spells.state(spell, today) == SpellState.LEFT and came and waits is None
    said += _buttons(ui, _acts(ui, spell, waits, bool(came), show), spell, n, show, not over)
    body = ft.Container(
        ft.Column(said, spacing=GAP, tight=True), padding=ft.Padding.only(bottom=12),
        border=ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line)),
    )  # fmt: skip
    return ft.Semantics(identifier=f"enrolment.{n}", container=True, content=body)


def _outcome(ui: Ui, spell: Enrolment, outcome: Outcome, identifier: str, show: Show | None) -> ft.Control:
    """What, since when, on which evidence; the class that follows from it."""
    what, detail = words.outcome_words(ui, outcome)
    told = ft.Column([label(ui, what), muted(ui, detail, SMALL)], spacing=2, expand=True, tight=True)
    derived = words.class_pill(ui, outcome.type, outcome.months)
    said = ft.Column([ft.Row([icon(ui, ft.Icons.EMOJI_EVENTS_OUTLINED, 20), told], spacing=12), derived], spacing=GAP,
                     tight=True)  # fmt: skip
    return touchable(
        ui, said, identifier=identifier, name=what, value=detail, border_radius=RADIUS,
        on_tap=(lambda: show("outcome", spell.id, outcome.id)) if show else None,
        padding=ft.Padding.symmetric(vertical=8),
    )  # fmt: skip


def _situation(ui: Ui, spell: Enrolment, asked: Expected, n: int, show: Show | None) -> ft.Control:
    late = asked.asking == Asking.LATE
    name, said = ui.words.label(asked.moment), words.asked_words(ui, asked)
    ink = ui.palette.alert if late else ui.palette.ink
    row = ft.Row(
        [icon(ui, ft.Icons.SCHEDULE if asked.said is None else ft.Icons.CHAT_BUBBLE_OUTLINE, 20, ink),
         ft.Column([muted(ui, name, SMALL), label(ui, said, 15, ink)], spacing=0, expand=True, tight=True)],
        spacing=12,
    )  # fmt: skip
    return touchable(
        ui, row, identifier=f"enrolment.{n}.situation.{asked.moment}", name=name, value=said, border_radius=RADIUS,
        on_tap=(lambda: show("situation", spell.id, asked.moment)) if show else None,
        padding=ft.Padding.symmetric(vertical=8),
    )  # fmt: skip


def _participant(ui: Ui, spell: Enrolment, n: int, show: Show | None) -> list[ft.Control]:
    """What FSE+ asks at the entry, or why it asks nothing of this spell; nothing at all where it doesn't fund."""
    stands = participant_entries.standing(ui.replica, spell, clock.today())
    if stands is None or (stands.why == WhyNot.NOT_ENTERED and stands.entry is None):
        return []
    name, said = ui.t("fse.questions"), standing_words(ui, stands)
    asks = stands.why is None
    ink = ui.palette.alert if asks and stands.entry is None else ui.palette.ink
    row = ft.Row(
        [icon(ui, ft.Icons.ASSIGNMENT_OUTLINED, 20, ink),
         ft.Column([muted(ui, name, SMALL), label(ui, said, 15, ink)], spacing=0, expand=True, tight=True)],
        spacing=12,
    )  # fmt: skip
    drawn = touchable(
        ui, row, identifier=f"enrolment.{n}.participant", name=name, value=said, border_radius=RADIUS,
        on_tap=(lambda: show("participant", spell.id)) if show and asks else None,
        padding=ft.Padding.symmetric(vertical=8),
    )  # fmt: skip
    return [drawn]


def _acts(ui: Ui, spell: Enrolment, waits: Expected | None, came: bool, show: Show) -> list[Act]:
    """What this worker may note of the spell now, the next thing first."""
    worker, state = ui.session.worker, spells.state(spell, clock.today())
    programme = ui.replica.get(Programme, spell.programme_id)
    may = workers.may_counsel(worker)

    def act(code: str, key: str, sign: ft.IconData, sheet: str = "", about: str = "") -> Act:
        return Act(code, ui.t(key), sign, lambda: show(sheet or code, spell.id, about))

    if state == SpellState.PROPOSED and may:
        yes, no = (
            (lambda: decide(ui, spell, EntryDecision.VALIDATED)),
            (lambda: decide(ui, spell, EntryDecision.REFUSED)),
        )
        return [
            Act("validate", ui.t("enrolment.validate"), ft.Icons.CHECK, yes),
            Act("refuse", ui.t("enrolment.refuse"), ft.Icons.BLOCK, no),
        ]
    if state == SpellState.VALIDATED and (may or (programme is not None and not programme.validated)):
        return [act("enter", "enrolment.enter", ft.Icons.LOGIN)]
    if not may:
        return []
    outcome = act("outcome", "outcome.note", ft.Icons.EMOJI_EVENTS_OUTLINED)
    if state == SpellState.ENTERED:
        return [act("leave", "enrolment.leave", ft.Icons.LOGOUT), outcome]
    if state != SpellState.LEFT or spell.entered_on is None:
        return []
    ask = [act("situation", _ASK[waits.moment], ft.Icons.FORUM_OUTLINED, about=waits.moment)] if waits else []
    late = waits is not None and waits.moment == SituationMoment.SIX_MONTHS
    return [*ask, outcome] if late or came else [outcome, *ask]


_ASK = {
    SituationMoment.ENTRY: "situation.at_entry",
    SituationMoment.EXIT: "situation.at_exit",
    SituationMoment.SIX_MONTHS: "situation.at_six_months",
}


def _buttons(ui: Ui, acts: list[Act], spell: Enrolment, n: int, show: Show, urgent: bool) -> list[ft.Control]:
    """One big button for what waits to be noted; the rest smaller, with the way to correct what was noted."""
    big, others = (acts[:1], acts[1:]) if urgent else ([], acts)
    drawn: list[ft.Control] = [
        ft.Row([button(ui, a.words, a.tapped, identifier=f"enrolment.{n}.{a.code}", primary=True, field=True,
                       icon_name=a.sign, expand=1)])
        for a in big
    ]  # fmt: skip
    by_code = {a.code: a for a in others}
    if enrolments.may_delete(spell, ui.session.worker):
        correct = lambda: show("more", spell.id)  # noqa: E731
        by_code["more"] = Act("more", ui.t("correct.link"), ft.Icons.EDIT_OUTLINED, correct)
    options = [Option(code, a.words, a.sign) for code, a in by_code.items()]
    if options:
        tapped = lambda code: by_code[code].tapped()  # noqa: E731
        drawn.append(chips(ui, options, [], tapped, identifier=f"enrolment.{n}", field=True))
    return drawn
