from __future__ import annotations

from itertools import product

import flet as ft
import pytest

from espace_mobile.app.theme import FONTS, PAIRS, PALETTES, TEXT_SCALES, THEMES, assets_folder, contrast, material


@pytest.mark.parametrize(("theme", "pair"), list(product(THEMES, PAIRS)), ids=str)
def test_every_pair_that_is_drawn_can_be_read(theme: str, pair: tuple[str, str]) -> None:
    palette = PALETTES[theme]
    ink, ground = (getattr(palette, name) for name in pair)
    assert contrast(ink, ground) >= (7 if theme == "sunlight" else 4.5)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_that_mark_a_control_stand_out(theme: str) -> None:
    """WCAG 2.2, 1.4.11: the edge of a field or a chip, 3:1."""
    palette = PALETTES[theme]
    assert contrast(palette.muted, palette.surface) >= 3


def test_contrast_is_the_one_of_the_recommendation() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


def test_sunlight_draws_lines_of_two_pixels() -> None:
    assert [PALETTES[t].edge for t in THEMES] == [1, 1, 2]


@pytest.mark.parametrize("font", FONTS.values())
def test_the_fonts_are_bundled(font: str) -> None:
    assert (assets_folder() / font).is_file()


@pytest.mark.parametrize(("theme", "scale"), list(product(THEMES, TEXT_SCALES)))
def test_flets_own_controls_wear_the_look_at_every_text_size(theme: str, scale: float) -> None:
    dressed = material(PALETTES[theme], scale)
    assert dressed.text_theme is not None
    assert dressed.color_scheme is not None
    assert isinstance(dressed.text_theme.body_medium, ft.TextStyle)
    assert dressed.text_theme.body_medium.size == 16 * scale
    assert dressed.color_scheme.on_surface == PALETTES[theme].ink
