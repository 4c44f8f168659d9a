"""What somebody did with a person's file, as the access log tells it."""

from __future__ import annotations

from espace_mobile.domain.code import Code


class FileAccess(Code):
    OPENED = "opened"
    INTERVIEW = "interview"
    EXAMINED = "examined"  # as a case of a comité
    COMPARED = "compared"  # beside another file
    EXPORTED = "exported"


ACCESS_LISTS = (FileAccess,)
