"""A small office and a machine made by hand: a chain of steps by one role, then the hand-over."""

from datetime import date, time

from sopflow.domain.codec import encode
from sopflow.domain.evidence import digest
from sopflow.domain.identity import Identity, ServiceStandard, Signatory
from sopflow.domain.items import EntryRequirement, Field, FieldKind
from sopflow.domain.lives import VersionState
from sopflow.domain.machines import Arc, CompiledMachine, Machine, Marking, Obligation
from sopflow.domain.officetime import OfficeCalendar
from sopflow.domain.organisation import LetterOfAppointment, Official, Organisation, Position, Unit
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
from sopflow.domain.words import (
    DONE,
    ActorClass,
    Capacity,
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    ItemId,
    MarkingId,
    Nature,
    PersonId,
    PositionId,
    RoleId,
    StepId,
    StepKind,
    Text,
    UnitId,
    VersionId,
    trigger_of,
)
from sopflow.store.store import Store

CHAIN = 12
"""Official steps before the hand-over."""
ADVANCES = CHAIN + 1
"""Advances that take a case from its opening to its end, the last one over every obligation."""
SOP_CODE = "bench"
UNIT = UnitId("dinas-perizinan")
ZONE = "Asia/Jakarta"
EXAMINER = PersonId("rina")
CLERK = PersonId("dewi")
END = EndId("disetujui")
PAPERS = frozenset({ItemId("ktp"), ItemId("gambar")})
ANSWERS = {"nama": "Budi Santoso", "alamat": "Jalan Melati 7", "ukuran": "12"}

_APPLICANT, _EXAMINER, _COUNTER = RoleId("pemohon"), RoleId("pemeriksa"), RoleId("loket")
_POSITIONS = {_EXAMINER: "kepala_seksi", _COUNTER: "petugas_loket"}
_JUDGED = (*sorted(PAPERS), *(ItemId(name) for name in ANSWERS))


def step_id(number: int) -> StepId:
    """Name a step: 0 is the applicant's, the last one the hand-over."""
    return StepId(f"langkah{number}")


def performer_of(step: StepId) -> PersonId:
    """Who answers a step of officials."""
    return CLERK if step == step_id(ADVANCES) else EXAMINER


def organisation() -> Organisation:
    """One unit, two posts, two people who have held them since long ago."""
    hours = dict.fromkeys(range(5), ((time(8), time(12)), (time(13), time(16))))
    calendar = OfficeCalendar(ZONE, hours, {})
    unit = Unit(UNIT, "dinas", "Dinas Perizinan", None, calendar)
    people = {_EXAMINER: (EXAMINER, "Rina Wati"), _COUNTER: (CLERK, "Dewi Lestari")}
    since = date(2020, 1, 6)
    return Organisation(
        units=(unit,),
        positions=tuple(
            Position(PositionId(kind), UNIT, kind, kind.replace("_", " ").title(), None)
            for kind in _POSITIONS.values()
        ),
        officials=tuple(
            Official(person, name, str(person), None, "id", is_admin=False, may_ratify=True)
            for person, name in people.values()
        ),
        appointments=tuple(
            LetterOfAppointment(
                person=person,
                position=PositionId(_POSITIONS[role]),
                capacity=Capacity.DEFINITIVE,
                letter_number=f"821/{person}/2020",
                letter_on=since,
                valid_from=since,
                valid_until=None,
            )
            for role, (person, _) in people.items()
        ),
    )


def put_in_force(store: Store) -> None:
    """Take the machine all the way: both people ratify it."""
    made = machine()
    store.add_version(made, "", {}, by=CLERK)
    for state, who in (
        (VersionState.REVIEW, CLERK),
        (VersionState.RATIFIED, CLERK),
        (VersionState.RATIFIED, EXAMINER),
        (VersionState.IN_FORCE, EXAMINER),
    ):
        store.add_to_life(store.life_of(made.id), state, by=who)


def machine() -> Machine:
    """The chain as the compiler would flatten it; every step is an obligation of the grant."""
    procedure = _procedure()
    steps = procedure.steps
    markings = [Marking(MarkingId(s.id), (s.id,), (), None, None) for s in steps]
    markings.append(Marking(MarkingId(END), (), (), END, EndResult.GRANTED))
    compiled = CompiledMachine(
        procedure=procedure,
        start=markings[0].id,
        markings=tuple(markings),
        arcs=tuple(_arc(s, markings[i + 1]) for i, s in enumerate(steps)),
        obligations=tuple(
            Obligation(s.id, END, (s.role,), (s.id,), (trigger_of(s.id, DONE),))
            for s in steps[1:]
            if s.role is not None
        ),
        judges={s.id: s.judges for s in steps if s.judges},
        changes={trigger_of(s.id, DONE): s.changes for s in steps if s.changes},
        stands={},
        rounds={},
    )
    return Machine(VersionId(digest(encode(compiled))), compiled)


def _arc(step: Step, target: Marking) -> Arc:
    is_applicants = step.role == _APPLICANT
    return Arc(
        source=MarkingId(step.id),
        trigger=trigger_of(step.id, DONE),
        step=step.id,
        answer=DONE,
        role=step.role,
        actor_class=ActorClass.APPLICANT if is_applicants else ActorClass.OFFICIAL,
        target=target.id,
        result=target.result,
        closes=(step.id,),
        opens=target.open,
    )


def _procedure() -> Procedure:
    roles = [Role(_APPLICANT, _text("Pemohon"), True, "", Relation.UNIT, None)]
    roles += [
        Role(role, _text(kind), False, kind, Relation.UNIT, None)
        for role, kind in _POSITIONS.items()
    ]
    form = tuple(
        Field(ItemId(name), _text(name), FieldKind.TEXT, True, True, "izin") for name in ANSWERS
    )
    three_days = Duration(3, DurationUnit.WORKING_DAY)
    return Procedure(
        code=SOP_CODE,
        version="1",
        identity=_identity(),
        scope=Scope(UNIT, None),
        standard=ServiceStandard("gratis", True, "izin", *["-"] * 8),
        promise=Promise(three_days, "UU 25/2009", f"{step_id(1)}.{DONE}"),
        case_number="{urut:6}/BENCH/{tahun}",
        roles=tuple(roles),
        requirements=tuple(EntryRequirement(p, _text(p), True) for p in sorted(PAPERS)),
        form=form,
        documents=(),
        steps=tuple(_step(number) for number in range(ADVANCES + 1)),
        ends=(End(END, EndResult.GRANTED, _text("Disetujui"), ()),),
        withdrawal=None,
        notices=(),
    )


def _step(number: int) -> Step:
    target = step_id(number + 1) if number < ADVANCES else END
    role, kind = _EXAMINER, StepKind.TASK
    if number == 0:
        role, kind = _APPLICANT, StepKind.APPLICANT
    elif number == ADVANCES:
        role, kind = _COUNTER, StepKind.HANDOVER
    is_examined = kind is StepKind.TASK
    duration = Duration(2, DurationUnit.HOUR) if number else None
    return Step(
        id=step_id(number),
        activity=_text(f"Langkah {number}"),
        role=role,
        kind=kind,
        standard=QualityStandard((), duration, None),
        answers=(Answer(DONE, _text("Selesai"), target, Nature.SUPPORTS),),
        judges=_JUDGED if is_examined else (),
        changes=() if number else _JUDGED,
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
        requires=tuple(sorted(PAPERS)) if is_examined else (),
        rules=(),
        action=None,
        document=None,
        remark=None,
    )


def _identity() -> Identity:
    day = date(2020, 1, 6)
    return Identity(
        unit_name="Dinas Perizinan",
        number="065/1/2020",
        made_on=day,
        revised_on=None,
        effective_on=day,
        ratified_by=Signatory("Kepala Dinas", "Sri Utami", None, None),
        title=_text("Izin percobaan"),
        legal_basis=("UU 25/2009",),
        related=(),
        warning="-",
        qualifications=("-",),
        equipment=("-",),
        records="-",
    )


def _text(words: str) -> Text:
    return Text(words, words)
