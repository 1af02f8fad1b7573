"""The reference page knows every key, every refusal and every code of scenario files."""

import re
from pathlib import Path

import pytest

from sopflow.compiler import scenario
from sopflow.compiler.catalogue.scenario import SCENARIO
from sopflow.compiler.diagnostics import SCN, SOP, explain
from sopflow.compiler.scenario_words import ASPECTS, KEYS, REFUSALS
from sopflow.domain.checks import Aspect

PAGE = (Path(__file__).parents[2] / "docs/reference/scenarios.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[a-z_]+", PAGE))
READERS = ("reading.py", "yamltree.py", "durations.py")


def test_every_key_and_every_refusal_is_on_the_page() -> None:
    keys = {word for section in KEYS.values() for word in section.values()}

    assert (keys | set(REFUSALS)) - WORDS == set()


@pytest.mark.parametrize("code", SCENARIO)
def test_every_code_is_on_the_page_and_explained_in_both_languages(code: str) -> None:
    found = explain(code.lower())

    assert found is not None
    assert found.meaning.id != found.meaning.en
    assert found.example.strip()
    assert f"| {code} | {found.severity.value} | {found.meaning.en} |" in PAGE


def test_every_code_is_said_somewhere() -> None:
    room = Path(scenario.__file__).parent
    texts = [p.read_text(encoding="utf-8") for p in room.glob("scenario*.py")]
    texts += [(room / name).read_text(encoding="utf-8").replace(SOP, SCN) for name in READERS]
    texts += [(room.parent / "cli" / "rehearsing.py").read_text(encoding="utf-8")]
    said = "".join(texts).replace('"SOP011"', '"SCN011"')

    assert [code for code in SCENARIO if f'"{code}"' not in said] == []


def test_every_code_that_reading_can_report_is_in_the_catalogue() -> None:
    room = Path(scenario.__file__).parent
    texts = "".join((room / name).read_text(encoding="utf-8") for name in READERS)
    reported = {code.replace(SOP, SCN) for code in re.findall(r'"(SOP\d{3})"', texts)}
    never = {"SCN008", "SCN010"}  # no ids are claimed

    assert reported - never - set(SCENARIO) == set()


def test_every_aspect_has_words() -> None:
    assert set(ASPECTS) == set(Aspect)
