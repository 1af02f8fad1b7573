"""Rows side by side: what a block becomes, and everything that may not be said about one."""

# ruff: noqa: E501 - each row of the table is one fault

from dataclasses import replace

import pytest

from sopflow.compiler.compile import Compilation, compile_text
from sopflow.compiler.diagnostics import CATALOGUE
from sopflow.compiler.flatten import Graph, TooManyMarkings, flatten
from sopflow.compiler.obligations import obligations_of
from sopflow.compiler.proofs import Prover
from sopflow.compiler.timing import normal_minutes
from sopflow.domain.machines import Arc, Machine
from sopflow.domain.procedures import Answer, Block, Branch, Limit, Procedure, Rule, Step
from sopflow.domain.words import (
    JOIN,
    WITHDRAW,
    AnswerId,
    BranchId,
    EndId,
    MarkingId,
    Nature,
    StepId,
    StepKind,
    Text,
    Trigger,
)
from tests.compiler.broken import PBG, definition
from tests.compiler.small import DAY, a_procedure, a_step

WHOLE = definition(PBG)
REVIEWS = ("nilai_arsitektur", "nilai_struktur", "nilai_utilitas")
MEND_UTILITIES = WHOLE[
    WHOLE.index("            - id: perbaiki_utilitas") : WHOLE.index("  - id: pilah")
]
UTILITIES = WHOLE[WHOLE.index("        - id: utilitas\n") : WHOLE.index("  - id: pilah")]


def compiled(text: str) -> Compilation:
    return compile_text(text, file="x.yaml")


def edited(old: str, new: str) -> Compilation:
    assert WHOLE.count(old) == 1, (old, WHOLE.count(old))
    return compiled(WHOLE.replace(old, new))


def permit() -> Machine:
    machine = compiled(WHOLE).machine
    assert machine is not None
    return machine


def arc_of(machine: Machine, source: str, trigger: str) -> Arc:
    arc = machine.find_arc(MarkingId(source), Trigger(trigger))
    assert arc is not None, (source, trigger)
    return arc


# What a block becomes -----------------------------------------------------------------------


def test_steps_stay_flat_and_the_block_knows_its_branches() -> None:
    procedure = permit().procedure

    (block,) = procedure.blocks
    assert (block.id, block.target, block.needed, block.joins_all) == ("telaah", "pilah", 3, True)
    assert [(b.id, b.steps) for b in block.branches] == [
        (name, (f"nilai_{name}", f"perbaiki_{name}"))
        for name in ("arsitektur", "struktur", "utilitas")
    ]
    assert block.leaves == ("rapat", "gugur")
    assert procedure.block_of(StepId("nilai_struktur")) is block
    assert procedure.block_of(StepId("periksa")) is None
    assert procedure.entered(block.id) == REVIEWS
    assert procedure.entered(JOIN, leaving=StepId("nilai_struktur")) == ("pilah",)
    assert procedure.entered(JOIN, leaving=StepId("periksa")) == ()
    assert procedure.entered(EndId("gugur")) == ()


def test_the_fork_opens_the_first_row_of_each_branch() -> None:
    fork = arc_of(permit(), "periksa", "periksa:lengkap")

    assert (fork.closes, fork.opens, fork.target) == (("periksa",), REVIEWS, "+".join(REVIEWS))


def test_a_branch_moves_and_finishes_while_the_others_stay_open() -> None:
    machine = permit()
    everything = "+".join(REVIEWS)

    moved = arc_of(machine, everything, "nilai_struktur:perbaiki")
    done = arc_of(machine, everything, "nilai_struktur:sesuai")

    assert machine.markings[moved.target].open == (
        "nilai_arsitektur",
        "perbaiki_struktur",
        "nilai_utilitas",
    )
    assert (moved.closes, moved.opens) == (("nilai_struktur",), ("perbaiki_struktur",))
    assert machine.markings[done.target].open == ("nilai_arsitektur", "nilai_utilitas")
    assert machine.markings[done.target].memory == (("nilai_struktur", "sesuai"),)
    assert (done.closes, done.opens) == (("nilai_struktur",), ())


def test_only_the_last_branch_makes_the_join() -> None:
    machine = permit()

    joins = [a for a in machine.compiled.arcs if "pilah" in a.opens]

    assert joins
    assert all(a.closes == machine.markings[a.source].open == (a.step,) for a in joins)
    assert {a.step for a in joins} == set(REVIEWS)


def test_leaving_withdrawing_and_a_passed_limit_close_every_branch() -> None:
    machine = permit()
    marking = "nilai_arsitektur+perbaiki_struktur+nilai_utilitas"

    for trigger in ("perbaiki_struktur:overdue", WITHDRAW, "nilai_utilitas:perbaiki!limit"):
        arc = arc_of(machine, marking, trigger)
        assert arc.closes == machine.markings[MarkingId(marking)].open, trigger
    assert arc_of(machine, marking, "nilai_utilitas:perbaiki!limit").opens == ("rapat",)


def test_entering_the_block_again_begins_every_branch_anew() -> None:
    again = arc_of(permit(), "rapat", "rapat:telaah_ulang")

    assert again.opens == REVIEWS
    assert again.target == "+".join(REVIEWS)  # what was answered before is forgotten


def test_one_opposing_branch_never_reaches_the_grant() -> None:
    machine = permit()
    marking = "pilah[nilai_arsitektur=sesuai,nilai_struktur=tidak_sesuai,nilai_utilitas=sesuai]"

    arcs = machine.arcs_from(MarkingId(marking))
    assert [a.target for a in arcs if a.step is not None] == ["rapat"]


def test_every_reviewer_must_act() -> None:
    certificate = compiled(WHOLE).certificate

    assert certificate is not None
    assert {*REVIEWS} < {m.step for m in certificate.must_act}


def test_a_single_row_may_be_a_branch() -> None:
    single = UTILITIES.replace(MEND_UTILITIES, "").split("langkah:\n", 1)[1]
    single = single.replace("            - id:", "        - id:").replace(
        "\n              ", "\n          "
    )
    start = (
        single.index("                  perbaiki:")
        if "                  perbaiki:" in single
        else single.index("              perbaiki:")
    )
    end = single.index("tidak_sesuai:")
    single = single[:start] + "              " + single[end:]
    text = WHOLE.replace(UTILITIES, single + "\n")
    notice = text[
        text.index("  - saat: perbaiki_utilitas.masuk") : text.index("  - saat: bayar.masuk")
    ]

    found = compiled(text.replace(notice, ""))

    assert found.diagnostics == ()
    assert found.machine is not None
    assert found.machine.procedure.blocks[0].branches[2] == Branch(
        BranchId("nilai_utilitas"), (StepId("nilai_utilitas"),)
    )


# What may not be said -----------------------------------------------------------------------

REST = "      gabung: semua\n"
LEAVES = "      keluar: [rapat, gugur]\n"
FAULTS = (
    ("gabung: semua", "gabung: samua", "SOP007"),
    ("gabung: semua", "gabung: 3", "SOP007"),
    ("gabung: semua", "gabung: 0", "SOP007"),
    (REST, "", "SOP006"),
    ("gabung: semua", "gabung: pertama", "SOP006"),
    (REST, REST + "      sisanya: batal\n", "SOP122"),
    (REST, "      gabung: 2\n      sisanya: lanjut\n", "SOP007"),
    ("    bersamaan:\n      gabung: semua\n", "    ke: susun_pernyataan\n    bersamaan:\n      gabung: 2\n      sisanya: batal\n", "SOP201"),
    (LEAVES, "", "SOP123"),
    (LEAVES, "      keluar: [rapat]\n", "SOP123"),
    (LEAVES, "      keluar: [rapat, gugur, tolak]\n", "SOP125"),
    (LEAVES, "      keluar: [rapat, gugur, nilai_struktur]\n", "SOP125"),
    (LEAVES, "      keluar: [rapat, gugur, raput]\n", "SOP101"),
    (LEAVES, LEAVES + "      tunggu: ya\n", "SOP003"),
    ("        - id: arsitektur\n          langkah:", "        - id: arsitektur\n          pelaksana: kasi\n          langkah:", "SOP003"),
    ("        - id: arsitektur\n", "        - id: nilai_struktur\n", "SOP010"),
    ("  - id: telaah\n", "  - id: telaah\n    pelaksana: kasi\n", "SOP115"),
    ("  - id: telaah\n", "  - id: telaah\n    menilai: semua\n", "SOP115"),
    ("  - id: telaah\n", "  - id: Telaah\n", "SOP008"),
    ("  - id: telaah\n", "  - id: gabung\n", "SOP008"),
    ("        lengkap: { ke: telaah,", "        lengkap: { ke: telaa,", "SOP101"),
    ("        lengkap: { ke: telaah,", "        lengkap: { ke: nilai_struktur,", "SOP124"),
    ("        lengkap: { ke: telaah,", "        lengkap: { ke: gabung,", "SOP126"),
    ("              ke: nilai_struktur\n", "              ke: nilai_utilitas\n", "SOP124"),
    ("mengubah: [gambar_utilitas]", "mengubah: [gambar_utilitas, gambar_arsitektur]", "SOP415"),
    ("              mengubah: [gambar_utilitas]\n", "", "SOP415"),
    ("menilai: [gambar_utilitas]", "menilai: [gambar_utilitas, gambar_arsitektur]", "SOP416"),
    ("              menilai: [gambar_utilitas]\n", "", "SOP416"),
    ("              menilai: [gambar_utilitas]\n", "              menilai: [gambar_utilitas]\n              syarat: [gambar_arsitektur]\n", "SOP416"),
    ("              pelaksana: utilitis\n", "              pelaksana: utilitis\n              bersamaan: { gabung: semua, cabang: [] }\n", "SOP120"),
    ("  - id: pilah\n", "  - id: kosong\n    kegiatan: Menunggu\n    bersamaan: { gabung: semua, cabang: [] }\n  - id: pilah\n", "SOP121"),
    ("  - id: pilah\n", "  - id: satu\n    kegiatan: Menunggu\n    bersamaan: { gabung: semua, cabang: [teks] }\n  - id: pilah\n", "SOP004"),
    ("  - id: pilah\n", "  - id: satu\n    kegiatan: Menunggu\n    bersamaan: ya\n  - id: pilah\n", "SOP004"),
    ("  - id: ajukan\n", "  - id: awal\n    kegiatan: Menunggu\n    bersamaan: { gabung: semua, cabang: [] }\n  - id: ajukan\n", "SOP110"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), FAULTS)
def test_a_fault_of_a_block_is_named_with_a_cure(old: str, new: str, code: str) -> None:
    found = edited(old, new)

    assert found.machine is None
    assert code in {d.code for d in found.diagnostics}
    finding = next(d for d in found.diagnostics if d.code == code)
    assert finding.line > 1
    assert CATALOGUE[code].cure.id
    assert finding.render("en")


def test_a_block_of_one_branch_is_none() -> None:
    start = WHOLE.index("        - id: struktur\n")
    found = compiled(WHOLE[:start] + WHOLE[WHOLE.index("  - id: pilah") :])

    assert "SOP121" in {d.code for d in found.diagnostics}


def test_a_block_as_last_row_says_where_it_leads() -> None:
    start, end = WHOLE.index("  - id: telaah\n"), WHOLE.index("  - id: pilah\n")
    block = WHOLE[start:end]
    moved = WHOLE[:start] + WHOLE[end:]
    moved = moved.replace("\nakhir:\n", f"\n{block.rstrip()}\n\nakhir:\n", 1)

    assert "SOP107" in {d.code for d in compiled(moved).diagnostics}
    row = "    kegiatan: { id: Menelaah pemenuhan"
    moved_on = compiled(moved.replace(row, f"    ke: pilah\n{row}"))
    assert {d.code for d in moved_on.diagnostics} == {"SOP625"}  # the lanes now stand otherwise
    inside = compiled(moved.replace(row, f"    ke: nilai_utilitas\n{row}"))
    assert "SOP124" in {d.code for d in inside.diagnostics}
    join = compiled(moved.replace(row, f"    ke: gabung\n{row}"))
    assert "SOP126" in {d.code for d in join.diagnostics}


def test_a_rule_may_not_ask_another_branch_before_the_join() -> None:
    rule = """            - id: pilah_dini
              kegiatan: Memilah lebih dini
              jenis: aturan
              bila:
                - { jika: "jawaban.nilai_struktur = 'sesuai'", ke: perbaiki_utilitas, id: satu }
                - { selainnya: gabung }
            - id: perbaiki_utilitas
"""
    found = edited("            - id: perbaiki_utilitas\n", rule)

    blamed = [d for d in found.diagnostics if d.code == "SOP417"]
    assert [("jawaban.nilai_struktur" in d.source_line) for d in blamed] == [True]


def test_leaving_for_a_grant_without_the_others_is_told_as_a_skip() -> None:
    found = compiled(
        WHOLE.replace("keluar: [rapat, gugur]", "keluar: [rapat, gugur, susun_pernyataan]").replace(
            "sesuai: { ke: gabung, sifat: mendukung, label: { id: Memenuhi, en: Complies } }",
            "sesuai: { ke: susun_pernyataan, sifat: mendukung, label: { id: Memenuhi, en: Complies } }",
            1,
        )
    )

    skips = [d for d in found.diagnostics if d.code == "SOP201"]
    assert skips
    assert "Penilai Struktur" in skips[0].message.id
    assert "Penilai Utilitas" in skips[0].message.id


# Small machines -----------------------------------------------------------------------------


def go(target: str, name: str = "done", nature: Nature = Nature.SUPPORTS) -> Answer:
    return Answer(AnswerId(name), Text(name, name), StepId(target), nature)


def rows(*steps: Step, needed: int, branches: tuple[tuple[str, ...], ...]) -> Procedure:
    first = a_step("a", StepKind.APPLICANT, role="pemohon", answers=(go("blok"),))
    last = a_step("z", StepKind.HANDOVER, answers=(go("terbit"),))
    made = tuple(
        Branch(BranchId(f"c{n}"), tuple(StepId(s) for s in ids)) for n, ids in enumerate(branches)
    )
    block = Block(StepId("blok"), Text("b", "b"), made, needed, StepId("z"))
    return replace(a_procedure((first, *steps, last)), blocks=(block,))


def three(needed: int) -> Procedure:
    steps = (a_step(name, answers=(go(JOIN),)) for name in "klm")
    return rows(*steps, needed=needed, branches=(("k",), ("l",), ("m",)))


def opened(graph: Graph) -> set[tuple[StepId, ...]]:
    return {m.open for m in graph.markings if m.open}


@pytest.mark.parametrize(("needed", "places"), [(1, 3), (2, 6), (3, 9)])
def test_the_join_waits_for_as_many_branches_as_it_says(needed: int, places: int) -> None:
    graph = flatten(three(needed))

    assert len(opened(graph)) == places
    joins = [a for a in graph.arcs if a.opens == ("z",)]
    assert joins
    for arc in joins:
        source = next(m for m in graph.markings if m.id == arc.source)
        assert len(source.open) == 3 - needed + 1
        assert arc.closes == source.open  # the rest is cancelled


def test_a_cancelled_branch_is_a_skip_and_the_join_of_all_is_none() -> None:
    for needed, skipped in ((1, 3), (2, 3), (3, 0)):
        procedure = three(needed)
        graph = flatten(procedure)
        prover = Prover(procedure, graph, obligations_of(procedure, graph))
        names = {s.obligation.id for s in prover.skips()} & {f"terbit/{n}" for n in "klm"}
        assert len(names) == skipped, needed


@pytest.mark.parametrize("needed", [2, 3])
def test_what_a_branch_answered_is_remembered_until_a_rule_asks(needed: int) -> None:
    bare = three(needed)
    asking = a_step(
        "r",
        StepKind.RULES,
        role=None,
        answers=(go("z", "satu"), go("tolak", "otherwise")),
        rules=(Rule("jawaban.k = 'done'", AnswerId("satu")), Rule(None, AnswerId("otherwise"))),
    )
    block = replace(bare.blocks[0], target=asking.id)
    procedure = replace(bare, steps=(*bare.steps, asking), blocks=(block,))

    arcs = flatten(procedure).arcs

    ways = {a.source: a.target for a in arcs if a.step == "r"}
    assert ways.pop(MarkingId("r[k=done]")) == "z"
    assert set(ways.values()) == (set() if needed == 3 else {"tolak"})
    asked = {a.target for a in arcs if a.opens == ("r",) and "[k=done]" in a.source}
    assert asked == {"r[k=done]"}  # whoever finished last


def test_too_many_states_name_the_block() -> None:
    names = [[f"{b}{n}" for n in range(4)] for b in "klmn"]
    steps = [
        a_step(name, answers=(go(branch[n + 1] if n < 3 else JOIN),))
        for branch in names
        for n, name in enumerate(branch)
    ]
    procedure = rows(*steps, needed=4, branches=tuple(tuple(b) for b in names))

    with pytest.raises(TooManyMarkings) as over:
        flatten(procedure, markings_max=100)

    assert over.value.step == "blok"
    assert "bersamaan" in CATALOGUE["SOP106"].cure.id


def test_the_normal_path_takes_the_branch_that_makes_the_join() -> None:
    minutes = {name: normal_minutes(three_of_days(name)) for name in (1, 2, 3)}

    assert minutes[3] - minutes[2] == minutes[2] - minutes[1] > 0


def three_of_days(needed: int) -> Procedure:
    days = {"k": 1, "l": 2, "m": 3}
    procedure = three(needed)
    steps = tuple(
        replace(s, standard=replace(s.standard, duration=replace(DAY, amount=days.get(s.id, 1))))
        for s in procedure.steps
    )
    return replace(procedure, steps=steps)


def test_the_clock_may_start_inside_a_block() -> None:
    procedure = three_of_days(3)
    inside = replace(procedure, promise=replace(procedure.promise, starts_at="k.done"))

    assert normal_minutes(inside) == normal_minutes(procedure)


def test_a_passed_term_inside_a_branch_moves_that_branch_alone() -> None:
    procedure = three(3)
    timed = replace(procedure.step(StepId("k")), limit=Limit(DAY, JOIN))
    steps = tuple(timed if s.id == "k" else s for s in procedure.steps)
    graph = flatten(replace(procedure, steps=steps))

    arc = next(a for a in graph.arcs if a.trigger == "k:overdue" and a.source == "k+l+m")

    assert (arc.closes, arc.target, arc.role) == (("k",), "l+m", None)
