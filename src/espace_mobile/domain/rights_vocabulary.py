"""The code lists of people's rights over their own data, and of what becomes of old files."""

from __future__ import annotations

from espace_mobile.domain.code import Code


class RegisterSort(Code):
    """A line of the register: what a person asked (GDPR, articles 15 to 21), or what was done of a file."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    ERASURE = "erasure"
    KEPT = "kept"  # past its time, with a reason
    ARCHIVED = "archived"
    TAKEN_OUT = "taken_out"  # of the archive, for a while
    ANONYMISED = "anonymised"
    ERASED = "erased"
    ALLOWED = "allowed"  # a supervisor said by what right a restricted file is written in for a while


class KeptBecause(Code):
    """Why a file stays past its time."""

    MET = "met"  # a contact took place that nobody noted
    ASKED = "asked"  # the person wants to stay known
    LEGAL = "legal"  # the law asks for it, whatever the person objects


class AllowedBecause(Code):
    """By what right a restricted file is written in (GDPR, article 18, 2)."""

    CONSENT = "consent"  # of the person
    CLAIM = "claim"  # a right to be defended in court
    PROTECTION = "protection"  # of somebody else
    PUBLIC_INTEREST = "public_interest"


class RequestAnswer(Code):
    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"  # with reasons, and whom to complain to
    WITHDRAWN = "withdrawn"  # by the person


RIGHTS_LISTS = (RegisterSort, KeptBecause, AllowedBecause, RequestAnswer)
