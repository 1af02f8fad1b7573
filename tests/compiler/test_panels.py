"""Panels: who wins when, what the machine makes of them, and what may not be written."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler.compile import compile_text
from sopflow.compiler.flatten import flatten
from sopflow.compiler.scenario import read_scenarios
from sopflow.domain.cover import cover
from sopflow.domain.differences import differences
from sopflow.domain.duties import Panel
from sopflow.domain.machines import Machine
from sopflow.domain.procedures import Answer, Step
from sopflow.domain.rehearsal import rehearse
from sopflow.domain.voting import may_tie, result_of
from sopflow.domain.words import AnswerId, EndId, MarkingId, Nature, StepId, StepKind, Text, Trigger
from tests.compiler.broken import REKLAME, definition
from tests.compiler.panels import TWO_OF_THREE, with_panel
from tests.compiler.small import a_procedure, a_step

NATURES = {
    1: (Nature.SUPPORTS,),
    2: (Nature.SUPPORTS, Nature.OPPOSES),
    3: (Nature.NEUTRAL, Nature.SUPPORTS, Nature.OPPOSES),
}


def made(text: str) -> Machine:
    found = compile_text(text, file="x.yaml")
    assert found.machine is not None, found.diagnostics
    return found.machine


# Who wins when ------------------------------------------------------------------------------


def a_panel(panel: Panel, natures: tuple[Nature, ...], target: str = "terbit") -> Step:
    answers = tuple(
        Answer(AnswerId(f"j{n}"), Text("j", "j"), EndId(target), nature)
        for n, nature in enumerate(natures)
    )
    return a_step("sidang", StepKind.PANEL, answers=answers, panel=panel)


@st.composite
def panels(draw: st.DrawFn) -> Step:
    natures = NATURES[draw(st.integers(1, 3))]
    members = draw(st.integers(1, 5))
    is_majority = draw(st.booleans())
    needed = members // 2 + 1 if is_majority else draw(st.integers(1, members))
    bare = Panel(members, needed, is_majority, veto=draw(st.booleans()))
    tie = AnswerId(f"j{draw(st.integers(0, len(natures) - 1))}") if may_tie(bare, natures) else None
    return a_panel(Panel(members, needed, is_majority, bare.veto, tie), natures)


def counted(step: Step, votes: tuple[int, ...]) -> AnswerId:
    """The result of all votes, told from the votes alone: the words of the reference page."""
    panel, natures = step.panel, [a.nature for a in step.answers]
    assert panel is not None
    so_far = [0] * len(natures)
    for vote in votes:  # whoever is first decides
        so_far[vote] += 1
        if panel.veto and natures[vote] is Nature.OPPOSES:
            return step.answers[vote].id
        if natures[vote] is Nature.SUPPORTS and so_far[vote] >= panel.needed:
            return step.answers[vote].id
    support = so_far[natures.index(Nature.SUPPORTS)]
    rest = {n: so_far[n] for n, nature in enumerate(natures) if nature is not Nature.SUPPORTS}
    most = [n for n, count in rest.items() if count == max(rest.values())]
    is_tie = len(most) > 1 or (panel.is_majority and support * 2 == panel.members)
    found = panel.tie if is_tie else step.answers[most[0]].id
    assert found is not None
    return found


@given(panels())
def test_a_panel_decides_as_soon_as_the_other_votes_can_change_nothing(step: Step) -> None:
    assert step.panel is not None
    size = len(step.answers)
    if size == 1:
        decided = [result_of(step, (n,)) for n in range(step.panel.needed + 1)]
        assert decided == [None] * step.panel.needed + ["j0"]
        return
    for votes in product(range(size), repeat=step.panel.members):
        for length in range(step.panel.members + 1):
            counts = tuple(votes[:length].count(n) for n in range(size))
            rest = product(range(size), repeat=step.panel.members - length)
            possible = {counted(step, votes[:length] + more) for more in rest}
            result = result_of(step, counts)
            assert result == (possible.pop() if len(possible) == 1 else None), (votes, length)
            if result is not None:
                break


@given(panels())
def test_the_graph_of_a_panel_is_all_its_votes(step: Step) -> None:
    """Every sequence of votes is a run, which ends where the votes say and never before."""
    apply = a_step("a", StepKind.APPLICANT, role="pemohon",
                   answers=(Answer(AnswerId("done"), Text("d", "d"), StepId("sidang"), Nature.SUPPORTS),))  # fmt: skip  # noqa: E501
    graph = flatten(a_procedure((apply, step)))
    arcs = {(a.source, a.trigger): a for a in graph.arcs}
    none: tuple[int, ...] = ()
    runs = [(none, arcs[graph.start, Trigger("a:done")].target)]
    decided = set()
    while runs:
        votes, place = runs.pop()
        for number, answer in enumerate(step.answers):
            counts = tuple((*votes, number).count(n) for n in range(len(step.answers)))
            result = result_of(step, counts)
            name = f"sidang:{result}" if result else f"sidang:{answer.id}!vote"
            arc = arcs[place, Trigger(name)]
            assert (arc.closes, arc.opens) == ((("sidang",), ()) if result else ((), ()))
            decided.add(arc.trigger)
            if result is None:
                runs.append(((*votes, number), arc.target))
    assert decided == {a.trigger for a in graph.arcs if a.step == "sidang"}


# What the machine makes of them -----------------------------------------------------------------


def test_votes_are_told_by_the_marking_and_change_nothing_else() -> None:
    machine = made(with_panel())

    first = machine.find_arc(MarkingId("kelayakan"), Trigger("kelayakan:layak!vote"))
    assert first is not None
    assert (first.closes, first.opens, first.role) == ((), (), "tim_teknis")
    assert first.target == "kelayakan[kelayakan!vote=1/0]"
    assert machine.markings[first.target].open == ("kelayakan",)
    second = machine.find_arc(first.target, Trigger("kelayakan:layak"))
    assert second is not None
    assert (second.closes, second.opens) == (("kelayakan",), ("tetapkan_pajak",))
    assert machine.find_arc(MarkingId("kelayakan"), Trigger("kelayakan:layak")) is None
    assert machine.compiled.changes.get(first.trigger) is None


def test_only_the_deciding_vote_meets_the_obligation() -> None:
    machine = made(with_panel())

    (duty,) = [o for o in machine.compiled.obligations if o.id == "terbit/kelayakan"]
    assert set(duty.meets) == {"kelayakan:layak", "putus_teknis:disetujui"}


def test_a_panel_that_is_entered_again_begins_anew() -> None:
    machine = made(with_panel())
    back = [a for a in machine.compiled.arcs if "kelayakan" in a.opens]

    assert {a.target for a in back} == {"kelayakan"}


def test_an_opposing_vote_that_decides_nothing_opposes_no_grant() -> None:
    proofs = compile_text(with_panel(), file="x").proofs

    assert [(p.property, p.holds) for p in proofs if not p.holds] == []


def test_a_panel_is_passed_over_like_everybody_else() -> None:
    text = with_panel(**{"dapat_diperbaiki, sifat: menentang": "tetapkan_pajak, sifat: netral"})

    found = [d for d in compile_text(text, file="x").diagnostics if d.code == "SOP201"]

    assert found
    assert any("tim Teknis" in d.message.id or "Tim Teknis" in d.message.id for d in found)


def test_votes_are_told_in_the_story_of_a_failed_proof() -> None:
    text = with_panel(**{"    mengatasi: [kelayakan]\n": ""})

    (found,) = [d for d in compile_text(text, file="x").diagnostics if d.code == "SOP204"]

    assert "suara “belum layak”" in found.message.id


def test_a_team_that_all_signs_needs_no_question() -> None:
    text = definition(REKLAME).replace(
        "    pelaksana: tim_teknis\n    mutu: { kelengkapan: [Surat tugas, Daftar",
        "    pelaksana: tim_teknis\n    jenis: panel\n    butuh: semua\n    dari: 3\n"
        "    dokumen: berita_acara\n    mutu: { kelengkapan: [Surat tugas, Daftar",
    )
    step = made(text).steps[StepId("tinjau")]

    assert step.panel == Panel(3, 3)
    assert [a.id for a in step.answers] == ["approve"]
    triggers = {a.trigger for a in made(text).compiled.arcs if a.step == "tinjau"}
    assert triggers == {"tinjau:approve!vote", "tinjau:approve"}
    assert set(made(text).compiled.changes) >= {"tinjau:approve"}
    assert "tinjau:approve!vote" not in made(text).compiled.changes


# What may not be written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "code", "words"),
    [
        ("    dari: 3\n", "SOP006", "butuh"),
        ("    butuh: 2\n", "SOP006", "dari"),
        ("    butuh: 4\n    dari: 3\n", "SOP245", "4"),
        ("    butuh: 0\n    dari: 3\n", "SOP245", "0"),
        ("    butuh: banyak\n    dari: 3\n", "SOP245", "banyak"),
        ("    butuh: 2\n    dari: 16\n", "SOP013", "16"),
        ("    butuh: mayoritas\n    dari: 4\n", "SOP246", "kelayakan"),
        ("    butuh: mayoritas\n    dari: 4\n    seri: tidak\n", "SOP247", "tidak"),
        ("    butuh: 2\n    dari: 3\n    seri: layak\n", "SOP248", "kelayakan"),
        (TWO_OF_THREE + "    orang_sama: [periksa]\n", "SOP250", "periksa"),
        (TWO_OF_THREE + "    ke: paraf\n", "SOP115", "ke"),
        (TWO_OF_THREE + "    bila_ditolak: { ke: tinjau }\n", "SOP115", "bila_ditolak"),
    ],
)
def test_what_cannot_be_is_refused(keys: str, code: str, words: str) -> None:
    found = compile_text(with_panel(keys), file="x.yaml").diagnostics

    assert {d.code for d in found} == {code}
    assert all(words in d.message.id for d in found)


@pytest.mark.parametrize(
    ("replaced", "code"),
    [
        ({"dapat_diperbaiki, sifat: menentang": "dapat_diperbaiki, sifat: mendukung"}, "SOP244"),
        ({"tetapkan_pajak, sifat: mendukung, label: { id: Layak": "tetapkan_pajak, sifat: netral, "
          "label: { id: Layak"}, "SOP244"),
    ],
)  # fmt: skip
def test_a_panel_has_one_supporting_answer(replaced: dict[str, str], code: str) -> None:
    found = compile_text(with_panel(**replaced), file="x.yaml").diagnostics

    assert code in {d.code for d in found}


def test_a_veto_needs_somebody_who_opposes() -> None:
    text = with_panel(
        TWO_OF_THREE + "    veto: ya\n",
        **{"dapat_diperbaiki, sifat: menentang": "dapat_diperbaiki, sifat: netral"},
    )

    assert "SOP249" in {d.code for d in compile_text(text, file="x").diagnostics}


def test_panel_keys_belong_to_panels() -> None:
    text = definition(REKLAME).replace(
        "  - id: jadwal\n", "  - id: jadwal\n    jenis: biasa\n    butuh: 2\n"
    )

    assert [d.code for d in compile_text(text, file="x").diagnostics] == ["SOP115"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            "    butuh: mayoritas\n    dari: 4\n    seri: layak\n",
            "majority, 3 of 4, on a tie Suitable",
        ),
        ("    butuh: semua\n    dari: 3\n    veto: ya\n", "3 of 3, with veto"),
    ],
)
def test_two_versions_differ_in_how_the_panel_decides(keys: str, said: str) -> None:
    old, new = made(with_panel()), made(with_panel(keys))

    (found,) = [d for d in differences(old, new) if "votes of the panel" in d.what.en]

    assert (found.before and found.before.en) == "2 of 3"
    assert (found.after and found.after.en) == said


# Played -----------------------------------------------------------------------------------------

START = """\
skenario: 1
potongan:
  tiba:
    - { oleh: front_office, pilih: lengkap }
    - { oleh: kasi, langkah: jadwal }
    - { oleh: tim_teknis, langkah: tinjau }
daftar:
  - nama: Sidang
    mulai: 2026-11-23 09.00
    jalan:
      - { jalani: tiba, maka: { langkah: kelayakan, batas: 2026-11-24 16.00 } }
"""


def played(keys: str, *acts: str) -> tuple[tuple[object, ...], set[str]]:
    machine = made(with_panel(keys))
    text = START + "".join(f"      - {{ {act} }}\n" for act in acts)
    file = read_scenarios(text, machine.procedure, file="x.skenario.yaml")
    assert file.diagnostics == ()
    (scenario,) = file.scenarios
    done = rehearse(machine, scenario)
    assert done.stage is not None
    return done.mismatches, set(cover(machine, [done.stage]).answers.tried)


def test_two_of_three_decide_and_nobody_votes_twice() -> None:
    amiss, tried = played(
        TWO_OF_THREE,
        "oleh: tim_teknis, pilih: layak, maka: { langkah: kelayakan, batas: 2026-11-24 16.00 }",
        "oleh: tim_teknis, pilih: layak, maka: { ditolak: sudah_memilih }",
        "oleh: tim_teknis, pilih: belum_layak, alasan: x, maka: { ditolak: sudah_memilih }",
        "oleh: tim_teknis#2, pilih: belum_layak, alasan: Dekat, maka: { langkah: kelayakan }",
        "oleh: tim_teknis#3, pilih: layak, maka: { langkah: tetapkan_pajak }",
    )

    assert amiss == ()
    assert {"kelayakan:layak!vote", "kelayakan:belum_layak!vote", "kelayakan:layak"} <= tried


def test_a_veto_decides_at_once() -> None:
    amiss, tried = played(
        "    butuh: 2\n    dari: 3\n    veto: ya\n",
        "oleh: tim_teknis, pilih: layak, maka: { langkah: kelayakan }",
        "oleh: tim_teknis#2, pilih: belum_layak, alasan: x, maka: { langkah: dapat_diperbaiki }",
    )

    assert amiss == ()
    assert "kelayakan:belum_layak" in tried


def test_on_a_tie_the_named_answer_counts() -> None:
    amiss, tried = played(
        "    butuh: mayoritas\n    dari: 2\n    seri: belum_layak\n",
        "oleh: tim_teknis#2, pilih: layak, maka: { langkah: kelayakan }",
        "oleh: tim_teknis, pilih: belum_layak, alasan: x, maka: { langkah: dapat_diperbaiki }",
    )

    assert amiss == ()
    assert "kelayakan:belum_layak" in tried


def test_the_panel_begins_anew_after_a_correction() -> None:
    amiss, _ = played(
        TWO_OF_THREE,
        "oleh: tim_teknis, pilih: layak",
        "oleh: tim_teknis#2, pilih: belum_layak, alasan: x",
        "oleh: tim_teknis#3, pilih: belum_layak, alasan: x, maka: { langkah: dapat_diperbaiki }",
        "oleh: tim_teknis, langkah: dapat_diperbaiki, pilih: dapat, alasan: x",
        "oleh: pemohon, langkah: perbaikan",
        "oleh: tim_teknis, langkah: tinjau, maka: { langkah: kelayakan }",
        "oleh: tim_teknis, pilih: layak, maka: { langkah: kelayakan }",
        "oleh: tim_teknis#2, pilih: layak, maka: { langkah: tetapkan_pajak }",
    )

    assert amiss == ()


def test_who_votes_may_have_to_be_another_than_who_inspected() -> None:
    amiss, _ = played(
        TWO_OF_THREE + "    orang_berbeda: [tinjau]\n",
        "oleh: tim_teknis, pilih: layak, maka: { ditolak: orang_yang_sama }",
        "oleh: tim_teknis#2, pilih: layak",
        "oleh: tim_teknis#3, pilih: layak, maka: { langkah: tetapkan_pajak }",
    )

    assert amiss == ()
