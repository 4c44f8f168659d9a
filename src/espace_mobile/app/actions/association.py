"""Who the association says it is on what it hands over: its name, and how to reach it."""

from __future__ import annotations

from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.public_site import PublicSite
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.store.replica import Replica

_TOGETHER = "\u00a0"  # a number is one word: it stays whole, and in its order from right to left too


def association_name(replica: Replica, org_name: str) -> str:
    """That of its own organisation, if there is one; else `org_name`, what the register calls it."""
    own = _own(replica)
    return own[0].name if len(own) == 1 and own[0].name else org_name


def contact_lines(replica: Replica) -> tuple[str, ...]:
    """Telephone, e-mail and address of the public site: they are the association's, not somebody's. Else its own
    telephone and e-mail. None when nobody said any."""
    for site in replica.all(PublicSite):
        if site.phone or site.email or site.address:
            return tuple(filter(None, (_phone(site.phone), site.email, site.address)))
    for own in _own(replica):
        if own.phone or own.email:
            return tuple(filter(None, (_phone(own.phone), own.email)))
    return ()


def _own(replica: Replica) -> list[Organisation]:
    """Work: the organisations, a few dozen."""
    return [o for o in replica.all(Organisation) if o.type == OrganisationType.OWN]


def _phone(number: str | None) -> str:
    return shown_phone(number).replace(" ", _TOGETHER) if number else ""
