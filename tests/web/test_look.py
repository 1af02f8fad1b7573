"""The style sheet: small, local, and with enough contrast in light and dark (WCAG 2.2 AA)."""

import gzip
import re

import pytest

from tests.guards.sources import ROOT

SHEET = (ROOT / "sopflow" / "web" / "static" / "sopflow.css").read_text()
BYTES_MAX = 6_000
"""As it goes over a slow line, compressed."""
TEXT, CONTROL = 4.5, 3.0
TONES = ("merek", "positif", "peringatan", "negatif")
PAIRS = [
    *[("netral-5", ground, TEXT) for ground in ("netral-0", "netral-1")],
    *[("netral-4", ground, TEXT) for ground in ("netral-0", "netral-1")],
    *[("netral-5", f"{tone}-lembut", TEXT) for tone in TONES],
    *[("netral-4", f"{tone}-lembut", TEXT) for tone in TONES],
    *[(tone, f"{tone}-lembut", TEXT) for tone in TONES],
    *[(tone, "netral-0", TEXT) for tone in TONES],
    ("merek", "netral-1", TEXT),
    ("merek", "negatif-lembut", TEXT),
    ("merek-teks", "merek", TEXT),
    *[("netral-3", ground, CONTROL) for ground in ("netral-0", "netral-1")],
    *[("fokus", ground, CONTROL) for ground in ("netral-0", "netral-1")],
]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block))
        for block in re.findall(r":root \{(.*?)\n *\}", SHEET, re.DOTALL)[:2]
    )
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_ink_stands_out_from_its_ground(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = tokens(scheme)

    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_is_dark_enough_for_white(scheme: str) -> None:
    assert contrast("#fff", tokens(scheme)["merek-kuat"]) >= TEXT


def test_the_sheet_is_small_and_asks_for_nothing_elsewhere() -> None:
    assert len(gzip.compress(SHEET.encode())) <= BYTES_MAX
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_every_class_of_a_template_is_in_the_sheet() -> None:
    templates = (ROOT / "sopflow" / "web" / "templates").glob("*.html")
    said = {
        name
        for file in templates
        for value in re.findall(r'class="([^"{}]+)"', file.read_text())
        for name in value.split()
    }

    assert {name for name in said if f".{name}" not in SHEET} == set()
