"""One story: the words as they were told, where it stands, and what each may decide of it."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import testimonials, workers
from espace_mobile.app.actions.testimonials import StoryState
from espace_mobile.app.components import banner, button, card, empty_state, header, link, page_body
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.noting import note
from espace_mobile.app.screens.public.looks import of_whom, state_pill
from espace_mobile.app.screens.public.telling import Telling
from espace_mobile.app.screens.wording import day_words, worker_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.schedule_vocabulary import Moderation


@component
def OneStory() -> Any:
    """Tests: `story.approve`, `story.refuse`, `story.withdraw`, `story.agree`, `story.again`, `story.remove`,
    `story.file`."""
    ui = use_ui()
    use_records("testimonial", "publication", "person", "organisation", "conflict")
    telling, tell = use_value(False)
    story = ui.replica.get(Testimonial, ft.use_route_params().get("id", ""))
    if story is None or not testimonials.may_see(ui.replica, ui.session.worker, story):
        gone = empty_state(ui, ft.Icons.FORMAT_QUOTE, ui.t("story.gone"), ui.t("story.gone_hint"))
        return page_body(ui, header(ui, ui.t("story.one"), back="/public/testimonials"), gone)
    stands = testimonials.state(ui.replica, story)
    form = [Telling(story.person_id, story.id, lambda: tell(False))] if telling else []
    late = banner(ui, ui.t("story.late"), identifier="story.late")
    return page_body(
        ui, header(ui, story.signed or ui.t("story.one"), above=ui.words.label(story.by), back="/public/testimonials",
                   trail=[state_pill(ui, stands)]),
        *([late] if stands == StoryState.TAKING_OFF else []), _words(ui, story), *_decide(ui, story, stands),
        _more(ui, story, lambda: tell(True)), *form,
    )  # fmt: skip


def _words(ui: Ui, story: Testimonial) -> ft.Control:
    by = worker_name(ui, story.worker_id)
    taken = ui.t("story.taken", day=day_words(ui, story.written_on), name=by or "…")
    agreed = ""
    if story.consent and story.consent_on:
        agreed = ui.t("consent.when", said=ui.words.label(story.consent), day=day_words(ui, story.consent_on))
    read = worker_name(ui, story.moderated_by)
    decided = f"{ui.words.label(story.moderation)} ({read})" if read else ui.words.label(story.moderation)
    facts = [muted(ui, words, SMALL) for words in (of_whom(ui, story), taken, agreed, decided) if words]
    quoted = text(ui, f"« {story.text} »", selectable=True)
    return card(ui, quoted, ft.Column(list(facts), spacing=2, tight=True))


def _decide(ui: Ui, story: Testimonial, stands: StoryState) -> list[ft.Control]:
    """A supervisor reads it again; the words stay as they were told."""
    if not workers.may_supervise(ui.session.worker):
        return [muted(ui, ui.t("story.supervisor_reads"), SMALL)] if stands == StoryState.WAITING else []
    approve = button(
        ui, ui.t("story.approve"), _moderator(ui, story, Moderation.APPROVED), identifier="story.approve", primary=True,
        icon_name=ft.Icons.CHECK, expand=None if ui.large else 1,
    )  # fmt: skip
    refuse = button(
        ui, ui.t("story.refuse"), _moderator(ui, story, Moderation.REFUSED), identifier="story.refuse",
        icon_name=ft.Icons.BLOCK, expand=None if ui.large else 1,
    )  # fmt: skip
    offered = {Moderation.APPROVED: [refuse], Moderation.REFUSED: [approve]}.get(story.moderation, [refuse, approve])
    return [ft.Column(list(offered), spacing=GAP) if ui.large else ft.Row(list(offered), spacing=GAP)]


def _moderator(ui: Ui, story: Testimonial, decided: Moderation) -> Any:
    session = ui.session

    def decide() -> None:
        done = note(
            ui, lambda: testimonials.moderate(session.replica, story, decided, session.worker),
            ui.t("story.approved_now" if decided == Moderation.APPROVED else "story.refused_now"),
        )  # fmt: skip
        if done and decided == Moderation.REFUSED:
            session.sync.wake()

    return decide


def _more(ui: Ui, story: Testimonial, again: Any) -> ft.Control:
    """Withdrawing is one tap, for anybody who may see it; what is withdrawn leaves the site at once when online."""
    session = ui.session

    def say(said: Consent, words: str) -> None:
        act = lambda: testimonials.say_consent(  # noqa: E731
            session.replica, story, said, session.worker, today=clock.today()
        )
        if note(ui, act, words):
            session.sync.wake()

    def remove() -> None:
        if note(ui, lambda: testimonials.remove(session.replica, story, session.worker), ui.t("story.removed")):
            session.sync.wake()
            ft.context.page.navigate("/public/testimonials")

    given = story.consent == Consent.GIVEN
    links = [
        link(ui, ui.t("story.withdraw"), lambda: say(Consent.WITHDRAWN, ui.t("story.withdrawn_now")),
             identifier="story.withdraw", icon_name=ft.Icons.PUBLIC_OFF, danger=True, field=True)
        if given else
        link(ui, ui.t("story.agree"), lambda: say(Consent.GIVEN, ui.t("story.agreed_now")), identifier="story.agree",
             icon_name=ft.Icons.CHECK, field=True),
        link(ui, ui.t("story.again"), again, identifier="story.again", icon_name=ft.Icons.EDIT_NOTE, field=True),
        link(ui, ui.t("story.remove"), remove, identifier="story.remove", icon_name=ft.Icons.DELETE_OUTLINE,
             danger=True, field=True),
    ]  # fmt: skip
    if story.person_id is not None:
        links.insert(0, link(ui, ui.t("story.file"), _goer(f"/people/{story.person_id}"), identifier="story.file",
                             icon_name=ft.Icons.FOLDER_OPEN_OUTLINED, field=True))  # fmt: skip
    return ft.Column(list(links), spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.START)


def _goer(route: str) -> Any:
    return lambda: ft.context.page.navigate(route)
