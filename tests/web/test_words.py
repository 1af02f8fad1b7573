"""Our words: every one used, none missing, the same places to fill in both languages."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from sopflow.reads.bills import Standing
from sopflow.web.words.besides import BESIDES
from sopflow.web.words.catalogue import LANGUAGES, WORDS
from sopflow.web.words.frame import FRAME
from sopflow.web.words.public import PUBLIC
from sopflow.web.words.staff import STAFF
from tests.guards.sources import ROOT

WEB = ROOT / "sopflow" / "web"
SAID = re.compile(r"""(?:\bt|\bsay)\(\s*["']([a-z_.0-9]+)["']""")
QUOTED = re.compile(r"""["']([a-z_]+\.[a-z_0-9]+)["']""")
FAMILIES = ("fault.", "cause.", "capacity.", "result.", "desk.", "error.", "office.", "standing.")
"""Words whose key is put together from a code; a test below holds each family to its codes."""
NEVER_SHOWN = ("token", "marking", "versi ", "version", "obligation", "eskalasi", "macet", "jeda")


def _places(words: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(words) if name)


def sources() -> dict[str, str]:
    files = [*WEB.rglob("*.html"), *(f for f in WEB.rglob("*.py") if f.parent.name != "words")]
    return {file.name: file.read_text() for file in files}


def test_no_word_lacks_a_language() -> None:
    assert [key for key, text in WORDS.items() if not (text.id.strip() and text.en.strip())] == []


def test_no_word_is_the_same_by_accident() -> None:
    same = {key for key, text in WORDS.items() if text.id == text.en}

    assert same <= {"col.unit", "desk.filter"}


def test_no_key_stands_twice() -> None:
    assert len(WORDS) == len(FRAME) + len(STAFF) + len(PUBLIC) + len(BESIDES)


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_fill_in_the_same_places(key: str) -> None:
    places = [
        {name for _, name, _, _ in Formatter().parse(WORDS[key].in_(x)) if name} for x in LANGUAGES
    ]

    assert places[0] == places[1]


def test_every_word_that_a_page_says_is_there() -> None:
    said = {key for text in sources().values() for key in SAID.findall(text)}

    assert {key for key in said - WORDS.keys() if key not in FAMILIES} == set()


def test_every_word_is_said_somewhere() -> None:
    used = {key for text in sources().values() for key in QUOTED.findall(text)}

    assert {key for key in WORDS.keys() - used if not key.startswith(FAMILIES)} == set()


def test_no_page_says_what_a_clerk_must_never_see() -> None:
    found = {
        (key, word)
        for key, text in WORDS.items()
        for word in NEVER_SHOWN
        if word in re.sub(r"\{.*?\}", "", f"{text.id} {text.en}").lower()
    }

    assert found == set()


def test_every_standing_of_a_bill_has_words() -> None:
    assert {f"standing.{s}" for s in Standing} == {k for k in WORDS if k.startswith("standing.")}
