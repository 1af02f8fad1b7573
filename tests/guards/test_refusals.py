"""Every refusal code is worded in both languages and mapped once at every edge."""

import ast
import string

import pytest

from sopflow.cli.exits import OF_REFUSAL
from sopflow.domain.catalogue import FAULTS, WORDINGS, worded
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.web.refused import STATUS
from tests.guards.sources import ROOT, code

WITH_A_LIST = {
    "answers": ["ya", "tidak"],
    "missing": ["ktp"],
    "roles": [("kabid",), ("kadis",)],
    "faults": {"nik": "not_a_nik"},
}


def details_in_code() -> dict[str, set[str]]:
    """The detail names that the code gives to each refusal code."""
    given: dict[str, set[str]] = {c.name: set() for c in RefusalCode}
    for file in code():
        tree = ast.parse(file.read_text())
        named = {
            node.targets[0].id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"):
                continue
            name = getattr(node.args[0], "attr", None)
            details = node.args[1] if len(node.args) > 1 else None
            if isinstance(details, ast.Name):
                details = named.get(details.id)
            if name in given and isinstance(details, ast.Dict):
                given[name] |= {str(k.value) for k in details.keys if isinstance(k, ast.Constant)}
    return given


@pytest.mark.parametrize("code_", RefusalCode)
def test_every_code_has_words_and_a_cure_in_both_languages(code_: RefusalCode) -> None:
    wording = WORDINGS[code_]

    for text in (wording.message, wording.cure):
        assert text.id
        assert text.en
        assert text.id != text.en
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(words) if name}
            for words in (text.id, text.en)
        ]
        assert fields[0] == fields[1]


@pytest.mark.parametrize("code_", RefusalCode)
def test_every_code_has_an_exit_code_and_a_status(code_: RefusalCode) -> None:
    assert code_ in OF_REFUSAL
    assert 400 <= STATUS[code_] < 500


def test_words_use_only_details_that_the_engine_gives() -> None:
    given = details_in_code()

    for code_, wording in WORDINGS.items():
        for text in (wording.message.id, wording.cure.id):
            used = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert used <= given[code_.name], code_


@pytest.mark.parametrize("code_", RefusalCode)
def test_a_refusal_is_worded_whole(code_: RefusalCode) -> None:
    details = {k: WITH_A_LIST.get(k, "x") for k in details_in_code()[code_.name]}
    said = worded(Refusal(code_, details))

    for words in (said.message.id, said.message.en, said.cure.id, said.cure.en):
        assert "{" not in words


def test_every_fault_of_a_form_has_words() -> None:
    source = (ROOT / "sopflow/domain/forms.py").read_text()
    docs = source.split("A fault is one of", 1)[1].split('"""', 1)[0]
    faults = set(docs.split("`")[1::2])

    assert faults == set(FAULTS)


def test_names_stand_in_for_ids() -> None:
    refusal = Refusal(RefusalCode.NOT_YOUR_ROLE, {"role": "kabid"})

    assert "Kepala Bidang" in worded(refusal, {"kabid": "Kepala Bidang"}).message.id
