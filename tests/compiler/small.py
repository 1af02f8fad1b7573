"""The smallest procedures: rows with nothing but what is given, common roles, items and ends."""

from datetime import date
from typing import Any

from sopflow.domain.identity import Identity, ServiceStandard, Signatory
from sopflow.domain.items import Field, FieldKind
from sopflow.domain.procedures import (
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
    Duration,
    DurationUnit,
    EndId,
    EndResult,
    ItemId,
    RoleId,
    StepId,
    StepKind,
    Text,
)

DAY = Duration(1, DurationUnit.WORKING_DAY)
ITEMS = (ItemId("ktp"), ItemId("konsep"))
ROLES = tuple(
    Role(RoleId(name), Text(name, name), external, name, Relation.UNIT, None)
    for name, external in (("pemohon", True), ("loket", False), ("kabid", False), ("camat", False))
)
ENDS = (
    End(EndId("terbit"), EndResult.GRANTED, Text("Terbit", "Issued"), ()),
    End(EndId("tolak"), EndResult.REFUSED, Text("Ditolak", "Refused"), ()),
    End(EndId("gugur"), EndResult.LAPSED, Text("Gugur", "Lapsed"), ()),
)


def a_step(name: str, kind: StepKind = StepKind.TASK, **given: Any) -> Step:
    """A step with nothing but what is given."""
    bare: dict[str, Any] = {
        "role": RoleId("loket"),
        "standard": QualityStandard((), DAY, "x"),
        "answers": (),
        "judges": (),
        "changes": (),
        "stands": {},
        "counts_for": None,
        "optional_reason": None,
        "decides_over": (),
        "shared_obligation": None,
        "chain": None,
        "stops_clock": False,
        "limit": None,
        "ladder": (),
        "fields": (),
        "requires": (),
        "rules": (),
        "action": None,
        "document": None,
        "remark": None,
    }
    return Step(id=StepId(name), activity=Text(name, name), kind=kind, **(bare | given))


def a_procedure(
    steps: tuple[Step, ...],
    withdrawal: Withdrawal | None = None,
    ends: tuple[End, ...] = ENDS,
) -> Procedure:
    """A procedure of these steps, with the common roles, items and ends."""
    day = date(2026, 1, 1)
    return Procedure(
        code="kecil",
        version="1",
        identity=Identity(
            "u", "1", day, None, day, Signatory("k", "n", None, None), Text("k", "k"),
            ("UU 1 2000",), (), "w", ("q",), ("e",), "r",
        ),
        scope=Scope(None, "kecamatan"),
        standard=ServiceStandard("x", False, *("x",) * 9),
        promise=Promise(DAY, "x", "a.done"),
        case_number="{urut}",
        roles=ROLES,
        requirements=(),
        form=(Field(ItemId("luas"), Text("l", "l"), FieldKind.INTEGER, False, False, None),),
        documents=(),
        steps=steps,
        ends=ends,
        withdrawal=withdrawal,
        notices=(),
    )  # fmt: skip
