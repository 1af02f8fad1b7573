"""The reference page knows every key, every fixed word and every code."""

import re
from pathlib import Path

from sopflow.compiler.diagnostics import CATALOGUE
from sopflow.compiler.vocabulary import (
    ACTIONS,
    FIELD_KINDS,
    KEYS,
    NATURES,
    PLACEHOLDERS,
    RESULTS,
    STEP_KINDS,
)

PAGE = (Path(__file__).parents[2] / "docs/reference/language.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[a-z_]+", PAGE))


def test_every_key_is_on_the_page() -> None:
    keys = {word for section in KEYS.values() for word in section.values()}

    assert keys - WORDS == set()


def test_every_fixed_word_is_on_the_page() -> None:
    fixed = {*STEP_KINDS, *FIELD_KINDS, *NATURES, *RESULTS, *ACTIONS, *PLACEHOLDERS}

    assert fixed - WORDS == set()


def test_every_code_is_on_the_page_with_its_severity_and_its_words() -> None:
    for code, entry in CATALOGUE.items():
        words = entry.meaning.en.replace("|", "/")
        assert f"| {code} | {entry.severity.value} | {words} |" in PAGE
