"""P3: nobody acts before their turn."""

from typing import Any

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.flatten import flatten
from sopflow.compiler.obligations import obligations_of
from sopflow.compiler.order import Early, early, orders_of
from sopflow.compiler.proofs import Prover
from sopflow.domain.procedures import Answer, Step
from sopflow.domain.words import AnswerId, ItemId, Nature, RoleId, StepId, StepKind, Text
from tests.compiler.broken import REKLAME, definition
from tests.compiler.small import a_procedure, a_step

PAPER = ItemId("konsep")
WHOLE = definition(REKLAME)
TTD = "  - id: ttd\n"
MEASURED = "  - id: tetapkan_pajak\n"


def way(name: str, target: str, nature: Nature = Nature.SUPPORTS) -> Answer:
    return Answer(AnswerId(name), Text(name, name), StepId(target), nature)


def first(target: str) -> Step:
    done = (way("done", target),)
    return a_step("a", StepKind.APPLICANT, role=RoleId("pemohon"), answers=done)


def plain(name: str, target: str, **given: Any) -> Step:
    return a_step(name, answers=(way("done", target),), **given)


def initials(name: str, target: str, role: str = "loket", **given: Any) -> Step:
    bare: dict[str, Any] = {"document": PAPER, "judges": (PAPER,), "role": RoleId(role)}
    ways = (way("approve", target), *given.pop("back", ()))
    return a_step(name, StepKind.INITIALS, answers=ways, **(bare | given))


def signature(name: str, target: str, **given: Any) -> Step:
    bare: dict[str, Any] = {"document": PAPER, "judges": (PAPER,), "role": RoleId("camat")}
    ways = (way("approve", target), *given.pop("back", ()))
    return a_step(name, StepKind.SIGNATURE, answers=ways, **(bare | given))


def broken(*steps: Step) -> tuple[Early, ...]:
    procedure = a_procedure(steps)
    graph = flatten(procedure)
    obligations = obligations_of(procedure, graph)
    prover = Prover(procedure, graph, obligations)
    assert prover.skips() == ()
    assert prover.stale(()) == ()
    return early(graph, orders_of(procedure, graph, obligations), prover)


def told(found: tuple[Early, ...]) -> list[tuple[str, tuple[str, ...], list[str]]]:
    return [(e.order.step, e.order.before, [a.trigger for a in e.run.arcs]) for e in found]


def test_initials_before_the_signature_are_in_order() -> None:
    assert broken(first("paraf"), initials("paraf", "ttd"), signature("ttd", "terbit")) == ()


def test_a_signature_before_the_initials_is_too_early_although_everybody_acts() -> None:
    found = broken(first("ttd"), signature("ttd", "paraf"), initials("paraf", "terbit"))

    assert told(found) == [("ttd", ("paraf",), ["a:done", "ttd:approve"])]
    assert found[0].opening.trigger == "a:done"


def test_a_draft_that_is_changed_after_the_initials_is_not_signed_before_they_are_given_anew() -> (
    None
):
    ask = a_step("tanya", StepKind.DECISION, optional_reason="x",
                 answers=(way("lanjut", "ttd"), way("ubah", "tulis", Nature.NEUTRAL)))  # fmt: skip
    again = initials("lagi", "terbit", shared_obligation="p")
    steps = (
        first("paraf"), initials("paraf", "tanya", shared_obligation="p"), ask,
        plain("tulis", "ttd", changes=(PAPER,), optional_reason="x"),
        signature("ttd", "lagi"), again,
    )  # fmt: skip

    assert told(broken(*steps)) == [
        ("ttd", ("paraf", "lagi"),
         ["a:done", "paraf:approve", "tanya:ubah", "tulis:done", "ttd:approve"]),
    ]  # fmt: skip


def test_initials_of_another_paper_or_of_another_end_are_not_waited_for() -> None:
    other = initials("paraf", "terbit", document=ItemId("surat"))
    assert broken(first("ttd"), signature("ttd", "paraf"), other) == ()

    ask = a_step("tanya", StepKind.DECISION,
                 answers=(way("ya", "ttd"), way("no", "tolaknya", Nature.OPPOSES)))  # fmt: skip
    refused = initials("tolaknya", "ttd_tolak", role="kabid")
    steps = (first("tanya"), ask, signature("ttd", "terbit"), refused,
             signature("ttd_tolak", "tolak"))  # fmt: skip
    assert broken(*steps) == ()


def test_a_level_waits_for_the_level_below() -> None:
    steps = (
        first("tinggi"),
        initials("rendah", "terbit", chain="p"),
        initials("tinggi", "rendah", role="kabid", chain="p"),
    )
    assert told(broken(*steps)) == [("tinggi", ("rendah",), ["a:done", "tinggi:approve"])]


def test_a_level_that_was_opened_too_early_may_still_send_back() -> None:
    back = (way("return", "tulis", Nature.NEUTRAL),)
    early_bird = initials("tinggi", "rendah", role="kabid", chain="p", back=back)
    steps = (first("tinggi"), plain("tulis", "tinggi", optional_reason="x"),
             initials("rendah", "terbit", chain="p"), early_bird)  # fmt: skip

    assert told(broken(*steps)) == [("tinggi", ("rendah",), ["a:done", "tinggi:approve"])]


def test_what_is_said_to_come_after_waits_for_the_last_word_of_the_other() -> None:
    ask = a_step("cek", StepKind.DECISION,
                 answers=(way("ya", "tulis"), way("ragu", "tulis", Nature.NEUTRAL)))  # fmt: skip
    judge = a_step("nilai", StepKind.DECISION, optional_reason="x",
                   answers=(way("lagi", "cek"), way("no", "gugur", Nature.OPPOSES)))  # fmt: skip
    again = plain("akhirnya", "terbit", shared_obligation="cek")
    cek = a_step("cek", StepKind.DECISION, answers=ask.answers, shared_obligation="cek")
    steps = (first("cek"), cek, plain("tulis", "akhirnya", after=(StepId("cek"),)), again, judge)

    assert told(broken(*steps)) == [
        ("tulis", ("cek", "akhirnya"), ["a:done", "cek:ragu", "tulis:done"])
    ]


def edited(old: str, new: str) -> Compilation:
    assert WHOLE.count(old) == 1
    return compile_text(WHOLE.replace(old, new), file="x.yaml")


def lines_of(found: Compilation, code: str) -> list[str]:
    return [d.source_line for d in found.diagnostics if d.code == code]


def test_an_order_that_holds_is_part_of_the_machine() -> None:
    found = edited(MEASURED, f"{MEASURED}    setelah: [kelayakan, periksa]\n")

    assert found.diagnostics == ()
    assert found.machine is not None
    said = [o for o in found.machine.compiled.orders if o.step == "tetapkan_pajak"]
    assert [o.before for o in said] == [
        ("kelayakan", "putus_teknis"),
        ("periksa", "putus_berkas"),
    ]


def test_an_order_that_no_way_keeps_is_refused_at_its_line_with_a_story() -> None:
    found = edited(MEASURED, f"{MEASURED}    setelah: [susun_izin]\n")

    assert lines_of(found, "SOP230") == ["    setelah: [susun_izin]"]
    story = next(d for d in found.diagnostics if d.code == "SOP230").message.id
    assert "1 Pemohon mengajukan permohonan; 2 Petugas Front Office memeriksa" in story
    assert "padahal belum ada persetujuan Kasi Perizinan (menyusun konsep izin)" in story
    failed = [p for p in found.proofs if not p.holds]
    assert [p.property for p in failed] == ["P3"]
    assert found.machine is None
    assert found.certificate is not None
    assert found.certificate.properties["P3"] is not None


@pytest.mark.parametrize(
    ("named", "code"), [("cek_pajak", "SOP232"), ("tetapkan_pajak", "SOP232"), ("apa", "SOP209")]
)
def test_what_cannot_come_before_is_refused(named: str, code: str) -> None:
    found = edited(MEASURED, f"{MEASURED}    setelah: [{named}]\n")

    assert lines_of(found, code) == [f"    setelah: [{named}]"]


def test_a_way_that_opens_the_signature_before_the_initials_is_blamed() -> None:
    row = (
        "  - id: tanya\n    kegiatan: Menilai konsep\n    pelaksana: kasi\n"
        "    mutu: { kelengkapan: [Konsep], waktu: 1 jam, keluaran: Catatan }\n"
        "    putusan:\n      jawab:\n"
        "        biasa: { ke: paraf, sifat: mendukung }\n"
        "        segera: { ke: ttd, sifat: mendukung }\n\n"
    )
    found = edited("  - id: paraf\n", f"{row}  - id: paraf\n")

    assert set(lines_of(found, "SOP231")) == {"        segera: { ke: ttd, sifat: mendukung }"}
