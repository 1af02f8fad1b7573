"""Each code of the domain that a page shows has words, and each refusal a status."""

import re

import pytest

from sopflow.domain import forms
from sopflow.domain.refusals import RefusalCode
from sopflow.domain.words import Capacity, EndResult
from sopflow.reads.views import StuckRow
from sopflow.web.refused import STATUS
from sopflow.web.words.catalogue import WORDS
from tests.guards.sources import ROOT


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_a_status(code: RefusalCode) -> None:
    assert STATUS[code] in (403, 409, 422)


@pytest.mark.parametrize("status", sorted(set(STATUS.values())))
def test_every_status_of_a_refusal_has_a_title(status: int) -> None:
    assert f"error.{status}" in WORDS


def test_every_fault_of_a_field_has_words() -> None:
    assert forms.Filled.__doc__ is not None
    faults = set(re.findall(r"`([a-z_]+)`", forms.Filled.__doc__))

    assert {key.removeprefix("fault.") for key in WORDS if key.startswith("fault.")} == faults


def test_every_cause_of_a_stuck_case_has_words() -> None:
    assert StuckRow.__doc__ is not None
    causes = set(re.findall(r"`([a-z_]+)`", StuckRow.__doc__)) - {"cause"}

    assert {key.removeprefix("cause.") for key in WORDS if key.startswith("cause.")} == causes


def test_every_capacity_and_result_has_words() -> None:
    wanted = {f"capacity.{c}" for c in Capacity} | {f"result.{r}" for r in EndResult}

    assert wanted == {key for key in WORDS if key.startswith(("capacity.", "result."))}


def test_templates_hold_no_style_and_no_script() -> None:
    inline = re.compile(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    templates = (ROOT / "sopflow" / "web" / "templates").glob("*.html")

    assert [t.name for t in templates if inline.search(t.read_text())] == []
