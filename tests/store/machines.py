"""A machine made by hand: small, and deliberately unsound in two places.

`check:skip` goes round the initials, and `amend:done` changes what was judged after it was
initialled. The compiler would refuse both; here the database must, at the granting end.
"""

from datetime import date
from functools import cache

from sopflow.domain.authority import CaseUnit
from sopflow.domain.codec import encode
from sopflow.domain.duties import Duties, Substitute
from sopflow.domain.evidence import digest
from sopflow.domain.identity import Identity, ServiceStandard, Signatory
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.machines import Arc, CompiledMachine, Machine, Marking, Obligation
from sopflow.domain.procedures import (
    Answer,
    End,
    Procedure,
    Promise,
    QualityStandard,
    Relation,
    Role,
    Scope,
    Step,
)
from sopflow.domain.wholecase import Withdrawal
from sopflow.domain.words import (
    ActorClass,
    AnswerId,
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    ItemId,
    MarkingId,
    Nature,
    RoleId,
    StepId,
    StepKind,
    Text,
    Trigger,
    UnitId,
    VersionId,
)

OFFICE = CaseUnit(UnitId("dpmptsp"), "opd", UnitId("kota"))
ROUNDS_MAX = 2
_STANDARD = QualityStandard((), Duration(30, DurationUnit.MINUTE), None)


def _text(words: str) -> Text:
    return Text(words, words)


def _step(step: str, kind: StepKind, role: str | None, *answers: Answer) -> Step:
    return Step(
        id=StepId(step),
        activity=_text(step),
        role=RoleId(role) if role else None,
        kind=kind,
        standard=_STANDARD,
        answers=answers,
        judges=(ItemId("letter"),) if step in {"check", "initials"} else (),
        changes=(ItemId("letter"),) if step in {"fix", "amend"} else (),
        stands={},
        counts_for=None,
        optional_reason=None,
        decides_over=(),
        shared_obligation=None,
        chain=None,
        stops_clock=False,
        limit=None,
        ladder=(),
        fields=(),
        requires=(),
        rules=(),
        action="number" if kind is StepKind.ACTION else None,
        document=None,
        remark=None,
    )


def _answer(
    answer: str, target: str, nature: Nature = Nature.SUPPORTS, rounds_max: int | None = None
) -> Answer:
    return Answer(AnswerId(answer), _text(answer), StepId(target), nature, rounds_max=rounds_max)


def _role(role: str, relation: Relation, *, external: bool = False) -> Role:
    standins = (Substitute("kasi"),) if role == "head" else ()
    return Role(RoleId(role), _text(role), external, role, relation, None, standins)


@cache
def procedure(
    code: str = "TEST",
    unit: str | None = "dpmptsp",
    version: str = "1",
    effective_on: date = date(2026, 1, 2),
) -> Procedure:
    return Procedure(
        code=code,
        version=version,
        identity=Identity(
            unit_name="DPMPTSP",
            number="1",
            made_on=date(2026, 1, 1),
            revised_on=None,
            effective_on=effective_on,
            ratified_by=Signatory("Kepala Dinas", "A", None, None),
            title=_text("Uji"),
            legal_basis=("UU",),
            related=(),
            warning="",
            qualifications=(),
            equipment=(),
            records="",
        ),
        scope=Scope(UnitId(unit) if unit else None, None if unit else "opd"),
        standard=ServiceStandard("", True, *[""] * 9),
        promise=Promise(Duration(3, DurationUnit.WORKING_DAY), "UU", "check.approve"),
        case_number="UJI-{tahun}-{urut:6}",
        roles=(
            _role("applicant", Relation.UNIT, external=True),
            _role("clerk", Relation.UNIT),
            _role("kasi", Relation.UNIT),
            _role("head", Relation.PARENT),
        ),
        requirements=(EntryRequirement(ItemId("letter"), _text("letter"), is_required=True),),
        form=(
            Field(ItemId("name"), _text("name"), FieldKind.TEXT, True, True, "who"),
            Field(ItemId("phone"), _text("phone"), FieldKind.PHONE, False, True, "call"),
        ),
        documents=(),
        steps=(
            _step("apply", StepKind.APPLICANT, "applicant", _answer("done", "check")),
            _step(
                "check",
                StepKind.DECISION,
                "clerk",
                _answer("approve", "initials"),
                _answer("return", "fix", Nature.NEUTRAL, rounds_max=ROUNDS_MAX),
                _answer("skip", "sign", Nature.NEUTRAL),
            ),
            _step("fix", StepKind.APPLICANT, "applicant", _answer("done", "check")),
            _step("initials", StepKind.INITIALS, "kasi", _answer("approve", "sign")),
            _step(
                "sign",
                StepKind.SIGNATURE,
                "head",
                _answer("approve", "issue"),
                _answer("refuse", "refused", Nature.OPPOSES),
            ),
            _step("amend", StepKind.APPLICANT, "applicant", _answer("done", "sign")),
            _step("issue", StepKind.ACTION, None, _answer("done", "hand")),
            _step("hand", StepKind.HANDOVER, "clerk", _answer("done", "granted")),
        ),
        ends=(
            End(EndId("granted"), EndResult.GRANTED, _text("granted"), ()),
            End(EndId("refused"), EndResult.REFUSED, _text("refused"), ()),
            End(EndId("withdrawn"), EndResult.WITHDRAWN, _text("withdrawn"), ()),
        ),
        withdrawal=Withdrawal(StepId("sign"), EndId("withdrawn")),
        notices=(),
    )


def _marking(marking: str, *steps: str, end: EndResult | None = None) -> Marking:
    return Marking(
        id=MarkingId(marking),
        open=tuple(StepId(s) for s in steps),
        memory=(),
        end=EndId(marking) if end else None,
        result=end,
    )


MARKINGS = (
    _marking("start", "apply"),
    _marking("checking", "check"),
    _marking("fixing", "fix"),
    _marking("initialling", "initials"),
    _marking("signing", "sign", "amend"),
    _marking("issuing", "issue"),
    _marking("handing", "hand"),
    _marking("granted", end=EndResult.GRANTED),
    _marking("refused", end=EndResult.REFUSED),
    _marking("withdrawn", end=EndResult.WITHDRAWN),
)
_RESULTS = {m.id: m.result for m in MARKINGS}


def _arc(  # noqa: PLR0913, PLR0917 - a row of a table
    source: str,
    trigger: str,
    target: str,
    role: str | None,
    closes: tuple[str, ...],
    opens: tuple[str, ...],
) -> Arc:
    step, answer = trigger.split(":")
    actor = {
        "applicant": ActorClass.APPLICANT,
        None: ActorClass.SYSTEM,
        "rule": ActorClass.RULE,
    }.get(role, ActorClass.OFFICIAL)
    return Arc(
        source=MarkingId(source),
        trigger=Trigger(trigger),
        step=StepId(step) if step != "case" else None,
        answer=AnswerId(answer),
        role=RoleId(role) if role not in (None, "rule") else None,
        actor_class=actor,
        target=MarkingId(target),
        result=_RESULTS[MarkingId(target)],
        closes=tuple(StepId(s) for s in closes),
        opens=tuple(StepId(s) for s in opens),
    )


ARCS = (
    _arc("start", "apply:done", "checking", "applicant", (), ("check",)),
    _arc("checking", "check:approve", "initialling", "clerk", ("check",), ("initials",)),
    _arc("checking", "check:return", "fixing", "clerk", ("check",), ("fix",)),
    _arc("checking", "check:skip", "signing", "clerk", ("check",), ("sign", "amend")),
    _arc("checking", "case:withdraw", "withdrawn", "applicant", ("check",), ()),
    _arc("fixing", "fix:done", "checking", "applicant", ("fix",), ("check",)),
    _arc("initialling", "initials:approve", "signing", "kasi", ("initials",), ("sign", "amend")),
    _arc("signing", "amend:done", "signing", "applicant", ("amend",), ("amend",)),
    _arc("signing", "sign:approve", "issuing", "head", ("sign", "amend"), ("issue",)),
    _arc("signing", "sign:refuse", "refused", "head", ("sign", "amend"), ()),
    _arc("issuing", "issue:done", "handing", None, ("issue",), ("hand",)),
    _arc("handing", "hand:done", "granted", "clerk", ("hand",), ()),
)


def _obligation(end: str, step: str, role: str, *meets: str) -> Obligation:
    return Obligation(
        id=f"{end}/{step}",
        end=EndId(end),
        roles=(RoleId(role),),
        steps=(StepId(step),),
        meets=tuple(Trigger(t) for t in meets),
    )


@cache
def machine(
    code: str = "TEST",
    unit: str | None = "dpmptsp",
    *,
    stands: bool = False,
    version: str = "1",
    effective_on: date = date(2026, 1, 2),
) -> Machine:
    """Make the machine; with `stands` what `amend` changes makes no earlier result stale."""
    compiled = CompiledMachine(
        procedure=procedure(code, unit, version, effective_on),
        start=MarkingId("start"),
        markings=MARKINGS,
        arcs=ARCS,
        obligations=(
            _obligation("granted", "check", "clerk", "check:approve"),
            _obligation("granted", "initials", "kasi", "initials:approve"),
            _obligation("granted", "sign", "head", "sign:approve"),
            _obligation("refused", "sign", "head", "sign:refuse"),
        ),
        judges={StepId("check"): (ItemId("letter"),), StepId("initials"): (ItemId("letter"),)},
        changes={
            Trigger("fix:done"): (ItemId("letter"),),
            Trigger("amend:done"): (ItemId("letter"),),
        },
        stands={StepId("amend"): (StepId("check"), StepId("initials"))} if stands else {},
        rounds={Trigger("check:return"): ROUNDS_MAX},
        duties=Duties(barred=(StepId("sign"),)),
    )
    return Machine(VersionId(digest(encode(compiled))), compiled)
