"""What one cell says, by the field of its column. Each reader raises `InputError` (field, reason)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from espace_mobile.domain.ages import age_band
from espace_mobile.domain.code import Code
from espace_mobile.domain.dates import parse_date
from espace_mobile.domain.geography import parse_insee
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import AgeBand, Barrier, Need, NoticeGiven, Qpv, ReferralChannel, Sex
from espace_mobile.errors import InputError

C = TypeVar("C", bound=Code)
_YES = frozenset("oui o yes y vrai true 1 x ok".split())
_NO = frozenset("non n no faux false 0".split())
_UNKNOWN = frozenset(("", "?", "nsp", "nc", "inconnu", "inconnue", "ne sait pas", "non renseigne", "nr", "unknown"))
_SEXES = {
    **dict.fromkeys(("f", "femme", "feminin", "mme", "madame", "mlle", "fille", "female", "woman", "w"), Sex.FEMALE),
    **dict.fromkeys(("h", "m", "homme", "masculin", "mr", "monsieur", "garcon", "male", "man"), Sex.MALE),
}
_BANDS = re.compile(r"(?:de )?(\d{2}) ?(?:ans )?(?:-|–|a|to| ) ?(\d{2})(?: ans)?", re.ASCII)
_FROM = re.compile(r"(?:(\d{2})(?: ans)? ?(?:\+|et plus|ou plus)|plus de (\d{2})(?: ans)?)", re.ASCII)
_BANDS_BY_AGES = {
    (int(low), int(high)): band
    for band in AgeBand
    if (found := re.fullmatch(r"(\d\d)_(\d\d)", band.value))
    for low, high in [found.groups()]
}
_word = lru_cache(maxsize=2048)(folded)  # a column says the same few words on every line
_PARTS = re.compile(r"[,;|\n/+]+")
# Words of a register that are not the labels of the app.
_ALSO: dict[object, dict[str, str]] = {
    ReferralChannel: {
        "bouche a oreille": ReferralChannel.WORD_OF_MOUTH, "ami": ReferralChannel.WORD_OF_MOUTH,
        "amis": ReferralChannel.WORD_OF_MOUTH, "camion": ReferralChannel.VAN,
        "facebook": ReferralChannel.SOCIAL_NETWORK,
        "instagram": ReferralChannel.SOCIAL_NETWORK, "reseaux": ReferralChannel.SOCIAL_NETWORK,
        "mission locale": ReferralChannel.PARTNER, "france travail": ReferralChannel.PARTNER,
        "pole emploi": ReferralChannel.PARTNER, "ccas": ReferralChannel.PARTNER, "tract": ReferralChannel.FLYER,
        "association": ReferralChannel.ASSOCIATION, "site": ReferralChannel.WEBSITE, "autre": ReferralChannel.OTHER,
    },
    Need: {
        "emploi": Need.FINDING_A_JOB, "formation": Need.TRAINING, "transport": Need.MOBILITY, "permis": Need.MOBILITY,
        "hebergement": Need.HOUSING, "garde d enfants": Need.FAMILY, "cv": Need.PREPARING_APPLICATIONS,
        "francais": Need.READING_WRITING_COUNTING, "administratif": Need.ADMINISTRATION_AND_LAW,
        "alimentation": Need.EQUIPMENT_AND_FOOD, "orientation": Need.CHOOSING_A_TRADE,
        "droits": Need.ADMINISTRATION_AND_LAW,
    },
    Barrier: {
        "sante": Barrier.HEALTH, "famille": Barrier.FAMILY, "garde d enfants": Barrier.FAMILY,
        "langue": Barrier.BASIC_SKILLS,
        "transport": Barrier.MOBILITY, "droits": Barrier.RIGHTS, "administratif": Barrier.RIGHTS,
        "isolement": Barrier.CONFIDENCE, "confiance": Barrier.CONFIDENCE, "argent": Barrier.BUDGET,
    },
    NoticeGiven: {
        "oral": NoticeGiven.ORAL, "orale": NoticeGiven.ORAL, "a l oral": NoticeGiven.ORAL, "papier": NoticeGiven.PAPER,
        "ecrit": NoticeGiven.PAPER, "refus": NoticeGiven.REFUSED, "refuse": NoticeGiven.REFUSED,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What words stand for here. `labels`: {list name: {folded label: code}}, in every language; `teams`, `communes`:
    {folded name: id, INSEE code}."""

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    _read: dict[tuple[str, str], object] = field(default_factory=dict, compare=False)

    def code(self, codes: type[C], text: str, name: str) -> C:
        """Raises `InputError` (name, `unknown`)."""
        said = _word(text)
        found = self.labels.get(codes.list_name(), {}).get(said) or _ALSO.get(codes, {}).get(said)
        if found is None and said.replace(" ", "_") in {code.value for code in codes}:
            found = said.replace(" ", "_")
        if found is None:
            raise InputError(name, "unknown")
        return codes(found)

    def several(self, codes: type[C], text: str, name: str) -> tuple[C, ...]:
        """« mobilité, logement »; a label with a comma in it stands alone. Raises like `code`."""
        key = codes.list_name(), text
        if key not in self._read:
            self._read[key] = self._several(codes, text, name)
        return self._read[key]  # type: ignore[return-value]

    def _several(self, codes: type[C], text: str, name: str) -> tuple[C, ...]:
        try:
            return (self.code(codes, text, name),)
        except InputError:
            parts = [part for part in _PARTS.split(text) if part.strip()]
            return tuple(dict.fromkeys(self.code(codes, part, name) for part in parts))


def sex_of(text: str) -> Sex:
    said = _word(text)
    if said in _UNKNOWN or said in ("autre", "non precise"):
        return Sex.UNSTATED
    if said not in _SEXES:
        raise InputError("sex", "unknown")
    return _SEXES[said]


def qpv_of(text: str) -> Qpv:
    answer = yes_or_no(text, "qpv")
    return Qpv.UNKNOWN if answer is None else Qpv.YES if answer else Qpv.NO


def yes_or_no(text: str, name: str) -> bool | None:
    """None for « ? » and the like. Raises `InputError` (name, `yes_or_no`)."""
    said = _word(text)
    if said in _UNKNOWN:
        return None
    if said not in _YES | _NO:
        raise InputError(name, "yes_or_no")
    return said in _YES


def consent_of(text: str, name: str) -> Consent | None:
    answer = yes_or_no(text, name)
    return None if answer is None else Consent.GIVEN if answer else Consent.REFUSED


def age_of(text: str) -> AgeBand:
    """An age in years, « 18-25 ans », « 55 et plus », « moins de 16 ans »."""
    said = _word(text)
    if said in _UNKNOWN:
        return AgeBand.UNSTATED
    years = said.removesuffix("ans").strip()
    if re.fullmatch(r"\d{1,3}", years, re.ASCII) and int(years) <= 120:
        return age_band(int(years))
    if said.startswith(("moins de 16", "under 16")):
        return AgeBand.UNDER_16
    if (found := _BANDS.fullmatch(said)) and (band := _BANDS_BY_AGES.get((int(found[1]), int(found[2])))):
        return band
    if (older := _FROM.fullmatch(said)) and int(older[1] or older[2]) in (54, 55):
        return AgeBand.FROM_55
    raise InputError("age", "unknown")


def day_of(text: str, name: str, today: date) -> date:
    """A day that is over, or today. Raises `InputError` (name, `unreadable`, `impossible`, `weekday` or `future`)."""
    on = parse_date(text.partition(" ")[0] if re.match(r"\d{4}-", text) else text, name, century_ends=today.year)
    if on > today:
        raise InputError(name, "future")
    return on


def commune_of(text: str, terms: Terms) -> str | None:
    """An INSEE code, or the name of a commune that a place of the register is in."""
    known = terms.communes.get(folded(text))
    if known is not None or not text.strip():
        return known
    if not any(c.isdigit() for c in text):
        raise InputError("commune", "unknown")
    return parse_insee(text, "commune")


def forget() -> None:
    """What was read stays in no memory."""
    _word.cache_clear()
