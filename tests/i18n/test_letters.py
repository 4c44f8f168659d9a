"""Every letter of the texts is in the fonts the app brings along: another would be an empty box in the rain."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
NARROW_SPACE = "\u202f"  # drawn as a space by the browser's own rules


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_has_a_letter_that_no_font_has(language: str) -> None:
    fonts = [TTFont(path).getBestCmap() for path in (ROOT / "assets" / "fonts").glob("*_400Regular.ttf")]
    fonts += [TTFont(path).getBestCmap() for path in (ROOT / "assets" / "fonts").glob("*-Regular.ttf")]
    held = {chr(code) for font in fonts for code in font} | {NARROW_SPACE, "\n"}
    text = (ROOT / "src/espace_mobile/i18n/locales" / f"{language}.po").read_text("utf-8")
    assert sorted(set(text) - held) == []
