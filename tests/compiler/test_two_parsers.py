"""The fast parser gives what the rule gives, or it is not asked."""

import random
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import NodeEvent, ScalarEvent

from sopflow.compiler import yamltree

FILES = sorted(Path("definitions").glob("*/*.yaml"))
MARKS = "\n\n  \t-:{}[],\"'#&*!|>%@`?\\~=.0aZé\x85\u2028\ufeff😀"
TEXTS = 1_500


def _read(event: Any) -> tuple[object, ...]:
    if not isinstance(event, NodeEvent):
        return (type(event).__name__,)
    tag = getattr(event, "tag", None)
    value, is_quoted = "", False
    if isinstance(event, ScalarEvent):
        value, is_quoted = str(event.value), event.style not in (None, "")
    place = (event.start_mark.line, event.start_mark.column)
    return type(event).__name__, value, is_quoted, place, event.anchor, tag and str(tag)


def _by_the_rule(text: str) -> list[tuple[object, ...]] | None:
    try:
        return [_read(event) for event in YAML(typ="safe", pure=True).parse(text)]
    except (YAMLError, ValueError):
        return None


def _fast(text: str) -> list[tuple[object, ...]] | None:
    if yamltree._ONLY_BY_THE_RULE.search(text):
        return None
    events = yamltree._fast_events(text)
    return None if events is None else [_read(event) for event in events]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_shipped_file_is_read_fast_and_by_the_rule(file: Path) -> None:
    text = file.read_text("utf-8")

    assert _fast(text) == _by_the_rule(text)


def test_whatever_is_read_fast_is_read_as_by_the_rule() -> None:
    chance = random.Random("two parsers")
    texts = [file.read_text("utf-8") for file in FILES]

    fast = 0
    for _ in range(TEXTS):
        text = _mutated(chance, chance.choice(texts))
        read = _fast(text)
        if read is not None:
            fast += 1
            assert read == _by_the_rule(text), text

    assert fast > TEXTS // 20


def _mutated(chance: random.Random, text: str) -> str:
    begin = chance.randrange(len(text))
    text = text[begin : begin + chance.choice((30, 200, 600))]
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(3):
            case 0:
                text = text[:at] + chance.choice(MARKS) + text[at:]
            case 1:
                text = text[:at] + text[at + 1 :]
            case _:
                other = chance.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 5] + text[at:]
    return text
