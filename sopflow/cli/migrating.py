"""`sopflow sop migrate`: which running cases could move to another version, and moving them."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sopflow.cli.exits import Exit
from sopflow.cli.frame import STATE, Failure, Json, emit, note, say, stop
from sopflow.cli.runtime import runtime
from sopflow.domain.words import Text

if TYPE_CHECKING:
    from sopflow.services.migrating import CasePlan, MigrationPlan

Code = Annotated[str, typer.Argument(metavar=say("KODE", "CODE"))]
From = Annotated[str, typer.Argument(metavar=say("DARI", "FROM"))]
To = Annotated[str, typer.Argument(metavar=say("KE", "TO"))]


def migrate(
    code: Code,
    from_: From,
    to: To,
    as_plan: Annotated[
        bool, typer.Option("--plan", help=say("Ringkasannya saja.", "Only the summary."))
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=say("Hasil tiap berkas, tanpa memindahkan.", "Each case.")),
    ] = False,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="N", help=say("Satu berkas saja.", "One case alone.")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say which running cases could move to another version; one that would lose a duty stays."""
    from sopflow.services.migrating import plan

    if as_plan == dry_run:
        message = Text("pilih satu: --plan atau --dry-run", "choose one: --plan or --dry-run")
        raise Failure(Exit.USAGE, message, Text("--plan", "--plan"))
    with runtime() as made:
        found = plan(made.store, code, from_, to, number=case)
    if case is not None and not found.cases:
        raise _no_such_case(case, from_)
    if as_plan:
        emit(plan_document(found), "\n".join(plan_lines(found)))
        return
    emit(_each(found), "\n".join(line for one in found.cases for line in _case_lines(one)))
    note(totals(found))
    if found.staying:
        stop(Exit.FOUND)


def _no_such_case(number: str, version: str) -> Failure:
    return Failure(
        Exit.NOT_FOUND,
        Text(
            f"tidak ada berkas {number} yang berjalan pada versi {version}",
            f"there is no case {number} that runs under version {version}",
        ),
        Text("lihat: sopflow case show", "see: sopflow case show"),
        code="case_not_found",
    )


def totals(found: "MigrationPlan") -> str:
    """How many could move, and how many stay."""
    return say(
        f"{len(found.cases)} berkas berjalan: {len(found.moving)} dapat pindah, "
        f"{len(found.staying)} tetap",
        f"{len(found.cases)} running cases: {len(found.moving)} could move, "
        f"{len(found.staying)} stay",
    )


def plan_lines(found: "MigrationPlan") -> Iterator[str]:
    """The plan in lines: how many go where, and for each reason how many stay."""
    yield f"{found.sop} {found.from_version} → {found.to_version}: {totals(found)}"
    for (source, target), number in sorted(found.ways().items()):
        yield f"  {number:>4}  {source} → {target}"
    for (code, message), numbers in _stays(found).items():
        yield f"  {len(numbers):>4}  {say('tetap', 'stay')}: {code} {message}"
        yield f"        {', '.join(numbers)}"


def plan_document(found: "MigrationPlan") -> dict[str, Any]:
    """The plan as data."""
    return {
        "sop": found.sop,
        "from": found.from_version,
        "to": found.to_version,
        "cases": len(found.cases),
        "moves": [
            {"from": source, "to": target, "cases": number}
            for (source, target), number in sorted(found.ways().items())
        ],
        "stays": [
            {"code": code, "reason": message, "cases": numbers}
            for (code, message), numbers in _stays(found).items()
        ],
    }


def _stays(found: "MigrationPlan") -> dict[tuple[str, str], list[str]]:
    """The numbers of the cases that stay, by reason; most cases first."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for case in found.staying:
        for reason in case.reasons:
            key = (reason.code, reason.message.in_(STATE.language))
            reasons.setdefault(key, []).append(case.number)
    counted = Counter({key: len(numbers) for key, numbers in reasons.items()})
    return {key: reasons[key] for key, _ in counted.most_common()}


def _each(found: "MigrationPlan") -> list[dict[str, Any]]:
    return [
        {
            "case": case.number,
            "from": case.marking,
            "to": case.move.target if case.move else None,
            "reasons": [
                {
                    "code": r.code,
                    "message": r.message.in_(STATE.language),
                    "cure": r.cure.in_(STATE.language),
                }
                for r in case.reasons
            ],
        }
        for case in found.cases
    ]


def _case_lines(case: "CasePlan") -> Iterator[str]:
    if case.move is not None:
        yield f"{case.number}  {case.marking} → {case.move.target}"
        return
    yield f"{case.number}  {case.marking}: {say('tetap', 'stays')}"
    for reason in case.reasons:
        yield f"    {reason.code} {reason.message.in_(STATE.language)}"
        yield f"    {say('Cara', 'Cure')}: {reason.cure.in_(STATE.language)}"
