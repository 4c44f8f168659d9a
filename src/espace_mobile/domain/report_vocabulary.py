"""The code lists of what leaves the office: exports, and what a European funder asks of a participant at the entry."""

from __future__ import annotations

from espace_mobile.domain.code import Code


class ExportSort(Code):
    """What was taken out of the register as a file."""

    BALANCE = "balance"  # the yearly report of a programme
    INDICATORS = "indicators"
    STATISTICS = "statistics"  # without anybody
    FSE_PARTICIPANTS = "fse_participants"
    PERSON_FILE = "person_file"  # the access export of one person
    RIGHTS_REGISTER = "rights_register"
    ACCESS_LOG = "access_log"
    SCHEDULE = "schedule"
    SIGNED_SHEET = "signed_sheet"
    MINUTES = "minutes"
    OTHER = "other"


class ExportFormat(Code):
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    OTHER = "other"


class Declared(Code):
    """An answer to a question that may be left alone: refused ≠ unanswered ≠ unknown."""

    YES = "yes"
    NO = "no"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"


class EducationLevel(Code):
    """The highest level reached, as ISCED groups them for FSE+."""

    ISCED_0_2 = "isced_0_2"  # up to the collège
    ISCED_3_4 = "isced_3_4"  # CAP, BEP, baccalauréat
    ISCED_5_8 = "isced_5_8"  # after the baccalauréat
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"


REPORT_LISTS = (ExportSort, ExportFormat, Declared, EducationLevel)
