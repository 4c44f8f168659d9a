"""The look: colours of the three themes, type, sizes and shapes. Everything a screen draws takes its values here.

Every pair in `PAIRS` passes 4.5:1, and 7:1 in the sunlight theme (WCAG 2.2, 1.4.3 and 1.4.6): a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import flet as ft

REGULAR, LABEL, TITLE = "Atkinson", "Atkinson SemiBold", "Atkinson Bold"
FONTS = {
    REGULAR: "fonts/AtkinsonHyperlegibleNext_400Regular.ttf",
    LABEL: "fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf",
    TITLE: "fonts/AtkinsonHyperlegibleNext_700Bold.ttf",
    "Noto Sans": "fonts/NotoSans-Regular.ttf",
    "Noto Sans Bold": "fonts/NotoSans-Bold.ttf",
    "Noto Sans Arabic": "fonts/NotoSansArabic-Regular.ttf",
    "Noto Sans Arabic Bold": "fonts/NotoSansArabic-Bold.ttf",
}
# Where Atkinson has no letter: Cyrillic, Greek, Arabic. Without these, the browser would ask the internet for fonts.
_ALSO, _ALSO_BOLD = ["Noto Sans", "Noto Sans Arabic"], ["Noto Sans Bold", "Noto Sans Arabic Bold"]
FALLBACK = {REGULAR: _ALSO, LABEL: _ALSO_BOLD, TITLE: _ALSO_BOLD}

SMALL, BODY, LARGE, HEADING, FIGURE = 14, 16, 18, 28, 52  # type sizes
BAR = 12.5  # the words of the navigation bar: five stand at 360 px, « Aujourd’hui » whole, at any text size
GAP, MARGIN, MARGIN_WIDE = 8, 16, 32  # 8-px rhythm
RADIUS, RADIUS_PAD, ROUND = 16, 24, 99
TOUCH_FIELD, TOUCH = 56, 44  # smallest height of what is touched: in the field, elsewhere
RAIL_FROM, PANES_FROM = 600, 1000  # window widths
TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)
THEMES = ("day", "night", "sunlight")


@dataclass(frozen=True)
class Palette:
    """`#RRGGBB` colours and `edge`, the width of lines in px."""

    name: str
    ink: str
    muted: str
    ground: str
    surface: str
    line: str
    primary: str
    on_primary: str
    soft: str
    accent: str
    on_accent: str
    ok: str
    alert: str
    edge: int = 1

    @property
    def dark(self) -> bool:
        return self.name == "night"

    @property
    def bold_edges(self) -> bool:
        """Whether filled shapes need a line around them: in the sun, light fills wash out."""
        return self.name == "sunlight"


PALETTES = {
    "day": Palette(
        "day", ink="#14213D", muted="#5A6472", ground="#FAF7F2", surface="#FFFFFF", line="#E4DED3",
        primary="#0B5D5E", on_primary="#FFFFFF", soft="#DDEDEA", accent="#E8943A", on_accent="#1E1304",
        ok="#23603F", alert="#A8321B",
    ),
    "night": Palette(
        "night", ink="#F2EEE6", muted="#B9C0C9", ground="#0E1720", surface="#16222E", line="#2A3947",
        primary="#7FD0C7", on_primary="#06211F", soft="#1C3338", accent="#F2B562", on_accent="#1E1304",
        ok="#8BD3A8", alert="#FF9C86",
    ),
    "sunlight": Palette(
        "sunlight", ink="#000000", muted="#2B2B2B", ground="#FFFFFF", surface="#FFFFFF", line="#000000",
        primary="#00383A", on_primary="#FFFFFF", soft="#FFFFFF", accent="#FFC400", on_accent="#000000",
        ok="#0A4023", alert="#7A1400", edge=2,
    ),
}  # fmt: skip

# (text, what it stands on): the only combinations the components draw.
PAIRS = (
    *((text, under) for text in ("ink", "muted", "primary", "ok", "alert") for under in ("ground", "surface", "soft")),
    ("on_primary", "primary"),
    ("on_accent", "accent"),
    ("ground", "ink"),  # snack bars and the « DÉMO » ribbon
    ("surface", "alert"),
)


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def material(palette: Palette, scale: float) -> ft.Theme:
    """The same look for Flet's own controls: fields, dialogs, menus, date pickers."""

    def style(size: int, font: str, color: str = palette.ink) -> ft.TextStyle:
        return ft.TextStyle(
            size=size * scale, font_family=font, font_family_fallback=FALLBACK[font], color=color
        )  # fmt: skip

    body, label, title = style(BODY, REGULAR), style(BODY, LABEL), style(LARGE, TITLE)
    return ft.Theme(
        font_family=REGULAR,
        color_scheme=_scheme(palette),
        scaffold_bgcolor=palette.ground,
        canvas_color=palette.surface,
        hint_color=palette.muted,
        divider_color=palette.line,
        focus_color=palette.soft,
        text_theme=ft.TextTheme(
            body_large=body, body_medium=body, body_small=style(SMALL, REGULAR, palette.muted),
            label_large=label, label_medium=style(SMALL, LABEL), label_small=style(SMALL, LABEL),
            title_large=title, title_medium=label, title_small=style(SMALL, LABEL),
            headline_large=style(HEADING, TITLE), headline_medium=style(HEADING, TITLE), headline_small=title,
        ),
        dialog_theme=ft.DialogTheme(
            bgcolor=palette.surface, elevation=0, title_text_style=title, content_text_style=body,
            shape=ft.RoundedRectangleBorder(radius=RADIUS_PAD, side=ft.BorderSide(palette.edge, palette.line)),
        ),
        bottom_sheet_theme=ft.BottomSheetTheme(
            bgcolor=palette.surface, elevation=0, shape=ft.RoundedRectangleBorder(radius=RADIUS_PAD),
            size_constraints=ft.BoxConstraints(max_width=10_000),  # all the screen: Material would stop at 640 px
        ),
        snackbar_theme=ft.SnackBarTheme(
            bgcolor=palette.ink, content_text_style=style(BODY, REGULAR, palette.ground), elevation=0,
            action_text_color=palette.ground, behavior=ft.SnackBarBehavior.FLOATING,
            shape=ft.RoundedRectangleBorder(radius=RADIUS),
        ),
        navigation_bar_theme=ft.NavigationBarTheme(
            bgcolor=palette.surface, indicator_color=palette.soft, elevation=0, shadow_color=ft.Colors.TRANSPARENT,
            # Five places at 360 px: « Programmes » is whole when its letters stand a little closer.
            label_text_style=ft.TextStyle(size=BAR, font_family=LABEL, color=palette.ink, letter_spacing=-0.4),
        ),
        visual_density=ft.VisualDensity.STANDARD,
        page_transitions=ft.PageTransitionsTheme(**dict.fromkeys(_PLATFORMS, ft.PageTransitionTheme.NONE)),
    )  # fmt: skip


# No slide between screens: a worker who knows the way should never wait for it.
_PLATFORMS = ("android", "ios", "linux", "macos", "windows")


def _scheme(p: Palette) -> ft.ColorScheme:
    return ft.ColorScheme(
        primary=p.primary, on_primary=p.on_primary, primary_container=p.soft, on_primary_container=p.ink,
        secondary=p.primary, on_secondary=p.on_primary, secondary_container=p.soft, on_secondary_container=p.ink,
        tertiary=p.accent, on_tertiary=p.on_accent, error=p.alert, on_error=p.surface,
        surface=p.surface, on_surface=p.ink, on_surface_variant=p.muted, outline=p.muted, outline_variant=p.line,
        surface_tint=ft.Colors.TRANSPARENT, inverse_surface=p.ink, on_inverse_surface=p.ground,
        surface_container=p.surface, surface_container_high=p.surface, surface_container_highest=p.soft,
        surface_container_low=p.surface, surface_container_lowest=p.surface, surface_dim=p.ground,
    )  # fmt: skip


def assets_folder() -> Path:
    """Fonts and icons: beside the sources in a checkout, inside the package once installed."""
    inside = Path(__file__).parent.parent / "assets"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "assets"
