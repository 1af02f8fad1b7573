"""Every way round an official is refused, at the author's line, with the story of how."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.proofs import PROPERTIES
from tests.compiler.broken import BROKEN, LIBRARY, REKLAME, Broken, definition


@pytest.mark.parametrize("broken", BROKEN, ids=lambda b: b.name)
def test_each_broken_definition_is_refused_with_its_code_at_its_line(broken: Broken) -> None:
    found = compile_text(broken.text(), file="x.yaml")

    assert found.machine is None
    blamed = [d for d in found.diagnostics if d.code == broken.code]
    assert [d.source_line for d in blamed] == [broken.line]
    assert broken.text().split("\n")[blamed[0].line - 1] == broken.line
    for words in broken.says:
        assert words in blamed[0].message.id
    assert "Cara: " in blamed[0].render()


@pytest.mark.parametrize("broken", [b for b in BROKEN if b.fails], ids=lambda b: b.name)
def test_the_failed_property_carries_its_counterexample(broken: Broken) -> None:
    found = compile_text(broken.text(), file="x.yaml")

    failed = {proof.property for proof in found.proofs if not proof.holds}
    fails = set((broken.fails or "").split())
    assert failed == fails
    assert found.certificate is not None
    assert found.certificate.certificate is None
    properties = found.certificate.as_dict()["properties"]
    assert {name for name, value in properties.items() if not value["holds"]} == fails


@pytest.mark.parametrize("file", LIBRARY)
def test_the_shipped_definitions_have_no_finding_at_all(file: str) -> None:
    found = compile_text(definition(file), file=file)

    assert found.diagnostics == ()
    assert found.machine is not None
    assert [(p.property, p.holds) for p in found.proofs] == [(p, True) for p in PROPERTIES]


def test_the_permit_names_its_must_act_officials() -> None:
    found = compile_text(definition(REKLAME), file=REKLAME).certificate

    assert found is not None
    assert found.certificate is not None
    assert [(m.step, m.role) for m in found.must_act] == [
        ("periksa", "front_office"),
        ("jadwal", "kasi"),
        ("tinjau", "tim_teknis"),
        ("kelayakan", "tim_teknis"),
        ("tetapkan_pajak", "petugas_pajak"),
        ("susun_izin", "kasi"),
        ("paraf_kasi", "kasi"),
        ("paraf_kabid", "kabid"),
        ("paraf_sekretaris", "sekretaris"),
        ("ttd", "kepala"),
        ("serah", "front_office"),
    ]


def test_several_problems_are_reported_in_one_run() -> None:
    edits = [b for b in BROKEN if b.file == REKLAME and b.code in ("SOP301", "SOP605", "SOP201")]
    text = definition(REKLAME)
    for edit in edits:
        text = text.replace(edit.old, edit.new)

    codes = {d.code for d in compile_text(text, file="x.yaml").diagnostics}

    assert {"SOP301", "SOP605", "SOP201"} <= codes
