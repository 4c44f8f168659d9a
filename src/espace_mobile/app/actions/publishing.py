"""The public site: how it is set, what would be published, what is. Only a supervisor publishes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from espace_mobile.app.actions import workers
from espace_mobile.app.actions.change import Seen, change_seen, held, is_here
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.emails import parse_email
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.phones import parse_phone, shown_phone
from espace_mobile.domain.public_site import Publication, PublicSite
from espace_mobile.domain.publishing import slug_of, span
from espace_mobile.domain.text import tidy
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.publication import PublicPages, is_slug
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import Changes, changes, pages, publication_of, site_of
from espace_mobile.sync.taking_back import Due, due

LINE, INTRO, WORK = 120, 1500, 4000  # characters


@dataclass(frozen=True)
class Site:
    """As typed, unchecked."""

    title: str = ""
    slug: str = ""
    intro: str = ""
    declared_work: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @classmethod
    def of(cls, site: PublicSite, org_name: str = "") -> Site:
        """As a form shows it; what was never set is proposed from the association's name."""
        proposed = {"title": site.title or org_name, "slug": site.slug or proposed_slug(site.title or org_name)}
        phone = shown_phone(site.phone) if site.phone else ""
        kept = {f.name: getattr(site, f.name) or "" for f in fields(cls)}
        return cls(**{**kept, **proposed, "phone": phone})

    def checked(self) -> dict[str, Any]:
        """The fields of a site. Raises `InputError` naming the field at fault."""
        title = check_note(tidy(self.title), "title", LINE)
        if not title:
            raise InputError("title", "empty")
        slug = tidy(self.slug).casefold() or slug_of(title)
        if not is_slug(slug):
            raise InputError("slug", "invalid")
        return {
            "title": title, "slug": slug, "intro": check_note(self.intro, "intro", INTRO) or "",
            "declared_work": check_note(self.declared_work, "declared_work", WORK) or "",
            "phone": parse_phone(self.phone), "email": parse_email(self.email),
            "address": check_note(tidy(self.address), "address", LINE),
        }  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """`made`: what publishing now would make public, None while the site has no address; `published`: what is, None
    when nothing is; `due`: what the server has still to be told to take off."""

    site: PublicSite
    made: PublicPages | None
    published: Publication | None
    changes: Changes
    due: Due


def proposed_slug(name: str) -> str:
    """Empty when nothing can be made of the name."""
    slug = slug_of(name)
    return slug if is_slug(slug) else ""


def outlook(replica: Replica, today: date, now: datetime, *, demo: bool = False) -> Outlook:
    """Work: proportional to the dates there are."""
    site, published = site_of(replica), publication_of(replica)
    made = pages(replica, today, now, demo=demo) if site.title.strip() and is_slug(site.slug) else None
    differing = changes(replica, made, span(site.months_ahead, today)[0]) if made else Changes()
    return Outlook(site, made, published, differing, due(replica))


@held
def save_site(
    replica: Replica, typed: Site, worker: Worker, *, before: Site | None = None, seen: Seen | None = None
) -> PublicSite:
    """`before`, `seen`: what the form showed first, and `seen_now` of then. Raises `InputError`: (`title`, `empty`),
    (`slug`, `invalid`), (`phone` or `email`, `invalid`), (…, `too_long` or `nir`), (`record`, `supervisor_only`)."""
    check_may(worker)
    after = typed.checked()
    site = site_of(replica)
    if not is_here(replica, PublicSite.kind, site.id):
        made = site.but(**after)
        replica.save(made, by=worker.id)
        return made
    # What was only proposed is not in the register: it is set whatever the form showed.
    kept = {name for name in asdict(typed) if getattr(site, name)}
    shown = asdict(before) if before else {}
    changed = {n: v for n, v in after.items() if n not in kept or getattr(typed, n) != shown.get(n)}
    return change_seen(replica, site, worker, seen or {}, **changed)


@held
def set_site(replica: Replica, worker: Worker, **values: Any) -> Done[PublicSite]:
    """`months_ahead`, `only_confirmed`, `automatic`. `undoing.take_back` undoes it. Raises like `save_site`."""
    check_may(worker)
    site = site_of(replica)
    return do(replica, site.but(**values), worker=worker)


def check_may(worker: Worker) -> None:
    """Raises `InputError` (`record`, `supervisor_only`)."""
    if not workers.may_supervise(worker):
        raise InputError("record", "supervisor_only")
