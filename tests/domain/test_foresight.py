"""Nobody takes a step after which a later one is left to nobody; so no case stops over duties."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sopflow.compiler.compile import compile_text
from sopflow.domain.cases import Advance, Claim, Decision, Submission
from sopflow.domain.decide import decide_advance, decide_claim
from sopflow.domain.duties import Duties, Separation
from sopflow.domain.fulfilment import Staffing, can_be_met
from sopflow.domain.machines import Machine
from sopflow.domain.refusals import Refusal, RefusalCode
from sopflow.domain.stage import CASE, Stage, begun, filled, holder
from sopflow.domain.words import AnswerId, PersonId, RoleId, StepId
from tests.compiler.panels import with_panel
from tests.domain.play import machine, moment

PATH = {
    StepId("periksa"): "lengkap",
    StepId("cek_data"): "terdaftar",
    StepId("verifikasi"): "benar",
    StepId("susun_surat"): "done",
    StepId("paraf_kasi"): "approve",
    StepId("paraf_sekcam"): "approve",
    StepId("ttd"): "approve",
    StepId("serah"): "done",
}
STEPS = tuple(PATH)
PEOPLE = tuple(PersonId(p) for p in ("ani", "budi", "citra", "dodi"))
ROLES = tuple(RoleId(r) for r in ("loket", "kasi", "sekcam", "camat"))
Holders = dict[RoleId, frozenset[PersonId]]


def bound(duties: Duties) -> Machine:
    """The shipped certificate with these duties."""
    made = machine("sktm")
    return Machine(made.id, replace(made.compiled, duties=duties))


def staffed(made: Machine, holders: Holders) -> Stage:
    """A case that was just opened, in an office of these people."""
    stage = begun(made, moment())
    return replace(stage, case=replace(stage.case, holders=holders))


def tried(stage: Stage, person: PersonId) -> Decision | Refusal:
    """What comes of the person answering the open step as the path goes."""
    (item,) = stage.case.items
    return given_answer(stage, PATH[item.step], person)


def given_answer(stage: Stage, answer: str, person: PersonId) -> Decision | Refusal:
    """What comes of the person giving an answer at the open step."""
    (item,) = stage.case.items
    step = stage.machine.steps[item.step]
    assert step.role is not None
    fields = filled(step.fields, {}, stage.case.fields)
    command = Advance(
        CASE, item.id, item.view, AnswerId(answer), "k", submission=Submission(fields)
    )
    actor = holder(stage.machine, stage.machine.procedure.role(step.role), person)
    return decide_advance(stage.machine, stage.case, command, actor=actor, moment=stage.moment)


def role_of(stage: Stage) -> RoleId:
    (item,) = stage.case.items
    role = stage.machine.steps[item.step].role
    assert role is not None
    return role


@st.composite
def offices(draw: st.DrawFn) -> tuple[Duties, Holders]:
    some = st.frozensets(st.sampled_from(PEOPLE), min_size=1, max_size=3)
    holders = {role: draw(some) for role in ROLES}
    different: dict[StepId, tuple[StepId, ...]] = {}
    pairs = st.lists(st.sampled_from([(a, b) for a in STEPS for b in STEPS if a < b]), max_size=4)
    for a, b in draw(pairs):
        different[a] = (*different.get(a, ()), b)
        different[b] = (*different.get(b, ()), a)
    groups = st.lists(st.sampled_from(STEPS), min_size=2, max_size=5, unique=True)
    separations = tuple(
        Separation(tuple(draw(groups)), draw(st.integers(1, 2)))
        for _ in range(draw(st.integers(0, 2)))
    )
    same = {}
    if draw(st.booleans()):
        first, second = draw(st.sampled_from([(a, b) for n, a in enumerate(STEPS)
                                              for b in STEPS[n + 1 :]]))  # fmt: skip
        same = {second: (first,)}
    return Duties(different, same, separations), holders


@given(offices(), st.randoms(use_true_random=False))
def test_a_case_that_can_be_done_is_done_whoever_takes_what_is_allowed(
    office: tuple[Duties, Holders], chance: object
) -> None:
    duties, holders = office
    made = bound(duties)
    roles = {step: made.steps[step].role for step in STEPS}
    able = {step: holders[role] for step, role in roles.items() if role is not None}
    possible = can_be_met(duties, Staffing(able, dict.fromkeys(STEPS, 1)), STEPS)
    stage = staffed(made, holders)
    while stage.end is None:
        people = sorted(holders[role_of(stage)])
        chance.shuffle(people)  # type: ignore[attr-defined]  # a random.Random
        taken = (d for p in people if isinstance(d := tried(stage, p), Decision))
        decision = next(taken, None)
        if decision is None:
            assert not possible
            return
        stage = stage.recorded(decision).settled()


def test_who_is_needed_later_is_told_for_what() -> None:
    different = {StepId("periksa"): (StepId("ttd"),), StepId("ttd"): (StepId("periksa"),)}
    holders = dict.fromkeys(ROLES, frozenset(PEOPLE[:1])) | {ROLES[0]: frozenset(PEOPLE[:2])}
    stage = staffed(bound(Duties(different)), holders)

    refused = tried(stage, PEOPLE[0])

    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.LEAVES_NOBODY
    assert refused.details == {"steps": ["ttd"]}
    assert isinstance(tried(stage, PEOPLE[1]), Decision)


def test_a_claim_is_judged_like_the_act() -> None:
    different = {StepId("periksa"): (StepId("ttd"),), StepId("ttd"): (StepId("periksa"),)}
    holders = dict.fromkeys(ROLES, frozenset(PEOPLE[:1])) | {ROLES[0]: frozenset(PEOPLE[:2])}
    stage = staffed(bound(Duties(different)), holders)
    (item,) = stage.case.items

    def claimed(person: PersonId) -> Decision | Refusal:
        actor = holder(stage.machine, stage.machine.procedure.role(ROLES[0]), person)
        command = Claim(CASE, item.id, item.view, "k")
        return decide_claim(stage.machine, stage.case, command, actor=actor, moment=stage.moment)

    refused = claimed(PEOPLE[0])
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.LEAVES_NOBODY
    assert isinstance(claimed(PEOPLE[1]), Decision)


def test_what_nobody_can_mend_is_nobodys_fault() -> None:
    different = {StepId("periksa"): (StepId("ttd"),), StepId("ttd"): (StepId("periksa"),)}
    everything_is_ani = dict.fromkeys(ROLES, frozenset(PEOPLE[:1]))

    assert isinstance(
        tried(staffed(bound(Duties(different)), everything_is_ani), PEOPLE[0]), Decision
    )


def test_an_office_that_nobody_asked_about_refuses_nobody() -> None:
    different = {StepId("periksa"): (StepId("ttd"),), StepId("ttd"): (StepId("periksa"),)}
    stage = begun(bound(Duties(different)), moment())

    assert isinstance(tried(stage, PEOPLE[0]), Decision)


def test_a_member_who_is_needed_to_vote_does_not_take_what_bars_him() -> None:
    text = with_panel("    butuh: 2\n    dari: 3\n    orang_berbeda: [jadwal]\n")
    made = compile_text(text, file="x.yaml").machine
    assert made is not None
    team = frozenset(PEOPLE[:3])
    stage = begun(made, moment())
    held = {r.id: frozenset({PersonId(r.id)}) for r in made.procedure.roles}
    held |= {RoleId("tim_teknis"): team, RoleId("kasi"): frozenset(PEOPLE[2:])}
    stage = replace(stage, case=replace(stage.case, holders=held))
    stage = taken(stage, "lengkap", PersonId("front_office"))

    refused = given_answer(stage, "done", PEOPLE[2])

    assert isinstance(refused, Refusal)
    assert refused.details == {"steps": ["kelayakan"]}
    stage = taken(stage, "done", PEOPLE[3])
    for member, answer in zip((PEOPLE[0], PEOPLE[2]), ("done", "layak"), strict=True):
        stage = taken(stage, answer, member)
    assert taken(stage, "layak", PEOPLE[1]).case.items[0].step == "tetapkan_pajak"


def taken(stage: Stage, answer: str, person: PersonId) -> Stage:
    """The case after somebody's answer, which is allowed."""
    decision = given_answer(stage, answer, person)
    assert isinstance(decision, Decision), decision
    return stage.recorded(decision).settled()
