"""P7: what a rule asks for is there, papers can be supplied, and no rule is idle."""

from dataclasses import replace
from typing import Any

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.dataflow import empty_uses, idle_rules, unsupplied
from sopflow.compiler.flatten import flatten
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.procedures import Answer, Block, Branch, Limit, Procedure, Rule, Step
from sopflow.domain.words import (
    JOIN,
    AnswerId,
    BranchId,
    ItemId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
)
from tests.compiler.broken import PBG, REKLAME, definition
from tests.compiler.small import DAY, a_procedure, a_step

KTP, KK = ItemId("ktp"), ItemId("kk")
BACK = Nature.NEUTRAL
WHOLE = definition(REKLAME)


def way(name: str, target: str, nature: Nature = Nature.SUPPORTS, **more: Any) -> Answer:
    return Answer(AnswerId(name), Text(name, name), StepId(target), nature, **more)


def first(target: str, **given: Any) -> Step:
    done = (way("done", target),)
    return a_step("a", StepKind.APPLICANT, role=RoleId("pemohon"), answers=done, **given)


def filled(name: str = "ukuran", kind: FieldKind = FieldKind.INTEGER, **more: Any) -> Field:
    bare: dict[str, Any] = {"is_required": True, "is_personal": False, "purpose": None}
    return Field(ItemId(name), Text(name, name), kind, **(bare | more))


def rules(*conditions: str, then: tuple[str, ...] = ()) -> Step:
    names = then or tuple(f"r{n}" for n in range(len(conditions)))
    rows = tuple(Rule(c, AnswerId(n)) for c, n in zip(conditions, names, strict=True))
    ways = (
        *(way(n, "terbit", BACK) for n in dict.fromkeys(names)),
        way("otherwise", "tolak", BACK),
    )
    return a_step("pilah", StepKind.RULES, role=None, answers=ways,
                  rules=(*rows, Rule(None, AnswerId("otherwise"))))  # fmt: skip


def empty(procedure: Procedure) -> list[tuple[str, list[str]]]:
    found = empty_uses(procedure, flatten(procedure))
    return [(e.use.name, [a.trigger for a in e.run.arcs]) for e in found]


def with_form(*steps: Step, **field: Any) -> Procedure:
    return replace(a_procedure(steps), form=(filled("luas", **field),))


def test_a_required_field_of_the_form_is_there_from_the_opening_on() -> None:
    assert empty(with_form(first("pilah"), rules("formulir.luas > 3"))) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(FieldKind.INTEGER, [("formulir.luas", ["a:done"])]), (FieldKind.YES_NO, [])],
)
def test_a_field_that_may_be_left_empty_is_not_there_but_a_box_says_no(
    kind: FieldKind, expected: list[Any]
) -> None:
    made = with_form(first("pilah"), rules("formulir.luas > 3"), kind=kind, is_required=False)

    assert empty(made) == expected


def test_a_field_is_there_once_its_step_has_answered_on_every_way() -> None:
    ukur = a_step("ukur", fields=(filled(),), answers=(way("done", "pilah"),))
    ask = a_step("cek", StepKind.DECISION, answers=(way("ya", "ukur"), way("no", "pilah", BACK)))
    rule = rules("isian.ukuran > 3")

    assert empty(a_procedure((first("ukur"), ukur, rule))) == []
    assert empty(a_procedure((first("cek"), ask, ukur, rule))) == [
        ("isian.ukuran", ["a:done", "cek:no"])
    ]


def test_a_term_that_passes_fills_in_nothing() -> None:
    late = a_step("ukur", fields=(filled(),), answers=(way("done", "pilah"),),
                  limit=Limit(DAY, StepId("pilah")))  # fmt: skip

    assert empty(a_procedure((first("ukur"), late, rules("isian.ukuran > 3")))) == [
        ("isian.ukuran", ["a:done", "ukur:overdue"])
    ]


def test_a_field_that_an_answer_decides_without_need_not_be_there() -> None:
    ukur = a_step("ukur", fields=(filled(),), answers=(way("done", "pilah"),))
    ask = a_step("cek", StepKind.DECISION, answers=(way("ya", "ukur"), way("no", "pilah", BACK)))
    steps = (first("cek"), ask, ukur)

    assert empty(a_procedure((*steps, rules("jawaban.cek == 'ya' dan isian.ukuran > 3")))) == []
    assert empty(a_procedure((*steps, rules("jawaban.cek == 'no'", "isian.ukuran > 3")))) == []
    assert empty(a_procedure((*steps, rules("jawaban.cek == 'ya'", "isian.ukuran > 3")))) == [
        ("isian.ukuran", ["a:done", "cek:no"])
    ]


def test_an_answer_that_may_not_have_been_given_is_not_there() -> None:
    nilai = a_step("nilai", StepKind.DECISION, answers=(way("ya", "pilah"), way("no", "pilah")))
    ask = a_step("cek", StepKind.DECISION, answers=(way("ya", "nilai"), way("no", "pilah", BACK)))
    rule = rules("jawaban.nilai == 'ya'")

    assert empty(a_procedure((first("nilai"), nilai, rule))) == []
    assert empty(a_procedure((first("cek"), ask, nilai, rule))) == [
        ("jawaban.nilai", ["a:done", "cek:no"])
    ]


@pytest.mark.parametrize(("needed", "expected"), [(1, []), (2, ["jawaban.kiri"])])
def test_a_branch_that_may_be_cancelled_may_be_asked_whether_it_answered(
    needed: int, expected: list[str]
) -> None:
    """With a join of all, only leaving the block comes before the answer."""
    left = a_step("kiri", StepKind.DECISION, answers=(way("ya", JOIN), way("no", JOIN)))
    right = a_step("kanan", StepKind.DECISION, answers=(way("ya", JOIN), way("no", "pilah", BACK)))
    branches = tuple(Branch(BranchId(s.id), (s.id,)) for s in (left, right))
    words = Text("blok", "blok")
    block = Block(
        StepId("blok"), words, branches, needed, StepId("pilah"), leaves=(StepId("pilah"),)
    )
    made = a_procedure((first("blok"), left, right, rules("jawaban.kiri == 'ya'")))

    assert [name for name, _ in empty(replace(made, blocks=(block,)))] == expected


def idle(*steps: Step) -> tuple[tuple[str, int], ...]:
    procedure = a_procedure(steps)
    return idle_rules(procedure, flatten(procedure))


def test_a_rule_behind_the_same_condition_or_behind_one_that_always_holds_is_idle() -> None:
    same = rules("formulir.luas > 3", "formulir.luas  >  3", then=("x", "x"))
    assert idle(first("pilah"), same) == (("pilah", 1),)

    sure = rules("jawaban.a == 'done'", "formulir.luas > 3", then=("x", "x"))
    assert idle(first("pilah"), sure) == (("pilah", 1),)

    apart = rules("formulir.luas > 3", "formulir.luas > 2", then=("x", "x"))
    assert idle(first("pilah"), apart) == ()


def papers(*items: tuple[ItemId, str | None]) -> dict[str, Any]:
    made = tuple(EntryRequirement(i, Text(i, i), True, group) for i, group in items)
    return {"requirements": made}


def missing(procedure: Procedure) -> list[tuple[str, tuple[str, ...]]]:
    return [(u.step, u.items) for u in unsupplied(procedure, flatten(procedure))]


def checking(*answers: Answer, **given: Any) -> Step:
    return a_step("cek", StepKind.DECISION, requires=(KTP, KK), answers=answers, **given)


def test_a_paper_that_may_be_missing_can_be_asked_for_or_the_case_ends() -> None:
    both = papers((KTP, None), (KK, None))
    on = way("ya", "terbit")
    back = checking(on, way("no", "a", BACK))
    wait = checking(on, way("no", "cek", BACK))
    refuse = checking(on, way("no", "tolak", BACK))

    assert missing(replace(a_procedure((first("cek", changes=(KTP, KK)), back)), **both)) == []
    assert missing(replace(a_procedure((first("cek"), refuse)), **both)) == []
    assert missing(replace(a_procedure((first("cek", changes=(KTP,)), back)), **both)) == [
        ("cek", (KK,))
    ]
    assert missing(replace(a_procedure((first("cek", changes=(KTP, KK)), wait)), **both)) == [
        ("cek", (KTP,)),
        ("cek", (KK,)),
    ]


def test_one_paper_of_a_group_is_enough() -> None:
    steps = (first("cek", changes=(KTP,)), checking(way("ya", "terbit"), way("no", "a", BACK)))

    assert missing(replace(a_procedure(steps), **papers((KTP, "x"), (KK, "x")))) == []
    assert missing(replace(a_procedure(steps), **papers((KTP, None), (KK, None)))) == [
        ("cek", (KK,))
    ]


def test_a_missing_paper_can_be_asked_for_also_when_the_rounds_are_used_up() -> None:
    limited = way("no", "a", BACK, rounds_max=2, limit_target=StepId("cek"))
    steps = (first("cek", changes=(KTP, KK)), checking(way("ya", "terbit"), limited))

    assert missing(replace(a_procedure(steps), **papers((KTP, None)))) == [("cek", (KTP,))]


def edited(*edits: tuple[str, str], whole: str = WHOLE) -> Compilation:
    for old, new in edits:
        assert whole.count(old) == 1, old
        whole = whole.replace(old, new)
    return compile_text(whole, file="x.yaml")


RULE = "      - { jika: isian.nilai_pajak > 0, ke: bayar, id: terutang }"
TAX = "        jenis: rupiah\n        wajib: ya\n        min: 0\n"
SENDS_BACK = (
    "        kurang:\n          ke: ajukan\n          sifat: netral\n"
    "          label: { id: Kurang lengkap, en: Incomplete }\n          alasan: wajib\n"
    "          maks_putaran: 2\n          bila_putaran_habis: putus_berkas\n"
)
REFUSES = "        tidak_cukup: { ke: susun_tolak, sifat: menentang"


def blamed(found: Compilation, code: str) -> list[str]:
    failed = {p.property for p in found.proofs if not p.holds}
    assert failed == {"P7"}
    assert found.certificate is not None
    assert found.certificate.properties["P7"] is not None
    assert found.machine is None
    return [d.source_line for d in found.diagnostics if d.code == code]


def test_a_field_that_may_be_empty_is_refused_at_the_rule_with_a_story() -> None:
    found = edited((TAX, TAX.replace("        wajib: ya\n", "")))

    assert blamed(found, "SOP430") == [RULE]
    (one,) = found.diagnostics
    assert "1 Pemohon mengajukan permohonan" in one.message.id
    assert "padahal `isian.nilai_pajak` dapat kosong" in one.message.id


def test_an_answer_that_may_be_missing_is_refused_at_the_rule() -> None:
    new = RULE.replace("isian.nilai_pajak > 0", "\"jawaban.putus_teknis = 'disetujui'\"")

    assert blamed(edited((RULE, new)), "SOP431") == [new]


def test_a_rule_that_never_fires_is_refused_at_its_line() -> None:
    again = RULE.replace(" > 0", "  >  0")

    assert blamed(edited((RULE, f"{RULE}\n{again}")), "SOP433") == [again]


def test_a_step_that_waits_for_a_paper_in_vain_is_refused() -> None:
    plain = edited(
        ("    kegiatan: { id: Menjadwalkan", "    syarat: [ktp]\n    kegiatan: { id: Menjadwalkan")
    )

    assert blamed(plain, "SOP432") == ["  - id: jadwal"]
    assert "Fotokopi KTP penanggung jawab belum ada" in plain.diagnostics[0].message.id


def test_what_depends_on_who_is_quicker_breaks_the_property_too() -> None:
    lists = ("mengubah: [gambar_utilitas]", "mengubah: [gambar_utilitas, gambar_arsitektur]")
    found = edited(lists, whole=definition(PBG))

    assert {d.code for d in found.diagnostics} & {"SOP415", "SOP416"}
    assert "P7" in {p.property for p in found.proofs if not p.holds}
