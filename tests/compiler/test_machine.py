"""What a text becomes: markings, arcs, obligations, what is judged and changed, who is told."""

import pytest

from sopflow.compiler.compile import compile_text
from sopflow.compiler.flatten import TooManyMarkings, flatten
from sopflow.compiler.obligations import obligations_of
from sopflow.domain.machines import Machine, Obligation
from sopflow.domain.procedures import Answer, Rule
from sopflow.domain.words import (
    WITHDRAW,
    ActorClass,
    AnswerId,
    EndId,
    ItemId,
    MarkingId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
    Trigger,
)
from tests.compiler.broken import REKLAME, SKTM, definition
from tests.compiler.small import ITEMS, a_procedure, a_step


def machine_of(file: str) -> Machine:
    machine = compile_text(definition(file), file=file).machine
    assert machine is not None
    return machine


PERMIT = machine_of(REKLAME)
MEANS = machine_of(SKTM)


def duty(machine: Machine, name: str) -> Obligation:
    return next(o for o in machine.compiled.obligations if o.id == name)


def answer(name: str, target: str, nature: Nature = Nature.SUPPORTS) -> Answer:
    return Answer(AnswerId(name), Text(name, name), StepId(target), nature)


def test_a_chain_is_one_step_for_each_level_and_the_signature_follows() -> None:
    levels = [s for s in PERMIT.procedure.steps if s.chain == "paraf"]

    assert [(s.id, s.role, s.kind) for s in levels] == [
        ("paraf_kasi", "kasi", StepKind.INITIALS),
        ("paraf_kabid", "kabid", StepKind.INITIALS),
        ("paraf_sekretaris", "sekretaris", StepKind.INITIALS),
    ]
    assert [s.answers[0].target for s in levels] == ["paraf_kabid", "paraf_sekretaris", "ttd"]
    assert {s.answers[1].target for s in levels} == {"susun_izin"}
    assert all(s.answers[1].reason_required for s in levels)


def test_every_grant_obligation_is_the_step_with_its_role() -> None:
    assert duty(PERMIT, "terbit/paraf_kabid") == Obligation(
        id="terbit/paraf_kabid",
        end=EndId("terbit"),
        roles=(RoleId("kabid"),),
        steps=(StepId("paraf_kabid"),),
        meets=(Trigger("paraf_kabid:approve"),),
    )
    names = [o.id for o in PERMIT.obligations_of(EndId("terbit"))]
    assert names == [
        "terbit/kelengkapan", "terbit/jadwal", "terbit/tinjau", "terbit/kelayakan",
        "terbit/tetapkan_pajak", "terbit/susun_izin", "terbit/paraf_kasi", "terbit/paraf_kabid",
        "terbit/paraf_sekretaris", "terbit/ttd", "terbit/serah",
    ]  # fmt: skip


def test_alternative_steps_share_one_obligation_met_by_support_only() -> None:
    shared = duty(PERMIT, "terbit/kelayakan")

    assert shared.steps == ("kelayakan", "putus_teknis")
    assert shared.meets == ("kelayakan:layak", "putus_teknis:disetujui")


def test_a_refusal_needs_the_grants_signature_and_initials_and_what_its_author_adds() -> None:
    found = {o.id: (o.steps, o.meets) for o in MEANS.obligations_of(EndId("dirujuk"))}

    assert found == {
        "dirujuk/signature:camat": (("ttd_rujukan",), ("ttd_rujukan:approve",)),
        "dirujuk/initials:kasi": (("paraf_rujukan_kasi",), ("paraf_rujukan_kasi:approve",)),
        "dirujuk/initials:sekcam": (("paraf_rujukan_sekcam",), ("paraf_rujukan_sekcam:approve",)),
        "dirujuk/must:susun_rujukan": (("susun_rujukan",), ("susun_rujukan:done",)),
        "dirujuk/must:serah_rujukan": (("serah_rujukan",), ("serah_rujukan:done",)),
    }


def test_a_paper_that_comes_later_is_required_only_where_it_is_named() -> None:
    procedure = machine_of("akta-kelahiran/1.0.0.yaml").procedure

    required = {r.id for r in procedure.requirements} - {ItemId("paket")}
    assert set(procedure.step(StepId("periksa")).requires) == required
    assert procedure.step(StepId("cek_paket")).requires == ("paket",)


def test_who_signs_a_paper_on_the_way_signs_no_refusal() -> None:
    duties = machine_of("sip-dokter/1.0.0.yaml").obligations_of

    granting = {d.id for d in duties(EndId("terbit"))}
    assert {"terbit/ttd_rekomendasi", "terbit/paraf_rekomendasi_kasi_sdmk"} <= granting
    assert {role for d in duties(EndId("tolak")) for role in d.roles} == {
        "kasi", "kabid", "sekretaris", "kepala", "front_office",
    }  # fmt: skip


def test_ends_that_decide_nothing_have_no_obligations() -> None:
    assert PERMIT.obligations_of(EndId("gugur")) == ()
    assert PERMIT.obligations_of(EndId("dicabut")) == ()


def test_the_applicant_may_withdraw_until_the_head_signs_either_letter() -> None:
    open_to = {a.source for a in PERMIT.compiled.arcs if a.trigger == WITHDRAW}

    assert {"ajukan", "periksa", "bayar", "paraf_kasi", "ttd", "ttd_tolak"} <= open_to
    assert not open_to & {"nomori_izin", "cetak_izin", "serah", "nomori_tolak", "serah_tolak"}
    arc = PERMIT.find_arc(MarkingId("ttd"), WITHDRAW)
    assert arc is not None
    assert (arc.role, arc.actor_class, arc.target) == ("pemohon", ActorClass.APPLICANT, "dicabut")


def test_arcs_say_who_may_move() -> None:
    def actor(source: str, trigger: str) -> tuple[str | None, ActorClass]:
        arc = PERMIT.find_arc(MarkingId(source), Trigger(trigger))
        assert arc is not None
        return arc.role, arc.actor_class

    assert actor("ajukan", "ajukan:done") == ("pemohon", ActorClass.APPLICANT)
    assert actor("ajukan", "ajukan:overdue") == (None, ActorClass.RULE)
    assert actor("periksa", "periksa:kurang") == ("front_office", ActorClass.OFFICIAL)
    assert actor("periksa", "periksa:kurang!limit") == ("front_office", ActorClass.OFFICIAL)
    assert actor("cek_pajak", "cek_pajak:nihil") == (None, ActorClass.SYSTEM)
    assert actor("nomori_izin", "nomori_izin:done") == (None, ActorClass.SYSTEM)


def test_rounds_are_counted_by_trigger_and_the_limit_raises_the_level() -> None:
    assert PERMIT.rounds_max(Trigger("periksa:kurang")) == 2
    arc = PERMIT.find_arc(MarkingId("periksa"), Trigger("periksa:kurang!limit"))
    assert arc is not None
    assert arc.opens == ("putus_berkas",)
    assert PERMIT.rounds_max(Trigger("periksa:kurang!limit")) is None


def test_who_judges_and_who_changes_follows_from_the_kind_of_step() -> None:
    compiled = PERMIT.compiled
    applicants = set(PERMIT.procedure.judged_items)

    assert "telepon" not in applicants
    assert "email" not in applicants
    assert set(compiled.judges[StepId("periksa")]) == applicants
    assert set(compiled.judges[StepId("ttd")]) == applicants | {"konsep_izin"}
    assert StepId("jadwal") not in compiled.judges
    assert set(compiled.changes[Trigger("ajukan:done")]) == applicants
    assert compiled.changes[Trigger("susun_izin:done")] == ("konsep_izin",)
    assert Trigger("bayar:done") not in compiled.changes
    assert Trigger("ajukan:overdue") not in compiled.changes
    assert compiled.stands[StepId("perbaikan")] == ("periksa", "putus_berkas")


def test_notices_name_events_as_the_engine_does() -> None:
    events = [(n.event, n.to) for n in MEANS.procedure.notices]

    assert events == [
        ("opened", "applicant"),
        ("ajukan.entered", "applicant"),
        ("serah.entered", "applicant"),
        ("serah_rujukan.entered", "applicant"),
        ("ended", "applicant"),
    ]
    assert MEANS.procedure.promise.starts_at == "periksa.lengkap"


def test_short_steps_send_no_reminders() -> None:
    assert [r.percent for r in PERMIT.steps[StepId("tinjau")].ladder] == [100, None]
    assert [r.percent for r in PERMIT.steps[StepId("periksa")].ladder] == [None]
    assert PERMIT.steps[StepId("ajukan")].ladder == ()
    assert PERMIT.steps[StepId("nomori_izin")].ladder == ()


def remembering() -> set[str]:
    """A fork whose answer decides a later split by rule."""
    rules = (Rule("jawaban.cek == 'ya'", AnswerId("ada")), Rule(None, AnswerId("otherwise")))
    steps = (
        a_step("a", StepKind.APPLICANT, role=RoleId("pemohon"), answers=(answer("done", "cek"),)),
        a_step("cek", StepKind.DECISION, judges=ITEMS,
               answers=(answer("ya", "tulis"), answer("tidak", "tulis", Nature.NEUTRAL))),
        a_step("tulis", StepKind.DECISION,
               answers=(answer("sudah", "pilah"), answer("ulang", "cek", Nature.NEUTRAL))),
        a_step("pilah", StepKind.RULES, role=None, rules=rules,
               answers=(answer("ada", "serah"), answer("otherwise", "tolak"))),
        a_step("serah", StepKind.HANDOVER, answers=(answer("done", "terbit"),)),
    )  # fmt: skip
    procedure = a_procedure(steps)
    graph = flatten(procedure)
    assert [o.id for o in obligations_of(procedure, graph)][:2] == ["terbit/cek", "terbit/tulis"]
    return {m.id for m in graph.markings} | {f"{a.source}>{a.trigger}" for a in graph.arcs}


def test_an_answer_that_a_rule_asks_for_is_part_of_the_marking_until_it_was_asked() -> None:
    found = remembering()

    assert {"tulis[cek=ya]", "tulis[cek=tidak]", "pilah[cek=ya]", "pilah[cek=tidak]"} <= found
    assert {"a", "cek", "serah", "terbit", "tolak"} <= found
    assert not any(m.startswith("cek[") for m in found), "forgotten where it is asked anew"
    assert "pilah[cek=ya]>pilah:ada" in found
    assert "pilah[cek=ya]>pilah:otherwise" not in found
    assert "pilah[cek=tidak]>pilah:ada" not in found


def test_too_many_markings_name_a_step() -> None:
    with pytest.raises(TooManyMarkings) as over:
        flatten(PERMIT.procedure, markings_max=10)
    assert over.value.step in PERMIT.steps

    found = compile_text(definition(REKLAME), file="x.yaml", markings_max=30)
    assert [d.code for d in found.diagnostics] == ["SOP106"]
    assert found.machine is None


@pytest.mark.parametrize("machine", [PERMIT, MEANS], ids=["permit", "means"])
def test_no_move_leaves_an_end_and_ids_are_unique(machine: Machine) -> None:
    compiled = machine.compiled

    ends = {m.id for m in compiled.markings if m.end is not None}
    assert not ends & {a.source for a in compiled.arcs}
    assert len({(a.source, a.trigger) for a in compiled.arcs}) == len(compiled.arcs)
    assert len({o.id for o in compiled.obligations}) == len(compiled.obligations)
    assert len({m.id for m in compiled.markings}) == len(compiled.markings)
    for arc in compiled.arcs:
        assert machine.fire(arc.source, arc.trigger) == arc.target
        assert set(arc.closes) <= set(machine.markings[arc.source].open)
        assert set(arc.opens) <= set(machine.markings[arc.target].open)
