"""Each rule of the proofs on the smallest procedure that shows it."""

from dataclasses import replace
from typing import Any

import pytest

from sopflow.compiler.flatten import flatten
from sopflow.compiler.obligations import is_internal, obligations_of
from sopflow.compiler.proofs import Proof, Prover
from sopflow.domain.procedures import Answer, Limit, Rule, Step
from sopflow.domain.words import AnswerId, EndId, ItemId, Nature, RoleId, StepId, StepKind, Text
from tests.compiler.small import DAY, ENDS, a_procedure, a_step

YES, NO, BACK = Nature.SUPPORTS, Nature.OPPOSES, Nature.NEUTRAL
KTP = (ItemId("ktp"),)
DECISION, SIGNATURE, INITIALS = StepKind.DECISION, StepKind.SIGNATURE, StepKind.INITIALS


def answer(name: str, target: str, nature: Nature = YES, limit: str | None = None) -> Answer:
    rounds = 1 if limit else None
    onward = StepId(limit) if limit else None
    words = Text(name, name)
    return Answer(AnswerId(name), words, StepId(target), nature, False, rounds, onward)


def first(target: str, **given: Any) -> Step:
    done = (answer("done", target),)
    return a_step("a", StepKind.APPLICANT, role=RoleId("pemohon"), answers=done, **given)


def plain(name: str, target: str, **given: Any) -> Step:
    return a_step(name, answers=(answer("done", target),), **given)


def prover(*steps: Step, must: tuple[str, ...] = ()) -> Prover:
    procedure = a_procedure(steps)
    refused = replace(ENDS[1], must=tuple(StepId(s) for s in must))
    procedure = replace(procedure, ends=(ENDS[0], refused, ENDS[2]))
    graph = flatten(procedure)
    return Prover(procedure, graph, obligations_of(procedure, graph))


def verdict(found: Prover) -> tuple[set[str], set[str]]:
    skips = found.skips()
    stale = found.stale(skips)
    return {s.obligation.id for s in skips}, {s.obligation.id for s in stale}


def cek(yes: str, no: str, **given: Any) -> Step:
    both = (answer("ya", yes), answer("no", no, NO))
    return a_step("cek", DECISION, answers=both, judges=KTP, **given)


def test_a_straight_way_skips_nobody() -> None:
    assert verdict(prover(first("cek"), cek("tulis", "gugur"), plain("tulis", "terbit"))) == (
        set(),
        set(),
    )


def test_an_answer_round_a_step_skips_it() -> None:
    found = prover(first("cek"), cek("terbit", "tulis"), plain("tulis", "terbit"))

    assert verdict(found) == ({"terbit/cek", "terbit/tulis"}, set())


def test_an_earlier_support_is_taken_back_by_the_last_word_of_the_same_step() -> None:
    """Only who was asked again can go on in doubt, and by then the earlier yes is void."""
    rules = (Rule("jawaban.tanya == 'ulang'", AnswerId("satu")), Rule(None, AnswerId("otherwise")))
    steps = (
        first("cek"),
        a_step("cek", DECISION, answers=(answer("ya", "tanya"), answer("ragu", "pilah", BACK))),
        a_step("tanya", DECISION, optional_reason="x",
               answers=(answer("lanjut", "serah"), answer("ulang", "cek", BACK))),
        a_step("pilah", StepKind.RULES, role=None, rules=rules,
               answers=(answer("satu", "serah"), answer("otherwise", "gugur"))),
        plain("serah", "terbit"),
    )  # fmt: skip
    found = prover(*steps)

    assert verdict(found) == ({"terbit/cek"}, set())
    assert [a.trigger for a in found.skips()[0].run.arcs] == [
        "a:done", "cek:ya", "tanya:ulang", "cek:ragu", "pilah:satu", "serah:done",
    ]  # fmt: skip


def test_the_support_of_an_alternative_step_stays() -> None:
    steps = (
        first("cek"),
        cek("lagi", "gugur", shared_obligation="layak"),
        a_step("lagi", DECISION, shared_obligation="layak",
               answers=(answer("ya", "terbit"), answer("ragu", "terbit", BACK))),
    )  # fmt: skip
    assert verdict(prover(*steps)) == (set(), set())


def test_what_is_changed_after_it_was_judged_is_stale() -> None:
    found = prover(first("cek"), cek("ubah", "gugur"), plain("ubah", "terbit", changes=KTP))

    assert verdict(found) == (set(), {"terbit/cek"})
    stale = found.stale(())[0]
    assert stale.changer is not None
    assert stale.changer.step == "ubah"
    assert found.items_between((StepId("cek"),), stale.changer) == KTP


def test_what_is_judged_again_is_fresh() -> None:
    steps = (
        first("cek"),
        cek("ubah", "gugur"),
        plain("ubah", "lagi", changes=KTP),
        a_step("lagi", DECISION, judges=KTP, shared_obligation="cek",
               answers=(answer("ya", "terbit"), answer("no", "gugur", NO))),
    )  # fmt: skip
    assert verdict(prover(*steps)) == (set(), set())


def test_a_result_stands_only_where_the_changing_step_says_so() -> None:
    standing = plain("ubah", "terbit", changes=KTP, stands={StepId("cek"): "x"})
    other = plain("ubah", "terbit", changes=KTP, stands={StepId("a"): "x"})

    assert verdict(prover(first("cek"), cek("ubah", "gugur"), standing)) == (set(), set())
    assert verdict(prover(first("cek"), cek("ubah", "gugur"), other)) == (set(), {"terbit/cek"})


def test_a_step_that_changes_what_it_judges_is_not_stale_by_its_own_act() -> None:
    found = prover(first("cek"), cek("terbit", "gugur", changes=KTP))

    assert verdict(found) == (set(), set())


def test_a_step_that_acts_twice_is_as_fresh_as_its_last_act() -> None:
    steps = (
        first("cek"),
        cek("tanya", "gugur", changes=KTP),
        a_step("tanya", DECISION, optional_reason="x",
               answers=(answer("lanjut", "terbit"), answer("ulang", "cek", BACK))),
    )  # fmt: skip
    assert verdict(prover(*steps)) == (set(), set())


def test_changing_what_nobody_judged_makes_nothing_stale() -> None:
    ubah = plain("ubah", "terbit", changes=(ItemId("konsep"),))

    assert verdict(prover(first("cek"), cek("ubah", "gugur"), ubah)) == (set(), set())


@pytest.mark.parametrize("kind", [SIGNATURE, INITIALS])
def test_a_refusal_needs_whoever_signs_and_initials_the_grant(kind: StepKind) -> None:
    ttd = a_step("ttd", kind, answers=(answer("approve", "terbit"),))

    found = prover(first("cek"), cek("ttd", "tolak"), ttd)

    assert verdict(found)[0] == {f"tolak/{kind.value}:loket"}
    assert found.skips()[0].obligation.steps == ()


def test_a_refusal_signed_by_the_same_role_is_no_skip() -> None:
    steps = (
        first("cek"),
        cek("ttd", "ttd_tolak"),
        a_step("ttd", SIGNATURE, answers=(answer("approve", "terbit"),)),
        a_step("ttd_tolak", SIGNATURE, answers=(answer("approve", "tolak"),)),
    )
    assert verdict(prover(*steps)) == (set(), set())


def test_a_step_that_an_end_demands_is_not_met_by_sending_back() -> None:
    """`wajib` on an initialling step: to return the paper is not to have seen it off."""
    steps = (
        first("cek"),
        cek("terbit", "baca"),
        a_step("baca", INITIALS, counts_for=(), role=RoleId("kabid"),
               answers=(answer("approve", "tolak"), answer("return", "tolak", BACK))),
    )  # fmt: skip
    assert verdict(prover(*steps, must=("baca",)))[0] == {"tolak/must:baca"}


def test_any_answer_meets_what_an_end_demands() -> None:
    steps = (
        first("cek"),
        cek("terbit", "baca"),
        a_step("baca", DECISION, counts_for=(),
               answers=(answer("ya", "tolak"), answer("no", "tolak", NO))),
    )  # fmt: skip
    assert verdict(prover(*steps, must=("baca",))) == (set(), set())


def test_the_passing_of_a_term_is_no_act_of_an_official() -> None:
    late = plain("tulis", "terbit", limit=Limit(DAY, EndId("terbit")))

    assert verdict(prover(first("tulis"), late))[0] == {"terbit/tulis"}


def test_a_used_up_bound_is_a_way_like_any_other() -> None:
    """Nobody skips while rounds are left; the limit arc goes round."""
    back = answer("return", "a", BACK, limit="terbit")
    paraf = a_step("paraf", INITIALS, answers=(answer("approve", "terbit"), back))

    found = prover(first("paraf"), paraf)

    assert [a.trigger for a in found.skips()[0].run.arcs] == ["a:done", "paraf:return!limit"]


def test_soundness_is_asked_with_rounds_open_and_with_rounds_used_up() -> None:
    def stuck(target: str, limit: str) -> list[tuple[str, bool]]:
        only = a_step("s", DECISION, answers=(answer("ulang", target, BACK, limit=limit),))
        return [(m, used) for m, used, _ in prover(first("s"), only).stuck()]

    assert stuck("terbit", "terbit") == []
    assert stuck("s", "terbit") == [("a", False), ("s", False)]
    assert stuck("terbit", "s") == [("a", True), ("s", True)]


def test_a_named_decider_overrules_and_nobody_else() -> None:
    def overruled(*decides: str) -> list[str]:
        over = tuple(StepId(s) for s in decides)
        steps = (
            first("cek"),
            cek("putus", "putus", shared_obligation="layak"),
            a_step("putus", DECISION, shared_obligation="layak", decides_over=over,
                   answers=(answer("ya", "terbit"), answer("no", "gugur", NO))),
        )  # fmt: skip
        return [found.blame.trigger for found in prover(*steps).overruled()]

    assert overruled() == ["putus:ya"]
    assert overruled("a") == ["putus:ya"]
    assert overruled("cek") == []


def test_a_decider_overrules_only_by_deciding_in_favour() -> None:
    steps = (
        first("cek"),
        cek("putus", "putus", shared_obligation="layak"),
        a_step("putus", DECISION, shared_obligation="layak", decides_over=(StepId("cek"),),
               answers=(answer("ya", "terbit"), answer("ragu", "terbit", BACK))),
    )  # fmt: skip
    assert [a.trigger for a in prover(*steps).overruled()[0].run.arcs][-1] == "putus:ragu"


def test_a_step_for_other_ends_is_no_obligation_of_the_grant() -> None:
    steps = (
        first("cek"),
        cek("terbit", "lihat"),
        plain("lihat", "terbit", counts_for=(EndId("tolak"),)),
        plain("tulis", "terbit"),
    )
    assert verdict(prover(*steps))[0] == {"terbit/cek"}


def test_who_said_no_may_say_yes_later() -> None:
    steps = (
        first("cek"),
        cek("terbit", "a"),
    )
    assert prover(*steps).overruled() == ()


def test_must_act_names_the_officials_whom_no_grant_goes_round() -> None:
    steps = (
        first("cek"),
        cek("serah", "lain"),
        a_step("lain", DECISION, answers=(answer("ya", "serah"), answer("no", "tolak", NO))),
        plain("serah", "terbit"),
    )
    assert prover(*steps).must_act() == ("cek", "serah")


def test_a_letter_that_reaches_the_end_only_by_being_sent_back_meets_nothing() -> None:
    steps = (
        first("cek"),
        cek("ttd", "ttd_tolak"),
        a_step("ttd", SIGNATURE, answers=(answer("approve", "terbit"),)),
        a_step("ttd_tolak", SIGNATURE,
               answers=(answer("approve", "gugur"), answer("return", "tolak", BACK))),
    )  # fmt: skip
    (skip,) = prover(*steps).skips()

    assert (skip.obligation.id, skip.obligation.steps) == ("tolak/signature:loket", ())


def test_an_automatic_row_is_no_officials_whoever_stands_beside_it() -> None:
    rows = (a_step("a", StepKind.ACTION), a_step("b"), a_step("c", role=RoleId("pemohon")))

    assert [is_internal(a_procedure(rows), row) for row in rows] == [False, True, False]


def test_the_blamed_line_is_the_one_without_which_all_would_be_well() -> None:
    """Either answer of `pilih` leads round `tulis`; the way to `pilih` is what goes round."""
    steps = (
        first("cek"),
        cek("pilih", "tulis"),
        a_step("pilih", DECISION, answers=(answer("satu", "terbit"), answer("dua", "terbit"))),
        plain("tulis", "terbit"),
    )
    skips = {s.obligation.id: s for s in prover(*steps).skips()}

    blamed = skips["terbit/tulis"].blame
    assert blamed is not None
    assert blamed.trigger == "cek:ya"


def test_a_proof_that_holds_is_about_nothing_in_particular() -> None:
    assert Proof("P1", holds=True).about == ""


def blamed(*answers: Answer, rest: tuple[Step, ...]) -> str | None:
    """Whose line is blamed when two answers of `cek` lead round `tulis` and one may lead to it."""
    ways = (answer("ya", "terbit"), answer("juga", "terbit"), *answers)
    steps = (first("cek"), a_step("cek", DECISION, answers=ways), *rest)
    skips = {s.obligation.id: s for s in prover(*steps).skips()}
    blame = skips["terbit/tulis"].blame
    return blame.trigger if blame else None


def test_where_no_one_line_would_do_the_move_that_goes_too_far_is_blamed() -> None:
    tulis = plain("tulis", "terbit")

    assert blamed(answer("no", "tulis", NO), rest=(tulis,)) == "cek:ya"


def test_nobody_is_blamed_where_only_sending_back_would_have_met_it() -> None:
    tulis = plain("tulis", "terbit")

    assert blamed(answer("ragu", "tulis", BACK), rest=(tulis,)) is None


def test_a_way_onward_may_lead_through_rules() -> None:
    rules = (Rule("formulir.luas > 3", AnswerId("satu")), Rule(None, AnswerId("otherwise")))
    ways = (answer("satu", "tulis", BACK), answer("otherwise", "tulis", BACK))
    pilah = a_step("pilah", StepKind.RULES, role=None, rules=rules, answers=ways)

    assert blamed(answer("no", "pilah", NO), rest=(pilah, plain("tulis", "terbit"))) == "cek:ya"


def test_a_way_onward_leads_to_the_end_itself() -> None:
    lagi = a_step("lagi", DECISION, answers=(answer("henti", "gugur"), answer("x", "terbit", BACK)))

    assert blamed(answer("no", "tulis", NO), rest=(plain("tulis", "lagi"), lagi)) is None


def test_only_what_was_judged_and_is_changed_made_it_stale_in_the_order_of_its_names() -> None:
    both = (ItemId("ktp"), ItemId("konsep"))
    lihat = a_step("lihat", judges=(*both, ItemId("luas")), answers=(answer("done", "ubah"),))
    ubah = plain("ubah", "terbit", changes=(*both, ItemId("foto")))
    found = prover(first("cek"), cek("lihat", "gugur"), lihat, ubah)
    changer = found.stale(())[0].changer

    assert changer is not None
    assert found.items_between((StepId("cek"),), changer) == KTP
    assert found.items_between((StepId("lihat"),), changer) == ("konsep", "ktp")


def overruled_at(*steps: Step) -> dict[str, str]:
    """Which opposing step is passed over, and whose line is blamed."""
    return {str(f.step): str(f.blame.trigger) for f in prover(*steps).overruled()}


def test_the_first_official_who_supports_after_the_no_is_blamed() -> None:
    pay = a_step("bayar", StepKind.APPLICANT, role=RoleId("pemohon"),
                 answers=(answer("done", "serah"),))  # fmt: skip

    found = overruled_at(first("cek"), cek("bayar", "bayar"), pay, plain("serah", "terbit"))

    assert found == {"cek": "serah:done"}


def test_without_such_an_official_each_no_is_blamed_itself() -> None:
    putus = a_step("putus", DECISION, answers=(answer("no", "terbit", NO),))

    found = overruled_at(first("cek"), cek("gugur", "putus"), putus)

    assert found == {"cek": "cek:no", "putus": "putus:no"}


def test_a_term_that_passes_takes_no_opposing_answer_back() -> None:
    again = a_step(
        "cek", DECISION, answers=(answer("no", "lagi", NO),), limit=Limit(DAY, ENDS[0].id)
    )

    assert overruled_at(first("cek"), again, plain("lagi", "cek")) == {"cek": "lagi:done"}


def test_an_alternative_that_is_asked_after_the_other_affirmed_is_none() -> None:
    shared = {"shared_obligation": "layak"}
    lagi = plain("lagi", "terbit", **shared)

    found = prover(first("cek"), cek("tulis", "lagi", **shared), plain("tulis", "lagi"), lagi)

    assert found.doubled() == (("cek", "lagi"),)


def test_an_automatic_row_is_no_must_act_official() -> None:
    aksi = a_step("aksi", StepKind.ACTION, answers=(answer("done", "terbit"),))

    assert prover(first("aksi"), aksi).must_act() == ()
