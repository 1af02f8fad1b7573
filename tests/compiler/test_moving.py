"""Each reason why a case stays, and what a case may take with it, on a shipped procedure."""

from dataclasses import replace
from typing import Any

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.moving import Mover, Reason, carried, reaches
from sopflow.domain.authority import RULE, CaseUnit
from sopflow.domain.cases import PastAct
from sopflow.domain.differences import differences
from sopflow.domain.duties import Panel
from sopflow.domain.machines import Machine, Marking
from sopflow.domain.migrating import Move, Running
from sopflow.domain.words import MarkingId, StepId, Text, Trigger, UnitId, VersionId
from tests.compiler.broken import PBG, SKTM, definition

OLD = definition(SKTM)
UNIT = CaseUnit(UnitId("kecamatan-contoh"), "kecamatan", UnitId("kota"))
WORDS = ("Mencetak konsep surat", "Mencetak rancangan surat")
TO_SIGN = ("ajukan:done", "periksa:lengkap", "cek_data:terdaftar", "verifikasi:benar",
           "susun_surat:done", "paraf_kasi:approve", "paraf_sekcam:approve")  # fmt: skip


def machine_of(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, [d.render() for d in found.diagnostics]
    return found.machine


def changed(*edits: tuple[str, str]) -> Machine:
    text = OLD.replace("versi: 1.0.0", "versi: 2.0.0")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return machine_of(text)


def running(machine: Machine, *triggers: str) -> Running:
    """A case under the machine after these acts."""
    marking, acts, items = machine.compiled.start, [], []
    for seq, name in enumerate(triggers, start=1):
        trigger = Trigger(name)
        step = StepId(name.partition(":")[0])
        acts.append(PastAct(seq, trigger, step, RULE.person, marking))
        items += [(seq, item) for item in machine.compiled.changes.get(trigger, ())]
        marking = machine.fire(marking, trigger)
    under = dict.fromkeys((a.seq for a in acts), machine.id)
    return Running(machine.id, UNIT, marking, tuple(acts), under, tuple(items), frozenset())


def judged(new: Machine, case: Running, old: Machine | None = None) -> Any:
    before = old or machine_of(OLD)
    verdict = Mover(new, {before.id: before, new.id: new}.__getitem__).judge(case)
    if isinstance(verdict, Move):
        return verdict
    assert all(isinstance(r, Reason) and r.message.id and r.cure.en for r in verdict)
    return [r.code for r in verdict]


def reasons(new: Machine, case: Running) -> tuple[Reason, ...]:
    before = machine_of(OLD)
    verdict = Mover(new, {before.id: before, new.id: new}.__getitem__).judge(case)
    assert not isinstance(verdict, Move), verdict
    return verdict


@pytest.mark.parametrize("acts", range(1, len(TO_SIGN) + 1))
def test_where_only_words_change_every_case_moves_to_where_it_is(acts: int) -> None:
    new = changed(WORDS)
    case = running(machine_of(OLD), *TO_SIGN[:acts])

    assert judged(new, case) == Move(case.marking, {StepId(case.marking): StepId(case.marking)})


ONE_MORE = (
    ("berjenjang: [kasi, sekcam]", "berjenjang: [kasi, sekcam, wakil]"),
    (
        "  camat: {",
        "  wakil: { nama: { id: Wakil, en: Deputy }, jabatan: wakil_camat }\n  camat: {",
    ),
)


def test_a_case_that_is_past_a_new_level_of_initials_stays_and_says_whom_it_would_miss() -> None:
    old, new = machine_of(OLD), changed(*ONE_MORE)

    found = reasons(new, running(old, *TO_SIGN))

    assert [r.code for r in found] == ["SOP713", "SOP714"]
    assert "SKTM terbit dapat dicapai tanpa Wakil (memaraf konsep surat)" in found[0].message.id
    assert "1 Camat menandatangani surat" in found[0].message.id
    assert "`paraf_wakil`" in found[0].cure.en
    assert isinstance(judged(new, running(old, *TO_SIGN[:-1])), Move)


def test_an_act_that_was_taken_back_or_made_stale_does_not_count() -> None:
    """The initials were given, the draft went back, and nobody has initialled the new one."""
    old = machine_of(OLD)
    back = (*TO_SIGN, "ttd:return", "susun_surat:done")
    new = changed(WORDS)

    assert isinstance(judged(new, running(old, *back)), Move)
    without = running(old, *back)
    at_sign = replace(without, marking=MarkingId("ttd"))  # as if somebody had moved the row
    assert judged(new, at_sign) == ["SOP713", "SOP714", "SOP714"]


def test_acts_of_another_post_or_another_sense_count_no_more() -> None:
    old = machine_of(OLD)
    other_post = changed(("jabatan: petugas_loket", "jabatan: staf_loket"))

    assert "periksa:lengkap" in carried(old, changed())
    assert "periksa:lengkap" not in carried(old, other_post)
    assert "paraf_kasi:approve" in carried(old, other_post)
    assert judged(other_post, running(old, "ajukan:done", "periksa:lengkap")) == ["SOP713"]
    assert isinstance(judged(other_post, running(old, "ajukan:done")), Move)


def test_a_step_that_judges_more_now_has_not_judged_it() -> None:
    old = machine_of(OLD)
    more = changed(("menilai: [nama, nik, alamat, kk]", "menilai: [nama, nik, alamat, kk, ktp]"))
    less = changed(("menilai: [nama, nik, alamat, kk]", "menilai: [nama, nik, alamat]"))

    assert "cek_data:terdaftar" not in carried(old, more)
    assert "cek_data:terdaftar" in carried(old, less)


RENAMED = tuple(
    (before, after)
    for before, after in (
        ("  - id: verifikasi\n", "  - id: telaah\n    dahulu: verifikasi\n"),
        ("ke: verifikasi,", "ke: telaah,"),
    )
)


def test_a_case_that_waits_at_a_renamed_step_waits_there_under_its_new_name() -> None:
    old, new = machine_of(OLD), changed(*RENAMED)
    waiting = running(old, *TO_SIGN[:3])

    assert judged(new, waiting) == Move(
        MarkingId("telaah"), {StepId("verifikasi"): StepId("telaah")}
    )
    assert judged(new, running(old, *TO_SIGN[:4])) == ["SOP716"]
    unnamed = changed(RENAMED[0], RENAMED[1], ("    dahulu: verifikasi\n", ""))
    assert judged(unnamed, waiting) == ["SOP710"]


def test_levels_of_a_renamed_chain_are_found_again() -> None:
    old = machine_of(OLD)
    new = changed(("  - id: paraf\n", "  - id: paraf_surat\n    dahulu: paraf\n"))

    assert judged(new, running(old, *TO_SIGN[:5])) == Move(
        MarkingId("paraf_surat_kasi"), {StepId("paraf_kasi"): StepId("paraf_surat_kasi")}
    )


def test_a_case_that_the_system_works_on_waits() -> None:
    old = machine_of(OLD)

    assert judged(changed(), running(old, *TO_SIGN, "ttd:approve")) == ["SOP717"]


def test_a_case_of_another_kind_of_unit_stays() -> None:
    new = changed(("berlaku_untuk: { jenis_unit: kecamatan }", "berlaku_untuk: { unit: dpmptsp }"))

    assert judged(new, running(machine_of(OLD), "ajukan:done")) == ["SOP720"]


def test_the_pairs_that_may_be_are_those_with_the_same_open_steps() -> None:
    old, new = machine_of(OLD), changed(*RENAMED)
    pairs = dict(reaches(old, new))

    assert pairs[MarkingId("verifikasi")] == "telaah"
    assert pairs[MarkingId("ttd")] == "ttd"
    assert not {m.id for m in old.compiled.markings if m.end} & set(pairs)


RULED = (
    ("benar: { ke: susun_surat,", "benar: { ke: pilah,"),
    (
        "  - id: putus_verifikasi\n",
        (
            "  - id: pilah\n    kegiatan: { id: Memilah menurut penghasilan, en: Sort by income }\n"
            "    jenis: aturan\n    bila:\n"
            "      - { jika: formulir.penghasilan > 5000000, ke: susun_rujukan, id: tinggi }\n"
            "      - { selainnya: susun_surat, id: rendah }\n\n  - id: putus_verifikasi\n"
        ),
    ),
    (
        "formulir:\n",
        (
            "formulir:\n  penghasilan:\n    label: { id: Penghasilan, en: Income }\n"
            "    jenis: rupiah\n    wajib: ya\n"
        ),
    ),
)


def test_a_case_is_not_sorted_by_what_it_was_never_asked() -> None:
    old, new = machine_of(OLD), changed(*RULED)
    case = running(old, *TO_SIGN[:3])

    found = judged(new, case)

    assert found == ["SOP713", "SOP718"]
    told = replace(case, fields=frozenset({"penghasilan"}))
    assert judged(new, told) == ["SOP713"]  # it was also verified without looking at the income


def test_whoever_acted_more_than_once_is_not_told_apart_across_versions() -> None:
    old = machine_of(OLD)
    new = changed(
        (
            "    kewajiban: kebenaran\n    putusan:\n      tanya: Apakah berkas benar?",
            (
                "    kewajiban: kebenaran\n    orang_berbeda: [periksa]\n"
                "    putusan:\n      tanya: Apakah berkas benar?"
            ),
        )
    )
    twice = ("ajukan:done", "periksa:kurang", "ajukan:done", "periksa:lengkap")

    assert isinstance(judged(new, running(old, *TO_SIGN[:2])), Move)
    assert judged(new, running(old, *twice)) == ["SOP719"]


def test_a_vote_that_is_under_way_goes_on_by_its_own_rules() -> None:
    new = machine_of(OLD)
    panel = Panel(needed=2, members=3)
    steps = tuple(replace(s, panel=panel) if s.id == "cek_data" else s for s in new.procedure.steps)
    procedure = replace(new.procedure, steps=steps)
    old = Machine(VersionId("old"), replace(new.compiled, procedure=procedure))
    waiting = running(old, *TO_SIGN[:2])

    assert judged(new, waiting, old) == ["SOP721"]
    assert isinstance(judged(replace(old, id=VersionId("new")), waiting, old), Move)


SIDE = definition(PBG)
PUPR = CaseUnit(UnitId("dpmptsp"), "dpmptsp", UnitId("kota"))


def test_a_branch_that_was_never_opened_is_not_a_branch_that_is_done() -> None:
    """One review alone is open in the new version too, but there the others are done by then."""
    new = machine_of(SIDE)
    (block,) = new.procedure.blocks
    first = next(m for m in new.compiled.markings if set(m.open) == set(block.firsts))
    alone = Machine(VersionId("old"), _with(new, replace(first, open=first.open[:1])).compiled)
    odd = replace(first, open=(first.open[0], new.procedure.steps[-1].id))
    beside = Machine(VersionId("old"), _with(new, odd).compiled)
    case = Running(alone.id, PUPR, first.id, (), {}, (), frozenset())

    assert [t for s, t in reaches(new, new) if s == first.id] == [first.id]
    assert judged(new, case, alone) == ["SOP712"]  # whose answers a rule asks for
    assert judged(new, case, beside) == ["SOP711"]


def _with(machine: Machine, marking: Marking) -> Machine:
    compiled = machine.compiled
    others = tuple(marking if m.id == marking.id else m for m in compiled.markings)
    return Machine(machine.id, replace(compiled, markings=others))


FORMER = (
    ("  - id: verifikasi\n", "  - id: verifikasi\n    dahulu: periksa\n"),
    ("  - id: verifikasi\n", "  - id: verifikasi\n    dahulu: Telaah Lama\n"),
)


@pytest.mark.parametrize(
    ("edits", "code", "line"),
    [
        (FORMER[:1], "SOP701", "    dahulu: periksa"),
        (FORMER[1:], "SOP008", "    dahulu: Telaah Lama"),
        (
            (
                ("  - id: verifikasi\n", "  - id: verifikasi\n    dahulu: telaah\n"),
                ("  - id: cek_data\n", "  - id: cek_data\n    dahulu: [data, telaah]\n"),
            ),
            "SOP702",
            "    dahulu: telaah",
        ),
    ],
)
def test_a_wrong_earlier_name_is_found_at_its_line(
    edits: tuple[tuple[str, str], ...], code: str, line: str
) -> None:
    text = OLD
    for old, new in edits:
        text = text.replace(old, new)
    found = compile_text(text, file="x.yaml")

    assert found.machine is None
    assert [(d.code, d.source_line) for d in found.diagnostics] == [(code, line)]


def test_a_rename_is_one_difference_and_loses_no_obligation() -> None:
    found = differences(machine_of(OLD), changed(*RENAMED))

    assert not any(d.is_loss for d in found)
    assert [d.change.value for d in found if d.topic == "step"] == ["changed"]
    (told,) = [d for d in found if d.topic == "step"]
    assert (told.before, told.after) == (Text("verifikasi", "verifikasi"), Text("telaah", "telaah"))
